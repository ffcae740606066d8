package world

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/nta"
	"github.com/sekifuda/sekifuda/internal/record"
)

// small is a world that most tests look at: written once, read whole.
type small struct {
	dir      string
	manifest *Manifest
	world    *World
	register map[string]*entity.Registration
	apps     map[string]record.Application
	order    []string
	truth    map[string]Truth
	evidence map[string][]record.Evidence
}

const (
	smallCompanies    = 6000
	smallApplications = 2000
)

var smallOnce = sync.OnceValues(func() (*small, error) {
	dir, err := os.MkdirTemp("", "world")
	if err != nil {
		return nil, err
	}
	o := Options{Companies: smallCompanies, Applications: smallApplications, Seed: 11}
	return load(dir, o)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if s, err := smallOnce(); err == nil {
		os.RemoveAll(s.dir)
	}
	os.Exit(code)
}

func theSmall(t *testing.T) *small {
	t.Helper()
	s, err := smallOnce()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// load writes a world into dir and reads it back through the readers.
func load(dir string, o Options) (*small, error) {
	m, err := Write(context.Background(), dir, o)
	if err != nil {
		return nil, err
	}
	s := &small{dir: dir, manifest: m, register: map[string]*entity.Registration{}, apps: map[string]record.Application{}, truth: map[string]Truth{}, evidence: map[string][]record.Evidence{}}
	if s.world, err = New(o); err != nil {
		return nil, err
	}
	for row, err := range nta.Open([]string{filepath.Join(dir, m.Register)}, format.RegisterLimits) {
		if err != nil {
			return nil, err
		}
		g := s.register[row.Number]
		if g == nil {
			g = &entity.Registration{Number: row.Number}
			s.register[row.Number] = g
		}
		g.Rows = append(g.Rows, row.Row)
	}
	for a, err := range lineValues[record.Application](filepath.Join(dir, FileApplications)) {
		if err != nil {
			return nil, err
		}
		s.apps[a.ExternalID] = a
		s.order = append(s.order, a.ExternalID)
	}
	for x, err := range lineValues[Truth](filepath.Join(dir, FileTruth)) {
		if err != nil {
			return nil, err
		}
		s.truth[x.ExternalID] = x
	}
	for e, err := range lineValues[record.Evidence](filepath.Join(dir, FileEvidence)) {
		if err != nil {
			return nil, err
		}
		s.evidence[e.Application] = append(s.evidence[e.Application], e)
	}
	return s, nil
}

func lineValues[T any](file string) func(func(T, error) bool) {
	return func(yield func(T, error) bool) {
		var zero T
		f, err := os.Open(file)
		if err != nil {
			yield(zero, err)
			return
		}
		defer f.Close()
		in := bufio.NewScanner(f)
		in.Buffer(nil, 1<<20)
		for in.Scan() {
			var v T
			if err := json.Unmarshal(in.Bytes(), &v); err != nil {
				yield(zero, fmt.Errorf("%s: %w", file, err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

// digests returns the digest of every file under dir.
func digests(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[rel] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
