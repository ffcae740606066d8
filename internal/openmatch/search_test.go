package openmatch

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestSearchFinds(t *testing.T) {
	c := newClient(t, fixtures(t))
	for _, tc := range []struct{ name, query, want string }{
		{"a word", "q=quillmoor", "hb-p1"},
		{"two words", "q=zdenka quillmoor", "hb-p1"},
		{"not both", "q=zdenka sverdan", ""},
		{"either", "q=zdenka OR sverdan", "hb-p1 hb-p2"},
		{"without", "q=(zdenka OR sverdan) -zdenka", "hb-p2"},
		{"NOT", "q=lantern NOT shipping", "hb-l1 hb-a1 hb-p1"},
		{"a phrase", `q="harbour office"`, "hb-p1"},
		{"no phrase", `q="office harbour"`, ""},
		{"a phrase with a gap", `q="directs office"~2`, "hb-p1"},
		{"another alphabet", "q=Квиллмур", "hb-p1"},
		{"a beginning", "q=quill*", "hb-p1"},
		{"a pattern", "q=qu?llm*r", "hb-p1"},
		{"a slip", "q=quilmoor~1", "hb-p1"},
		{"a slip untold", "q=quilmoor", ""},
		{"fuzzy", "q=quilmoor&fuzzy=true", "hb-p1"},
		{"simple", "q=quillmoor/( AND&simple=true", ""},
		{"simple or", "q=quillmoor | sverdan&simple=true", "hb-p1 hb-p2"},
		{"kanji", "q=関所商事", "gd-3"},
		{"a field", "q=properties.birthPlace:ostrell", "hb-p1"},
		{"a field's short name", "q=birthPlace:ostrell", "hb-p1"},
		{"a group", "q=countries:cz", "hb-p2"},
		{"names only", "q=names:harbour", ""},
		{"a range", "q=properties.birthDate:[1970 TO 1975]", "hb-p2"},
		{"after", "q=last_change:>2024-01-01", "hb-p1"},
		{"an id", "q=id:hb\\-v1", "hb-v1"},
		{"a referent", `q=referents:"old-zdenka"`, "hb-p1"},
		{"has", "q=_exists_:properties.imoNumber", "hb-v1"},
		{"schema", "q=lantern&schema=Company", "hb-c1 hb-l1"},
		{"without a schema", "q=lantern&schema=Company&exclude_schema=LegalEntity", "hb-c1"},
		{"edges on demand", "schema=Ownership", "hb-o1"},
		{"countries", "q=lantern&countries=de", "hb-l1"},
		{"other countries", "q=quillmoor&countries=lt", ""},
		{"topics", "topics=role.pep", "hb-p1 hb-p2"},
		{"all topics", "topics=role.pep&topics=sanction&filter_op=AND", "hb-p1"},
		{"any topic", "topics=mare.shadow&topics=sanction&schema=Vessel", "hb-v1"},
		{"datasets", "datasets=ost_pep", "hb-p1 hb-p2"},
		{"dataset of a source", "q=hollenbusch&datasets=guild", "gd-1"},
		{"include", "q=sverdan&include_dataset=ost_sanctions", ""},
		{"exclude", "q=sverdan&exclude_dataset=ost_pep", ""},
		{"filter", "filter=gender:female", "hb-p1"},
		{"filter by a group", "filter=countries:cz&filter=countries:pa", "hb-p2 hb-v1"},
		{"changed", "q=quillmoor&changed_since=2025-01-01", ""},
		{"target", "q=sverdan&target=true", ""},
		{"sorted", "q=topics:*&sort=first_seen:desc&schema=Person", "hb-p2 hb-p1"},
		{"sorted by a property", "schema=Person&sort=properties.birthDate", "hb-p1 hb-p2 hb-l1 gd-1"},
	} {
		var order func([]string)
		if !strings.Contains(tc.query, "sort=") && strings.Contains(tc.want, " ") {
			order = slices.Sort[[]string]
		}
		out := c.get("/search/default?limit=20&"+escape(tc.query), 200)
		got, want := idsOf(out["results"]), strings.Fields(tc.want)
		if order != nil {
			order(got)
			order(want)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tc.name, got, want)
		}
		if at(out, "total", "value") != float64(len(want)) || at(out, "total", "relation") != "eq" {
			t.Errorf("%s: total %v", tc.name, out["total"])
		}
	}
}

// escape writes the values of a query as URLs have them.
func escape(query string) string {
	parts := strings.Split(query, "&")
	for i, p := range parts {
		name, value, _ := strings.Cut(p, "=")
		parts[i] = name + "=" + url.QueryEscape(value)
	}
	return strings.Join(parts, "&")
}

func TestSearchShape(t *testing.T) {
	c := newClient(t, fixtures(t))
	golden(t, "search", c.do("GET", "/search/default?q=sverdan", "").Body.Bytes())
	golden(t, "facets", c.do("GET", "/search/harbour?limit=0&facets=schema&facets=topics&facets=countries&facets=genders", "").Body.Bytes())
	all := idsOf(c.get("/search/default?limit=100", 200)["results"])
	if len(all) != 10 {
		t.Errorf("all things: %v", all)
	}
	var paged []string
	for offset := 0; offset < 12; offset += 3 {
		out := c.get(fmt.Sprintf("/search/default?limit=3&offset=%d", offset), 200)
		paged = append(paged, idsOf(out["results"])...)
	}
	if !slices.Equal(paged, all) {
		t.Errorf("pages %v, all %v", paged, all)
	}
	if f := at(c.get("/search/default?facets=", 200), "facets"); len(f.(map[string]any)) != 0 {
		t.Errorf("no facets: %v", f)
	}
}

func TestSearchRefuses(t *testing.T) {
	c := newClient(t, fixtures(t))
	for _, tc := range []struct {
		target string
		status int
	}{
		{"/search/banana?q=x", 404},
		{"/search/default?q=invalid/query", 400},
		{"/search/default?q=(open", 400},
		{"/search/default?q=banana:x", 400},
		{"/search/default?q=text:[a TO b]", 400},
		{"/search/default?schema=Banana", 400},
		{"/search/default?limit=501", 422},
		{"/search/default?limit=-1", 200},
		{"/search/default?offset=9500", 422},
		{"/search/default?offset=9499", 200},
		{"/search/default?limit=x", 422},
		{"/search/default?fuzzy=banana", 422},
		{"/search/default?filter_op=XOR", 422},
		{"/search/default?filter=banana", 400},
		{"/search/default?filter=banana:x", 400},
		{"/search/default?facets=banana", 400},
		{"/search/default?sort=banana", 400},
		{"/search/default?sort=first_seen:up", 400},
		{"/search/default?q=" + strings.Repeat("x", 60_000), 414},
	} {
		if out := c.get(tc.target, tc.status); tc.status >= 400 && out["detail"] == nil {
			t.Errorf("%.40s: %v", tc.target, out)
		}
	}
	if out := c.do("GET", "/search/default?q=x", "").Body.Bytes(); !json.Valid(out) {
		t.Error("no JSON")
	}
}
