package fuzzy

import (
	"math/bits"
	"unicode/utf8"
)

// maxSpelled is the number of runes up to which slips are looked for.
const maxSpelled = 64

// pattern is a string from which others are measured, one bit a rune.
type pattern struct {
	runes []rune
	ascii [128]uint64
	other []runeBits
}

type runeBits struct {
	r rune
	b uint64
}

// set makes r the pattern; of more than maxSpelled runes it measures nothing.
func (p *pattern) set(r []rune) {
	for _, c := range p.runes {
		if c < 128 {
			p.ascii[c] = 0
		}
	}
	p.other = p.other[:0]
	p.runes = append(p.runes[:0], r...)
	for i, c := range r[:min(len(r), maxSpelled)] {
		if c < 128 {
			p.ascii[c] |= 1 << i
			continue
		}
		k := 0
		for k < len(p.other) && p.other[k].r != c {
			k++
		}
		if k == len(p.other) {
			p.other = append(p.other, runeBits{r: c})
		}
		p.other[k].b |= 1 << i
	}
}

func (p *pattern) bits(c rune) uint64 {
	if uint32(c) < 128 {
		return p.ascii[c]
	}
	for i := range p.other {
		if p.other[i].r == c {
			return p.other[i].b
		}
	}
	return 0
}

// distance counts the runes that are wrong, missing, too many or exchanged with
// their neighbour (optimal string alignment), and the runes of text. It is most+1
// where there are more than most. (Hyyrö's bit vectors.)
func (p *pattern) distance(text []byte, most int) (d, n int) {
	m := len(p.runes)
	if len(text) > 4*(m+most) || m == 0 || m > maxSpelled {
		return most + 1, 0
	}
	vp, vn, d0, before := ^uint64(0), uint64(0), uint64(0), uint64(0)
	last := uint64(1) << (m - 1)
	d = m
	for i := 0; i < len(text); n++ {
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(text[i:])
		}
		i += size
		pm := p.bits(c)
		tr := (^d0 & pm) << 1 & before
		d0 = ((pm & vp) + vp ^ vp) | pm | vn | tr
		hp, hn := vn|^(d0|vp), d0&vp
		if hp&last != 0 {
			d++
		} else if hn&last != 0 {
			d--
		}
		hp, hn = hp<<1|1, hn<<1
		vp, vn = hn|^(d0|hp), hp&d0
		before = pm
	}
	if d > most || n > m+most || m > n+most {
		return most + 1, n
	}
	return d, n
}

// signOfKey says of a text which runes it has, in 27 classes, and in the five
// highest bits how many (31: at least).
func signOfKey[T string | []byte](text T) uint32 {
	bits, n := uint32(0), uint32(0)
	for _, c := range string(text) {
		bits |= 1 << (uint32(c) % 27)
		n++
	}
	return bits | min(n, 31)<<27
}

// mayBeNear says whether texts with these signs can have a distance of most.
func mayBeNear(a, b uint32, most int) bool {
	const letters = 1<<27 - 1
	if n, m := int(a>>27), int(b>>27); n > m+most || m > n+most {
		return false
	}
	return bits.OnesCount32(a&^b&letters) <= most && bits.OnesCount32(b&^a&letters) <= most
}
