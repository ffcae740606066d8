// Package names measures how well names are compared: labelled pairs, persons
// in two scripts, and lists whose names were altered. It scores through a
// function, so that another method can be measured on the same data.
//
// Scores and thresholds are integers in 1/10,000. Shares are held the same way
// and printed with four decimals, so that every processor prints the same.
package names

import (
	"strconv"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
)

// Scorer compares two names of things of one schema: 0 to match.Full.
type Scorer func(schema, a, b string) int

// Match is the scorer of this project: the first name is looked for, the second
// is what a list holds.
func Match(schema, a, b string) int {
	p := match.Prepare(&match.Query{Schema: schema, Names: []string{a}})
	return p.ScoreTarget(target(schema, b)).Score
}

// target is a listed thing that has names and nothing else.
func target(schema string, names ...string) *match.Target {
	return match.PrepareTarget(&entity.Entity{Schema: schema, Properties: map[string][]string{"name": names}})
}

// Share is a share in 1/10,000; negative where there is nothing to divide by.
type Share int

// ShareOf is the part of all, rounded to the nearest.
func ShareOf(part, all int) Share {
	if all <= 0 {
		return -1
	}
	return Share((2*part*match.Full + all) / (2 * all))
}

// String writes 0.9876, or - where there is no share.
func (s Share) String() string {
	if s < 0 {
		return "-"
	}
	return strconv.FormatFloat(float64(s)/match.Full, 'f', 4, 64)
}

// MarshalJSON writes 0.9876, or null where there is no share.
func (s Share) MarshalJSON() ([]byte, error) {
	if s < 0 {
		return []byte("null"), nil
	}
	return []byte(s.String()), nil
}
