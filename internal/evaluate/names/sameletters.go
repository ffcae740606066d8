package names

import (
	"math/bits"
	"unicode/utf8"
)

// sameLetters finds words that have nearly the letters of one word, in order.
// Words in other than plain Latin letters it knows nothing of.
type sameLetters struct {
	places [utf8.RuneSelf]uint64 // of each letter, a bit for each
	n      int                   // letters; 0 where nothing is known of the word
}

// mostOthers is how many letters the longer word may have that are not in both:
// twice what the matcher allows of names written together.
const mostOthers = 6

func newSameLetters(word string) *sameLetters {
	s := &sameLetters{}
	if len(word) > 64 || !plain(word) {
		return s
	}
	s.n = len(word)
	for i := range len(word) {
		s.places[word[i]] |= 1 << i
	}
	return s
}

// may is false where the longest row of letters that both words have in order
// is too short. It is found with a bit for each letter (Hyyrö 2004).
func (s *sameLetters) may(word string) bool {
	if s.n == 0 || !plain(word) {
		return true
	}
	row := ^uint64(0)
	for i := range len(word) {
		met := row & s.places[word[i]]
		row = (row + met) | (row - met)
	}
	common := bits.OnesCount64(^row & (1<<s.n - 1))
	return common+mostOthers >= max(s.n, len(word))
}

func plain(word string) bool {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
