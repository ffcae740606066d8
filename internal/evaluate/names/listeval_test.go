package names

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

func listed(id, schema string, names ...string) *entity.Entity {
	return &entity.Entity{ID: id, Schema: schema, Properties: map[string][]string{"name": names[:1], "alias": names[1:]}}
}

// invented is a small list of invented persons and bodies.
func invented() []*entity.Entity {
	return []*entity.Entity{
		listed("1", entity.Person, "Marek Ostrowan", "Марек Острован"),
		listed("2", entity.Person, "Haruka Minamoto"),
		listed("3", entity.Person, "Ludmila Sverdanskaya", "Ludmila Petrovna Sverdanskaya"),
		listed("4", entity.Organization, "Tannenhof Maritime Services"),
		listed("5", entity.Vessel, "Ostrowan"),
	}
}

func TestEvaluateList(t *testing.T) {
	r := EvaluateList(invented(), ListOptions{Threshold: 8500, Seeds: 2, Longer: 40, Unlisted: []string{"Ostrowan, Marek", "Carl Lindqvist", "Marek Ostrovan", "Tannenhof Maritime Services", "1234"}})
	if r.Entries != 5 || r.Names != 7 {
		t.Errorf("%d entries, %d names", r.Entries, r.Names)
	}
	// No word has 40 letters, so the names are only in another order.
	for _, a := range r.Altered {
		if a.Accepted.Accepted != a.Pairs || a.First != a.Pairs {
			t.Errorf("%s, seed %d: %d of %d found, %d first", a.Schema, a.Seed, a.Accepted.Accepted, a.Pairs, a.First)
		}
	}
	if len(r.Altered) != 6 {
		t.Errorf("%d rounds, want 3 schemata in 2 seeds", len(r.Altered))
	}
	if len(r.Original) != 1 || r.Original[0].Script != "Cyrillic" || r.Original[0].Found.Accepted != 1 {
		t.Errorf("original script: %+v", r.Original)
	}
	// The first is a listed name in another order and no false alarm; a body's
	// name is none for a person; digits are no name.
	if u := r.Unlisted; u.SetAside != 1 || u.NotCompared != 1 || u.Pairs != 3 || u.Accepted.Accepted != 1 {
		t.Errorf("unlisted %+v", u)
	}
}

func TestPersons(t *testing.T) {
	rows, table, err := ReadPersons(strings.NewReader("latin,native\nMarek Ostrowan,Ostrowan Marek\nJana Ostrowan,Jana Ostrowan\nCarl Lindqvist,Carl Lindqvist\nx\n,y\n"), "p.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || len(table.Bad) != 2 {
		t.Fatalf("%d rows, %d bad", len(rows), len(table.Bad))
	}
	r := Persons(rows, PersonsOptions{Threshold: 8500, Random: 50, Near: 20, Seed: 3})
	if r.Same.Accepted != 3 || r.Random.Accepted != 0 || r.Near.Accepted != 0 {
		t.Errorf("%+v", r)
	}
	if r.Random.Pairs != 50 || r.Near.Pairs != 20 {
		t.Errorf("%d random, %d near pairs drawn", r.Random.Pairs, r.Near.Pairs)
	}
	if again := Persons(rows, PersonsOptions{Threshold: 8500, Random: 50, Near: 20, Seed: 3}); again.Random != r.Random {
		t.Error("another run, another result")
	}
	if few := Persons(rows[:1], PersonsOptions{Threshold: 8500, Random: 50, Near: 20}); few.Random.Pairs != 0 {
		t.Error("pairs of different persons out of one")
	}
}

// An edit changes a word by one letter, the order keeps the words.
func TestAlter(t *testing.T) {
	for seed := range uint64(300) {
		dice := rand.New(rand.NewPCG(seed, 7))
		got := strings.Fields(Alter("Ostrowan Marek al Острован", 6, dice))
		if len(got) != 4 {
			t.Fatalf("%q has another number of words", got)
		}
		for _, w := range []string{"Marek", "al"} {
			if !strings.Contains(" "+strings.Join(got, " ")+" ", " "+w+" ") {
				t.Fatalf("%q: the short word %s was changed", got, w)
			}
		}
		for _, w := range []string{"Ostrowan", "Острован"} {
			if strings.Contains(" "+strings.Join(got, " ")+" ", " "+w+" ") {
				t.Fatalf("%q: the long word %s was not changed", got, w)
			}
		}
	}
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		n, of     int
		low, high Share
	}{{0, 0, -1, -1}, {0, 1000, 0, 39}, {1000, 1000, 9961, 10000}, {20, 1000, 129, 307}} {
		if low, high := Wilson(c.n, c.of); low != c.low || high != c.high {
			t.Errorf("Wilson(%d, %d) = %d, %d, want %d, %d", c.n, c.of, low, high, c.low, c.high)
		}
	}
}

func TestReadNames(t *testing.T) {
	got, table, err := ReadNames(strings.NewReader("full_name,name\nAnna Berg,x\n,y\n"), "n.csv")
	if err != nil || len(got) != 1 || got[0] != "Anna Berg" || len(table.Bad) != 1 {
		t.Errorf("%q, %v, %v", got, table.Bad, err)
	}
	if _, _, err := ReadNames(strings.NewReader("other\nx\n"), "n.csv"); err == nil || !strings.HasPrefix(err.Error(), "n.csv:1: name: no such column") {
		t.Errorf("%v", err)
	}
}
