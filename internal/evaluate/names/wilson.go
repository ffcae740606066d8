package names

import "math"

// Wilson gives the 95 % interval of a share, rounded outwards to 1/10,000.
func Wilson(n, of int) (low, high Share) {
	if of <= 0 {
		return -1, -1
	}
	const z = 1.959963984540054
	p, size := float64(n)/float64(of), float64(of)
	middle := p + float64(z*z)/(2*size)
	spread := z * math.Sqrt(float64(p*(1-p))/size+float64(z*z)/float64(4*size*size))
	scale := 1 + float64(z*z)/size
	return Share(math.Floor(max((middle-spread)/scale, 0) * 10000)), Share(math.Ceil(min((middle+spread)/scale, 1) * 10000))
}
