package script

// Word is one word of a folded name: as it stands there, and as it is
// compared (kana large, Latin letters plain).
type Word struct {
	Text, Key string
	Hyphen    bool // a hyphen ties it to the next word
}

// NameWords gives the words of a name in the order written, nothing removed.
func NameWords(s string) []Word {
	folded := Fold(s)
	return textsOf(folded, words(folded))
}

// CompanyNameWords gives the words of a company's core, all its words, and the
// name taken apart.
func CompanyNameWords(s string) (core, all []Word, c CompanyName) {
	c = Company(s)
	folded := Fold(s)
	all = textsOf(folded, words(folded))
	if c.Core == folded {
		return all, all, c
	}
	return textsOf(c.Core, words(c.Core)), all, c
}

func textsOf(folded string, ws []word) []Word {
	out := make([]Word, len(ws))
	for i, w := range ws {
		out[i] = Word{Text: folded[w.start:w.end], Key: w.key, Hyphen: w.end < len(folded) && folded[w.end] == '-'}
	}
	return out
}
