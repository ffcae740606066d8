// Package parity measures whether people of every name culture meet the same
// number of alarms, and are found as well. Names are drawn from the naming
// traditions of world/culture, in their own script and in Latin letters; none
// of these people is on a list, so everyone who alarms it is a false alarm.
// Recall is measured beside it, on other people of the same traditions who are
// taken to be listed and whose names are written in another way: few alarms
// in a script may only mean that nothing is ever found in it.
//
// Names are held to the list by name alone. The traditions serve the making of
// names; what is measured never hears of them.
package parity

import (
	"math/rand/v2"
	"slices"

	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// Scorer is what is measured. It is asked by several goroutines at once.
type Scorer interface {
	// Best returns the highest score that any listed person has for a name,
	// and the listed name; 0 and "" where there is none.
	Best(name string) (score int, listed string)
	// Pair returns the score of a name for one person who is listed by one
	// name only.
	Pair(name, listed string) int
}

// Options say how much is drawn.
type Options struct {
	Names     int    // of each script and form
	Positives int    // of each script and form
	Seed      uint64 // the same draws the same names
	Threshold int    // from which a name agrees; match.Agrees where it is 0
	Scripts   []string
}

// The forms of a name.
const (
	Native    = "native"
	Romanised = "romanised"
)

// seen is one drawn name and what the list had for it.
type seen struct {
	tradition, name, listed string
	aside, twin             bool
	score                   int
}

// found is one rewritten name of a person who is taken to be listed.
type found struct {
	tradition, kind, name, listed string
	score                         int
}

// group is all that was drawn in one script and form.
type group struct {
	script, form string
	seen         []seen
	found        []found
}

// Measure draws names and asks s for each. listed are the names of the list:
// a drawn name that is equal to one of them after folding is set aside.
func Measure(s Scorer, listed []string, o Options) *Report {
	if o.Threshold == 0 {
		o.Threshold = match.Agrees
	}
	known := map[string]bool{}
	for _, n := range listed {
		known[names.WordKey(n)] = true
	}
	var groups []*group
	for _, script := range scripts(o.Scripts) {
		native, roman := drawn(script, known, o)
		native.found, roman.found = rewritten(script, o)
		groups = append(groups, native, roman)
	}
	for _, g := range groups {
		names.Each(len(g.seen), func(i int) {
			if n := &g.seen[i]; !n.aside {
				n.score, n.listed = s.Best(n.name)
			}
		})
		names.Each(len(g.found), func(i int) { g.found[i].score = s.Pair(g.found[i].name, g.found[i].listed) })
	}
	return report(groups, o)
}

// scripts are those of the traditions, or the wanted ones of them.
func scripts(wanted []string) []string {
	var out []string
	for _, t := range culture.Traditions() {
		if !slices.Contains(out, t.Script) && (len(wanted) == 0 || slices.Contains(wanted, t.Script)) {
			out = append(out, t.Script)
		}
	}
	return out
}

// traditions are those of one script.
func traditions(script string) []*culture.Tradition {
	var out []*culture.Tradition
	for _, t := range culture.Traditions() {
		if t.Script == script {
			out = append(out, t)
		}
	}
	return out
}

// Streams keep what is drawn for one purpose apart from the others.
const (
	streamAlarms uint64 = 1 + iota
	streamRecall
)

// dice are of one purpose and tradition, so that one more tradition changes
// nothing in the others.
func dice(seed, stream uint64, code string) *rand.Rand {
	h := stream
	for _, b := range []byte(code) {
		h = h*1099511628211 + uint64(b)
	}
	return rand.New(rand.NewPCG(seed, h))
}

// drawn draws o.Names different names in the forms of a script, in equal parts
// of its traditions.
func drawn(script string, known map[string]bool, o Options) (native, roman *group) {
	native, roman = &group{script: script, form: Native}, &group{script: script, form: Romanised}
	of := traditions(script)
	for i, t := range of {
		d := dice(o.Seed, streamAlarms, t.Code)
		want := o.Names*(i+1)/len(of) - o.Names*i/len(of)
		once := [2]map[string]bool{{}, {}}
		take := func(g *group, form int, name string, twin bool) {
			if len(once[form]) < want && !once[form][name] {
				once[form][name] = true
				g.seen = append(g.seen, seen{tradition: t.Code, name: name, aside: known[names.WordKey(name)], twin: twin})
			}
		}
		// names that many bear are drawn again and again: there is an end to it
		for tries := 0; tries < 50*want && (len(once[0]) < want || len(once[1]) < want); tries++ {
			p := t.Draw(d)
			twin := known[names.WordKey(p.Romanised())]
			take(native, 0, p.Native(), twin)
			take(roman, 1, p.Romanised(), false)
		}
	}
	return native, roman
}
