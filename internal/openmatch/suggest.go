package openmatch

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/openmatch/corpus"
	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
)

// suggested answers a suggestion.
func suggested[T any](w http.ResponseWriter, r *http.Request, result []T) error {
	if result == nil {
		result = []T{}
	}
	writeJSON(w, http.StatusOK, map[string]any{"code": "/api/status/ok", "status": "200 OK", "prefix": r.URL.Query().Get("prefix"), "result": result})
	return nil
}

// suggestEntity answers GET /reconcile/{dataset}/suggest/entity: entities with
// the words of the prefix, the last one begun.
func (s *service) suggestEntity(w http.ResponseWriter, r *http.Request) error {
	p := &params{values: r.URL.Query()}
	q := &searching{limit: p.count("limit", 10, maxLimit)}
	if err := p.err(); err != nil {
		return err
	}
	live, release := s.borrow()
	defer release()
	var err error
	if q.scope, err = scopeOf(live, r.PathValue("dataset"), p); err != nil {
		return err
	}
	words := strings.Fields(p.text("prefix", ""))
	if len(words) == 0 {
		return suggested[freebaseEntity](w, r, nil)
	}
	node := &lucene.Node{Op: lucene.Group}
	for i, word := range words {
		n := &lucene.Node{Op: lucene.Term, Field: "names", Text: word}
		if i == len(words)-1 {
			n = &lucene.Node{Op: lucene.Wild, Field: "names", Text: strings.NewReplacer("*", "", "?", "").Replace(word) + "*"}
		}
		node.Must = append(node.Must, n)
	}
	schema, err := schemaOf(p.text("type", model.Base))
	if err != nil {
		return err
	}
	q.words = strings.Join(words, " ")
	q.query = corpus.Query{Text: node, Schemata: schema.Found(), Limit: q.limit}
	found, err := q.run(r.Context())
	if err != nil {
		return err
	}
	var result []freebaseEntity
	for _, h := range found.hits {
		result = append(result, freebaseOf(h.Entity))
	}
	return suggested(w, r, result)
}

// known answers 404 for a dataset that is not there.
func (s *service) known(r *http.Request) error {
	live, release := s.borrow()
	defer release()
	_, err := scopeOf(live, r.PathValue("dataset"), &params{})
	return err
}

func begins(prefix string, texts ...string) bool {
	prefix = strings.ToLower(strings.TrimSpace(prefix))
	for _, t := range texts {
		if strings.HasPrefix(strings.ToLower(t), prefix) {
			return true
		}
	}
	return false
}

// suggestType answers GET /reconcile/{dataset}/suggest/type.
func (s *service) suggestType(w http.ResponseWriter, r *http.Request) error {
	if err := s.known(r); err != nil {
		return err
	}
	var result []freebaseType
	for _, t := range model.All() {
		if t.Matchable && begins(r.URL.Query().Get("prefix"), t.Name, t.Label, t.Plural) {
			result = append(result, typeOf(t))
		}
	}
	return suggested(w, r, result)
}

type suggestedProperty struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Description *string      `json:"description"`
	Type        freebaseType `json:"n:type"`
}

// suggestProperty answers GET /reconcile/{dataset}/suggest/property.
func (s *service) suggestProperty(w http.ResponseWriter, r *http.Request) error {
	if err := s.known(r); err != nil {
		return err
	}
	seen := map[string]bool{}
	var result []suggestedProperty
	for _, t := range model.All() {
		if !t.Matchable {
			continue
		}
		for _, p := range t.Properties() {
			if seen[p.Qualified()] || p.Hidden || p.Type == "entity" || !begins(r.URL.Query().Get("prefix"), p.Name, p.Label, p.Qualified()) {
				continue
			}
			seen[p.Qualified()] = true
			result = append(result, suggestedProperty{ID: p.Qualified(), Name: p.Label, Type: freebaseType{"/type/property", "Property"}})
		}
	}
	return suggested(w, r, result)
}

// extendProperty answers GET /reconcile/{dataset}/extend/property: the
// properties of a type that values can be asked of.
func (s *service) extendProperty(w http.ResponseWriter, r *http.Request) error {
	if err := s.known(r); err != nil {
		return err
	}
	p := &params{values: r.URL.Query()}
	kind := p.text("type", model.Base)
	limit := p.count("limit", maxLimit, maxLimit)
	if err := p.err(); err != nil {
		return err
	}
	schema, err := schemaOf(kind)
	if err != nil {
		return err
	}
	properties := []freebaseType{}
	for _, prop := range schema.Properties() {
		if !prop.Hidden && len(properties) < limit {
			properties = append(properties, freebaseType{prop.Qualified(), prop.Label})
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"type": schema.Name, "limit": limit, "properties": properties})
	return nil
}

type extendQuery struct {
	IDs        []string `json:"ids"`
	Properties []struct {
		ID       string `json:"id"`
		Settings struct {
			Limit json.Number `json:"limit"`
		} `json:"settings"`
	} `json:"properties"`
}

// mostRows bounds the entities of one extension.
const mostRows = 1000

// extend gives values of entities.
func extend(w http.ResponseWriter, live []*opened, text string) error {
	var q extendQuery
	if err := json.Unmarshal([]byte(text), &q); err != nil {
		return badRequest("Cannot decode query")
	}
	if len(q.IDs) > mostRows {
		return badRequest("Too many rows (limit: %d)", mostRows)
	}
	meta := []freebaseType{}
	for _, p := range q.Properties {
		if known := model.ByQualifiedName(p.ID); known != nil {
			meta = append(meta, freebaseType{p.ID, known.Label})
		}
	}
	rows := map[string]map[string][]map[string]string{}
	for _, id := range q.IDs {
		row := map[string][]map[string]string{}
		rows[id] = row
		h, moved, err := find(live, id)
		if moved != "" {
			h, _, err = find(live, moved)
		}
		if f, ok := err.(*failure); ok && f.status == http.StatusNotFound {
			h, err = nil, nil
		}
		if err != nil {
			return err
		}
		for _, p := range q.Properties {
			row[p.ID] = []map[string]string{}
			if known := model.ByQualifiedName(p.ID); known != nil && h != nil {
				most, _ := p.Settings.Limit.Int64()
				for i, v := range h.Values(known.Name) {
					if most > 0 && int64(i) >= most {
						break
					}
					row[p.ID] = append(row[p.ID], map[string]string{"str": v})
				}
			}
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"meta": meta, "rows": rows})
	return nil
}
