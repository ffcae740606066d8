package script

import (
	_ "embed" // the tables of forms
	"slices"
	"strings"
	"sync"
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

//go:generate go -C ../../tools run ./tables/forms -out ../internal/script/formself.txt

// The tables of forms: written by hand those of scripts that run on and those
// that are words; generated from the ISO 20275 list what these do not have.
var (
	//go:embed formsrunon.txt
	runOnForms string
	//go:embed formswords.txt
	wordForms string
	//go:embed formself.txt
	listedForms string
)

// form is one corporate form.
type form struct {
	code  string // "" for forms that several countries have
	name  string // one name for all writings
	class string // what it amounts to in any country
	runOn bool   // written without spaces (Japanese, Chinese, Korean, Thai)
	text  string // of one that runs on: this writing in folded text
}

// formTables holds all forms by their writings.
type formTables struct {
	front, back side // of scripts that run on
	words       wordTables
}

var forms = sync.OnceValue(loadForms)

func loadForms() *formTables {
	t := &formTables{front: side{}, back: side{}, words: newWordTables()}
	eachForm(runOnForms, func(f *form, writings string) {
		f.runOn = true
		t.addRunOn(f, writings)
	})
	for _, table := range []string{wordForms, listedForms} {
		eachForm(table, t.words.add)
	}
	t.front.sort()
	t.back.sort()
	return t
}

// eachForm reads a table of lines "name code class: writings".
func eachForm(table string, add func(f *form, writings string)) {
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, writings, _ := strings.Cut(line, ":")
		h := strings.Fields(head)
		f := &form{name: h[0], code: h[1], class: h[2]}
		if f.code == "-" {
			f.code = ""
		}
		add(f, writings)
	}
}

// FormsContradict reports whether two classes of forms (CompanyName.FormClass)
// cannot be one body's. A name without a form contradicts nothing, and
// "company" (Ltd., Co., 有限公司) is what any company may call itself in English.
func FormsContradict(a, b string) bool {
	if a == "" || b == "" || a == b {
		return false
	}
	if a > b {
		a, b = b, a
	}
	switch a {
	case "company":
		return !slices.Contains([]string{"fund", "limited", "mutual", "stock"}, b)
	case "association", "foundation", "medical", "nonprofit", "religious", "school":
		return !slices.Contains([]string{"nonprofit", "religious", "school", "welfare"}, b)
	}
	return true
}
