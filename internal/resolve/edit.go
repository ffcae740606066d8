package resolve

import (
	"math/bits"
	"unicode/utf8"
)

// maxLetters is the longest text whose spelling is compared.
const maxLetters = 48

// far is a distance beyond every limit.
const far = 1 << 10

// letters decodes s into dst; false where it is too long.
func letters(s string, dst *[maxLetters]rune) (int, bool) {
	n := 0
	for _, r := range s {
		if n == maxLetters {
			return 0, false
		}
		dst[n] = r
		n++
	}
	return n, true
}

// edits is the Damerau-Levenshtein distance (neighbours may change places), far
// where it exceeds limit.
func edits(a, b string, limit int) int {
	if a == b {
		return 0
	}
	la, lb := len(a), len(b)
	if la > maxLetters*utf8.UTFMax || lb > maxLetters*utf8.UTFMax || la-lb > limit*utf8.UTFMax || lb-la > limit*utf8.UTFMax {
		return far
	}
	var x, y [maxLetters]rune
	n, okA := letters(a, &x)
	m, okB := letters(b, &y)
	if !okA || !okB || n-m > limit || m-n > limit {
		return far
	}
	return distance(x[:n], y[:m], limit)
}

func distance(a, b []rune, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var rows [3][maxLetters + 1]int16
	before, last, cur := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = int16(j)
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = int16(i)
		low := cur[0]
		for j := 1; j <= len(b); j++ {
			c := last[j-1]
			if a[i-1] != b[j-1] {
				c++
			}
			c = min(c, last[j]+1, cur[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				c = min(c, before[j-2]+1)
			}
			cur[j] = c
			low = min(low, c)
		}
		if int(low) > limit+1 {
			return far
		}
		before, last, cur = last, cur, before
	}
	if d := int(last[len(b)]); d <= limit {
		return d
	}
	return far
}

// slips is how many edits a word of n letters may have and still be a slip.
func slips(n int) int {
	switch {
	case n < 3:
		return 0
	case n < 9:
		return 1
	}
	return 2
}

// maskOf sets a bit for each letter of a word.
func maskOf(w string) uint64 {
	var m uint64
	for _, r := range w {
		m |= 1 << uint(r&63)
	}
	return m
}

// spelt is a word with its letters.
type spelt struct {
	text string
	mask uint64
}

// alike gives 2 for a slip, 1 for words that are merely similar, 0 for others.
func alike(a, b spelt) int {
	n := max(len(a.text), len(b.text))
	limit := max(slips(n), n*3/10)
	// Each edit changes two letters of the sets at most.
	if n < 3 || min(len(a.text), len(b.text))*2 < n || bits.OnesCount64(a.mask^b.mask) > 2*limit {
		return 0
	}
	d := edits(a.text, b.text, limit)
	switch {
	case d <= slips(n):
		return 2
	case d <= limit:
		return 1
	}
	return 0
}

// alikeName is alike for names: two edits that are not heard are a slip too.
func alikeName(a, b spelt) int {
	near := alike(a, b)
	if n := max(len(a.text), len(b.text)); near == 2 || n < 4 || n > 9 || a.text[0] != b.text[0] || bits.OnesCount64(a.mask^b.mask) > 4 {
		return near
	}
	if sound(a.text) == sound(b.text) && edits(a.text, b.text, 2) <= 2 {
		return 2
	}
	return near
}

func (t *token) spelt() spelt { return spelt{t.text, t.mask} }
func (v *value) spelt() spelt { return spelt{v.text, v.mask} }
