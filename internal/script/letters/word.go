package letters

import (
	"bytes"
	"sync/atomic"
)

// maxLetters is how many letters of a word are compared. Longer words are
// compared by their first ones and never score as surely as whole ones.
const maxLetters = 40

// Word is one word, prepared. It is read-only and may be used by several
// goroutines.
type Word struct {
	letters  string // numbers of letters
	costs    string // what each letter costs by itself
	sum      int32  // what the word costs by itself, with its end
	alphabet Alphabet
	cut      bool
	gains    [Alphabets]atomic.Pointer[gains] // of Latin ones, see MayReach
}

// NewWord prepares a folded word; nil where it has no letter of a known
// alphabet. Marks on Latin letters make no difference.
func NewWord(folded string) *Word {
	var buf [2 * 64]byte
	ls, a := Spell(buf[:0], folded)
	if a == None || len(ls) == 0 {
		return nil
	}
	if a == Latin {
		ls = shortenGerman(ls)
	}
	w := &Word{alphabet: a}
	if len(ls) > maxLetters {
		ls, w.cut = ls[:maxLetters], true
	}
	n := len(ls)
	ls = backgrounds().of(a).appendCosts(ls, ls)
	both := string(ls)
	w.letters, w.costs = both[:n], both[n:]
	w.sum = backgrounds().of(a).word(w.letters)
	return w
}

// Alphabet tells which letters the word is written in.
func (w *Word) Alphabet() Alphabet { return w.alphabet }

var (
	german = []byte{19, 3, 8, 20, 19, 3, 8} // schtsch
	plain  = []byte{19, 8, 3, 8}            // shch
)

// shortenGerman writes schtsch, the German way to write one letter of other
// alphabets, as shch: it is longer than any block.
func shortenGerman(ls []byte) []byte {
	if at := bytes.Index(ls, german); at >= 0 {
		ls = append(append(ls[:at], plain...), ls[at+len(german):]...)
	}
	return ls
}
