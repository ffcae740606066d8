package token

import "strings"

// A skeleton is the consonants of a word as Latin letters write them, vowels
// left out: Arabic and Hebrew do not write them, kana add some. A Latin word has
// one, or two where it has an r that English does not speak; a word in another
// alphabet has all that Latin writing may make of it, the likeliest first, since
// one letter there is often several here (в is v and w, ラ is ra and la).
//
// One sign stands for what Latin letters have several ways to write, and what
// is read in different ways has a sign of its own:
//
//	k  c k q ck kh     C  c before e, i, y     c  ch tch cz      f  f ph
//	g  g gu            G  g before e, i, y     x  sh sch         T  th
//	z  z ts tz zz      Z  zh                   R  r that ends a syllable
//
// h, y and vowels are left out; a at the start says that the word begins with one.

// maxConsonants bounds a skeleton; what follows is left out on both sides.
const maxConsonants = 10

// latinSkeletons gives the skeletons of a word in letters a to z: the plain one;
// one without an r that only ends a syllable; one with an end as the French or
// the Serbs speak it; one with ch as in Michael. There is none for a word without
// consonants. A hyphen stands between words that are taken as one.
func latinSkeletons(word string) (out [4]string, n int) {
	add := func(s string) {
		for _, other := range out[:n] {
			if s == other {
				return
			}
		}
		if n < len(out) && s != "" {
			out[n] = s
			n++
		}
	}
	full, weak := latinSkeleton(word, "", true)
	add(full)
	if weak {
		bare, _ := latinSkeleton(word, "", false)
		add(bare)
	}
	if short, last, ok := spokenEnd(word); ok {
		s, _ := latinSkeleton(short, last, true)
		add(s)
	}
	if strings.Contains(word, "ch") {
		s, _ := latinSkeleton(strings.ReplaceAll(word, "ch", "k"), "", true)
		add(s)
	}
	return out, n
}

// latinSkeleton writes one skeleton, with a last sign behind it; weak tells of
// an r that may be left out.
func latinSkeleton(word, end string, keepR bool) (s string, weak bool) {
	var fine, coarse skeletonText
	if startsWithVowel(word) {
		fine.begin()
		coarse.begin()
	}
	for i := 0; i < len(word); {
		c, n := latinConsonant(word, i)
		if n == 1 && c != 0 && at(word, i+1) == word[i] {
			i++ // doubled
			continue
		}
		i += n
		if c == 'R' {
			if weak = true; !keepR {
				continue
			}
			c = 'r'
		}
		fine.add(c)
		coarse.add(coarseClass(c))
	}
	for i := range len(end) {
		fine.add(end[i])
		coarse.add(coarseClass(end[i]))
	}
	switch {
	case fine.consonants == 0:
		return "", weak
	case coarse.consonants >= longSkeleton:
		return coarseSign + string(coarse.text[:coarse.n]), weak
	}
	return string(fine.text[:fine.n]), weak
}

// Long skeletons say enough with fewer classes, and have too many ways to be
// written with more.
const (
	longSkeleton = 5
	mostFine     = 7 // consonants of a skeleton that is not one of these
	coarseSign   = "+"
)

// coarseClass joins what scripts tell apart least.
func coarseClass(c byte) byte {
	switch c {
	case 'p', 'f', 'v', 'w':
		return 'b'
	case 'z', 'C', 'x', 'T', 'Z', 'c', 'j':
		return 's'
	case 'l':
		return 'r'
	case 'G':
		return 'g'
	case 'X':
		return 'k'
	}
	return c
}

// skeletonText is a skeleton that is being written.
type skeletonText struct {
	text       [maxConsonants + 1]byte
	n          int8
	consonants int8
	last       byte
}

func (t *skeletonText) begin() { t.text[0], t.n = 'a', 1 }

// add appends a sign, 0 for a vowel; the same again counts once where no vowel
// stands between.
func (t *skeletonText) add(c byte) {
	if c != 0 && c != t.last && t.consonants < maxConsonants {
		t.text[t.n] = c
		t.n++
		t.consonants++
	}
	t.last = c
}

