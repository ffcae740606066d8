package openmatch

import (
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/source"
)

// everyEntity yields the entities of the collections with their source.
func everyEntity(live []*source.Loaded) func(func(string, *entity.Entity) bool) {
	return func(yield func(string, *entity.Entity) bool) {
		for _, l := range live {
			for e := range firsts(l) {
				if !yield(l.Chain.Source, e) {
					return
				}
			}
		}
	}
}

// Collections as they are published lose nothing: every entity is answered with
// all its values, referents lead to it, and both ends of every link show it.
func TestCollectionsAreKept(t *testing.T) {
	live := ftmData(t)
	c := newClient(t, live)
	n := 0
	for dataset, e := range everyEntity(live) {
		n++
		plain := c.get("/entities/"+e.ID+"?nested=false", 200)
		for prop, values := range e.Properties {
			if got, _ := at(plain, "properties", prop).([]any); len(got) != len(values) && model.Get(e.Schema).Property(prop).Type != "country" {
				t.Errorf("%s: %s has %d values of %d", e.ID, prop, len(got), len(values))
			}
		}
		if at(plain, "schema") != e.Schema || at(plain, "caption") == "" || at(plain, "target") != e.Target || at(plain, "datasets", 0) == nil {
			t.Errorf("%s: %v", e.ID, plain)
		}
		if len(e.Datasets) == 0 && at(plain, "datasets", 0) != dataset {
			t.Errorf("%s is of %v", e.ID, plain["datasets"])
		}
		for _, r := range e.Referents {
			if w := c.do("GET", "/entities/"+r, ""); r != e.ID && (w.Code != 308 || w.Header().Get("Location") != "/entities/"+e.ID) {
				t.Errorf("%s of %s: %d %s", r, e.ID, w.Code, w.Header().Get("Location"))
			}
		}
		linksShow(t, c, e)
	}
	if n != 566 {
		t.Errorf("%d entities", n)
	}
}

// linksShow asks the other end of every link for it.
func linksShow(t *testing.T, c *client, e *entity.Entity) {
	t.Helper()
	for _, p := range entityProps(e) {
		for _, id := range e.Values(p.Name) {
			if w := c.do("GET", "/entities/"+id, ""); w.Code == 404 {
				continue // not part of the collection
			}
			found := c.get("/entities/"+id+"/adjacent/"+p.Reverse+"?limit=500", 200)
			if !slices.Contains(idsOf(found["results"]), e.ID) {
				t.Errorf("%s: %s of %s does not show it", id, p.Reverse, e.ID)
			}
		}
	}
}

// Everybody in the collections is found by every name, and by identifiers.
func TestCollectionsAreFound(t *testing.T) {
	live := ftmData(t)
	c := newClient(t, live)
	names, missed := 0, 0
	for dataset, e := range everyEntity(live) {
		schema := model.Get(e.Schema)
		if !schema.Is("LegalEntity") {
			continue
		}
		for _, name := range e.Names() {
			names++
			res := c.one("/match/"+dataset+"?limit=50", e.Schema, `"name":`+string(appendText(nil, name)))
			if !slices.Contains(idsOf(res["results"]), e.ID) {
				missed++
				t.Logf("%s (%s) is not found by a name: %v", e.ID, e.Schema, res["sekifuda_open"])
			}
		}
		for _, prop := range []string{"innCode", "ogrnCode", "idNumber"} {
			if v := e.First(prop); v != "" {
				res := c.one("/match/"+dataset+"?limit=50", e.Schema, `"`+prop+`":`+string(appendText(nil, v)))
				if !slices.Contains(idsOf(res["results"]), e.ID) {
					t.Errorf("%s is not found by its %s", e.ID, prop)
				}
			}
		}
	}
	if missed*200 > names {
		t.Errorf("%d of %d names do not find whose they are", missed, names)
	}
}
