package dossier

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Refused says what of an input cannot be taken. Fields are paths in the file:
// statements.3.source. Nothing of the input was stored.
type Refused struct{ Problems []*format.Error }

// Error writes all of them.
func (r *Refused) Error() string {
	var all []string
	for _, p := range r.Problems {
		all = append(all, p.Error())
	}
	return strings.Join(all, "; ")
}

// Bounds of what is taken.
const (
	maxID   = 200
	maxText = 20_000
)

var (
	idForm     = regexp.MustCompile(`^[^\x00-\x1f]+$`)
	caseID     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)
	digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// careProcedure flags what is said of criminal procedures.
const careProcedure = "criminal_procedure"

// Care are the flags of data that need special care.
func Care() []string { return []string{careProcedure, "belief"} }

var (
	polarities = []statement.Polarity{statement.Asserts, statement.Denies, statement.Lacks, statement.NoAnswer}
	roles      = []string{"", "unwitting", "coerced", "acting", "unknown"}
	states     = []string{"", casefile.Planned, casefile.Requested, casefile.Done, casefile.Dropped}
	classes    = []statement.Class{"", statement.ContractData, statement.CommunicationData}
	stances    = []casefile.Stance{casefile.For, casefile.Against, casefile.Neutral, casefile.NotApplicable}
)

// checking collects what is wrong with an input.
type checking struct {
	registered func(string) bool
	problems   []*format.Error
	sources    map[string]bool
	statements map[string]bool
	hypotheses map[string]bool
}

func (c *checking) problem(field, msg, fix string) {
	c.problems = append(c.problems, &format.Error{Field: field, Msg: msg, Fix: fix})
}

func (c *checking) refused() error {
	if c.problems == nil {
		return nil
	}
	return &Refused{c.problems}
}

func (b *Book) checkCase(c *Case) error {
	k := &checking{registered: b.Registered}
	if !caseID.MatchString(c.ID) {
		k.problem("id", "is no id of a case", "write up to 100 letters, digits, dots, - and _; it stands in addresses, so let it say nothing of a person")
	}
	k.need("title", &c.Title)
	k.need("purpose", &c.Marking.Purpose)
	k.text("owner", c.Owner)
	k.text("note", c.Note)
	k.marking("marking", c.Marking)
	return k.refused()
}

// check looks at what is to be added to a case.
func (b *Book) check(there, more *casefile.File) error {
	c := &checking{registered: b.Registered, sources: map[string]bool{}, statements: map[string]bool{}, hypotheses: map[string]bool{}}
	for _, f := range []*casefile.File{there, more} {
		for _, s := range f.Sources {
			c.sources[s.ID] = true
		}
		for _, s := range f.Statements {
			c.statements[s.ID] = true
		}
		for _, h := range f.Hypotheses {
			c.hypotheses[h.ID] = true
		}
	}
	for _, p := range parts {
		for i, id := range p.ids(more) {
			if id == "" || len(id) > maxID || !idForm.MatchString(id) {
				c.problem(fmt.Sprintf("%s.%d.id", plural(p.kind), i), "is no id", fmt.Sprintf("write up to %d bytes without line ends", maxID))
			}
		}
	}
	c.said(more)
	c.worked(more)
	c.legal(more)
	return c.refused()
}

func plural(kind string) string {
	switch kind {
	case casefile.KindHypothesis:
		return "hypotheses"
	case casefile.KindEvidence:
		return kind
	}
	return kind + "s"
}

// said looks at sources and statements.
func (c *checking) said(f *casefile.File) {
	for i, s := range f.Sources {
		at := fmt.Sprintf("sources.%d.", i)
		if r := s.Reliability; r != "" && (len(r) != 1 || r[0] < 'A' || r[0] > 'F') {
			c.problem(at+"reliability", "is no reliability", "write a letter A to F, or leave it out")
		}
		c.marking(at+"marking", s.Marking)
		c.text(at+"title", s.Title)
		c.text(at+"publisher", s.Publisher)
	}
	for i, s := range f.Statements {
		at := fmt.Sprintf("statements.%d.", i)
		if !c.sources[s.Source] {
			c.problem(at+"source", "names a source that is not in the case", "add the source first, or with it")
		}
		c.ref(at+"subject", s.Subject, true)
		c.ref(at+"object", s.Object, false)
		if s.Predicate == "" {
			c.problem(at+"predicate", "is missing", "say what is said of the subject: used, instructed, attack.date")
		}
		oneOf(c, at+"polarity", s.Polarity, polarities)
		oneOf(c, at+"role", s.Role, roles)
		oneOf(c, at+"state", s.State, states)
		oneOf(c, at+"class", s.Class, classes)
		c.marking(at+"marking", s.Marking)
		c.text(at+"quotation", s.Quotation)
		c.text(at+"english", s.English)
		c.text(at+"value", s.Value.Text)
	}
}

func oneOf[T ~string](c *checking, field string, v T, of []T) {
	if !slices.Contains(of, v) {
		var all []string
		for _, o := range of {
			if o != "" {
				all = append(all, string(o))
			}
		}
		c.problem(field, "is none of the words for it", "write one of "+strings.Join(all, ", "))
	}
}

func (c *checking) ref(field string, r statement.Ref, needed bool) {
	switch {
	case r == (statement.Ref{}) && !needed:
	case r.Kind == "" || r.Key == "":
		c.problem(field, "names no thing", "give kind and key; a person without a name gets a key of the case, as in person:the-woman")
	case strings.ContainsAny(r.Kind, ":/ "):
		c.problem(field, "is no kind of thing", "write a word, as person or contract")
	default:
		c.text(field, r.Key)
	}
}

func (c *checking) marking(field string, m statement.Marking) {
	if m.TLP != "" {
		oneOf(c, field+".tlp", m.TLP, statement.TLPs())
	}
	for _, flag := range m.Care {
		oneOf(c, field+".care", flag, Care())
	}
	c.text(field+".purpose", m.Purpose)
}

// need trims a text that must be there.
func (c *checking) need(field string, text *string) {
	if *text = strings.TrimSpace(*text); *text == "" {
		c.problem(field, "is missing", "")
	}
	c.text(field, *text)
}

// text refuses data that are never taken.
func (c *checking) text(field, text string) {
	if len(text) > maxText {
		c.problem(field, fmt.Sprintf("is longer than %d bytes", maxText), "quote what matters")
	}
	if bad := identifier.Forbidden(field, text, false, c.registered); bad != nil {
		c.problem(field, "holds data that is never taken ("+bad.Kind+")", "remove it")
	}
}