// spokenEnd gives a word without the end that is not spoken (Giroux), or whose
// last letter is another one (Vujović), which stands apart then.
func spokenEnd(word string) (short, last string, ok bool) {
	n := len(word)
	switch {
	case n < 5:
		return "", "", false
	case word[n-2:] == "ds":
		return word[:n-2], "z", true // Fields
	case !vowel(word[n-2]):
		return "", "", false
	}
	switch word[n-1] {
	case 'c':
		return word[:n-1], "c", true
	case 't', 'x', 'd':
		return word[:n-1], "", true
	case 's':
		if word[n-2] == 'i' || word[n-2] == 'u' {
			return word[:n-1], "", true
		}
	}
	return "", "", false
}

func startsWithVowel(word string) bool {
	c := at(word, 0)
	if c == 'h' {
		c = at(word, 1) // an h is often not heard
	}
	return vowel(c) && c != 'y'
}

// latinConsonant gives the sign of what stands at i and how many letters it
// takes; 0 for vowels and what is not heard. Doubled letters are taken as one
// by the caller.
func latinConsonant(word string, i int) (byte, int) {
	c, next := word[i], at(word, i+1)
	soft := next == 'e' || next == 'i' || next == 'y'
	switch c {
	case 'b', 'f', 'l', 'n', 'v', 'j':
		return c, 1
	case 'd':
		if next == 'g' && isSoft(word, i+2) {
			return 'G', 2 // knowledge
		}
		return 'd', 1
	case 'm':
		switch next {
		case 'b', 'p', 'f', 'v':
			return 'n', 1 // Comfort is コンフォート
		}
		return 'm', 1
	case 'p':
		if next == 'h' {
			return 'f', 2
		}
		return 'p', 1
	case 'k', 'q':
		if c == 'k' && next == 'n' && (i == 0 || word[i-1] == '-') {
			return 0, 1 // Knight
		}
		return 'k', 1 + b2i(next == 'h')
	case 'x':
		return 'X', 1
	case 'c':
		switch {
		case next == 'h':
			return 'c', 2
		case next == 'z':
			return 'c', 2
		case next == 'k' || next == 'c' && !isSoft(word, i+2):
			return 'k', 2
		case soft:
			return 'C', 1
		}
		return 'k', 1
	case 'g':
		switch {
		case next == 'h' && vowel(at(word, i+2)):
			return 'g', 2
		case next == 'h':
			return 0, 2 // Wright
		case next == 'u' && isSoft(word, i+2):
			return 'g', 2
		case soft:
			return 'G', 1
		}
		return 'g', 1
	case 't':
		switch {
		case next == 'h':
			return 'T', 2
		case next == 's' && at(word, i+2) == 'c' && at(word, i+3) == 'h':
			return 'c', 4
		case next == 's' || next == 'z':
			return 'z', 2
		case next == 'c' && at(word, i+2) == 'h':
			return 'c', 3
		case next == 'i' && at(word, i+2) == 'o' && at(word, i+3) == 'n':
			return 'x', 1
		}
		return 't', 1
	case 's':
		switch {
		case next == 'h':
			return 'x', 2
		case next == 'c' && at(word, i+2) == 'h':
			return 'x', 3
		case next == 'z':
			return 's', 2
		}
		return 's', 1
	case 'z':
		if next == 'h' {
			return 'Z', 2
		}
		return 'z', 1
	case 'r':
		if next == 'r' && vowel(at(word, i+2)) {
			return 'r', 2 // an r that is doubled before a vowel is spoken
		}
		if i > 0 && vowel(word[i-1]) && (!vowel(next) || next == 'e' && !isLetter(at(word, i+2))) {
			return 'R', 1
		}
		return 'r', 1
	case 'w':
		if next == 'h' && vowel(at(word, i+2)) {
			return 'w', 2
		}
		if vowel(next) && i == 0 || vowel(next) && !vowel(word[i-1]) {
			return 'w', 1
		}
		if i > 0 && vowel(word[i-1]) && vowel(next) {
			return 'w', 1
		}
		return 0, 1
	}
	return 0, 1
}

func isSoft(word string, i int) bool {
	c := at(word, i)
	return c == 'e' || c == 'i' || c == 'y'
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }
