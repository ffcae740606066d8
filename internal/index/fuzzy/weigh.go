package fuzzy

import "math/bits"

// weigh says how much a term of df writings among n records tells, in quarters
// of a bit and at least 1: 1 + 4·log2(n/df). Integers only, so that all
// processors agree.
func weigh(n, df uint64) uint8 {
	df = max(df, 1)
	if n <= df {
		return 1
	}
	q := n / df
	whole := bits.Len64(q) - 1
	// Mantissa of n/df in [1,2) with 31 bits after the point: n < 2^33.
	hi, lo := bits.Mul64(n, 1<<31)
	m, _ := bits.Div64(hi, lo, df<<whole)
	w := 4 * whole
	for bit := 2; bit > 0; bit >>= 1 {
		m = m * m >> 31
		if m >= 1<<32 {
			w += bit
			m >>= 1
		}
	}
	return uint8(min(1+w, 255))
}

// together joins how much of the name that is looked for was found with how
// much of the writing was: their harmonic mean, all in 1/10000.
func together(q, w int) int {
	if q+w == 0 {
		return 0
	}
	return 2 * q * w / (q + w)
}
