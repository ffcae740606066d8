package statement

import (
	"cmp"
	"strings"
)

// Sentence writes a statement in words. It always begins with who says it, and
// never says it by itself.
func Sentence(src *Source, s *Statement) string {
	var b strings.Builder
	b.WriteString(cmp.Or(src.Publisher, src.Title, src.ID))
	for i := len(s.Chain) - 1; i >= 0; i-- { // from who told the source to who is to know it
		b.WriteString(", from " + s.Chain[i].Who)
		if s.Chain[i].How != "" {
			b.WriteString(" (" + s.Chain[i].How + ")")
		}
	}
	b.WriteString(verb(s.Polarity))
	b.WriteString(s.Subject.String() + " " + s.Predicate)
	if s.Object.Kind != "" {
		b.WriteString(" " + s.Object.String())
	}
	if v := cmp.Or(s.Value.Text, strings.Join(s.Value.Set, ", ")); v != "" {
		b.WriteString(" " + v)
	}
	for _, part := range []struct{ name, text string }{{"of", s.Aspect}, {"in its words", s.Hedge}, {"state", s.State}, {"role", s.Role}, {"when", when(s)}, {"grade", cmp.Or(s.Grade.String(), "F6")}} {
		if part.text != "" {
			b.WriteString("; " + part.name + ": " + part.text)
		}
	}
	b.WriteString(".")
	if s.Quotation != "" {
		b.WriteString(" \u201c" + s.Quotation + "\u201d")
	}
	if s.English != "" {
		b.WriteString(" Translated: \u201c" + s.English + "\u201d")
	}
	return b.String()
}

func verb(p Polarity) string {
	switch p {
	case Denies:
		return " denies: "
	case Lacks:
		return " says that there is no evidence: "
	case NoAnswer:
		return " was asked and did not answer: "
	}
	return " says: "
}

func when(s *Statement) string {
	switch {
	case s.At != 0 && s.Zoneless:
		return strings.TrimSuffix(s.At.String(), "Z") + " (no zone given)"
	case s.At != 0:
		return s.At.String()
	case s.When.Known():
		return s.When.Original
	}
	return ""
}
