package party

import (
	"errors"
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

func TestSearchGivesScores(t *testing.T) {
	l := mustOpen(t, mustBuild(t, t.TempDir(), smallList()).Path)
	ranked, cut, err := l.Search(QueryFor(entity.Person, []string{"Mohammed Ali Karvanni"}), 10, nil)
	if err != nil || cut || len(ranked) < 2 || ranked[0].ID != "ali1" {
		t.Fatalf("%+v, cut %t, %v", ranked, cut, err)
	}
	if !slices.IsSortedFunc(ranked, func(a, b Ranked) int { return b.Score - a.Score }) || ranked[0].Score < index.Enough {
		t.Errorf("scores %+v", ranked)
	}
	ranked, _, err = l.Search(NewQuery([]string{"Mohammed Ali Karvani"}), 1, nil)
	if err != nil || len(ranked) != 1 || ranked[0].Score != 10_000 {
		t.Errorf("exactly the name: %+v, %v", ranked, err)
	}
}

func TestSearchByKindAndDataset(t *testing.T) {
	person := person("p", "Zorvan Trading")
	person.Datasets = []string{"first", "second"}
	firm := entity.Entity{ID: "f", Schema: entity.Company, Datasets: []string{"second"}}
	firm.Add("name", "Zorvan Trading")
	l := mustOpen(t, mustBuild(t, t.TempDir(), []entity.Entity{person, firm}).Path)
	for label, want := range map[string][]string{
		"kind:person": {"p"}, "kind:body": {"f"}, "schema:Company": {"f"}, "dataset:first": {"p"}, "dataset:second": {"f", "p"}, "dataset:third": nil,
	} {
		ranked, cut, err := l.Search(NewQuery([]string{"Zorvan Trading"}), 10, &index.Filter{Any: [][]string{{label}}})
		var got []string
		for _, r := range ranked {
			got = append(got, r.ID)
		}
		if slices.Sort(got); err != nil || cut || !slices.Equal(got, want) {
			t.Errorf("%s: %v, cut %t, %v; want %v", label, got, cut, err, want)
		}
	}
}

func TestKindOf(t *testing.T) {
	for schema, want := range map[string]token.Kind{
		entity.Person: token.Person, entity.Company: token.Body, entity.Vessel: token.Body, entity.LegalEntity: token.Unknown, "": token.Unknown,
	} {
		if KindOf(schema) != want {
			t.Errorf("%q: %d, want %d", schema, KindOf(schema), want)
		}
	}
}

// TestUnlabelledSaysSo: a filter by what the file does not keep is no answer.
func TestUnlabelledSaysSo(t *testing.T) {
	var list []entity.Entity
	for i := range 100 {
		e := person(string(rune('a'+i/26))+string(rune('a'+i%26)), "Ivan Zlatorogov")
		e.Datasets = []string{"list" + e.ID}
		list = append(list, e)
	}
	l := mustOpen(t, mustBuild(t, t.TempDir(), list).Path)
	if _, _, err := l.Search(NewQuery([]string{"Ivan"}), 10, &index.Filter{Any: [][]string{{"dataset:listaa"}}}); !errors.Is(err, index.ErrLabel) {
		t.Errorf("%v", err)
	}
}
