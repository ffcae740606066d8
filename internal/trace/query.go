package trace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Tracer answers questions about one tenant's books. It is safe for concurrent
// use; the graph that it holds is made at the first question.
type Tracer struct {
	DB     *store.DB
	Vault  *vault.Vault
	Tenant string
	Clock  func() entity.Instant

	// Brought lists what an applicant brought of its own, folded, and nothing
	// that may be somebody else's: name, number and seat are not among it.
	Brought func(*record.Application) []statement.Ref
	Grounds Grounds // where looks at communication data are recorded; nil: none can be had

	mu    sync.RWMutex // held while the state is brought up to date, and while it is read
	state *state
}

// Grounds records each look at communication data before it is shown.
type Grounds interface {
	// Record keeps a look with its ground and returns the id of the record. Where
	// it fails nothing may be shown.
	Record(ctx context.Context, l statement.Look) (id string, err error)
}

// ErrGround is returned for a look at communication data without a ground that
// holds. The text says what to give.
var ErrGround = errors.New("who held an address when is communication data: it takes a ground (warrant, consent, self_defence or emergency) with its reference, and a purpose")

// Query is what is asked.
type Query struct {
	Kind, Value string
	At          *Reported         // when, as it was reported; nil: nobody said
	Skew        time.Duration     // by which the reporter's clock may be off
	Port        *int              // behind a shared address
	Hops        int               // how many things may be shared one after the other; 0: DefaultHops
	Limit       int               // most contracts and identities that are listed; 0: DefaultLimit
	Ground      *statement.Ground // nil: communication data is left out, and holders of addresses refused
	Known       *entity.Instant
}

// Bounds of answers.
const (
	DefaultHops  = 2
	DefaultLimit = 50
	MaxHops      = 6
)

// Kinds of what can be asked for.
var Kinds = []string{statement.IP, statement.Domain, statement.Email, statement.Phone, statement.Account, statement.Contract, "entity",
	statement.Asset, statement.Application, statement.Customer, statement.Device, statement.PaymentToken, statement.Key}

var (
	// ErrQuery is returned for a question that makes no sense; the text says why.
	ErrQuery = errors.New("cannot be traced")
	// ErrUnknown is returned where nothing here has to do with the value.
	ErrUnknown = errors.New("nothing here has to do with it")
)

// window is the time in question.
func (q *Query) window() Window {
	if q.At == nil {
		return Always
	}
	return q.At.Window(q.Skew)
}

// folded returns the value as the records hold it.
func (q *Query) folded() (string, error) {
	v := strings.TrimSpace(q.Value)
	bad := func(want string) (string, error) {
		return "", fmt.Errorf("%w: %s: want %s", ErrQuery, q.Kind, want)
	}
	if v == "" {
		return bad("a value")
	}
	switch q.Kind {
	case statement.IP:
		p, err := network(v)
		if err != nil {
			return bad("an IP address or prefix")
		}
		if p.IsSingleIP() {
			return p.Addr().String(), nil
		}
		return p.String(), nil
	case statement.Domain:
		d := domain(v)
		if d == "" {
			return bad("a host name or domain")
		}
		return d, nil
	case statement.Email:
		m, err := identifier.Email(v)
		if err != nil {
			return bad("a mailbox")
		}
		return m.Address, nil
	case statement.Phone:
		p, err := identifier.Phone(v, "JP")
		if err != nil {
			return bad("a telephone number, with +COUNTRY if it is not Japanese")
		}
		return p.E164, nil
	}
	return v, nil
}

func (q *Query) check() error {
	switch {
	case !slices.Contains(Kinds, q.Kind):
		return fmt.Errorf("%w: kind %q: want one of %s", ErrQuery, q.Kind, strings.Join(Kinds, ", "))
	case q.Hops < 0 || q.Hops > MaxHops:
		return fmt.Errorf("%w: hops: want 1 to %d", ErrQuery, MaxHops)
	case q.Skew < 0 || q.Skew > 24*time.Hour:
		return fmt.Errorf("%w: skew: want 0 to 24h", ErrQuery)
	case q.Port != nil && (*q.Port < 0 || *q.Port > lastPort):
		return fmt.Errorf("%w: port: want 0 to %d", ErrQuery, lastPort)
	case q.Port != nil && q.Kind != statement.IP:
		return fmt.Errorf("%w: a port belongs to an address", ErrQuery)
	}
	switch {
	case q.Ground == nil && q.Kind == statement.IP:
		return ErrGround
	case q.Ground == nil:
		return nil
	}
	if err := q.Ground.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrGround, err)
	}
	return nil
}

