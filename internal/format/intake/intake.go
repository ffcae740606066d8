// Package intake holds what the readers of exchange formats share: the keys of
// the things that reports name, times with and without a zone, and the making
// of statements, which drops what is never taken and hashes what is content.
package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Maker collects what a reader finds in one document.
type Maker struct {
	In    statement.Intake
	At    entity.Instant      // when the document is taken in
	Base  statement.Statement // what all statements share: grade, marking, chain
	given map[string]bool
}

// New returns a maker for the document whose bytes are raw. Its source is
// named after the hash of the bytes: the same document is the same source.
func New(kind string, raw []byte, at entity.Instant) *Maker {
	sum := sha256.Sum256(raw)
	digest := hex.EncodeToString(sum[:])
	m := &Maker{At: at, given: map[string]bool{}}
	m.In.Source = statement.Source{ID: "src-" + digest[:12], Kind: kind, Digest: digest, Recorded: at}
	m.Base = statement.Statement{Source: m.In.Source.ID, Recorded: at, Polarity: statement.Asserts}
	return m
}

// Say adds a statement, with what Base has where s says nothing of its own. A
// text that holds data that are never taken is left out and its place named;
// where that is the value or the thing itself, the whole statement is.
func (m *Maker) Say(s statement.Statement) {
	m.inherit(&s)
	for _, text := range []*string{&s.Quotation, &s.English, &s.Hedge, &s.Aspect, &s.Role, &s.State, &s.Marking.Purpose} {
		m.clean(s.Place, text) // the statement stays without it
	}
	m.check(s.Place, &s.When.Original, true)
	for i := range s.Chain {
		if told := &s.Chain[i]; forbidden(s.Place, told.Who+"\n"+told.How, false) != nil {
			s.Chain = append([]statement.Told(nil), s.Chain...) // others share it
			m.clean(s.Place, &s.Chain[i].Who)
			m.clean(s.Place, &s.Chain[i].How)
		}
	}
	ok := m.ref(s.Place, s.Subject) && m.ref(s.Place, s.Object) && m.clean(s.Place, &s.Predicate) && m.value(s.Place, &s.Value)
	if !ok {
		return
	}
	if s.ID == "" {
		s.ID = fmt.Sprintf("%s-%d", m.In.Source.ID, len(m.In.Statements)+1)
	}
	m.In.Statements = append(m.In.Statements, s)
}

// value checks what is said. Numbers may have twelve digits; a whole object was
// checked text by text where it was read.
func (m *Maker) value(place string, v *statement.Value) bool {
	if v.Kind == "json" {
		return true
	}
	ok := m.check(place, &v.Text, v.Kind == "number" || v.Kind == "date")
	for i := range v.Set {
		ok = ok && m.clean(place, &v.Set[i])
	}
	return ok
}

func (m *Maker) inherit(s *statement.Statement) {
	b := &m.Base
	if s.Source == "" {
		s.Source = b.Source
	}
	if s.Recorded == 0 {
		s.Recorded = b.Recorded
	}
	if s.Polarity == "" {
		s.Polarity = b.Polarity
	}
	if s.Grade == (statement.Grade{}) {
		s.Grade = b.Grade
	}
	if s.Marking.TLP == "" && s.Marking.Purpose == "" && s.Marking.Care == nil {
		s.Marking = b.Marking
	}
	if s.Chain == nil {
		s.Chain = b.Chain
	}
}

// clean empties a text that holds what is never taken.
func (m *Maker) clean(place string, text *string) bool {
	return m.check(place, text, false)
}

func (m *Maker) check(place string, text *string, typed bool) bool {
	if bad := forbidden(place, *text, typed); bad != nil {
		m.Leave(place, "never taken: "+bad.Kind)
		*text = ""
		return false
	}
	return true
}

// uuid is an identifier whose last twelve digits are nobody's number.
var uuid = regexp.MustCompile(`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`)

func forbidden(place, text string, typed bool) *identifier.ForbiddenError {
	bad := identifier.Forbidden(place, text, typed, nil)
	if bad != nil && strings.Count(text, "-") >= 4 {
		bad = identifier.Forbidden(place, uuid.ReplaceAllString(text, "uuid"), typed, nil)
	}
	return bad
}

// ref checks the keys in which a stranger may write what he likes. Twelve
// digits in a URL or an account are numbers of theirs; a password is one.
func (m *Maker) ref(place string, r statement.Ref) bool {
	switch r.Kind {
	case "", statement.IP, statement.Domain, statement.File, statement.Email:
		return true
	case statement.URL, statement.Phone, statement.Account, statement.PaymentToken, statement.Key, statement.Device:
		key := r.Key
		return m.check(place, &key, true)
	}
	if strings.Contains(r.Key, "--") { // an identifier with a UUID
		return true
	}
	key := r.Key
	return m.clean(place, &key)
}

// Text is a clean of a text that a reader keeps elsewhere, such as a title: ""
// where it holds what is never taken.
func (m *Maker) Text(place, s string) string {
	m.clean(place, &s)
	return s
}

// Keep notes content by its hash; told is the hash that the document gives, as
// algorithm:hex, "" where it gives none.
func (m *Maker) Keep(place, name, mediaType string, body []byte, told string) {
	k := statement.Kept{Place: place, Name: m.Text(place, short(name)), MediaType: short(mediaType), Size: int64(len(body))}
	sum := sha256.Sum256(body)
	k.SHA256 = hex.EncodeToString(sum[:])
	if ref, ok := Hash(told); ok {
		k.Told = ref.Key
		differs, known := Differs(ref.Key, body)
		k.Differs = known && differs
	} else if told != "" {
		m.Leave(place, "a hash that is none")
	}
	m.In.Kept = append(m.In.Kept, k)
}

// Leave names something that becomes no statement. One place is named once for
// one reason.
func (m *Maker) Leave(place, why string) {
	if m.given[place+"\x00"+why] {
		return
	}
	m.given[place+"\x00"+why] = true
	m.In.Unread = append(m.In.Unread, statement.Unread{Place: place, Why: why})
}

func short(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}
