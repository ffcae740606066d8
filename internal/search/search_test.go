package search

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// fakeList gives all it has for every name.
type fakeList struct {
	all   []*entity.Entity
	cut   bool
	err   error
	asked []string
}

func (l *fakeList) Find(*party.Query, int) ([]*entity.Entity, bool, error) {
	return l.all, l.cut, l.err
}

func (l *fakeList) ByIdentifier(ids []string, _ int) (found []*entity.Entity, cut bool, err error) {
	l.asked = append(l.asked, ids...)
	for _, e := range l.all {
		if slices.Contains(ids, "passport:"+e.First("passportNumber")) {
			found = append(found, e)
		}
	}
	return found, false, l.err
}

func (l *fakeList) ByBlock(a identifier.Address, _ int) (found []*entity.Entity, cut bool, err error) {
	for _, e := range l.all {
		if identifier.ParseAddress(e.First("address")).BlockKey() == a.BlockKey() {
			found = append(found, e)
		}
	}
	return found, false, l.err
}

// fakeRegister has one body.
type fakeRegister struct {
	body  *entity.Registration
	names int
}

func (r *fakeRegister) ByNumber(n string) (*entity.Registration, error) {
	if n == r.body.Number {
		return r.body, nil
	}
	return nil, nil
}

func (r *fakeRegister) Search(string, token.Kind, int) ([]*entity.Registration, bool, error) {
	r.names++
	return []*entity.Registration{r.body}, true, nil
}

func (r *fakeRegister) ByBlock(identifier.Address, int) ([]*entity.Registration, bool, error) {
	return []*entity.Registration{r.body}, false, nil
}

func (r *fakeRegister) ReadAddress(s string) identifier.Address { return identifier.ParseAddress(s) }

func person(id, name string) *entity.Entity {
	e := &entity.Entity{ID: id, Schema: entity.Person, Caption: name}
	e.Add("name", name)
	return e
}

const number = "3010801813537"

func sources() (*fakeList, *fakeRegister, []Source) {
	l := &fakeList{all: []*entity.Entity{person("p1", "Zdenka Quillmoor"), person("p2", "Marek Sverdan")}}
	l.all[1].Add("passportNumber", "X1")
	r := &fakeRegister{body: &entity.Registration{Number: number, Rows: []entity.Row{
		{Name: "旧関所商事株式会社"}, {Name: "株式会社関所商事", EnName: "Sekisho Trading Co., Ltd.", Latest: true, Prefecture: "東京都", City: "中央区", Street: "築地２丁目３０番６号"},
	}}}
	return l, r, []Source{{Ref: finding.SourceRef{Name: "list"}, List: l}, {Ref: finding.SourceRef{Name: "register"}, Register: r}}
}

// ids are "source/record by" of the hits.
func ids(a Answer) (out []string) {
	for _, h := range a.Hits {
		out = append(out, h.Source.Name+"/"+h.Source.Record+" "+h.By)
	}
	return out
}

func TestFor(t *testing.T) {
	body := Open{Cause: finding.CauseCut, Source: "register"}
	for _, tc := range []struct {
		name string
		w    Wanted
		o    Options
		hits []string
		open []Open
	}{
		{"a person", Wanted{Schema: entity.Person, Names: []string{"Quillmoor Zdenka"}}, Options{Least: 7000}, []string{"list/p1 name"}, nil},
		{"of any kind", Wanted{Names: []string{"Sekisho Trading"}}, Options{Least: 7000}, []string{"register/" + number + " name"}, []Open{body}},
		{"a former name", Wanted{Schema: entity.Company, Names: []string{"旧関所商事株式会社"}}, Options{Least: 9000}, []string{"register/" + number + " name"}, []Open{body}},
		{"all that resemble", Wanted{Schema: entity.Person, Names: []string{"Marek Sverdan"}}, Options{}, []string{"list/p2 name", "list/p1 name"}, nil},
		{"one", Wanted{Schema: entity.Person, Names: []string{"Marek Sverdan"}}, Options{Limit: 1}, []string{"list/p2 name"}, nil},
		{"a number goes first", Wanted{Numbers: []string{number}, Names: []string{"Marek Sverdan"}}, Options{Least: 7000}, []string{"register/" + number + " number", "list/p2 name"}, []Open{body}},
		{"an identifier", Wanted{Identifiers: []string{"passport:X1"}}, Options{Least: 7000}, []string{"list/p2 identifier"}, nil},
		{"an address", Wanted{Places: []string{"東京都中央区築地2-30-6"}}, Options{Least: 7000}, []string{"register/" + number + " address"}, nil},
		{"too long", Wanted{Names: []string{strings.Repeat("a", 5000)}}, Options{}, nil, []Open{{Cause: finding.CauseNameTooLong, Name: strings.Repeat("a", 5000)}}},
		{"signs", Wanted{Names: []string{"☃"}}, Options{}, nil, []Open{{Cause: finding.CauseScript, Name: "☃"}}},
		{"empty", Wanted{Names: []string{"\u200b"}}, Options{}, nil, []Open{{Cause: finding.CauseNameEmpty, Name: "\u200b"}}},
	} {
		_, _, all := sources()
		a := For(all, &tc.w, tc.o)
		if d := cmp.Diff(tc.hits, ids(a)); d != "" {
			t.Errorf("%s: hits: %s", tc.name, d)
		}
		if d := cmp.Diff(tc.open, a.Open); d != "" {
			t.Errorf("%s: open: %s", tc.name, d)
		}
	}
}

