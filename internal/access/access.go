// Package access says who may do what: the scopes that a key can hold, and the
// principal who holds them. It decides nothing about single things: whose a row
// is follows from the tenant in its key.
package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Scope is one thing that a key allows.
type Scope string

// The scopes. A route needs exactly one; none contains another.
const (
	Examine         Scope = "examine"          // hand in applications and read how they came out
	DecisionsRead   Scope = "decisions:read"   // decisions whole, applications, evidence, receipts
	EvidenceWrite   Scope = "evidence:write"   // record answers and papers
	RecordsRead     Scope = "records:read"     // contracts, assets, leases, accounts, events
	RecordsWrite    Scope = "records:write"    //
	IdentitiesRead  Scope = "identities:read"  // identities proved false
	IdentitiesWrite Scope = "identities:write" // prove false, withdraw
	SourcesRead     Scope = "sources:read"     // what is live, how old it is
	SourcesWrite    Scope = "sources:write"    // import, compact
	Match           Scope = "match"            // search and match lists
	LedgerRead      Scope = "ledger:read"      // checkpoint, tiles, proofs: what an auditor or monitor needs
	WebhooksRead    Scope = "webhooks:read"    // endpoints and deliveries
	WebhooksWrite   Scope = "webhooks:write"   // deliver again, try an endpoint
	KeysRead        Scope = "keys:read"        // who holds which scopes
	KeysWrite       Scope = "keys:write"       // add and revoke keys, never beyond one's own scopes
	Export          Scope = "export"           // take decisions out in bulk
	Trace           Scope = "trace"            // follow an indicator to contracts and identities
	Communication   Scope = "communication"    // who held an address when, log-in traces: each look with its ground
	ReportsRead     Scope = "reports:read"     // abuse reports, measures, requests of authorities
	ReportsWrite    Scope = "reports:write"    // hand in and judge reports, take measures
	CasesRead       Scope = "cases:read"       // case files, each look with its purpose
	CasesWrite      Scope = "cases:write"      // sources, statements, positions, hypotheses, steps
	Resolve         Scope = "resolve"          // who is the same as whom, judgements on it
	Operate         Scope = "operate"          // metrics, doctor, jobs; nothing personal
)

// Scopes returns all of them, in the order in which they are documented.
func Scopes() []Scope {
	return []Scope{Examine, DecisionsRead, EvidenceWrite, RecordsRead, RecordsWrite, IdentitiesRead, IdentitiesWrite,
		SourcesRead, SourcesWrite, Match, LedgerRead, WebhooksRead, WebhooksWrite, KeysRead, KeysWrite, Export,
		Trace, Communication, ReportsRead, ReportsWrite, CasesRead, CasesWrite, Resolve, Operate}
}

// ErrScope is returned for a text that names no scope.
var ErrScope = errors.New("no such scope")

// ParseScope reads one scope.
func ParseScope(s string) (Scope, error) {
	if !slices.Contains(Scopes(), Scope(s)) {
		var all []string
		for _, known := range Scopes() {
			all = append(all, string(known))
		}
		return "", fmt.Errorf("%q: %w: want one of %s", s, ErrScope, strings.Join(all, ", "))
	}
	return Scope(s), nil
}

// Principal is who asks: for now a key with scopes; persons will be the same.
type Principal struct {
	ID      string // UUIDv7, never reused
	Tenant  string // whose rows it sees, all others do not exist for it
	Name    string
	Scopes  []Scope
	Created entity.Instant
	Expires entity.Instant // 0: never
	Revoked entity.Instant // 0: not
}

// May reports whether the principal holds a scope at a time. A revoked or
// expired one holds none.
func (p *Principal) May(s Scope, at entity.Instant) bool {
	return p != nil && p.Valid(at) && slices.Contains(p.Scopes, s)
}

// Valid reports whether the principal may be heard at all.
func (p *Principal) Valid(at entity.Instant) bool {
	return (p.Revoked == 0 || at < p.Revoked) && (p.Expires == 0 || at < p.Expires)
}

// Covers reports whether the principal holds every one of scopes: nobody grants
// or takes more than he holds.
func (p *Principal) Covers(scopes []Scope) bool {
	return !slices.ContainsFunc(scopes, func(s Scope) bool { return !slices.Contains(p.Scopes, s) })
}
