package gate

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Examination is one application under examination: everything that checks may
// look at. Checks only read it.
type Examination struct {
	App      *record.Application
	At       entity.Instant
	Zone     *time.Location
	Policy   *policy.Policy
	Settings policy.Settings
	Register *Source   // the corporate register; nil where there is none
	Lists    []*Source // in name order
	Memory   Memory
	Evidence []Recorded
	Brought  []Attribute // what the applicant brought of its own

	claim  func() *claim           // what the applicant says of itself, folded once
	lookup func() (*lookup, error) // found once, shared by the checks of the register
}

// Recorded is one piece of evidence with the id under which it is stored.
type Recorded struct {
	ID string
	record.Evidence
}

// Memory answers what applications share with identities proved false. It is
// always the store, never a cache.
type Memory interface {
	// Shares returns what the attributes of an application share with others,
	// nearest first. An error leaves memory.shares not_checked.
	Shares(ctx context.Context, application string, attributes []Attribute) ([]Share, error)
}

// Attribute is one thing that an applicant brought, in the clear; the memory
// compares it blind.
type Attribute struct{ Kind, Value string }

// Share is one attribute that an identity proved false brought too.
type Share struct {
	Kind        string
	Application string // external id of the application whose identity was proved false
	Hops        int    // 1: directly; 2: through one other application
	Proven      bool   // by two people; else provisional
}

func newExamination(x Examination) *Examination {
	if x.Brought == nil {
		x.Brought = Brought(x.App)
	}
	x.claim = sync.OnceValue(func() *claim { return newClaim(&x.App.Applicant, x.Register) })
	x.lookup = sync.OnceValues(func() (*lookup, error) { return find(&x) })
	return &x
}

// confirmed returns the evidence of the kinds that came out as confirmed, for
// one subject.
func (x *Examination) confirmed(subject string, kinds ...string) []Recorded {
	var out []Recorded
	for _, e := range x.Evidence {
		s := e.Subject
		if s == "" {
			s = "applicant"
		}
		if s != subject || e.Result == "denied" || e.Result == "no_answer" {
			continue
		}
		for _, k := range kinds {
			if e.Kind == k {
				out = append(out, e)
			}
		}
	}
	return out
}

func ids(ev []Recorded) []string {
	var out []string
	for _, e := range ev {
		out = append(out, e.ID)
	}
	return out
}

// days counts whole days from d to the examination, -1 for an unknown day.
func (x *Examination) days(d entity.Day) int64 {
	if d == entity.NoDay {
		return -1
	}
	return max(0, int64(x.At.DayIn(x.Zone)-d))
}

// Source is one live register or list with all that is known of its state.
type Source struct {
	Ref      finding.SourceRef
	Chain    []string // digests of the snapshots, base first
	Records  int64
	MaxAge   time.Duration
	Err      error    // why it cannot be read at all; nil where it can
	Register Register // set for a register
	List     List     // set for a list

	targets match.Targets
}

// Register is what the checks ask of a corporate register. limit bounds what is
// looked at; cut says that it was reached, so that absence proves nothing.
type Register interface {
	ByNumber(number string) (*entity.Registration, error) // nil where there is none
	ByName(key string, limit int) (found []*entity.Registration, cut bool, err error)
	Near(key string, limit int) (found []*entity.Registration, cut bool, err error)
	Prefix(key string, limit int) (found []*entity.Registration, cut bool, err error)
	// Search returns who may bear the name, misspelt or in other letters, the
	// likeliest first: candidates, which the matcher has to compare.
	Search(name string, kind token.Kind, limit int) (found []*entity.Registration, cut bool, err error)
	ByBlock(a identifier.Address, limit int) (found []*entity.Registration, cut bool, err error)
	CountAt(a identifier.Address, limit int) (inBuilding, inRoom int, cut bool, err error)
}

// List is what the checks ask of a list of parties.
type List interface {
	Find(q *party.Query, limit int) (found []*entity.Entity, cut bool, err error)
	ByIdentifier(keys []string, limit int) (found []*entity.Entity, cut bool, err error)
}

// unusable says why a source may not be relied upon.
type unusable struct {
	cause string
	ref   *finding.SourceRef
	why   error
}

func (u *unusable) Error() string {
	if u.why != nil {
		return fmt.Sprintf("%s: %v", u.cause, u.why)
	}
	return u.cause
}

// usable returns nil where the source may be relied upon at the examination's
// time, else an error that carries the cause.
func (x *Examination) usable(s *Source) error {
	if s == nil {
		return &unusable{cause: finding.CauseMissing}
	}
	switch {
	case s.Err != nil:
		return &unusable{finding.CauseMissing, &s.Ref, s.Err}
	case s.Records == 0:
		return &unusable{finding.CauseEmpty, &s.Ref, nil}
	case x.age(s) < -ahead:
		return &unusable{finding.CauseStale, &s.Ref, fmt.Errorf("published %s, after the time of the examination", s.Ref.Published)}
	case x.age(s) > s.MaxAge:
		return &unusable{finding.CauseStale, &s.Ref, fmt.Errorf("published %s, older than %s", s.Ref.Published, s.MaxAge)}
	}
	return nil
}

// ahead is how far the date of a source may lie after the examination: a day
// without a time, and clocks. More is a wrong date, or a source that nobody had.
const ahead = 24 * time.Hour

func (x *Examination) age(s *Source) time.Duration {
	return x.At.Time().Sub(s.Ref.Published.Time())
}

// errNotLive is the state of a source that the policy needs and nobody imported.
var errNotLive = errors.New("not imported: run `sekifuda source add`")
