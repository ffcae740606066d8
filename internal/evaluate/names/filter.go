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

// Floor is the score from which a filtered list finds what a whole one finds.
// Below it one word that agrees, with an initial, may be enough, and what the
// filter leaves out may be among it.
const Floor = 8100

// filterCut is the score from which a word of the query is taken to answer a
// word of the list. It is far below what an agreeing name needs of its words.
const filterCut = 5000

// maxAnswers bounds what a filter remembers: parts of names recur in generated
// names, and hardly do in others.
const maxAnswers = 200_000

// filter says which listed persons can answer a name at all. It asks the
// matcher itself which words of the list a word of the query answers, and
// remembers that, so it knows of every script and spelling that the matcher
// knows of. Who answers no word of a name does not agree with it; what the
// filter cannot know is held by a test that compares with no filter.
type filter struct {
	probes []probe
	alone  []int32            // the probes that are a name by themselves
	joined map[string][]int32 // entities by a name written together
	mu     sync.Mutex
	known  map[string]answers
}

// answers are the entities that have an answer to one part of a name, and those
// of them for whom the answer is a whole name; in order.
type answers struct{ all, alone []int32 }

// probe is one word of listed names, as a name of its own.
type probe struct {
	word     string
	target   *match.Target
	entities []int32 // that have the word in a name
	alone    bool    // for one of them it is the whole name
}

func newFilter(entities []*entity.Entity) *filter {
	f := &filter{known: map[string]answers{}, joined: map[string][]int32{}}
	at := map[string]int{}
	for i, e := range entities {
		for _, name := range e.Names() {
			words := script.Words(name)
			whole := strings.Join(words, "")
			f.joined[whole] = append(f.joined[whole], int32(i))
			look, alone := parts(words)
			for _, w := range append(look, words...) {
				if alone || utf8.RuneCountInString(w) > 1 {
					f.add(at, w, int32(i), alone)
				}
			}
			for j := 1; j < len(words); j++ {
				a, b := utf8.RuneCountInString(words[j-1]), utf8.RuneCountInString(words[j])
				if len(words) == 2 || min(a, b) <= 4 || servants[words[j-1]] { // the other side may write them together
					f.add(at, words[j-1]+words[j], int32(i), len(words) == 2)
				}
			}
		}
	}
	for i := range f.probes {
		if f.probes[i].alone {
			f.alone = append(f.alone, int32(i))
		}
	}
	return f
}

// add notes that entity e has a word, and whether as a whole name.
func (f *filter) add(at map[string]int, word string, e int32, alone bool) {
	i, ok := at[word]
	if !ok {
		i = len(f.probes)
		at[word] = i
		f.probes = append(f.probes, probe{word: word, target: target(entity.Person, word)})
	}
	p := &f.probes[i]
	if n := len(p.entities); n == 0 || p.entities[n-1] != e {
		p.entities = append(p.entities, e)
	}
	p.alone = p.alone || alone
}

// parts are the words of a name that are looked up, and whether they are the
// whole name: of an unspaced name the ends, where every division begins or ends;
// of others the words of more than two letters, or all where there is none.
// Three words with a short one in the middle may be one: Abd al Rahman; and so
// may two, Abdul Rahman.
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
	alone = len(out) < 2
	for i := 1; i < len(words); i++ {
		if servants[words[i-1]] {
			out = append(out, words[i-1]+words[i])
		}
		if i > 1 && utf8.RuneCountInString(words[i-1]) <= 2 && utf8.RuneCountInString(words[i-2]) > 2 {
			out = append(out, words[i-2]+words[i-1]+words[i])
		}
	}
	slices.Sort(out)
	return slices.Compact(out), alone
}

