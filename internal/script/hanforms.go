package script

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// side holds the forms that can stand at one side of a name, by the rune that
// is nearest to that side's edge, longest first.
type side map[rune][]form

var brackets = [][2]string{{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}, {"<", ">"}, {"〈", "〉"}, {"《", "》"}, {"「", "」"}}

// addRunOn adds a form by its name, its other full writings, and its
// abbreviations behind a bar.
func (t *formTables) addRunOn(f *form, writings string) {
	full, short, _ := strings.Cut(writings, "|")
	for _, full := range append(strings.Fields(full), f.name) {
		for _, spelt := range spellings(full) {
			w := *f
			w.text = spelt
			t.addWriting(w, true, true)
		}
	}
	for _, short := range strings.Fields(short) {
		for _, spelt := range spellings(short) {
			w := *f
			w.text = spelt
			t.addShort(w)
		}
	}
}

func (t *formTables) addWriting(f form, front, back bool) {
	if front {
		r, _ := utf8.DecodeRuneInString(f.text)
		t.front.add(r, f)
	}
	if back {
		r, _ := utf8.DecodeLastRuneInString(f.text)
		t.back.add(r, f)
	}
}

// addShort adds an abbreviation in every kind of brackets, and with only the
// bracket towards the name: カ)セキショ, セキショ(カ.
func (t *formTables) addShort(f form) {
	short := f.text
	for _, b := range brackets {
		f.text = b[0] + short + b[1]
		t.addWriting(f, true, true)
	}
	f.text = short + ")"
	t.addWriting(f, true, false)
	f.text = "(" + short
	t.addWriting(f, false, true)
}

// add keeps the first form that has a writing.
func (s side) add(r rune, f form) {
	if !slices.ContainsFunc(s[r], func(o form) bool { return o.text == f.text }) {
		s[r] = append(s[r], f)
	}
}

func (s side) sort() {
	for _, forms := range s {
		slices.SortFunc(forms, func(a, b form) int {
			return (len(b.text)-len(a.text))*2 + strings.Compare(a.text, b.text)
		})
	}
}

// spellings gives a word as folded text has it; one in katakana with small
// letters also with large ones, and both in hiragana.
func spellings(w string) []string {
	w = Fold(w)
	r, _ := utf8.DecodeRuneInString(w)
	if !isKatakana(r) {
		return []string{w}
	}
	large := strings.Map(keyKana, w)
	out := []string{w, large, toHiragana(w), toHiragana(large)}
	slices.Sort(out)
	return slices.Compact(out)
}

func toHiragana(s string) string {
	return strings.Map(func(r rune) rune {
		if 0x30A1 <= r && r <= 0x30F6 {
			return r - 0x60
		}
		return r
	}, s)
}

// cutFront removes a form of a script that runs on from the front of folded text.
func cutFront(s string) (string, *form) {
	r, _ := utf8.DecodeRuneInString(s)
	at := forms().front[r]
	for i := range at {
		if rest, ok := strings.CutPrefix(s, at[i].text); ok {
			return rest, &at[i]
		}
	}
	return s, nil
}

// cutBack removes such a form from the back of folded text.
func cutBack(s string) (string, *form) {
	r, _ := utf8.DecodeLastRuneInString(s)
	at := forms().back[r]
	for i := range at {
		if rest, ok := strings.CutSuffix(s, at[i].text); ok {
			return rest, &at[i]
		}
	}
	return s, nil
}
