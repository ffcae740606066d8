package names

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script"
)

// filterCut is the score from which a word of the query is taken to answer a
// word of the list. It is far below what an agreeing name needs of its words.
const filterCut = 5000

// maxAnswers bounds what a filter remembers: parts of names recur in generated
// names, and hardly do in others.
const maxAnswers = 200_000

// filter says which listed persons can answer a name at all. It asks the
// matcher itself which words of the list a word of the query answers, and
// remembers that, so it knows of every script and spelling that the matcher
// knows of. Two names agree only if at least two words do where both have two;
// so the commonest word of a query need not be looked at.
//
// That nothing is lost is held by a test that compares with no filter.
type filter struct {
	probes []probe
	mu     sync.Mutex
	known  map[string]*answers
}

// probe is one word of listed names, as a name of its own.
type probe struct {
	target   *match.Target
	entities []int32 // that have the word in a name
	alone    []int32 // that have a name with no other word of two letters or more
}

// answers are the entities that have an answer to one part of a query.
type answers struct{ entities, alone []int32 }

func newFilter(entities []*entity.Entity) *filter {
	f := &filter{known: map[string]*answers{}}
	at := map[string]int{}
	add := func(word string, e int32, alone bool) {
		i, ok := at[word]
		if !ok {
			i = len(f.probes)
			at[word] = i
			f.probes = append(f.probes, probe{target: target(entity.Person, word)})
		}
		p := &f.probes[i]
		if n := len(p.entities); n == 0 || p.entities[n-1] != e {
			p.entities = append(p.entities, e)
		}
		if n := len(p.alone); alone && (n == 0 || p.alone[n-1] != e) {
			p.alone = append(p.alone, e)
		}
	}
	for i, e := range entities {
		for _, name := range e.Names() {
			words := script.Words(name)
			ends, alone := parts(words)
			for _, w := range ends {
				add(w, int32(i), alone)
			}
			for j := 1; j < len(words); j++ { // written together by the other side
				add(words[j-1]+words[j], int32(i), len(words) == 2)
			}
		}
	}
	return f
}

// parts are the words of a name that are looked up, and whether one is enough:
// of an unspaced name the ends, where every division begins or ends; of others
// the words of more than two letters, or all where there is none.
func parts(words []string) (out []string, alone bool) {
	if len(words) == 1 && unspaced(words[0]) {
		return ends([]rune(words[0])), true
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) > 2 || unspaced(w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = slices.Clone(words)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out, len(out) < 2 || slices.ContainsFunc(out, unspaced)
}

// ends are the beginnings and ends of an unspaced name, and the whole of it.
// A division of six signs or fewer has two or fewer on one side, or three on
// both; kana, which are many, are taken from each place.
func ends(name []rune) []string {
	n := len(name)
	out := []string{string(name)}
	for k := 1; k < n; k++ {
		if k <= 3 || n > 6 {
			out = append(out, string(name[:k]), string(name[n-k:]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unspaced reports whether a word is of a script that puts none between names.
func unspaced(w string) bool {
	for _, r := range w {
		if r >= 0x1100 && (r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)) {
			return true
		}
	}
	return false
}

// candidates gives the numbers of the entities that can answer, in order.
func (f *filter) candidates(name string) []int32 {
	words := script.Words(name)
	if len(words) == 0 {
		return nil
	}
	look, alone := parts(words)
	found := make([]*answers, len(look))
	for i, w := range look {
		found[i] = f.answers(w)
	}
	var out []int32
	if !alone {
		// at least two words agree, or the only one of the other side
		slices.SortFunc(found, func(a, b *answers) int { return len(a.entities) - len(b.entities) })
		out = append(out, found[len(found)-1].alone...)
		found = found[:len(found)-1]
	}
	for _, a := range found {
		out = append(out, a.entities...)
	}
	if len(words) > 1 { // the list may have written it together
		out = append(out, f.answers(strings.Join(words, "")).alone...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (f *filter) answers(word string) *answers {
	f.mu.Lock()
	a := f.known[word]
	f.mu.Unlock()
	if a != nil {
		return a
	}
	a = &answers{}
	p := match.Prepare(&match.Query{Schema: entity.Person, Names: []string{word}})
	for i := range f.probes {
		probe := &f.probes[i]
		if p.ScoreTarget(probe.target).Score >= filterCut {
			a.entities = append(a.entities, probe.entities...)
			a.alone = append(a.alone, probe.alone...)
		}
	}
	slices.Sort(a.entities)
	slices.Sort(a.alone)
	a.entities, a.alone = slices.Compact(a.entities), slices.Compact(a.alone)
	f.mu.Lock()
	if len(f.known) < maxAnswers {
		f.known[word] = a
	}
	f.mu.Unlock()
	return a
}
