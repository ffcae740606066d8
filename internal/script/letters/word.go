package letters

// maxLetters is how many letters of a word are compared. Longer words are
// compared by their first ones and never score as surely as whole ones.
const maxLetters = 40

// Word is one word, prepared. It is read-only.
type Word struct {
	letters  string // numbers of letters
	sum      int32  // what the word costs by itself, with its end
	alphabet Alphabet
	cut      bool
}

// NewWord prepares a folded word; nil where it has no letter of a known
// alphabet. Marks on Latin letters make no difference.
func NewWord(folded string) *Word {
	var buf [64]byte
	ls, a := Spell(buf[:0], folded)
	if a == None || len(ls) == 0 {
		return nil
	}
	w := &Word{alphabet: a}
	if len(ls) > maxLetters {
		ls, w.cut = ls[:maxLetters], true
	}
	w.letters = string(ls)
	w.sum = backgrounds().of(a).word(w.letters)
	return w
}

// Alphabet tells which letters the word is written in.
func (w *Word) Alphabet() Alphabet { return w.alphabet }
