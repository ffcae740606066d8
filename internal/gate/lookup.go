package gate

import (
	"errors"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script"
)

// How many records a search of the register looks at before it says that it
// was cut. A name shared by more live companies than this identifies nobody.
const searchLimit = 400

// nearestShown is how many registered neighbours are shown where none is found.
const nearestShown = 5

// Codes of register.exists.
const (
	CodeFound          = "found"
	CodeFoundMany      = "found_many"
	CodeNotFound       = "not_found"
	CodeNumberNotFound = "number_not_found"
	CodeNumberInvalid  = "number_invalid"
	CodeClosed         = "closed"
	CodeMerged         = "merged"
	CodeDeleted        = "deleted"
	CodeRenamed        = "renamed"
	CodeElsewhere      = "name_elsewhere" // the name is registered, at another address
	CodeImpossible     = "impossible_name"
	CodeUnregistered   = "unregistered_form"
	CodeFormUnclaimed  = "form_unclaimed"
	CodeExtract        = "extract" // settled by an extract that the operator obtained
)

// lookup is what a search of the register for the applicant came to.
type lookup struct {
	Body    *entity.Registration // the one body meant, nil where none or several
	By      string               // number, name_address, name, near_name_address
	Code    string
	Number  string                 // claimed number, folded; "" where none or invalid
	Named   []*entity.Registration // bodies that bear the claimed name
	Near    []*entity.Registration // bodies one edit away, then those whose name agrees in other writing
	AtBlock []*entity.Registration // bodies at the claimed block
	Cut     bool

	seat func() identifier.Address // of Body, parsed once
}

// claim is what the applicant says of itself, folded once.
type claim struct {
	party   *record.Party
	keys    []string // name keys: as written, furigana, English
	address identifier.Address

	prepared func() *match.Prepared // the names, for the matcher
}

func newClaim(p *record.Party, register *Source) *claim {
	c := &claim{party: p, address: register.readAddress(p.Address)}
	for _, n := range append([]string{p.Name, p.EnglishName, p.Furigana}, p.Aliases...) {
		if script.TooLong(n) {
			continue // the check says so; no key is made of it
		}
		if k := script.NameKey(n); k != "" {
			c.keys = append(c.keys, k)
		}
	}
	c.prepared = sync.OnceValue(c.prepare)
	return c
}

// find searches the register for the applicant: by number where one is given,
// else by name and address. It fails where the register is not usable.
func find(x *Examination) (*lookup, error) {
	if err := x.usable(x.Register); err != nil {
		return nil, err
	}
	c := x.claim()
	l := &lookup{}
	l.seat = sync.OnceValue(func() identifier.Address { return identifier.ParseAddress(l.Body.Current().Address()) })
	if c.party.CorporateNumber != "" {
		done, err := l.byNumber(x, c)
		if done || err != nil {
			return l, err
		}
	}
	if err := l.byName(x, c); err != nil {
		return nil, err
	}
	if l.Code == CodeElsewhere && len(x.confirmed("applicant", "register_extract")) > 0 {
		l.Body, l.By = nil, "" // the extract is of another body of this name
	}
	return l, nil
}

// byNumber follows a claimed number; done says that it led to a body.
func (l *lookup) byNumber(x *Examination, c *claim) (done bool, err error) {
	number, err := identifier.CorporateNumber(c.party.CorporateNumber)
	if err != nil {
		l.Code = CodeNumberInvalid
		return false, nil
	}
	l.Number = number
	body, err := x.Register.Register.ByNumber(number)
	if err != nil {
		return false, err
	}
	if body == nil {
		l.Code = CodeNumberNotFound
		return false, nil
	}
	l.Body, l.By = body, "number"
	l.Code = statusCode(body)
	if l.Code == CodeFound && namedFormerly(body, c.keys) {
		l.Code = CodeRenamed
	}
	return true, nil
}

// byName searches by name and address. With a number that led nowhere it only
// gathers what stands near, so that absence can be judged.
func (l *lookup) byName(x *Examination, c *claim) error {
	if err := l.gather(x, c); err != nil {
		return err
	}
	if l.Code != "" {
		return nil // the number decides; names are shown beside it
	}
	l.pick(c)
	return nil
}

