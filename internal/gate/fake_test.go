package gate

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// fakeRegister answers from memory, by brute force.
type fakeRegister struct {
	bodies []*entity.Registration
	fail   func() error // asked before each answer
	cut    bool         // every search says that it was cut
}

func (f *fakeRegister) ask() error {
	if f.fail == nil {
		return nil
	}
	return f.fail()
}

func (f *fakeRegister) ByNumber(number string) (*entity.Registration, error) {
	if err := f.ask(); err != nil {
		return nil, err
	}
	for _, g := range f.bodies {
		if g.Number == number {
			return g, nil
		}
	}
	return nil, nil
}

func (f *fakeRegister) where(limit int, ok func(r *entity.Row) bool) ([]*entity.Registration, bool, error) {
	if err := f.ask(); err != nil {
		return nil, false, err
	}
	var out []*entity.Registration
	for _, g := range f.bodies {
		for i := range g.Rows {
			if ok(&g.Rows[i]) {
				out = append(out, g)
				break
			}
		}
	}
	return out[:min(len(out), limit)], f.cut || len(out) > limit, nil
}

func (f *fakeRegister) ByName(key string, limit int) ([]*entity.Registration, bool, error) {
	return f.where(limit, func(r *entity.Row) bool { return nameIs(r, key) })
}

func (f *fakeRegister) Near(key string, limit int) ([]*entity.Registration, bool, error) {
	return f.where(limit, func(r *entity.Row) bool { return oneEdit(script.NameKey(r.Name), key) })
}

func (f *fakeRegister) Prefix(key string, limit int) ([]*entity.Registration, bool, error) {
	return f.where(limit, func(r *entity.Row) bool { return strings.HasPrefix(script.NameKey(r.Name), key) })
}

// Search offers every body: what it finds is compared afterwards.
func (f *fakeRegister) Search(_ string, _ token.Kind, limit int) ([]*entity.Registration, bool, error) {
	return f.where(max(limit, len(f.bodies)), func(*entity.Row) bool { return true })
}

func (f *fakeRegister) ByBlock(a identifier.Address, limit int) ([]*entity.Registration, bool, error) {
	return f.where(limit, func(r *entity.Row) bool {
		return identifier.ParseAddress(r.Address()).BlockKey() == a.BlockKey()
	})
}

func (f *fakeRegister) CountAt(a identifier.Address, limit int) (building, room int, cut bool, err error) {
	found, cut, err := f.ByBlock(a, limit)
	return len(found), 0, cut, err
}

// fakeList holds entities and offers all of them as candidates.
type fakeList struct {
	entries []*entity.Entity
	fail    func() error
	cut     bool
}

func (f *fakeList) Find(*party.Query, int) ([]*entity.Entity, bool, error) {
	if f.fail != nil {
		if err := f.fail(); err != nil {
			return nil, false, err
		}
	}
	return f.entries, f.cut, nil
}

func (f *fakeList) ByIdentifier([]string, int) ([]*entity.Entity, bool, error) {
	return nil, false, nil
}

// fakeMemory returns the shares of the attributes that it knows.
type fakeMemory struct {
	known map[Attribute]Share
	fail  func() error
}

func (f *fakeMemory) Shares(_ context.Context, _ string, attributes []Attribute) ([]Share, error) {
	if f.fail != nil {
		if err := f.fail(); err != nil {
			return nil, err
		}
	}
	var out []Share
	for _, a := range attributes {
		if s, ok := f.known[a]; ok {
			s.Kind = a.Kind
			out = append(out, s)
		}
	}
	return out, nil
}

var tokyo = time.FixedZone("JST", 9*3600)

func at(s string) entity.Instant {
	i, err := entity.ParseAt(s, tokyo)
	if err != nil {
		panic(err)
	}
	return i
}

