package match

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/script"
)

// maxTokens bounds the alignment. A longer name is compared word for word only.
const maxTokens = 24

// name is one name ready for comparison.
type name struct {
	text    string
	tokens  []token
	joined  string // all words without spaces, titles and forms removed
	whole   string // the same with them
	latin   []token
	sorted  []string // words in order, of names in kanji or kana
	numbers []string
	form    string
	kind    alphabet
}

type alphabet int

const (
	other alphabet = iota // any script with words: Latin, Cyrillic, Arabic …
	han                   // kanji, with or without kana
	kana
)

// token is one word of a name.
type token struct {
	key    string
	runes  []rune
	mask   uint64 // of its letters
	weight int
	light  bool // particle: costs nothing when missing, proves nothing when there
	number bool
}

// newName takes s apart; nil where nothing is left of it.
func newName(s string, person bool) *name {
	if script.TooLong(s) {
		return nil
	}
	n := &name{text: s}
	var words, all []string
	if person {
		all = script.Words(s)
		words = dropTitles(all)
	} else {
		words, all, n.form = script.CompanyWords(s)
		words = plainNumbers(words)
	}
	if len(words) == 0 {
		return nil
	}
	n.tokens = makeTokens(words)
	n.joined = strings.Join(words, "")
	if n.whole = n.joined; len(all) != len(words) {
		n.whole = strings.Join(all, "")
	}
	n.kind = kindOf(n.joined)
	if len(words) > 1 && n.kind != other {
		n.sorted = slices.Clone(words)
		slices.Sort(n.sorted)
	}
	n.numbers = numbersOf(n.tokens, n.joined, n.kind)
	if n.kind == kana {
		if latin := script.LatinKey(s); latin != "" {
			n.latin = makeTokens(strings.Fields(latin))
		}
	}
	return n
}

func makeTokens(words []string) []token {
	size := 0
	for _, w := range words {
		size += len(w)
	}
	tokens, letters := make([]token, len(words)), make([]rune, 0, size)
	heavy := 0
	for i, w := range words {
		t := &tokens[i]
		t.key, t.light = w, particles[w]
		if p, ok := canonical[w]; ok {
			t.key = p
		}
		start := len(letters)
		for _, r := range t.key {
			letters = append(letters, r)
		}
		t.runes = letters[start:len(letters):len(letters)]
		t.number = isNumber(w)
		t.mask = maskOf(t.runes)
		t.weight = min(max(len(t.runes), 3), 8)
		if t.number {
			t.weight = 8 // short, and never by chance
		}
		if t.light {
			t.weight = 1
		} else {
			heavy++
		}
	}
	if heavy == 0 { // "An De": the particles are the name
		for i := range tokens {
			tokens[i].light, tokens[i].weight = false, 3
		}
	}
	return tokens
}

// kindOf says what a name is written in. One kanji makes it kanji.
func kindOf(joined string) alphabet {
	kind := other
	for _, r := range joined {
		if r < 0x80 {
			continue
		}
		if unicode.Is(unicode.Han, r) {
			return han
		}
		if unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー' {
			kind = kana
		}
	}
	return kind
}

// compareNames scores two names and says in one word what the difference is.
func compareNames(a, b *name, person bool) (int, string) {
	if a.joined == b.joined {
		if a.kind == other && len(a.tokens) != len(b.tokens) {
			return formCost(a, b, 9900, "spacing")
		}
		return formCost(a, b, Full, "")
	}
	score, why := 0, ""
	switch {
	case a.kind == other && b.kind == other:
		score, why = compareWords(a, b, a.tokens, b.tokens, person)
	case a.kind == kana && b.kind == other && a.latin != nil:
		score, why = compareReadings(a, b, a.latin, b.tokens, person)
	case a.kind == other && b.kind == kana && b.latin != nil:
		score, why = compareReadings(a, b, a.tokens, b.latin, person)
	case a.kind != other && b.kind != other:
		score, why = compareRunes(a, b, person)
	}
	if numbersContradict(a.numbers, b.numbers) {
		return min(score, Weak-100), "number_differs"
	}
	return formCost(a, b, score, why)
}

// formCost takes a little off where both names show a form and these differ:
// forms change, and lists write them carelessly.
func formCost(a, b *name, score int, why string) (int, string) {
	if a.form != "" && b.form != "" && a.form != b.form && score > 0 {
		if why == "" {
			why = "form_differs"
		}
		return max(score-300, 0), why
	}
	return score, why
}

func compareWords(a, b *name, at, bt []token, person bool) (int, string) {
	switch {
	case a.whole == b.whole, a.joined == b.whole, a.whole == b.joined:
		return 9900, "spacing"
	case len(at) > maxTokens || len(bt) > maxTokens:
		return exactShare(at, bt), "long_name"
	}
	return align(at, bt, person)
}

// compareReadings compares the reading of kana with Latin words. Readings give
// long vowels up, so the Latin side must as well.
func compareReadings(_, _ *name, at, bt []token, person bool) (int, string) {
	if len(at) > maxTokens || len(bt) > maxTokens {
		return 0, ""
	}
	score, why := align(japanese(at), japanese(bt), person)
	if why == "" || why == "order" {
		why = "reading"
	}
	return min(score, 9800), why
}

// exactShare scores names of very many words by those that are the same.
func exactShare(at, bt []token) int {
	a, b := sortedKeys(at), sortedKeys(bt)
	same := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c == 0:
			same, i, j = same+1, i+1, j+1
		case c < 0:
			i++
		default:
			j++
		}
	}
	return same * Full / max(len(a), len(b))
}

func sortedKeys(tokens []token) []string {
	keys := make([]string, len(tokens))
	for i, t := range tokens {
		keys[i] = t.key
	}
	slices.Sort(keys)
	return keys
}