// A source that fails, or is cut short, is told; the others answer.
func TestFailingSources(t *testing.T) {
	l, r, all := sources()
	l.err = errors.New("damaged")
	all = append(all, Source{Ref: finding.SourceRef{Name: "gone"}, Err: errors.New("not there")})
	a := For(all, &Wanted{Names: []string{"Sekisho Trading"}}, Options{Least: 7000})
	want := []Open{{finding.CauseError, "", "list"}, {finding.CauseCut, "", "register"}, {finding.CauseError, "", "gone"}}
	if d := cmp.Diff(want, a.Open); d != "" || len(a.Hits) != 1 || !a.Missed() {
		t.Errorf("%d hits; open: %s", len(a.Hits), d)
	}
	l.err, l.cut = nil, true
	if a := For(all[:1], &Wanted{Names: []string{"Marek Sverdan"}}, Options{}); a.Missed() || len(a.Open) != 1 || a.Open[0].Cause != finding.CauseCut {
		t.Errorf("a cut list: %+v", a.Open)
	}
	r.names = 0
	For(all, &Wanted{Schema: entity.Person, Names: []string{"Marek Sverdan"}}, Options{})
	if r.names != 0 {
		t.Error("a register was asked for a person")
	}
}

func TestFromEntity(t *testing.T) {
	e := &entity.Entity{ID: "x", Schema: entity.Company, Caption: "Sekisho Trading"}
	e.Add("registrationNumber", "3010-8018-13537")
	e.Add("idNumber", "A-9")
	e.Add("address", "東京都中央区築地2-30-6")
	w := FromEntity(e)
	want := &Wanted{Schema: entity.Company, Names: []string{"Sekisho Trading"}, Identifiers: []string{"national_id:A-9", "registration:3010-8018-13537"},
		Numbers: []string{number}, Addresses: []string{"東京都中央区築地2-30-6"}, BirthDate: w.BirthDate}
	if d := cmp.Diff(want, w); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"national_id:A-9", "registration:3010-8018-13537", "id:A-9"}, w.keys()); d != "" {
		t.Error(d)
	}
}

func TestText(t *testing.T) {
	for _, tc := range []struct {
		text, as string
		want     Wanted
		err      error
	}{
		{"Zdenka Quillmoor", ByName, Wanted{Names: []string{"Zdenka Quillmoor"}}, nil},
		{" 株式会社関所 ", ByName, Wanted{Names: []string{"株式会社関所"}}, nil},
		{"Quillmoor: Partners", ByName, Wanted{Names: []string{"Quillmoor: Partners"}}, nil},
		{"3-0108-0181-3537", ByNumber, Wanted{Numbers: []string{number}, Identifiers: []string{"registration:" + number}}, nil},
		{"３０１０８０１８１３５３７", ByNumber, Wanted{Numbers: []string{number}, Identifiers: []string{"registration:" + number}}, nil},
		{"3010801813538", ByNumber, Wanted{}, identifier.ErrCheckDigit},
		{"corporate_number:" + number, ByIdentifier, Wanted{Numbers: []string{number}, Identifiers: []string{"corporate_number:" + number}}, nil},
		{"Passport: X1", ByIdentifier, Wanted{Identifiers: []string{"passport:X1"}}, nil},
		{"swift:ABCDEFGH", ByIdentifier, Wanted{}, ErrNotIndexed},
		{"someone@example.com", AsMail, Wanted{}, ErrNotIndexed},
		{"03-1234-5678", AsPhone, Wanted{}, ErrNotIndexed},
		{"東京都中央区築地2-30-6", ByAddress, Wanted{Places: []string{"東京都中央区築地2-30-6"}, Addresses: []string{"東京都中央区築地2-30-6"}}, nil},
		{"123", ByName, Wanted{Names: []string{"123"}}, nil},
	} {
		as, w, err := Text(tc.text)
		if as != tc.as || !errors.Is(err, tc.err) {
			t.Errorf("%q: %s, %v; want %s, %v", tc.text, as, err, tc.as, tc.err)
			continue
		}
		if tc.err == nil {
			if d := cmp.Diff(&tc.want, w); d != "" {
				t.Errorf("%q: %s", tc.text, d)
			}
		}
	}
}

// No text makes it panic, and what it gives is somebody to look for.
func FuzzText(f *testing.F) {
	for _, s := range []string{"passport:X", "3010801813537", "東京都中央区築地2-30-6", "a@b", "03-1", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		as, w, err := Text(s)
		if as == "" || (w == nil) != (err != nil) {
			t.Fatalf("Text(%q) = %q, %v, %v", s, as, w, err)
		}
	})
}

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 31, 32, 33, 200} {
		in := make([]int, n)
		for i := range in {
			in[i] = i
		}
		next := 0
		for r := range Each(slices.Values(in), 2, func(i int) int { return 3 * i }) {
			if r != 3*next {
				t.Fatalf("of %d: %d is at %d", n, r, next)
			}
			next++
		}
		if next != n {
			t.Fatalf("%d of %d", next, n)
		}
	}
	var _ iter.Seq[int] = Each(slices.Values([]int{1, 2}), 1, func(i int) int { return i })
	for range Each(slices.Values(make([]int, 100)), 1, func(i int) int { return i }) {
		break // nothing more is wanted
	}
}