// Traced is what hangs on what was asked for.
type Traced struct {
	Kind  string          `json:"kind"`
	Value string          `json:"value" doc:"folded"`
	Time  *Window         `json:"time,omitempty" doc:"when it may have been, by what the report says of time, zone and clock; absent where it says nothing"`
	AsOf  entity.Instant  `json:"as_of" format:"date-time" doc:"when the books were looked at"`
	Known *entity.Instant `json:"as_known,omitempty" format:"date-time" doc:"only what was recorded up to then"`
	Look  string          `json:"look,omitempty" doc:"id of the record of this look at communication data"`

	Assignment *Assignment `json:"assignment,omitempty" doc:"who held the address; ip only"`
	Contracts  []Ranked    `json:"contracts" nullable:"false"`
	Identities []Ranked    `json:"identities" nullable:"false" doc:"claimed identities: applications, and whom they resolve to"`

	Hubs         []link.Hub `json:"hubs" nullable:"false" doc:"what so many share that it ties nobody, with how many were left out"`
	Impersonated []Stolen   `json:"impersonated" nullable:"false" doc:"what an impostor took from a victim: it takes no part"`
	PlaceOnly    int        `json:"place_only" doc:"contracts that share a place of delivery only, as neighbours do: not listed"`
	Beyond       int        `json:"beyond" doc:"contracts that are reached over more than the hops that were asked for, or past the limit: not listed"`
	LeftOut      []string   `json:"left_out" nullable:"false" doc:"codes: communication, resolution, siblings"`
}

// Codes of what an answer leaves out.
const (
	LeftCommunication = "communication" // log-ins and addresses: no ground was given
	LeftSiblings      = "siblings"      // too many candidates to look for what hangs on them
)

// Stolen is something that an impostor used and that is a victim's.
type Stolen struct {
	Application string        `json:"application"`
	Ref         statement.Ref `json:"ref"`
}

// How something stands to what was asked for.
const (
	Holder      = "holder"    // it is behind it, and nothing is in doubt
	MaybeHolder = "candidate" // it may be behind it, or another
	Linked      = "linked"    // it shares something with what is behind it
)

// Ranked is a contract or an identity, with the paths that lead there.
type Ranked struct {
	Ref        statement.Ref `json:"ref"`
	Relation   string        `json:"relation" enum:"holder,candidate,linked"`
	Strength   string        `json:"strength,omitempty" enum:"direct,two_hops,farther" doc:"of what is linked: how many things are shared one after the other"`
	Score      int64         `json:"score" doc:"of what is linked, for the order only: in 1/1e9"`
	CanContain bool          `json:"can_contain" doc:"it is surely behind what was asked for; all else takes a look by a person"`
	Paths      []Path        `json:"paths" nullable:"false"`

	Contract    *ContractFacts    `json:"contract,omitempty"`
	Application *ApplicationFacts `json:"application,omitempty"`
}

// ContractFacts is what the books say of a contract.
type ContractFacts struct {
	Customer    string          `json:"customer,omitempty"`
	Application string          `json:"application,omitempty"`
	Product     string          `json:"product,omitempty"`
	Status      string          `json:"status,omitempty"`
	From        entity.Instant  `json:"from" format:"date-time"`
	To          *entity.Instant `json:"to,omitempty" format:"date-time"`
	Resellers   []string        `json:"resellers,omitempty" doc:"contracts from the operator's own customer down to this one"`
}

// ApplicationFacts is what the books say of the identity behind an application.
type ApplicationFacts struct {
	Name   string `json:"name,omitempty" doc:"as it is claimed"`
	Proved string `json:"proved_false,omitempty" enum:"proven,provisional" doc:"by two people, or by one"`
	Proof  string `json:"proof,omitempty"`
}

// Path is one way from what was asked for, with the evidence of each step.
type Path struct {
	Hops    []Hop  `json:"hops" nullable:"false"`
	Against []Told `json:"against,omitempty" doc:"what is said against it: it strengthens nothing"`
}

// Hop is one step of a path.
type Hop struct {
	From    statement.Ref `json:"from"`
	To      statement.Ref `json:"to"`
	Tie     string        `json:"tie"`
	Said    []Told        `json:"said" nullable:"false"`
	More    int           `json:"more,omitempty" doc:"pieces of evidence that are not listed"`
	Sharing int           `json:"sharing,omitempty" doc:"how many have the thing that it leads to"`
	Doubts  []string      `json:"doubts,omitempty"`
}

// Told is one piece of evidence.
type Told struct {
	Evidence string          `json:"evidence" doc:"kind:id#version of a record, or the id of a statement"`
	Source   string          `json:"source,omitempty"`
	Grade    string          `json:"grade,omitempty" doc:"Admiralty, as in B2"`
	From     *entity.Instant `json:"from,omitempty" format:"date-time"`
	To       *entity.Instant `json:"to,omitempty" format:"date-time"`
	Tie      string          `json:"tie,omitempty" doc:"of what is said against: what it denies"`
}