// servants begin names that are written in one word or two: servant of God.
var servants = map[string]bool{
	"abd": true, "abdu": true, "abdul": true, "abdel": true, "abdal": true, "abdur": true, "abdol": true, "ebd": true, "abu": true,
	"عبد": true, "ابو": true, "абд": true, "абду": true, "абдул": true, "абдель": true, "абу": true,
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

// candidates gives the numbers of the entities that can answer, in order; all
// is true where that may be any: words that are written together have no parts.
// Of several parts one is not a name: who answers no more of them is left out,
// but for those whose name is one word.
func (f *filter) candidates(name string) (out []int32, all bool) {
	words := script.Words(name)
	if len(words) == 1 && !unspaced(words[0]) {
		return nil, true
	}
	if len(words) == 1 {
		return f.divided([]rune(words[0])), false
	}
	look, _ := parts(words)
	two := wantsTwo(words, look)
	var some []int32
	for _, w := range look {
		found := f.answers(w)
		some = append(some, found.all...)
		if two {
			out = append(out, found.alone...)
		}
	}
	slices.Sort(some)
	for i, e := range some {
		if !two || i > 0 && some[i-1] == e {
			out = append(out, e)
		}
	}
	whole := strings.Join(words, "")
	out = append(out, f.joined[whole]...)
	if len(words) <= maxTogether { // the list may have written it together
		out = f.together(out, whole)
	}
	slices.Sort(out)
	return slices.Compact(out), false
}

// divided gives the entities that answer a name without spaces: the whole of it,
// or a beginning and an end that have no sign in common. Where some division
// is not looked up, one of them is enough.
func (f *filter) divided(name []rune) (out []int32) {
	n := len(name)
	type lengths struct{ first, last int } // of the shortest beginning and end
	found := map[int32]lengths{}
	out = slices.Concat(f.answers(string(name)).all, f.joined[string(name)])
	for k := 1; k < n; k++ {
		if k > 3 && n <= 6 {
			break
		}
		for _, e := range f.answers(string(name[:k])).all {
			if l := found[e]; l.first == 0 {
				found[e] = lengths{k, l.last}
			}
		}
		for _, e := range f.answers(string(name[n-k:])).all {
			if l := found[e]; l.last == 0 {
				found[e] = lengths{l.first, k}
			}
		}
	}
	for e, l := range found {
		if n == 5 || n == 6 || l.first > 0 && l.last > 0 && l.first+l.last <= n {
			out = append(out, e)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// maxTogether is from how many words on names are not written as one word. The
// matcher takes three together; one more may be a title.
const maxTogether = 4

// wantsTwo reports whether an answer to one part of a name is too little. It is
// not where a part was not looked up, or may be two words written together, or
// where the others are titles.
func wantsTwo(words, look []string) bool {
	if len(words) < 2 || len(look) != len(words) {
		return false
	}
	for _, w := range words {
		longest := 9
		if w[0] >= utf8.RuneSelf {
			longest = 6
		}
		if unspaced(w) || utf8.RuneCountInString(w) > longest || !slices.Contains(look, w) {
			return false
		}
	}
	p := asked(strings.Join(words, " "))
	for _, w := range words {
		if p.ScoreTarget(target(entity.Person, w)).Score > match.Weak {
			return false
		}
	}
	return true
}

// together appends the entities of whom some name, written together, answers
// the whole of another. Where both are in plain Latin letters they must be
// nearly the same.
func (f *filter) together(out []int32, whole string) []int32 {
	p := asked(whole)
	like := newSameLetters(whole)
	for _, i := range f.alone {
		probe := &f.probes[i]
		if like.may(probe.word) && p.ScoreTarget(probe.target).Score >= filterCut {
			out = append(out, probe.entities...)
		}
	}
	return out
}

func asked(name string) *match.Prepared {
	return match.Prepare(&match.Query{Schema: entity.Person, Names: []string{name}})
}

// answers gives the entities that have an answer to one part of a name. It
// compares the part with every word of the list, once.
func (f *filter) answers(word string) answers {
	f.mu.Lock()
	found, ok := f.known[word]
	f.mu.Unlock()
	if ok {
		return found
	}
	p := asked(word)
	for i := range f.probes {
		if probe := &f.probes[i]; p.ScoreTarget(probe.target).Score >= filterCut {
			found.all = append(found.all, probe.entities...)
			if probe.alone {
				found.alone = append(found.alone, probe.entities...)
			}
		}
	}
	slices.Sort(found.all)
	slices.Sort(found.alone)
	found = answers{slices.Compact(found.all), slices.Compact(found.alone)}
	f.mu.Lock()
	if len(f.known) < maxAnswers {
		f.known[word] = found
	}
	f.mu.Unlock()
	return found
}
