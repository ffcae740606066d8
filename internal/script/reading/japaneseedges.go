package reading

import "strings"

// japaneseEdges gives the readings of every kanji and kana of a name, and of
// the words in it that are read as a whole.
func japaneseEdges(name []rune) []Edge {
	t := japaneseTable()
	b := edgeBuilder{table: t, name: name, ends: make([][2]bool, len(name)+1)}
	for i := range name {
		b.units = append(b.units, b.unit(i))
	}
	for i := range name {
		for _, u := range b.units[i] {
			b.add(i, u)
		}
	}
	return b.edges
}

// unit is a way to read one or more characters from some place on.
type unit struct {
	n     int // characters
	latin string
	cost  int
}

type edgeBuilder struct {
	table *jaTable
	name  []rune
	units [][]unit
	ends  [][2]bool // some reading that ends here ends in o, in u
	edges []Edge
}

// unit lists the readings from character i on.
func (b *edgeBuilder) unit(i int) []unit {
	var out []unit
	if isKana(b.name[i]) {
		return kanaUnits(b.name, i)
	}
	for _, r := range b.table.at(b.name[i], i, len(b.name)) {
		out = append(out, unit{1, r.latin, r.cost})
		if len(r.latin) > 1 && r.latin[0] == 'y' && strings.IndexByte("auo", r.latin[1]) >= 0 {
			out = append(out, unit{1, "j" + r.latin[1:], r.cost + foreign}) // as Germans write
		}
	}
	for n := 2; n <= b.table.longest && i+n <= len(b.name); n++ {
		for _, r := range b.table.words[string(b.name[i:i+n])] {
			out = append(out, unit{n, r.latin, r.cost})
		}
	}
	return packInUse.Load().units(out, b.name, i)
}

// initials gives the consonants a doubled reading before character i can take.
func (b *edgeBuilder) initials(i int) string {
	seen := [4]bool{}
	if i < len(b.units) {
		for _, u := range b.units[i] {
			if k := strings.IndexByte("ksptc", u.latin[0]); k >= 0 {
				seen[k%4|k/4*3] = true // c is doubled by t
			}
		}
	}
	out := ""
	for k, ok := range seen {
		if ok {
			out += "kspt"[k : k+1]
		}
	}
	return out
}

// add makes the edges of one unit: with a doubled consonant for each that can
// follow, and without its first vowel where that only lengthens the vowel before.
func (b *edgeBuilder) add(i int, u unit) {
	to := i + u.n
	if u.latin[len(u.latin)-1] == doubled {
		b.double(i, to, u.latin[:len(u.latin)-1], "kspt", u.cost)
		return
	}
	for _, s := range [...]struct{ end, before string }{{"tsu", "kspt"}, {"chi", "kspt"}, {"ku", "k"}, {"ki", "k"}} {
		if stem, ok := strings.CutSuffix(u.latin, s.end); ok && len(stem) > 1 && u.cost < dearest {
			b.double(i, to, stem, s.before, u.cost+unheard) // katsu and ta may be katta
		}
	}
	switch u.latin[len(u.latin)-1] {
	case 'o':
		b.ends[to][0] = true
	case 'u':
		b.ends[to][1] = true
	}
	b.edges = append(b.edges, Edge{i, to, u.latin, u.cost})
	b.lengthened(i, to, u)
}

// double makes an edge for each consonant of before that can follow.
func (b *edgeBuilder) double(i, to int, stem, before string, cost int) {
	next := b.initials(to)
	for k := range len(next) {
		if strings.IndexByte(before, next[k]) >= 0 {
			b.edges = append(b.edges, Edge{i, to, stem + next[k:k+1], cost})
		}
	}
}

// lengthened adds what is left of u after a vowel that swallows its first one.
func (b *edgeBuilder) lengthened(i, to int, u unit) {
	for k, vowels := range [2]string{"ou", "u"} {
		if !b.ends[i][k] || strings.IndexByte(vowels, u.latin[0]) < 0 {
			continue
		}
		if rest := strings.TrimLeft(u.latin, vowels); rest != "" {
			b.edges = append(b.edges, Edge{i, to, rest, u.cost})
			continue
		}
		for _, e := range b.edges {
			if e.To == i && e.Latin[len(e.Latin)-1] == "ou"[k] {
				b.edges = append(b.edges, Edge{e.From, to, e.Latin, e.Cost + u.cost})
			}
		}
	}
}
