package openmatch

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
)

// reconcileBatch is how many queries OpenRefine should send at once.
const reconcileBatch = 3

// freebaseType is a schema or property as OpenRefine has it.
type freebaseType struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// freebaseEntity is an entity as OpenRefine has it; score is 0 to 100.
type freebaseEntity struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Description *string          `json:"description"`
	Type        []freebaseType   `json:"type"`
	Score       *float64         `json:"score,omitempty"`
	Match       *bool            `json:"match,omitempty"`
	Features    []map[string]any `json:"features,omitempty"`
}

func freebaseOf(e *entity.Entity) freebaseEntity {
	f := freebaseEntity{ID: e.ID, Name: captionOf(e), Type: []freebaseType{}}
	if s := model.Get(e.Schema); s != nil {
		f.Type = append(f.Type, typeOf(s))
	}
	return f
}

func typeOf(s *model.Schema) freebaseType { return freebaseType{s.Name, s.Plural} }

// reconcile answers GET and POST /reconcile/{dataset}: what the service is, or
// queries, or values of entities.
func (s *service) reconcile(w http.ResponseWriter, r *http.Request) error {
	live, release := s.borrow()
	defer release()
	sc, err := scopeOf(live, r.PathValue("dataset"), &params{values: r.URL.Query()})
	if err != nil {
		return err
	}
	form := r.URL.Query()
	if r.Method == http.MethodPost {
		b, err := readBody(w, r)
		if err != nil {
			return err
		}
		given, err := url.ParseQuery(string(b))
		if err != nil {
			return badRequest("Cannot decode the form")
		}
		for k, v := range given {
			form[k] = v
		}
	}
	switch {
	case form.Get("queries") != "":
		return s.reconcileQueries(w, r, live, form.Get("queries"))
	case form.Get("extend") != "":
		return extend(w, live, form.Get("extend"))
	case form.Get("callback") != "":
		return badRequest("JSONP is not supported")
	}
	writeJSON(w, http.StatusOK, manifestOf(r, sc))
	return nil
}

// manifestOf says what the service offers, and where.
func manifestOf(r *http.Request, _ *scope) map[string]any {
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	root := scheme + r.Host
	base := root + "/reconcile/" + url.PathEscape(r.PathValue("dataset"))
	suggest := func(what string) map[string]string {
		return map[string]string{"service_url": base, "service_path": "/suggest/" + what}
	}
	var types []freebaseType
	for _, t := range model.All() {
		if t.Matchable {
			types = append(types, typeOf(t))
		}
	}
	return map[string]any{
		"versions": []string{"0.2"}, "name": r.PathValue("dataset") + " (Sekifuda)",
		"identifierSpace": "https://www.opensanctions.org/reference/#schema", "schemaSpace": "https://www.opensanctions.org/reference/#schema",
		"documentation": "https://github.com/sekifuda/sekifuda/blob/main/docs/match-api.md", "batchSize": reconcileBatch,
		"view":    map[string]string{"url": root + "/entities/{{id}}"},
		"suggest": map[string]any{"entity": suggest("entity"), "type": suggest("type"), "property": suggest("property")},
		"extend": map[string]any{"propose_properties": map[string]string{"service_url": base, "service_path": "/extend/property"},
			"property_settings": []any{map[string]any{"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": "Most values to return a row (0: all)"}}},
		"defaultTypes": types,
	}
}

type reconcileQuery struct {
	Query      string          `json:"query"`
	Type       json.RawMessage `json:"type"`
	Limit      *int            `json:"limit"`
	Properties []struct {
		PID string          `json:"pid"`
		V   json.RawMessage `json:"v"`
	} `json:"properties"`
}

// reconcileQueries answers a batch.
func (s *service) reconcileQueries(w http.ResponseWriter, r *http.Request, live []*opened, text string) error {
	var queries map[string]reconcileQuery
	if err := json.Unmarshal([]byte(text), &queries); err != nil {
		return badRequest("Cannot decode query")
	}
	if len(queries) > maxBatch {
		return badRequest("Too many queries in one batch (limit: %d)", maxBatch)
	}
	m, err := newMatching(live, r)
	if err != nil {
		return err
	}
	m.cutoff = 500
	names := sortedKeys(queries)
	var examples []named
	for _, name := range names {
		x, err := queries[name].example()
		if err != nil {
			return err
		}
		examples = append(examples, named{name, x})
	}
	answers, err := m.all(examples, s.Workers)
	if err != nil {
		return err
	}
	out := map[string]any{}
	for i, name := range names {
		out[name] = reconciled(&answers[i], m, queries[name].Limit)
	}
	writeJSON(w, http.StatusOK, out)
	return nil
}

// example is the entity that a query describes.
func (q reconcileQuery) example() (*example, error) {
	var kind string
	var kinds []string
	if json.Unmarshal(q.Type, &kind) != nil && json.Unmarshal(q.Type, &kinds) == nil && len(kinds) > 0 {
		kind = kinds[0]
	}
	if kind == "" {
		kind = model.Base
	}
	schema, err := schemaOf(kind)
	if err != nil {
		return nil, err
	}
	name, err := json.Marshal(q.Query)
	if err != nil {
		return nil, badRequest("Cannot decode query")
	}
	props := map[string]json.RawMessage{"name": name}
	for _, p := range q.Properties {
		id := p.PID
		if _, bare, ok := strings.Cut(id, ":"); ok {
			id = bare
		}
		if id == "name" {
			id = "alias"
		}
		props[id] = p.V
	}
	x, err := newExample(nil, schema, props)
	if err != nil {
		return nil, badRequest("%s", err)
	}
	return x, nil
}

// reconciled is the answer to one query; what was not searched stands beside it.
func reconciled(a *answer, m *matching, limit *int) map[string]any {
	results := []freebaseEntity{}
	for i := range a.results {
		if limit != nil && i >= *limit {
			break
		}
		s := &a.results[i]
		f := freebaseOf(s.hit.Entity)
		score, match := float64(s.score)/10, s.score >= m.threshold
		f.Score, f.Match = &score, &match
		for _, feature := range s.features {
			f.Features = append(f.Features, map[string]any{"id": feature.name, "value": float64(feature.score) / 1000})
		}
		results = append(results, f)
	}
	out := map[string]any{"result": results}
	if len(a.open) > 0 {
		out["sekifuda_open"] = a.open
	}
	return out
}
