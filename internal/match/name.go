package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/letters"
	"github.com/sekifuda/sekifuda/internal/script/orgs"
)

// maxUnits bounds the alignment. A longer name is compared word for word only.
const maxUnits = 24

// name is one name ready for comparison. It is read-only.
type name struct {
	readings readings
	text     string
	line     string // the words with spaces between them
	units    []unit
	joined   string // all words without spaces, titles and forms removed
	whole    string // the same with them
	kind     alphabet
	titled   bool     // a title was removed
	sorted   []string // words in order, of names in kanji, kana or Hangul
	numbers  []string
	form     string // one name for all writings of a corporate form
	class    string // of forms that mean the same
	acronym  string // first letters of the words of a body
	bits     int    // weight of all units

	// of names without spaces between characters
	runes    []rune
	starts   []int       // of each word in runes
	bytes    []int       // where each rune begins in line
	written  []rune      // the characters as they stand, for their readings; nil where they cannot be had
	meaning  []orgs.Span // words of a body's name that are translated rather than read
	fromKana bool        // it is the reading of kana
	roman    *name       // the name in Latin letters, to meet a third script
}

// newName takes s apart; nil where nothing is left of it.
func newName(s string, person bool) *name {
	if script.TooLong(s) {
		return nil
	}
	n := &name{text: s}
	words, all := n.split(s, person)
	if len(words) == 0 {
		return nil
	}
	n.build(words, person)
	if n.whole = n.joined; len(all) != len(words) {
		n.whole = joinKeys(all)
	}
	if !person {
		n.acronym = acronymOf(n.keys())
	}
	return n
}

// split gives the words that are compared and all words.
func (n *name) split(s string, person bool) (words, all []script.Word) {
	if person {
		all = script.NameWords(s)
		words = dropTitles(all)
		n.titled = len(words) < len(all)
		return surnameFirst(words), all
	}
	words, all, c := script.CompanyNameWords(s)
	if c.Form == "" && c.FormName == "" {
		if mended, ok := mendForm(all); ok {
			words, _, c = script.CompanyNameWords(mended)
		}
	}
	n.form, n.class = c.FormName, formClass(c)
	return plainNumbers(words), all
}

// build prepares the words.
func (n *name) build(words []script.Word, person bool) {
	n.units = make([]unit, len(words))
	var line, joined strings.Builder
	for i, w := range words {
		if i > 0 {
			line.WriteByte(' ')
		}
		u := newUnit(w, person)
		if person && u.role == roleCourtesy && i == len(words)-1 && i > 0 { // Singh, al-Sheikh: a surname
			u.role = rolePlain
			u.setKey(person)
		}
		if person && u.role == roleParticle && nameHere(w.Key, i, len(words)) {
			u.key, u.role = w.Key, rolePlain
			u.setKey(person)
		}
		if !person && i == 0 && len(words) > 1 && vesselPrefix(w.Key) {
			u.role = roleForm
			u.weigh(person)
		}
		u.start = line.Len()
		line.WriteString(u.raw)
		u.end = line.Len()
		joined.WriteString(u.key)
		n.units[i] = u
		n.bits += u.weight
	}
	n.line, n.joined = line.String(), joined.String()
	n.writeTogether(words)
	n.kind = kindOfName(n.units)
	n.plainRoles()
	if n.kind >= han {
		n.sorted = n.keys()
		slices.Sort(n.sorted)
		n.unspaced(words, person)
	}
	if !person || n.kind < han { // 誠一 holds no number
		n.numbers = numbersOf(n.units, n.joined, n.kind)
	}
}

// maxTogether bounds the letters of words that are compared as one.
const maxTogether = 24

// writeTogether prepares neighbouring words as one, to meet another alphabet:
// عبد الله is Abdallah.
func (n *name) writeTogether(words []script.Word) {
	for i := range n.units {
		text := words[i].Text
		for k := range n.units[i].together {
			next := i + k + 1
			if next >= len(n.units) || n.units[next].kind != n.units[i].kind || n.units[i].kind > native {
				break
			}
			if text += words[next].Text; utf8.RuneCountInString(text) > maxTogether {
				break
			}
			n.units[i].together[k] = letters.NewWord(text)
		}
	}
}

// kindOfName gives the alphabet of most words' letters; kanji go before kana
// and kana before all others, since a name in them may hold a Latin word.
func kindOfName(units []unit) alphabet {
	var letters [hangul + 1]int
	for i := range units {
		letters[units[i].kind] += len(units[i].runes)
	}
	switch {
	case letters[han] > 0:
		return han
	case letters[kana] > 0:
		return kana
	case letters[hangul] > 0:
		return hangul
	case letters[native] > letters[latin]:
		return native
	}
	return latin
}

// plainRoles makes words of particles that are all there is: "An De".
func (n *name) plainRoles() {
	for i := range n.units {
		if n.units[i].role != roleParticle {
			return
		}
	}
	for i := range n.units {
		n.units[i].role, n.units[i].weight = rolePlain, leastWeight
	}
}

// unspaced prepares the characters of a name whose words hold several.
func (n *name) unspaced(words []script.Word, person bool) {
	for i := range n.units {
		n.starts = append(n.starts, len(n.runes))
		for at, r := range n.units[i].raw {
			n.runes = append(n.runes, r)
			n.bytes = append(n.bytes, n.units[i].start+at)
		}
	}
	n.starts = append(n.starts, len(n.runes))
	n.bytes = append(n.bytes, len(n.line))
	n.written = textRunes(words, len(n.runes))
	if !person {
		n.meaning = orgs.Spans(n.runes)
	}
	if n.kind != han {
		n.roman = romanName(words, person, n.kind == kana)
	}
}

// textRunes gives the characters as they stand (kana keep their size, which
// their reading needs), or nil where they do not answer the keys one by one.
func textRunes(words []script.Word, want int) []rune {
	var out []rune
	for _, w := range words {
		for _, r := range w.Text {
			if r != '\'' && r != '.' {
				out = append(out, r)
			}
		}
	}
	if len(out) != want {
		return nil
	}
	return out
}

// romanName is the name in Latin letters; nil where it cannot be had.
func romanName(words []script.Word, person, fromKana bool) *name {
	n := &name{}
	var out []script.Word
	for _, w := range words {
		for _, part := range firstRoman(w.Text) {
			out = append(out, script.Word{Text: part, Key: part})
		}
	}
	if len(out) == 0 {
		return nil
	}
	n.build(out, person)
	n.fromKana = fromKana
	n.whole = n.joined
	n.text = n.line
	return n
}

func (n *name) keys() []string {
	keys := make([]string, len(n.units))
	for i := range n.units {
		keys[i] = n.units[i].key
	}
	return keys
}

func joinKeys(words []script.Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Key)
	}
	return b.String()
}

// part is the text of some neighbouring words or characters.
func (n *name) part(from, count int, characters bool) string {
	if characters {
		return n.line[n.bytes[from]:n.endOfRune(from+count-1)]
	}
	return n.line[n.units[from].start:n.units[from+count-1].end]
}

func (n *name) endOfRune(i int) int {
	_, size := utf8.DecodeRuneInString(n.line[n.bytes[i]:])
	return n.bytes[i] + size
}