func (l *lookup) gather(x *Examination, c *claim) error {
	reg := x.Register.Register
	seen := map[string]bool{}
	add := func(to *[]*entity.Registration, found []*entity.Registration, cut bool, err error) error {
		l.Cut = l.Cut || cut
		for _, g := range found {
			if !seen[g.Number] {
				seen[g.Number] = true
				*to = append(*to, g)
			}
		}
		return err
	}
	var errs []error
	for _, k := range c.keys {
		found, cut, err := reg.ByName(k, searchLimit)
		errs = append(errs, add(&l.Named, found, cut, err))
	}
	if len(l.Named) > 0 {
		return errors.Join(errs...)
	}
	for _, k := range c.keys {
		found, cut, err := reg.Near(k, searchLimit)
		errs = append(errs, add(&l.Near, found, cut, err))
	}
	found, cut, err := x.similarBodies(c)
	errs = append(errs, add(&l.Near, found, cut, err))
	if c.address.BlockKey() != "" {
		found, cut, err := reg.ByBlock(c.address, searchLimit)
		errs = append(errs, add(&l.AtBlock, found, cut, err))
	}
	return errors.Join(errs...)
}

// pick chooses among the bodies that bear the name, or nearly.
func (l *lookup) pick(c *claim) {
	if here := atAddress(l.Named, c); len(here) > 0 {
		l.choose(here, "name_address", c)
		return
	}
	if len(l.Named) > 0 {
		if c.party.Address == "" {
			l.choose(l.Named, "name", c)
			return
		}
		l.Code = CodeElsewhere
		if len(l.Named) == 1 && !l.Cut {
			l.Body, l.By = l.Named[0], "name"
		}
		return
	}
	if here := atAddress(l.Near, c); len(here) == 1 && !l.Cut {
		l.Body, l.By, l.Code = here[0], "near_name_address", statusCode(here[0])
		return
	}
	l.Code = CodeNotFound
}

// choose takes the one body of several that is alive; several live ones leave
// the question open.
func (l *lookup) choose(among []*entity.Registration, by string, c *claim) {
	var live []*entity.Registration
	for _, g := range among {
		if g.Status() == entity.StatusLive {
			live = append(live, g)
		}
	}
	switch {
	case len(live) == 1 && !l.Cut:
		l.Body, l.Code = live[0], CodeFound
		if namedFormerly(live[0], c.keys) {
			l.Code = CodeRenamed
		}
	case len(live) == 0 && len(among) == 1:
		l.Body, l.Code = among[0], statusCode(among[0])
	default:
		l.Code = CodeFoundMany
	}
	l.By = by
}

// atAddress keeps the bodies that have or had their seat in the claimed block.
func atAddress(bodies []*entity.Registration, c *claim) []*entity.Registration {
	if c.party.Address == "" {
		return nil
	}
	var out []*entity.Registration
	for _, g := range bodies {
		for i := range g.Rows {
			result, _, _ := identifier.CompareParsed(c.address, identifier.ParseAddress(g.Rows[i].Address()))
			if finding.Result(result) == finding.Agrees {
				out = append(out, g)
				break
			}
		}
	}
	return out
}

// at reports whether an address is the registered one of the body.
func (l *lookup) at(a identifier.Address) bool {
	result, _, _ := identifier.CompareParsed(a, l.seat())
	return finding.Result(result) == finding.Agrees
}

func statusCode(g *entity.Registration) string {
	switch g.Status() {
	case entity.StatusClosed:
		return CodeClosed
	case entity.StatusMerged:
		return CodeMerged
	case entity.StatusDeleted:
		return CodeDeleted
	}
	return CodeFound
}

// namedFormerly reports whether the claimed name is one that the body gave up.
func namedFormerly(g *entity.Registration, keys []string) bool {
	cur := g.Current()
	for _, k := range keys {
		if nameIs(cur, k) {
			return false
		}
	}
	for i := range g.Rows {
		for _, k := range keys {
			if nameIs(&g.Rows[i], k) {
				return true
			}
		}
	}
	return false
}

func nameIs(r *entity.Row, key string) bool {
	return key != "" && (script.NameKey(r.Name) == key || script.NameKey(r.EnName) == key || script.NameKey(r.Furigana) == key)
}

// absent says whether the search proves that no such body is registered, in the
// sense of rule 3 of the design: nothing was cut, and neither number, name (in
// any writing, or misspelt) nor address finds anything, now or in history. An address
// that was not understood was not looked up, so it proves nothing.
func (l *lookup) absent(c *claim) bool {
	return l.Body == nil && !l.Cut && len(c.keys) > 0 &&
		(c.address.BlockKey() != "" || c.party.Address == "" && l.Number != "") &&
		(l.Code == CodeNotFound || l.Code == CodeNumberNotFound) &&
		len(l.Named) == 0 && len(l.Near) == 0 && len(l.AtBlock) == 0
}

// ref names the register and, where one was found, the record in it.
func (l *lookup) ref(x *Examination) *finding.SourceRef {
	r := x.Register.Ref
	if l.Body != nil {
		r.Record = l.Body.Number
	}
	return &r
}
