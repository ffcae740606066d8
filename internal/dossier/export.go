package dossier

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// Request asks for what a case may give to somebody.
type Request struct {
	ID            string // of the export; "" for a new one
	Format        string // see Formats
	Recipient     string // who is given it
	TLP           statement.TLP
	Purpose       string
	Author        string   // who gives it, as the document says
	Contact       string   // mail address of the author's desk, for xarf
	Domain        string   // and its domain
	Care          []string // special-care data that are let out
	Communication bool     // communication data are let out
	Lang          string   // of the labels of a printed report: en, ja
}

// Leaving is what a writer of a format is given: a case without all that stays.
type Leaving struct {
	File      *casefile.File
	Held      map[string]int // how many statements stay, by why
	ID        string         // of the export
	Recipient string
	Author    string
	Contact   string
	Domain    string
	Purpose   string
	TLP       statement.TLP
	Lang      string
	At        entity.Instant
}

// Writer writes what leaves, the same bytes for the same Leaving.
type Writer func(io.Writer, *Leaving) error

// Formats returns the names of the formats that a case can leave in.
func Formats() []string { return slices.Sorted(maps.Keys(writers)) }

// MediaType returns the media type of a format and the ending of its files.
func MediaType(format string) (media, ending string) {
	w := writers[format]
	return w.media, w.ending
}

// kindSent is the thing that keeps the bytes that left.
const kindSent = "sent"

type sent struct {
	Content []byte `json:"content"`
}

// Export gives to a recipient what of a case he may have, and records what it
// was: entries with their versions, recipient, purpose and digest. Who was
// given something that is taken back later is to be told, see Notices. It fails
// with *Refused, and with an error of the writer; then nothing left.
func (b *Book) Export(ctx context.Context, id string, q Request, act Act) (x *Exported, content []byte, err error) {
	if err := b.checkRequest(&q); err != nil {
		return nil, nil, err
	}
	if q.ID == "" {
		if q.ID, err = b.NewID(); err != nil {
			return nil, nil, err
		}
	}
	err = b.change(ctx, act, func(tx *store.Tx) error {
		x, content, err = b.export(tx, id, q, act)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("export case %s as %s: %w", id, q.Format, err)
	}
	return x, content, nil
}

func (b *Book) checkRequest(q *Request) error {
	k := &checking{registered: b.Registered}
	if writers[q.Format].write == nil {
		k.problem("format", "is none in which a case can leave", "write one of "+fmt.Sprint(Formats()))
	}
	k.need("recipient", &q.Recipient)
	k.need("purpose", &q.Purpose)
	k.need("author", &q.Author)
	if q.Format == "xarf" && (!strings.Contains(q.Contact, "@") || q.Domain == "") {
		k.problem("contact", "an X-ARF report says where to answer", "give contact, a mail address, and domain")
	}
	oneOf(k, "tlp", q.TLP, statement.TLPs())
	for _, flag := range q.Care {
		oneOf(k, "care", flag, Care())
	}
	return k.refused()
}

func (b *Book) export(tx *store.Tx, id string, q Request, act Act) (*Exported, []byte, error) {
	all, versions, err := b.load(tx, id, nil)
	if err != nil {
		return nil, nil, err
	}
	l := &Leaving{ID: q.ID, Recipient: q.Recipient, Author: q.Author, Contact: q.Contact, Domain: q.Domain, Purpose: q.Purpose, TLP: q.TLP, Lang: q.Lang, At: act.At}
	l.File, l.Held = redact(all, q)
	l.sayable(writers[q.Format].takes)
	if len(l.File.Statements) == 0 {
		k := &checking{}
		k.problem("tlp", fmt.Sprintf("nothing of this case may leave so (%s)", heldText(l.Held)), "let more out, or mark what may leave")
		return nil, nil, k.refused()
	}
	var out bytes.Buffer
	how := writers[q.Format]
	if err := how.write(&out, l); err != nil {
		return nil, nil, err
	}
	x := &Exported{ID: q.ID, Format: q.Format, Recipient: q.Recipient, TLP: q.TLP, Purpose: q.Purpose, Care: q.Care, Communication: q.Communication,
		Held: l.Held, Given: given(l.File, versions, how.kinds), Digest: canon.Sum(out.Bytes()), Size: out.Len(), By: act.By}
	if x.Proofs, err = b.proofs(tx, l.File); err != nil {
		return nil, nil, err
	}
	_, err = b.book().Record(tx, container(id), act.At,
		casebook.Entry{Kind: casebook.KindExport, ID: x.ID, By: act.By, Body: x, Proofs: x.Proofs},
		casebook.Entry{Kind: kindSent, ID: x.ID, By: act.By, Body: sent{out.Bytes()}})
	x.At = act.At
	return x, out.Bytes(), err
}

func heldText(held map[string]int) string {
	if len(held) == 0 {
		return "it holds no statements"
	}
	text := "stay"
	for _, why := range slices.Sorted(maps.Keys(held)) {
		text += fmt.Sprintf(" %d: %s", held[why], why)
	}
	return text
}

// sayable leaves in the file what the format can say.
func (l *Leaving) sayable(takes func(*statement.Statement) bool) {
	if takes == nil {
		return
	}
	sources := map[string]bool{}
	l.File.Statements = left(l.File.Statements, func(s statement.Statement) bool {
		if takes(&s) {
			sources[s.Source] = true
			return true
		}
		l.Held["format"]++
		return false
	})
	l.File.Sources = left(l.File.Sources, func(s statement.Source) bool { return sources[s.ID] })
}

// given lists the entries of a file that leave, with their versions.
func given(f *casefile.File, versions map[entry]int64, kinds []string) (out []Given) {
	for _, p := range parts {
		if p.kind != casefile.KindSource && p.kind != casefile.KindStatement && !slices.Contains(kinds, p.kind) {
			continue
		}
		for _, id := range p.ids(f) {
			out = append(out, Given{p.kind, id, versions[entry{p.kind, id}]})
		}
	}
	return out
}

// proofs are those that hold now on applications and identities of which the
// file speaks: when one is withdrawn, what was said rests on nothing.
func (b *Book) proofs(tx *store.Tx, f *casefile.File) (out []string, err error) {
	seen := map[string]bool{}
	for _, s := range f.Statements {
		for _, r := range []statement.Ref{s.Subject, s.Object} {
			if r.Kind != statement.Application && r.Kind != statement.Identity || seen[r.Key] {
				continue
			}
			seen[r.Key] = true
			all, err := record.Proofs(tx, b.Tenant, r.Key, 0, 100)
			if err != nil {
				return nil, err
			}
			for _, p := range all {
				if p.Withdrawn == 0 {
					out = append(out, p.ID)
				}
			}
		}
	}
	return out, nil
}

// Exports returns what left a case, oldest first.
func (b *Book) Exports(ctx context.Context, id string, l Look) (out []Exported, err error) {
	err = b.view(ctx, id, l, func(tx *store.Tx) error {
		out, err = b.exports(tx, id)
		return err
	})
	return out, err
}

// Sent returns the bytes of an export as they left; store.ErrNotFound without
// such an export.
func (b *Book) Sent(ctx context.Context, id, export string, l Look) (content []byte, err error) {
	held, err := b.Entry(ctx, id, kindSent, export, l)
	if err != nil {
		return nil, err
	}
	s, err := casebook.As[sent](held[len(held)-1])
	return s.Content, err
}
