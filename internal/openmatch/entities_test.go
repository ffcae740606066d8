package openmatch

import (
	"net/url"
	"slices"
	"testing"
)

func TestEntity(t *testing.T) {
	c := newClient(t, fixtures(t))
	golden(t, "entity", c.do("GET", "/entities/hb-p1", "").Body.Bytes())
	golden(t, "plain", c.do("GET", "/entities/hb-p1?nested=false", "").Body.Bytes())
	for _, tc := range []struct {
		name, id string
		path     []any
		want     any
	}{
		{"caption of one without", "gd-p1", []any{"caption"}, "Payment"},
		{"its dataset", "gd-p1", []any{"datasets", 0}, "guild"},
		{"no time", "gd-p1", []any{"first_seen"}, nil},
		{"an edge has its ends", "hb-o1", []any{"properties", "owner", 0, "id"}, "hb-p1"},
		{"payments of a payer", "gd-1", []any{"properties", "paymentPayer", 1, "properties", "beneficiary", 0, "caption"}, "Guild of Bell Founders"},
		{"payments received", "gd-2", []any{"properties", "paymentBeneficiary", 0, "properties", "payer", 0, "id"}, "gd-1"},
		{"not the way back", "gd-2", []any{"properties", "paymentBeneficiary", 0, "properties", "beneficiary"}, nil},
		{"an address", "gd-1", []any{"properties", "addressEntity", 0, "properties", "city", 0}, nil},
		{"who lives there", "gd-a", []any{"properties", "things", 0, "id"}, "gd-1"},
	} {
		if got := at(c.get("/entities/"+tc.id, 200), tc.path...); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
	c.get("/entities/banana", 404)
	c.get("/entities/hb-p1?nested=banana", 422)
}

func TestEntityMoved(t *testing.T) {
	c := newClient(t, fixtures(t))
	for from, to := range map[string]string{
		"/entities/old-zdenka":                    "/entities/hb-p1",
		"/entities/old-zdenka?nested=false":       "/entities/hb-p1?nested=false",
		"/entities/old-zdenka/adjacent":           "/entities/hb-p1/adjacent",
		"/entities/old-zdenka/adjacent/sanctions": "/entities/hb-p1/adjacent/sanctions",
	} {
		w := c.do("GET", from, "")
		if got := w.Header().Get("Location"); w.Code != 308 || got != to {
			t.Errorf("%s: %d to %q, want %q", from, w.Code, got, to)
		}
	}
}

func TestAdjacent(t *testing.T) {
	c := newClient(t, fixtures(t))
	out := c.get("/entities/hb-p1/adjacent", 200)
	if at(out, "entity", "id") != "hb-p1" || at(out, "adjacent", "ownershipOwner", "results", 0, "properties", "asset", 0, "id") != "hb-c1" ||
		at(out, "adjacent", "sanctions", "total", "value") != 1.0 || at(out, "adjacent", "addressEntity", "results", 0, "id") != "hb-a1" {
		t.Errorf("adjacent: %v", out)
	}
	golden(t, "adjacent", c.do("GET", "/entities/gd-1/adjacent/paymentPayer?limit=1&offset=1", "").Body.Bytes())
	if got := idsOf(c.get("/entities/hb-c1/adjacent/directorshipOrganization", 200)["results"]); !slices.Equal(got, []string{"hb-d1", "hb-d2"}) {
		t.Errorf("directors: %v", got)
	}
	if out := c.get("/entities/hb-c1/adjacent/sanctions", 200); at(out, "total", "value") != 0.0 || len(out["results"].([]any)) != 0 {
		t.Errorf("none: %v", out)
	}
	c.get("/entities/hb-c1/adjacent/banana", 404)
	c.get("/entities/hb-c1/adjacent/name", 404)
	c.get("/entities/banana/adjacent", 404)
	c.get("/entities/hb-c1/adjacent?limit=501", 422)
}

func TestCatalog(t *testing.T) {
	c := newClient(t, fixtures(t))
	w := c.do("GET", "/catalog", "")
	golden(t, "catalog", w.Body.Bytes())
	if got := c.do("GET", "/manifest", "").Body.String(); got != w.Body.String() {
		t.Error("the manifest is another")
	}
	if w.Header().Get("ETag") == "" || w.Header().Get("Cache-Control") != "public, max-age=300" {
		t.Errorf("headers %v", w.Header())
	}
}

func TestAlgorithms(t *testing.T) {
	c := newClient(t, nil)
	out := c.get("/algorithms", 200)
	var names []string
	for _, a := range out["algorithms"].([]any) {
		names = append(names, at(a, "name").(string))
		if at(a, "description") == "" || at(a, "features", featureName, "description") == nil || at(a, "docs", "config", "nm_number_mismatch") == nil {
			t.Errorf("%v", a)
		}
	}
	for _, want := range []any{"logic-v1", "logic-v2", "name-based", "name-qualified", "regression-v1", "ofac", out["best"], out["default"]} {
		if !slices.Contains(names, want.(string)) {
			t.Errorf("%s is not among %v", want, names)
		}
	}
}

func TestUpdate(t *testing.T) {
	c := newClient(t, nil)
	c.post("/updatez", "", 403)
	c.post("/updatez?token=wrong", "", 403)
	if out := c.post("/updatez?token=secret&sync=true", "", 200); out["status"] != "ok" {
		t.Errorf("%v", out)
	}
	newClient(t, nil, func(o *Options) { o.UpdateToken = "" }).post("/updatez?token=", "", 403)
}

func TestReconcile(t *testing.T) {
	c := newClient(t, fixtures(t))
	if out := c.get("/reconcile/harbour", 200); at(out, "versions", 0) != "0.2" || at(out, "suggest", "entity", "service_path") != "/suggest/entity" || at(out, "batchSize") != 3.0 {
		t.Errorf("manifest: %v", out)
	}
	c.get("/reconcile/banana", 404)
	form := func(name, value string) string { return name + "=" + url.QueryEscape(value) }
	out := c.post("/reconcile/default", form("queries", `{"a":{"query":"Quillmoor Zdenka","type":"Person","limit":3,"properties":[{"pid":"Person:birthDate","v":"1965-03-04"}]},"b":{"query":"Nobody at all"}}`), 200)
	if at(out, "a", "result", 0, "id") != "hb-p1" || at(out, "a", "result", 0, "match") != true || at(out, "a", "result", 0, "type", 0, "name") != "People" || at(out, "b", "result", 0) != nil {
		t.Errorf("queries: %v", out)
	}
	if got := at(c.get("/reconcile/default?"+form("queries", `{"a":{"query":"Grey Heron"}}`), 200), "a", "result", 0, "id"); got != "hb-v1" {
		t.Errorf("by GET: %v", got)
	}
	c.post("/reconcile/default", form("queries", "xxx"), 400)
	c.post("/reconcile/default", form("queries", `{"a":{"query":"x","type":"Banana"}}`), 400)
	out = c.post("/reconcile/default", form("extend", `{"ids":["hb-p1","old-zdenka","nobody"],"properties":[{"id":"Thing:country"},{"id":"birthDate","settings":{"limit":1}}]}`), 200)
	if at(out, "rows", "hb-p1", "birthDate", 0, "str") != "1965-03-04" || at(out, "rows", "old-zdenka", "Thing:country", 0, "str") != "ru" || at(out, "rows", "nobody", "birthDate", 0) != nil || at(out, "meta", 0, "name") != "Country" {
		t.Errorf("extend: %v", out)
	}
	count := func(target string) int { return len(c.get(target, 200)["result"].([]any)) }
	for target, want := range map[string]int{
		"/reconcile/default/suggest/entity": 0, "/reconcile/default/suggest/entity?prefix=zdenka qui": 1, "/reconcile/harbour/suggest/entity?prefix=lantern": 2,
		"/reconcile/default/suggest/type?prefix=Company": 1, "/reconcile/default/suggest/type?prefix=Banana": 0,
		"/reconcile/default/suggest/property?prefix=banana": 0, "/reconcile/default/suggest/property?prefix=birthDate": 1,
	} {
		if got := count(target); got != want {
			t.Errorf("%s: %d, want %d", target, got, want)
		}
	}
	if count("/reconcile/default/suggest/property") < 50 || count("/reconcile/default/suggest/type") < 8 {
		t.Error("few suggestions")
	}
	if got := len(c.get("/reconcile/default/extend/property?type=Person", 200)["properties"].([]any)); got < 30 {
		t.Errorf("%d properties", got)
	}
}
