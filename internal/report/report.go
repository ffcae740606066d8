// Package report renders decisions for people and for other programs: a table
// for a terminal, one decision whole, CSV and JSON lines. It says in words what
// codes mean, in the languages of the product, and never renders a value so
// that it could deceive: control, bidirectional and invisible characters are
// shown escaped.
package report

import (
	"fmt"
	"time"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Lang is a language of the product.
type Lang string

// The languages.
const (
	EN Lang = "en"
	JA Lang = "ja"
)

// ParseLang reads the value of --lang; anything but en and ja is an error.
func ParseLang(s string) (Lang, error) {
	switch l := Lang(s); l {
	case EN, JA:
		return l, nil
	}
	return "", fmt.Errorf("language %q: want en or ja", s)
}

// Row is one application and what became of it. Without a decision it was not
// examined, and Problems say why.
type Row struct {
	Position  int
	File      string
	Line      int
	External  string // external id of the application
	Applicant string // name as written
	Item      string // product as written
	Decision  *finding.Decision
	Problems  []string
	Note      string // shown below the applicant, e.g. the name of a case
}

// Options say how to render. The zero value is English, 100 columns, no colour, UTC.
type Options struct {
	Lang  Lang
	Color bool
	Width int
	Zone  *time.Location
}

func (o Options) normal() Options {
	if o.Lang != JA {
		o.Lang = EN
	}
	if o.Width == 0 {
		o.Width = 100
	}
	o.Width = max(o.Width, 60)
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	return o
}

// pick returns the text in the language, else the other one, else the code.
func pick(t finding.Text, lang Lang, code string) string {
	first, second := t.EN, t.JA
	if lang == JA {
		first, second = t.JA, t.EN
	}
	switch {
	case first != "":
		return first
	case second != "":
		return second
	}
	return code
}

// Escape sequences of terminals; words say the same, colour only helps the eye.
var colors = map[string]string{
	"approve": "32", "review": "33", "refuse": "31", "unread": "35",
	"clear": "32", "hit": "33", "not_checked": "35", "not_claimed": "36", "not_applicable": "36",
}

// paint colours text that is already padded, where colour was asked for.
func (o Options) paint(what, text string) string {
	c, ok := colors[what]
	if !o.Color || !ok {
		return text
	}
	return "\x1b[" + c + "m" + text + "\x1b[0m"
}
