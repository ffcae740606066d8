package openmatch

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/index/register"
	"github.com/sekifuda/sekifuda/internal/source"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

var published = entity.DayOf(2026, 2, 27).Start(time.UTC)

// loadList opens entities as a source.
func loadList(t testing.TB, name string, entities iter.Seq2[entity.Entity, error]) *source.Loaded {
	t.Helper()
	meta := index.Meta{Source: name, Kind: "ftm", Reader: ftm.Version, Published: published}
	info, err := party.Build(context.Background(), t.TempDir(), meta, entities, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := party.Open(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return &source.Loaded{Chain: chainOf(name, "ftm", info), Records: l.Len(), List: l}
}

func chainOf(name, kind string, info index.Info) stored.Chain {
	return stored.Chain{Source: name, Kind: kind, Snapshots: []stored.Snapshot{{Source: name, Kind: kind, Digest: info.Digest, Published: published}}}
}

// loadFile opens a file of entities as a source.
func loadFile(t testing.TB, name, path string) *source.Loaded {
	t.Helper()
	return loadList(t, name, ftm.Open([]string{path}, format.ListLimits))
}

// loadRegister opens a register of one body.
func loadRegister(t testing.TB, name string, rows ...register.Row) *source.Loaded {
	t.Helper()
	meta := index.Meta{Source: name, Kind: "nta", Reader: "nta/1", Published: published}
	info, err := register.Build(context.Background(), t.TempDir(), meta, func(yield func(register.Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Open(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return &source.Loaded{Chain: chainOf(name, "nta", info), Records: r.Len(), Register: r}
}

// ftmData opens the collections of ../shared/data/ftm, or skips.
func ftmData(t testing.TB) []*source.Loaded {
	t.Helper()
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	var out []*source.Loaded
	for _, name := range []string{"parteispenden", "zala"} {
		path := filepath.Join(dir, "ftm", name+".entities.ftm.json")
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			t.Skipf("%s is not there: set SEKIFUDA_TESTDATA", path)
		}
		out = append(out, loadFile(t, name, path))
	}
	return out
}

// fixtures are the collections of testdata, written by hand.
func fixtures(t testing.TB) []*source.Loaded {
	return []*source.Loaded{loadFile(t, "harbour", "testdata/harbour.jsonl"), loadFile(t, "guild", "testdata/guild.jsonl")}
}

// client asks the routes.
type client struct {
	t   testing.TB
	mux *http.ServeMux
}

func newClient(t testing.TB, live []*source.Loaded, change ...func(*Options)) *client {
	o := Options{Open: true, Live: func() ([]*source.Loaded, func()) { return live, func() {} }, UpdateToken: "secret"}
	for _, f := range change {
		f(&o)
	}
	c := &client{t, http.NewServeMux()}
	for _, r := range Routes(o) {
		c.mux.Handle(r.Pattern, r.Handler)
	}
	return c
}

func (c *client) do(method, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, strings.ReplaceAll(target, " ", "%20"), strings.NewReader(body))
	w := httptest.NewRecorder()
	c.mux.ServeHTTP(w, r)
	return w
}

// get asks and reads the answer, which must have the status.
func (c *client) get(target string, status int) map[string]any {
	c.t.Helper()
	return c.read(c.do("GET", target, ""), target, status)
}

func (c *client) post(target, body string, status int) map[string]any {
	c.t.Helper()
	return c.read(c.do("POST", target, body), target, status)
}

func (c *client) read(w *httptest.ResponseRecorder, target string, status int) map[string]any {
	c.t.Helper()
	var out map[string]any
	if w.Code != status {
		c.t.Errorf("%s: %d, want %d: %.300s", target, w.Code, status, w.Body.String())
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		c.t.Fatalf("%s: %v: %.300s", target, err, w.Body.String())
	}
	return out
}

// at follows keys and places in an answer.
func at(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}
