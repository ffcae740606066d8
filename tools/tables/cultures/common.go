package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// common holds the commonest names by "CULTURE KIND".
func (s source) common() (map[string][]string, error) {
	b, err := os.ReadFile(filepath.Join(s.hand, "common.txt"))
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, l := range strings.Split(string(b), "\n") {
		if f := strings.Fields(l); len(f) > 2 && f[0] != "#" {
			out[f[0]+" "+f[1]] = f[2:]
		}
	}
	return out, nil
}

// Weights: the commonest name of a table of some 300 is borne by about three in
// a hundred, as in the countries that publish it; the others equally often.
const (
	plainWeight = 2
	topWeight   = 110
	slope       = 4
)

// weigh puts the common names first and gives each its weight; latin spells
// those that the locale lacks.
func weigh(entries []entry, common []string, spell func(string) entry) []entry {
	if len(common) == 0 {
		return entries
	}
	var out []entry
	for rank, name := range common {
		e := spell(name)
		e.weight = plainWeight + topWeight/(slope+rank)
		out = append(out, e)
	}
	for _, e := range entries {
		if !slices.Contains(common, e.native) {
			e.weight = plainWeight
			out = append(out, e)
		}
	}
	return out
}
