package identifier

import (
	"strings"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// latinIn finds which known town a town in Latin letters is.
func latinIn(towns Towns, a Address) Address {
	if towns == nil || a.Town == "" || a.City == "" || a.Prefecture == "" {
		return a
	}
	t := towns(a.Prefecture, a.City)
	k := t.named(a.Town, a.Block != "")
	if k == nil {
		return a
	}
	a.Town, a.Latin = k.name, a.Town
	if first, second, ok := strings.Cut(a.Number, "-"); ok && k.chome && a.Block == "" && !strings.Contains(second, "-") && len(first) < 3 {
		a.Block, a.Number = first, second
	}
	return t.renamed(a)
}

// latinTown is what was asked for.
type latinTown struct {
	word  string
	chome bool
}

// named returns the town that may be read so, nil where none or where several
// are equally likely. Where the address has three numbers, those that have 丁目
// come first.
func (t *CityTowns) named(latin string, chome bool) *knownTown {
	if t.Len() == 0 || !latinText(latin) {
		return nil
	}
	word := townWordLatin(latin)
	if word == "" {
		return nil
	}
	asked := latinTown{word, chome}
	if k, ok := t.latin.Load(asked); ok {
		return k.(*knownTown)
	}
	best, bestCost, tie := (*knownTown)(nil), 0, false
	w := reading.NewWord(word)
	for _, k := range t.sorted() {
		cost, ok := readsAs(k.name, word, w)
		if !ok {
			continue
		}
		if chome && !k.chome {
			cost += 1 << 20
		}
		if best == nil || cost < bestCost {
			best, bestCost, tie = k, cost, false
		} else if cost == bestCost {
			tie = true
		}
	}
	if tie {
		best = nil
	}
	t.latin.Store(asked, best)
	return best
}

// readsLike reports whether a town in kanji and kana may be read as one in Latin
// letters.
func readsLike(town, latin string) bool {
	word := townWordLatin(latin)
	if word == "" {
		return false
	}
	_, ok := readsAs(town, word, reading.NewWord(word))
	return ok
}

// townWordLatin writes a town in Latin letters as one word, without Oaza and
// Aza; "" where nothing is left.
func townWordLatin(latin string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(strings.ToLower(latin), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch w {
		case "oaza", "ooaza", "aza", "koaza", "ōaza":
		default:
			b.WriteString(w)
		}
	}
	return script.LatinKey(b.String())
}

// readsAs reports whether a town in kanji and kana may be read as a word, and
// how unlikely that is.
func readsAs(town, word string, w *reading.Word) (int, bool) {
	runes := readable(town)
	if n := len(runes); n == 0 || len(word) > 7*n || 2*len(word) < n {
		return 0, false
	}
	l := reading.New(runes, reading.Japanese)
	if l == nil {
		return 0, false
	}
	best, ok := 0, false
	for _, s := range l.Spans(nil, w) {
		if s.System == reading.Japanese && s.From == 0 && s.To == len(runes) && (!ok || s.Cost < best) {
			best, ok = s.Cost, true
		}
	}
	return best, ok
}

// readable folds the Han of a town to the characters that most write, writes 々
// out and numbers in kanji; kana stay as they are.
func readable(town string) []rune {
	table, out := placeTable(), []rune(nil)
	for _, r := range string(digitsToKanji(composed(town))) {
		switch {
		case r == '々' && len(out) > 0:
			r = out[len(out)-1]
		case r >= 0x3400:
			r = foldPlaceRune(table, r)
		}
		if r != 0 && r != ' ' && r != '-' {
			out = append(out, r)
		}
	}
	return out
}

// digitsToKanji writes the numbers of a text in kanji numerals.
func digitsToKanji(s string) []byte {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			out = append(out, s[i])
			continue
		}
		v, j := 0, i
		for ; j < len(s) && s[j] >= '0' && s[j] <= '9' && j < i+4; j++ {
			v = v*10 + int(s[j]-'0')
		}
		out, i = appendKanji(out, v), j-1
	}
	return out
}
