package match

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
	return min(25*n-25, 250)
}

// distance is the Damerau-Levenshtein distance (neighbours may change places)
// in hundredths of an edit. Slips that languages make cost half: one vowel for
// another, a doubled letter, c for k. It is far when it exceeds limit.
func distance(a, b []rune, limit int) int {
	if len(a) > maxRunes || len(b) > maxRunes || abs(len(a)-len(b))*30 > limit {
		return far
	}
	var rows [3][maxRunes + 1]int
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := 1; j <= len(b); j++ {
		prev[j] = prev[j-1] + gap(b, j-1)
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = prev[0] + gap(a, i-1)
		low := cur[0]
		for j := 1; j <= len(b); j++ {
			c := prev[j-1] + swap(a[i-1], b[j-1])
			c = min(c, prev[j]+gap(a, i-1), cur[j-1]+gap(b, j-1))
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
	if len(a) > 0 && len(b) > 0 && swap(a[0], b[0]) == 100 {
		d += 30 // people rarely miss the first letter
	}
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
	case w[i] == 'h', i == len(w)-1 && isVowel(w[i]):
		return 60
	}
	return 100
}

// swap is the cost of one letter for another.
func swap(x, y rune) int {
	switch {
	case x == y:
		return 0
	case isVowel(x) && isVowel(y):
		return 50
	case x < 128 && y < 128 && near[x]&(1<<uint(y&63)) != 0 && near[y]&(1<<uint(x&63)) != 0:
		return 50
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

// near has, for each ASCII letter, those that writers put for it. Digits and
// letters share the low six bits only where no pair below does.
var near [128]uint64

func init() {
	for _, p := range []string{"ck", "kq", "cq", "sz", "vw", "vf", "bp", "dt", "gk", "gj", "ij", "yj", "mn", "lr", "sc", "bv", "0o", "1i", "1l", "9g", "5s", "3e", "4a", "8b"} {
		near[p[0]] |= 1 << uint(p[1]&63)
		near[p[1]] |= 1 << uint(p[0]&63)
	}
}
