package openmatch

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// No body makes the server panic or answer with anything but JSON and a status
// of the API.
func FuzzMatchBody(f *testing.F) {
	for _, s := range []string{
		`{"queries":{"q":{"schema":"Person","properties":{"name":"Zdenka Quillmoor"}}}}`,
		`{"queries":{"q":{"schema":"Person","properties":{"name":["x",1,null,true,{"id":"y"}],"birthDate":1965}}}}`,
		`{"queries":{"q":{"id":3,"schema":"Company","properties":[]}}}`, `{"weights":1}`, `{"queries":[]}`, `{"config":{"x":1},"queries":{}}`, `null`, `{"queries":{"":{"schema":"","properties":{}}}}`, "\xff",
	} {
		f.Add(s)
	}
	c := newClient(f, fixtures(f))
	f.Fuzz(func(t *testing.T, body string) {
		w := c.do("POST", "/match/default", body)
		if w.Code != 200 && w.Code != 400 && w.Code != 422 || !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%d: %.300s", w.Code, w.Body.String())
		}
	})
}

// No query of a search does either.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"zdenka AND (quill* OR sverdan~1)", "countries:ru", "birthDate:[1960 TO *]", `"harbour office"~3`, "*", "-x", "a:b"} {
		f.Add(s, "topics:sanction", "first_seen:desc")
	}
	c := newClient(f, fixtures(f))
	f.Fuzz(func(t *testing.T, q, filter, sort string) {
		v := url.Values{"q": {q}, "filter": {filter}, "sort": {sort}}
		for _, simple := range []string{"false", "true"} {
			v.Set("simple", simple)
			w := httptest.NewRecorder()
			c.mux.ServeHTTP(w, httptest.NewRequest("GET", "/search/default?"+v.Encode(), strings.NewReader("")))
			if w.Code != 200 && w.Code != 400 || !json.Valid(w.Body.Bytes()) {
				t.Fatalf("%d: %.300s", w.Code, w.Body.String())
			}
		}
	})
}
