// Package entities measures entity resolution against sets whose entities are
// known: pairwise precision and recall, and B-cubed.
package entities

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/resolve/intake"
)

// Figures are those of one set.
type Figures struct {
	Set       string  `json:"set"`
	Records   int     `json:"records"`
	Entities  int     `json:"entities"`
	Found     int     `json:"entities_found"`
	Compared  int     `json:"pairs_compared"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	B3        float64 `json:"b3_f1"`
}

// Compare measures a division of records against the truth: for each record its
// entity as found and as it is.
func Compare(found, truth []string) Figures {
	type cell struct{ f, t string }
	cells, fs, ts := map[cell]int{}, map[string]int{}, map[string]int{}
	for i := range found {
		cells[cell{found[i], truth[i]}]++
		fs[found[i]]++
		ts[truth[i]]++
	}
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	var both, inFound, inTruth, p3, r3 float64
	for c, n := range cells {
		both += pairs(n)
		p3 += float64(n) * float64(n) / float64(fs[c.f])
		r3 += float64(n) * float64(n) / float64(ts[c.t])
	}
	for _, n := range fs {
		inFound += pairs(n)
	}
	for _, n := range ts {
		inTruth += pairs(n)
	}
	n := float64(max(len(found), 1))
	out := Figures{Records: len(found), Entities: len(ts), Found: len(fs), Precision: share(both, inFound), Recall: share(both, inTruth)}
	out.F1 = harmonic(out.Precision, out.Recall)
	out.B3 = harmonic(p3/n, r3/n)
	return out
}

func share(a, b float64) float64 {
	if b == 0 {
		return 1
	}
	return a / b
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// Set is records whose entities are known.
type Set struct {
	Name  string
	Files []string // below the folder of sets
	read  func(dir string) (map[string]string, error)
	Bar   float64 // F1 that is to be reached; 0 for none
}

// Sets are the public ones that the measures name.
func Sets() []Set {
	return []Set{
		{Name: "febrl1", Files: []string{"febrl/dataset1.csv"}, read: febrl},
		{Name: "febrl2", Files: []string{"febrl/dataset2.csv"}, read: febrl},
		{Name: "febrl3", Files: []string{"febrl/dataset3.csv"}, read: febrl, Bar: 0.997},
		{Name: "febrl4", Files: []string{"febrl/dataset4a.csv", "febrl/dataset4b.csv"}, read: febrl, Bar: 0.99},
		{Name: "fake_1000", Files: []string{"fake_1000.csv"}, read: column("fake_1000.csv", "unique_id", "cluster"), Bar: 0.96},
		{Name: "senzing", Files: []string{"senzing/customers.jsonl", "senzing/reference.jsonl", "senzing/watchlist.jsonl"}, read: truthKey, Bar: 0.98},
	}
}

// febrl says the entity in the id: rec-N-org, rec-N-dup-K.
func febrl(string) (map[string]string, error) { return nil, nil }

// truthKey reads the key of the truth set.
func truthKey(dir string) (map[string]string, error) {
	rows, err := table(filepath.Join(dir, "senzing", "actual_truthset_key.csv"))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rows[1:] {
		out[r[2]+":"+r[3]] = r[1]
	}
	return out, nil
}

// column reads the truth from a column of the file itself.
func column(file, id, entity string) func(dir string) (map[string]string, error) {
	return func(dir string) (map[string]string, error) {
		rows, err := table(filepath.Join(dir, file))
		if err != nil {
			return nil, err
		}
		i, e := slices.Index(rows[0], id), slices.Index(rows[0], entity)
		if i < 0 || e < 0 {
			return nil, fmt.Errorf("%s has no columns %s and %s", file, id, entity)
		}
		out := map[string]string{}
		for _, r := range rows[1:] {
			out[r[i]] = r[e]
		}
		return out, nil
	}
}

func table(path string) ([][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return csv.NewReader(bytes.NewReader(b)).ReadAll()
}

// Load reads the records of a set and the entity of each by id.
func (s *Set) Load(dir string) ([]*resolve.Record, map[string]string, error) {
	var records []*resolve.Record
	for _, name := range s.Files {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			return nil, nil, err
		}
		in, err := intake.Read(name, f, intake.Options{})
		f.Close()
		if err != nil {
			return nil, nil, err
		}
		records = append(records, in.Records...)
	}
	truth, err := s.read(dir)
	if err != nil {
		return nil, nil, err
	}
	if truth == nil {
		truth = map[string]string{}
		for _, r := range records {
			truth[r.ID] = strings.Join(strings.Split(r.ID, "-")[:2], "-")
		}
	}
	return records, truth, nil
}

// Measure resolves a set and compares the result with the truth.
func (s *Set) Measure(dir string) (Figures, *resolve.Resolution, error) {
	records, truth, err := s.Load(dir)
	if err != nil {
		return Figures{}, nil, fmt.Errorf("set %s: %w", s.Name, err)
	}
	return measure(s.Name, records, truth)
}

func measure(name string, records []*resolve.Record, truth map[string]string) (Figures, *resolve.Resolution, error) {
	res, err := resolve.Resolve(slices.Values(records), resolve.Options{})
	if err != nil {
		return Figures{}, nil, fmt.Errorf("set %s: %w", name, err)
	}
	found, real := make([]string, len(res.Records)), make([]string, len(res.Records))
	for i, r := range res.Records {
		found[i], real[i] = res.Records[res.Cluster[i]].ID, truth[r.ID]
	}
	out := Compare(found, real)
	out.Set, out.Compared = name, res.Pairs
	return out, res, nil
}
