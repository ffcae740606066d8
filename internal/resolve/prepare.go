package resolve

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/script"
)

// Prepared is a record taken apart for comparing. It is read-only and may be
// used by several goroutines.
type Prepared struct {
	ID     string
	schema schema
	names  []personName
	feats  []feature // by comparison, those with a value only
}

// schema is what kind of thing a record is.
type schema uint8

const (
	anything schema = iota
	person
	body
)

func schemaOf(s string) schema {
	switch s {
	case "":
		return anything
	case entity.Person:
		return person
	}
	return body
}

// feature holds the values of one comparison.
type feature struct {
	comp   uint8
	values []value
}

// value is one value taken apart.
type value struct {
	text string // without spaces and signs
	mask uint64 // of its letters
	info int32  // how rare the whole is, in hundredths of a bit
	toks []token
	bits int32 // of all tokens
	day  day
	mark string // house number of an address, mailbox name of an e-mail address
}

type token struct {
	text string
	mask uint64 // of its letters
	info int32
}

// personName is the name of a person in its parts.
type personName struct {
	given, family   token
	givens, familys []token
	rest            []token
	generation      uint8
	foreign         bool // not in Latin letters
	text            string
	kept            *atomic.Pointer[foreignName]
}

// Prepare takes a record apart. r is not kept.
func (e *Epoch) Prepare(r *Record) *Prepared {
	p := &Prepared{ID: r.ID, schema: schemaOf(r.Schema)}
	if len(r.Values[GivenName]) > 0 || len(r.Values[FamilyName]) > 0 {
		p.schema = person
	}
	if p.schema == person {
		p.names = e.personNames(r)
	}
	for i := range e.Comparisons {
		c := &e.Comparisons[i]
		if c.Kind <= kindRest || c.Kind == kindBody && p.schema == person {
			continue
		}
		var vs []value
		for _, text := range r.Values[c.Field] {
			if blank(text) {
				continue
			}
			v, ok := e.value(c, text)
			if c.Kind == kindEmail && p.schema == person && namedAfter(v.mark, p.names) {
				v.mark = "" // says no more than the name does
			}
			if ok && !slices.ContainsFunc(vs, func(w value) bool { return w.text == v.text }) {
				vs = append(vs, v)
			}
		}
		if len(vs) > 0 {
			p.feats = append(p.feats, feature{uint8(i), vs})
		}
	}
	return p
}

// value takes one value apart; false where nothing of it can be compared.
func (e *Epoch) value(c *Comparison, text string) (value, bool) {
	var v value
	switch c.Kind {
	case kindDate:
		d, ok := parseDay(text)
		if !ok {
			return v, false
		}
		v.day, v.text = d, d.text()
	case kindCode, kindIdent:
		v.text = code(text)
	case kindPhone:
		if v.text = phone(text); len(v.text) < 5 {
			return v, false
		}
	case kindEmail:
		v.text, v.mark = mailbox(text)
	case kindAddress:
		v.toks, v.mark = addressWords(text)
		e.tokens(c, &v)
	case kindBody:
		core, _, _ := script.CompanyWords(text)
		if len(core) == 0 {
			core = words(text)
		}
		v.toks = tokensOf(core)
		e.tokens(c, &v)
	default:
		v.toks = tokensOf(words(text))
		e.tokens(c, &v)
	}
	if v.text == "" {
		return v, false
	}
	v.info, v.mask = e.info(c, v.text), maskOf(v.text)
	return v, true
}

// maxTokens bounds the words of a value that are compared one by one.
const maxTokens = 24

func tokensOf(ws []string) []token {
	out := make([]token, 0, min(len(ws), maxTokens))
	for _, w := range ws {
		if len(out) == maxTokens {
			break
		}
		out = append(out, token{text: w, mask: maskOf(w)})
	}
	return out
}

// tokens fills in how rare each word is, and the text without spaces.
func (e *Epoch) tokens(c *Comparison, v *value) {
	var b strings.Builder
	for i := range v.toks {
		t := &v.toks[i]
		b.WriteString(t.text)
		t.info = e.wordInfo(c, t.text)
		v.bits += t.info
	}
	v.text = b.String()
}

// phone keeps what numbers of one line have in common however they are written:
// the last ten digits without the zero in front.
func phone(s string) string {
	if i := strings.IndexAny(strings.ToLower(s), "x#"); i > 6 { // extension
		s = s[:i]
	}
	d := strings.TrimLeft(digits(s), "0")
	return d[max(0, len(d)-10):]
}

// mailbox gives the address in lower case and the name before the @.
func mailbox(s string) (address, local string) {
	s = strings.ToLower(strings.TrimSpace(script.Fold(s)))
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		s = strings.TrimRight(s[i+1:], "> ")
	}
	s = strings.ReplaceAll(s, " ", "")
	local, _, ok := strings.Cut(s, "@")
	if !ok {
		return s, ""
	}
	return s, local
}

// namedAfter reports whether a mailbox is named by the family name of a person.
func namedAfter(mailbox string, names []personName) bool {
	for i := range names {
		if f := names[i].family.text; len(f) > 3 && strings.Contains(mailbox, f) {
			return true
		}
	}
	return false
}
