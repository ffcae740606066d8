package reading

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Cut says that a name without spaces may be divided after the first At
// characters, surname in front, which is by Cost centibits less likely than the
// best division.
type Cut struct {
	At   int
	Cost int
}

// jaCutsPacked lists surnames and how characters stand in names; see
// tools/tables/ja.
//
//go:embed jacuts.tbl.gz
var jaCutsPacked []byte

// A character may be the first of a surname, another of it, all of it; one of
// a given name that does not end it, its end, all of it.
const (
	partFirst = iota
	partRest
	partSurname
	partGiven
	partLast
	partAlone
	cutParts
)

type jaCuts struct {
	surnames map[string]int
	chars    map[rune]*[cutParts]int
}

var japaneseCuts = sync.OnceValue(func() *jaCuts {
	text, err := unpack(jaCutsPacked)
	if err != nil {
		panic("embedded table of Japanese surnames: " + err.Error()) // a test reads it
	}
	t := &jaCuts{map[string]int{}, map[rune]*[cutParts]int{}}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch head := []rune(foldHead(f[0][1:])); f[0][0] {
		case '=':
			t.surnames[string(head)] = number(f[1])
		case '~':
			costs := new([cutParts]int)
			for k := range costs {
				costs[k] = number(f[1+k])
			}
			t.chars[head[0]] = costs
		}
	}
	return t
})

// Costs of lengths and of what the table does not know.
var (
	surnameLengths = [...]int{9999, 430, 25, 350, 900}
	givenLengths   = [...]int{9999, 300, 50, 290, 800}
)

const (
	unlistedSurname = 300  // it follows from its characters only
	unknownPart     = 1900 // a character not known in names
	kanaOfGiven     = 500
	kanaOfSurname   = 1100
	insideKana      = 2500 // what is in kana is seldom divided where kanji stand beside it
	mostCuts        = 3
	chineseName     = 500 // more than a Japanese name with a listed surname
)

// Cuts lists likely divisions of a folded name without spaces into surname and
// given name, likeliest first, at most three; none for a name of one character
// or with letters that are neither Han nor kana.
func Cuts(name []rune) []Cut {
	if len(name) < 2 || len(name) > MaxRunes {
		return nil
	}
	t := japaneseCuts()
	var all []Cut
	for at := 1; at < len(name) && at <= 6; at++ {
		c := t.surname(name[:at]) + t.given(name[at:])
		if c >= 9999 {
			continue
		}
		if isKana(name[at-1]) && isKana(name[at]) {
			c += insideKana
		}
		all = append(all, Cut{at, c})
	}
	if n := SurnameLength(name); n > 0 && n < len(name) && len(name)-n <= 2 {
		all = append(all, Cut{n, 700 + chineseName + 1000*(len(name)-n)})
	}
	return likeliest(all)
}

// likeliest orders the ways, one for each place, by what they cost more than
// the first.
func likeliest(all []Cut) []Cut {
	slices.SortStableFunc(all, func(a, b Cut) int { return a.Cost - b.Cost })
	var out []Cut
	for _, c := range all {
		if !slices.ContainsFunc(out, func(o Cut) bool { return o.At == c.At }) {
			out = append(out, Cut{c.At, c.Cost - all[0].Cost})
		}
	}
	return out[:min(len(out), mostCuts)]
}

func (t *jaCuts) surname(name []rune) int {
	cost := unlistedSurname + length(surnameLengths[:], len(name))
	for i, r := range name {
		part := partRest
		switch {
		case len(name) == 1:
			part = partSurname
		case i == 0:
			part = partFirst
		}
		cost += t.part(r, part, kanaOfSurname)
	}
	if listed, ok := t.surnames[string(name)]; ok {
		cost = min(cost, listed)
	}
	return cost
}

func (t *jaCuts) given(name []rune) int {
	cost := length(givenLengths[:], len(name))
	for i, r := range name {
		part := partGiven
		switch {
		case len(name) == 1:
			part = partAlone
		case i == len(name)-1:
			part = partLast
		}
		cost += t.part(r, part, kanaOfGiven)
	}
	return cost
}

func (t *jaCuts) part(r rune, part, kana int) int {
	if isKana(r) {
		return kana
	}
	if c := t.chars[r]; c != nil {
		return c[part]
	}
	return unknownPart
}

func length(costs []int, n int) int {
	if n < len(costs) {
		return costs[n]
	}
	return costs[len(costs)-1] + 300*(n-len(costs)+1)
}
