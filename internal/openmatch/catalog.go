package openmatch

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// dataset is one line of the catalog.
type dataset struct {
	Name         string   `json:"name"`
	Title        string   `json:"title"`
	Summary      *string  `json:"summary"`
	URL          *string  `json:"url"`
	Category     *string  `json:"category"`
	Version      *string  `json:"version"`
	UpdatedAt    *string  `json:"updated_at"`
	LastExport   *string  `json:"last_export"`
	EntityCount  int64    `json:"entity_count"`
	ThingCount   int64    `json:"thing_count"`
	Load         bool     `json:"load"`
	IndexVersion *string  `json:"index_version"`
	IndexCurrent bool     `json:"index_current"`
	Children     []string `json:"children"`
	Datasets     []string `json:"datasets"`
	Resources    []string `json:"resources"`
	Type         string   `json:"type"`
}

type catalog struct {
	Datasets   []*dataset `json:"datasets"`
	UpdatedAt  *string    `json:"updated_at"`
	Current    []string   `json:"current"`
	Outdated   []string   `json:"outdated"`
	IndexStale bool       `json:"index_stale"`
}

// catalog answers GET /catalog and /manifest.
func (s *service) catalog(w http.ResponseWriter, r *http.Request) error {
	live, release := s.borrow()
	defer release()
	b, err := json.Marshal(catalogOf(live))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "public, max-age=300")
	for _, have := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if have = strings.TrimPrefix(strings.TrimSpace(have), "W/"); have == tag || have == "*" {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	writeBytes(w, http.StatusOK, b)
	return nil
}

// catalogOf lists the sources, what they are of, and all of them as one.
func catalogOf(live []*opened) *catalog {
	c := &catalog{Datasets: []*dataset{}, Current: []string{}, Outdated: []string{}}
	all := &dataset{Name: everything, Title: "All sources", IndexCurrent: true, Children: []string{}, Resources: []string{}, Type: "collection"}
	byName := map[string]*dataset{}
	for _, o := range live {
		d := c.source(o)
		byName[d.Name] = d
		all.Children = append(all.Children, d.Name)
		all.EntityCount += d.EntityCount
		all.ThingCount += d.ThingCount
		all.IndexCurrent = all.IndexCurrent && d.IndexCurrent
		if all.UpdatedAt == nil || d.UpdatedAt != nil && *d.UpdatedAt > *all.UpdatedAt {
			all.UpdatedAt, all.Version, all.LastExport = d.UpdatedAt, d.Version, d.LastExport
			all.IndexVersion = d.IndexVersion
		}
	}
	for _, o := range live {
		c.children(o, byName)
	}
	if byName[everything] == nil {
		all.Datasets = all.Children
		c.Datasets = append(c.Datasets, all)
	}
	c.UpdatedAt = all.UpdatedAt
	c.IndexStale = len(c.Outdated) > 0
	return c
}

// source adds the line of a source.
func (c *catalog) source(o *opened) *dataset {
	d := &dataset{Name: o.name, Title: o.name, EntityCount: o.Records, ThingCount: o.Records, Load: true, IndexCurrent: o.Err == nil,
		Children: []string{}, Resources: []string{}, Type: "source"}
	if n := len(o.Chain.Snapshots); n > 0 {
		snap := o.Chain.Snapshots[n-1]
		at := seconds(snap.Published)
		version := strings.NewReplacer("-", "", "T", "", ":", "").Replace(at) + "-" + snap.Digest[:min(8, len(snap.Digest))]
		d.UpdatedAt, d.LastExport, d.Version = &at, &at, &version
		if o.Err == nil {
			d.IndexVersion = &version
		}
	}
	if o.Err == nil {
		c.Current = append(c.Current, d.Name)
	} else {
		c.Outdated = append(c.Outdated, d.Name)
	}
	c.Datasets = append(c.Datasets, d)
	return d
}

// seconds is a time without zone, to the second.
func seconds(at entity.Instant) string { return at.String()[:len("2006-01-02T15:04:05")] }

// children adds the datasets that the entities of a list name. Of a list that is
// too large, or cannot be read, none are known.
func (c *catalog) children(o *opened, byName map[string]*dataset) {
	if o.List == nil {
		return
	}
	text, err := o.text()
	if err != nil {
		return
	}
	parent := byName[o.name]
	parent.ThingCount = int64(text.Things())
	counts := text.Datasets()
	for _, name := range sortedKeys(counts) {
		if name == o.name {
			continue
		}
		parent.Children = append(parent.Children, name)
		d := byName[name]
		if d == nil {
			d = &dataset{Name: name, Title: name, Version: parent.Version, UpdatedAt: parent.UpdatedAt, LastExport: parent.LastExport,
				IndexVersion: parent.IndexVersion, IndexCurrent: true, Children: []string{}, Resources: []string{}, Type: "source"}
			byName[name] = d
			c.Datasets = append(c.Datasets, d)
		}
		if !slices.Contains(c.Current, name) {
			d.EntityCount += int64(counts[name])
			d.ThingCount += int64(counts[name])
		}
	}
	parent.Datasets = parent.Children
}

// update answers POST /updatez: it looks at once for what has gone live.
func (s *service) update(w http.ResponseWriter, r *http.Request) error {
	token := r.URL.Query().Get("token")
	if s.UpdateToken == "" || subtle.ConstantTimeCompare([]byte(token), []byte(s.UpdateToken)) != 1 {
		return &failure{status: http.StatusForbidden, detail: "Invalid token."}
	}
	if s.Update != nil {
		if err := s.Update(r.Context()); err != nil {
			return err
		}
	}
	writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	return nil
}
