package culture

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
)

//go:generate go -C ../../../tools run ./tables/cultures -out ../internal/world/culture/people

//go:embed people/*.txt
var people embed.FS

// bearers is one table of names of a tradition: each name with its spellings
// in Latin letters, and how often it is drawn.
type bearers struct {
	names []Part
	draw  *Table
}

// add puts names behind those that are there.
func (b *bearers) add(names []Part) {
	b.names = append(b.names, names...)
	if len(b.names) > 0 {
		b.draw = NewTable(len(b.names), func(i int) int { return b.names[i].weight })
	}
}

// pick draws one name; the table must not be empty.
func (b *bearers) pick(dice Dice) Part { return b.names[b.draw.At(dice.IntN(b.draw.Total()))] }

// readBearers reads tables of people/ by kind. A malformed table is a
// programmer's error.
func readBearers(files ...string) map[string]*bearers {
	out := map[string]*bearers{}
	for _, name := range files {
		b, err := people.ReadFile("people/" + name + ".txt")
		if err != nil {
			panic(err)
		}
		readTable(name, string(b), out)
	}
	return out
}

func readTable(name, text string, out map[string]*bearers) {
	kinds := map[string][]Part{}
	ranked := false
	for _, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		if f[0] == "weights" {
			ranked = f[1] == "rank"
			continue
		}
		for _, t := range f[1:] {
			weight := 1
			if ranked {
				weight = 1 + 10000/(20+len(kinds[f[0]]))
			}
			kinds[f[0]] = append(kinds[f[0]], readPart(name, t, weight))
		}
	}
	for kind, names := range kinds {
		if out[kind] == nil {
			out[kind] = &bearers{}
		}
		out[kind].add(names)
	}
}

// readPart reads NATIVE/LATIN/other spellings:WEIGHT; names without Latin
// spellings are written in plain Latin letters.
func readPart(table, token string, weight int) Part {
	text, w, weighed := strings.Cut(token, ":")
	if weighed {
		n, err := strconv.Atoi(w)
		if err != nil || n <= 0 {
			panic(fmt.Sprintf("culture: people %s: %q", table, token))
		}
		weight = n
	}
	f := strings.Split(strings.ReplaceAll(text, "_", " "), "/")
	p := Part{Native: f[0], Latin: f[1:], weight: weight}
	if len(p.Latin) == 0 {
		p.Latin = []string{p.Native}
	}
	return p
}
