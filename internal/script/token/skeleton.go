package token

// A skeleton is what two spellings of one word in two scripts have in common:
// its consonants in classes that no script tells apart reliably. Vowels, which
// Arabic and Hebrew do not write and katakana add, are left out, but whether
// the word begins with one is kept. Classes:
//
//	P  p b f v ph       T  t d th dh       K  k g q c kh gh x (x is K and S)
//	S  s z sh zh j ch ts c (before e, i, y)    M  m    N  n    L  l r
//
// w, h and y are vowels here. What can be heard in two ways gives two skeletons:
// ch as K and S, g before e and i as K and S, j as a vowel too (Johan), an r
// that English does not speak before a consonant or at the end.
const maxSkeletons = 6

// skeletons appends the skeletons of a word in letters a to z, the plainest
// first. Words of fewer than two consonants have none: they would meet too many.
func skeletons(word string, mayDropR bool) []string {
	w := skeletonWriter{mayDropR: mayDropR}
	w.ways[0] = make([]byte, 0, 12)
	w.count = 1
	for i := 0; i < len(word); {
		i += w.letter(word, i)
	}
	out := make([]string, 0, w.count)
	for k := range w.count {
		if s := w.finish(k, word); s != "" && !contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

type skeletonWriter struct {
	ways     [maxSkeletons][]byte
	count    int
	mayDropR bool
}

// put appends a class to all ways; doubled ones are one.
func (w *skeletonWriter) put(c byte) {
	for k := range w.count {
		w.ways[k] = putClass(w.ways[k], c)
	}
}

func putClass(way []byte, c byte) []byte {
	if c == 0 || len(way) > 0 && way[len(way)-1] == c {
		return way
	}
	return append(way, c)
}

// either appends one class to the ways there are and another to copies of them.
func (w *skeletonWriter) either(a, b byte) {
	n := w.count
	for k := range n {
		if w.count < maxSkeletons {
			way := append(make([]byte, 0, 12), w.ways[k]...)
			w.ways[w.count] = putClass(way, b)
			w.count++
		}
		w.ways[k] = putClass(w.ways[k], a)
	}
}

// vowelMark keeps doubled consonants apart that a vowel parts; it is not part
// of the skeleton.
const vowelMark = '.'

func (w *skeletonWriter) letter(word string, i int) int {
	c, next := word[i], byte(0)
	if i+1 < len(word) {
		next = word[i+1]
	}
	soft := next == 'e' || next == 'i' || next == 'y'
	switch c {
	case 'p':
		w.put('P')
		if next == 'h' {
			return 2
		}
	case 'b', 'f', 'v':
		w.put('P')
	case 'd':
		if next == 'j' || next == 'z' {
			w.put('S')
			return 2
		}
		w.put('T')
	case 't':
		switch next {
		case 's', 'z':
			w.put('S')
			return 2
		case 'c':
			if i+2 < len(word) && word[i+2] == 'h' {
				w.put('S')
				return 3
			}
		case 'h':
			w.either('T', 'S')
			return 2
		}
		w.put('T')
	case 'k', 'q':
		w.put('K')
	case 'x':
		w.put('K')
		w.put('S')
	case 'c':
		switch {
		case next == 'h':
			w.either('S', 'K')
			return 2
		case next == 'k':
			w.put('K')
			return 2
		case soft:
			w.either('S', 'K')
		default:
			w.put('K')
		}
	case 'g':
		switch {
		case next == 'h':
			w.either('K', vowelMark)
			return 2
		case soft:
			w.either('K', 'S')
		default:
			w.put('K')
		}
	case 'j':
		w.either('S', vowelMark)
	case 's':
		w.put('S')
		if next == 'h' {
			return 2
		}
		if next == 'c' && i+2 < len(word) && word[i+2] == 'h' {
			return 3
		}
	case 'z':
		w.put('S')
		if next == 'h' {
			return 2
		}
	case 'm':
		w.put('M')
	case 'n':
		w.put('N')
	case 'l':
		w.put('L')
	case 'r':
		if w.mayDropR && (next == 0 || !vowel(next)) && i > 0 && vowel(word[i-1]) {
			w.either('L', vowelMark)
		} else {
			w.put('L')
		}
	default:
		w.put(vowelMark)
	}
	return 1
}

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// finish takes the marks out; words with few consonants say whether they begin
// with a vowel.
func (w *skeletonWriter) finish(k int, word string) string {
	out := make([]byte, 0, 12)
	for _, c := range w.ways[k] {
		if c != vowelMark {
			out = append(out, c)
		}
	}
	if len(out) < 2 {
		return ""
	}
	if len(out) < 4 {
		if c := word[0]; vowel(c) && c != 'y' {
			out = append(out, 'a')
		}
	}
	return string(out)
}