func day(s string) entity.Day {
	d, err := entity.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// number makes a valid corporate number of twelve digits.
func number(base string) string { return string(identifier.CheckDigit(base)) + base }

// body is a registration with one current row.
func body(base, name, pref, city, street string) *entity.Registration {
	return &entity.Registration{Number: number(base), Rows: []entity.Row{{
		Process: "01", Updated: day("2015-11-01"), Changed: day("2015-10-05"), Name: name, Kind: "301",
		Prefecture: pref, City: city, Street: street, CloseDate: entity.NoDay, Assigned: entity.NumbersBegan, Latest: true,
	}}}
}

// then appends a row to a body's history and makes it the current one.
func then(g *entity.Registration, change func(r *entity.Row)) *entity.Registration {
	r := *g.Current()
	for i := range g.Rows {
		g.Rows[i].Latest = false
	}
	r.Latest = true
	change(&r)
	g.Rows = append(g.Rows, r)
	return g
}

// fixture is a gate over fakes and one application that it approves.
type fixture struct {
	*Gate
	register *fakeRegister
	list     *fakeList
	memory   *fakeMemory
	input    Input
}

// honest returns a gate, and an application of a registered company that has
// answered everything: the base from which every test departs.
func honest(t testing.TB) *fixture {
	t.Helper()
	f := &fixture{
		register: &fakeRegister{bodies: []*entity.Registration{
			body("010401000001", "株式会社水無瀬工業", "東京都", "千代田区", "霞が関３丁目２番５号"),
			body("010401000002", "株式会社水無瀬商会", "大阪府", "大阪市北区", "梅田１丁目１番３号"),
		}},
		list:   &fakeList{entries: []*entity.Entity{{ID: "x-1", Schema: entity.Person, Properties: map[string][]string{"name": {"Teoro Valsk"}, "birthDate": {"1970-03-04"}}}}},
		memory: &fakeMemory{},
	}
	f.Gate = &Gate{
		Policy: policy.Default(), Zone: tokyo, Checks: Checks(), Memory: f.memory,
		Register: &Source{
			Ref:   finding.SourceRef{Name: "nta", Kind: "nta", Digest: "r", Published: at("2026-02-27")},
			Chain: []string{"r"}, Records: 2, MaxAge: 35 * 24 * time.Hour, Register: f.register,
		},
		Lists: []*Source{{
			Ref:   finding.SourceRef{Name: "ofac", Kind: "ofac", Digest: "l", Published: at("2026-02-27T12:00:00+09:00")},
			Chain: []string{"l"}, Records: 1, MaxAge: 26 * time.Hour, List: f.list,
		}},
	}
	f.input = Input{Tenant: "default", At: at("2026-02-28T09:00:00+09:00"), Application: &record.Application{
		ExternalID: "A-1",
		Applicant: record.Party{
			Form: record.FormKK, Name: "株式会社水無瀬工業", CorporateNumber: number("010401000001"),
			Address: "東京都千代田区霞が関3-2-5", PostalCode: "1000013", Residence: "JP",
			Phone: "03-3581-0001", Website: "https://www.minase-kogyo.co.jp/",
		},
		Representative: record.Human{Name: "水無瀬 一郎"},
		Contact:        record.Human{Name: "谷口 春子", Email: "taniguchi@minase-kogyo.co.jp", Phone: "03-3581-0002"},
		Item: record.Item{
			Name: "HarborGuard", Kind: record.ItemSoftware, Provision: "download", ConcernClass: "none",
			Classification: "not_listed", ClassificationDate: "2026-01-10", DomesticOnly: "yes",
		},
		Quantity: 10, EndUse: "社内端末の保護", Resale: "no", ReExport: "no",
		Declarations: []record.Declaration{
			{Kind: "end_use", Date: "2026-02-20", Signer: "水無瀬 一郎"},
			{Kind: "no_reexport", Date: "2026-02-20", Signer: "水無瀬 一郎"},
		},
	}, Evidence: []Recorded{{ID: "e1", Evidence: record.Evidence{
		Application: "A-1", Kind: "letter", Channel: "東京都千代田区霞が関3-2-5", ChannelFrom: "register", Result: "confirmed", By: "clerk", At: "2026-02-26",
	}}}}
	return f
}

// decide examines the fixture's application.
func (f *fixture) decide(t *testing.T) *finding.Decision {
	t.Helper()
	d, err := f.Examine(t.Context(), f.input)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// of returns the findings of one check.
func of(d *finding.Decision, check string) []finding.Finding {
	return slices.DeleteFunc(slices.Clone(d.Findings), func(f finding.Finding) bool { return f.Check != check })
}
