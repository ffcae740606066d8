package match

import "math/bits"

// maxRunes is the longest word whose spelling is compared; longer ones are the
// same or they are not.
const maxRunes = 64

// far is a distance beyond every limit.
const far = 1 << 20

// limitFor is how much two words of at most n letters may differ and still be
// one word, in hundredths of an edit.
func limitFor(n int) int {
	if n < 3 {
		return 0
	}
	return min(max(25*n-15, 100), 260)
}

// maskOf sets a bit for every letter of a word.
func maskOf(w []rune) uint64 {
	var m uint64
	for _, r := range w {
		m |= 1 << uint(r&63)
	}
	return m
}

// mayBeNear is false where two words have so many letters that the other has
// not, that their distance must be beyond limit: an edit that adds or drops a
// letter of its own costs 60 or more, and one that swaps two costs 50.
func mayBeNear(x, y uint64, limit int) bool { return bits.OnesCount64(x^y)*25 <= limit }

// distance is the Damerau-Levenshtein distance (neighbours may change places)
// in hundredths of an edit. Slips that languages make cost half: one vowel for
// another, a doubled letter, c for k. It is far when it exceeds limit.
func distance(a, b []rune, limit int) int {
	if len(a) > maxRunes || len(b) > maxRunes || abs(len(a)-len(b))*30 > limit {
		return far
	}
	var rows [3][maxRunes + 1]int
	var gaps [maxRunes]int
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := 1; j <= len(b); j++ {
		gaps[j-1] = gap(b, j-1)
		prev[j] = prev[j-1] + gaps[j-1]
	}
	for i := 1; i <= len(a); i++ {
		drop := gap(a, i-1)
		cur[0] = prev[0] + drop
		low := cur[0]
		for j := 1; j <= len(b); j++ {
			c := prev[j-1] + swap(a[i-1], b[j-1])
			c = min(c, prev[j]+drop, cur[j-1]+gaps[j-1])
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] && a[i-1] != a[i-2] {
				c = min(c, prev2[j-2]+75)
			}
			cur[j] = c
			low = min(low, c)
		}
		if low > limit+75 {
			return far
		}
		prev2, prev, cur = prev, cur, prev2
	}
	d := prev[len(b)]
	if d > limit {
		return far
	}
	return d
}

func abs(n int) int { return max(n, -n) }

// gap is the cost of a letter that only one word has.
func gap(w []rune, i int) int {
	switch {
	case i > 0 && w[i] == w[i-1]:
		return 30
	case w[i] == 'h', i == len(w)-1 && (isVowel(w[i]) || w[i] == 's'):
		return 60
	}
	return 100
}

// swap is the cost of one letter for another.
func swap(x, y rune) int {
	switch {
	case x == y:
		return 0
	case x|y < 128:
		return int(swaps[x][y])
	}
	return 100
}

func isVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// alikeSigns are letters that writers put for one another, by sound or shape.
var alikeSigns = []string{"ck", "kq", "cq", "sz", "vw", "vf", "bp", "dt", "gk", "gj", "ij", "yj", "mn", "lr", "sc", "bv",
	"0o", "1i", "1l", "9g", "5s", "3e", "4a", "8b"}

// swaps is the cost of one ASCII letter for another.
var swaps [128][128]uint8

func init() {
	for x := range swaps {
		for y := range swaps {
			swaps[x][y] = 100
			if isVowel(rune(x)) && isVowel(rune(y)) {
				swaps[x][y] = 50
			}
		}
	}
	for _, p := range alikeSigns {
		swaps[p[0]][p[1]], swaps[p[1]][p[0]] = 50, 50
	}
}

// soundsOf gives the classes of the consonants of a word; spellings of one name
// differ little in them. Letters of other alphabets have none.
func soundsOf(w []rune) uint16 {
	var m uint16
	for _, r := range w {
		if 'a' <= r && r <= 'z' {
			m |= soundClass[r-'a']
		}
	}
	return m
}

var soundClass = makeSoundClasses("bp", "fvw", "cgkqx", "dt", "jz", "l", "m", "n", "r", "s")

func makeSoundClasses(classes ...string) (table [26]uint16) {
	for i, class := range classes {
		for _, r := range class {
			table[r-'a'] |= 1 << i
		}
	}
	table['x'-'a'] |= table['s'-'a']
	return table
}
