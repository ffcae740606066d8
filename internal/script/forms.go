package script

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Codes of forms; they are those of record.Form… and must stay equal to them
// (this package imports nothing of the project).
const (
	formKK          = "kabushiki_kaisha"
	formYK          = "yugen_kaisha"
	formGK          = "godo_kaisha"
	formGomei       = "gomei_kaisha"
	formGoshi       = "goshi_kaisha"
	formCorporation = "corporation"
	formForeign     = "foreign_company"
)

// form is one corporate form in one writing.
type form struct {
	text string // as it stands in folded text
	code string // "" for forms that several countries have
	name string // one name for all writings
	han  bool   // written without spaces (Japanese, Chinese, Korean)
}

// side holds the forms that can stand at one side of a name, by the rune that
// is nearest to that side's edge, longest first.
type side map[rune][]form

var frontForms, backForms = side{}, side{}

var brackets = [][2]string{{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}, {"<", ">"}, {"〈", "〉"}, {"《", "》"}, {"「", "」"}}

func init() {
	for _, line := range strings.Split(strings.TrimSpace(hanForms), "\n") {
		full, short, _ := strings.Cut(line, "|")
		words := strings.Fields(full)
		for _, w := range words[1:] {
			for _, spelt := range spellings(w) {
				addForm(form{spelt, words[0], words[1], true}, true, true)
			}
		}
		for _, w := range strings.Fields(short) {
			for _, spelt := range spellings(w) {
				addShort(form{spelt, words[0], words[1], true})
			}
		}
	}
	for _, s := range []side{frontForms, backForms} {
		for _, forms := range s {
			slices.SortFunc(forms, func(a, b form) int {
				return (len(b.text)-len(a.text))*2 + strings.Compare(a.text, b.text)
			})
		}
	}
}

func addForm(f form, front, back bool) {
	if front {
		r, _ := utf8.DecodeRuneInString(f.text)
		frontForms[r] = append(frontForms[r], f)
	}
	if back {
		r, _ := utf8.DecodeLastRuneInString(f.text)
		backForms[r] = append(backForms[r], f)
	}
}

// addShort adds an abbreviation in every kind of brackets, and with only the
// bracket towards the name: カ)セキショ, セキショ(カ.
func addShort(f form) {
	w := f.text
	for _, b := range brackets {
		f.text = b[0] + w + b[1]
		addForm(f, true, true)
	}
	f.text = w + ")"
	addForm(f, true, false)
	f.text = "(" + w
	addForm(f, false, true)
}

// spellings gives the kana writings of a word that is in katakana with small
// letters: with large ones, and both in hiragana.
func spellings(w string) []string {
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

// cutFront removes a Japanese, Chinese or Korean form from the front of folded text.
func cutFront(s string) (string, *form) {
	r, _ := utf8.DecodeRuneInString(s)
	forms := frontForms[r]
	for i := range forms {
		if rest, ok := strings.CutPrefix(s, forms[i].text); ok {
			return rest, &forms[i]
		}
	}
	return s, nil
}

// cutBack removes such a form from the back of folded text.
func cutBack(s string) (string, *form) {
	r, _ := utf8.DecodeLastRuneInString(s)
	forms := backForms[r]
	for i := range forms {
		if rest, ok := strings.CutSuffix(s, forms[i].text); ok {
			return rest, &forms[i]
		}
	}
	return s, nil
}
