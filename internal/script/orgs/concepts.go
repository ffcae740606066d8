package orgs

import (
	_ "embed" // the table of concepts
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

//go:embed concepts.txt
var conceptList string

// phrase is words of an alphabet that are one concept together, in order, each
// by its concept where it has one.
type phrase struct {
	words []string
	id    string
}

// conceptTable holds the words by which companies are found: those of
// concepts.txt and, where it does not say otherwise, those of table.
type conceptTable struct {
	ids       map[string]string
	class     map[string]Class
	romaji    map[string]string   // by their short forms
	phrases   map[string][]phrase // by the first word, the longest first
	runs      map[rune][][]rune   // words of unspaced scripts by the first character, the longest first
	spellings map[string][]string
	related   map[string][]string
}

var concepts = sync.OnceValue(func() *conceptTable {
	t := &conceptTable{
		ids: map[string]string{}, class: map[string]Class{}, romaji: map[string]string{}, phrases: map[string][]phrase{},
		runs: map[rune][][]rune{}, spellings: map[string][]string{}, related: map[string][]string{},
	}
	var joined [][]string // phrases, whose words are known only in the end
	class := Name
	for line := range strings.Lines(conceptList) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			class = classes[strings.Trim(line, "[]")]
		case line[0] == '~':
			t.relate(strings.Fields(line[1:]))
		default:
			joined = t.line(joined, line, class)
		}
	}
	for _, list := range []string{wordList, placeList} {
		eachLine(list, t.inherit)
	}
	for _, p := range joined {
		t.join(p[0], p[1:])
	}
	for _, same := range t.phrases {
		slices.SortStableFunc(same, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	for _, same := range t.runs {
		slices.SortStableFunc(same, func(a, b []rune) int { return len(b) - len(a) })
	}
	return t
})

// line enters a line of concepts.txt and adds its phrases to joined.
func (t *conceptTable) line(joined [][]string, line string, class Class) [][]string {
	line, romaji, _ := strings.Cut(line, "/")
	words := strings.Fields(line)
	id := words[0]
	t.class[id] = class
	for _, w := range words {
		if strings.Contains(w, "_") {
			joined = append(joined, append([]string{id}, strings.Split(w, "_")...))
			continue
		}
		t.add(w, id)
	}
	for _, w := range strings.Fields(romaji) {
		t.add(w, id)
		if short := string(shortened(nil, w)); t.romaji[short] == "" {
			t.romaji[short] = id
		}
	}
	return joined
}

// inherit enters a line of the table that names are compared by.
func (t *conceptTable) inherit(line []string, class Class) {
	if class == Link {
		return
	}
	id := line[0]
	if other, ok := t.ids[id]; ok {
		id = other
	}
	if _, ok := t.class[id]; !ok {
		t.class[id] = class
	}
	for _, w := range line {
		t.add(w, id)
	}
}

// add enters a word that is not yet there.
func (t *conceptTable) add(w, id string) {
	if w[0] >= utf8.RuneSelf {
		w = strings.Join(script.Words(w), "")
	}
	if _, ok := t.ids[w]; ok || w == "" {
		return
	}
	t.ids[w] = id
	t.spellings[id] = append(t.spellings[id], w)
	if run := []rune(w); Unspaced(run[0]) && len(run) > 1 {
		t.runs[run[0]] = append(t.runs[run[0]], run)
	}
}

// join enters a phrase; written as one word it stands for its concept too.
func (t *conceptTable) join(id string, words []string) {
	t.add(strings.Join(words, ""), id)
	p := phrase{id: id}
	for _, w := range words {
		p.words = append(p.words, t.same(w))
	}
	t.phrases[p.words[0]] = append(t.phrases[p.words[0]], p)
}

// same gives what stands for a word in phrases.
func (t *conceptTable) same(w string) string {
	if id, ok := t.ids[w]; ok {
		return id
	}
	return w
}

func (t *conceptTable) relate(ids []string) {
	for _, a := range ids {
		for _, b := range ids {
			if a != b && !slices.Contains(t.related[a], b) {
				t.related[a] = append(t.related[a], b)
			}
		}
	}
}

// shortened writes romaji without long vowels and with n for m before b, m and
// p, as the table has it. It appends to dst.
func shortened(dst []byte, w string) []byte {
	for i := range len(w) {
		last, next := byte(0), byte(0)
		if i+1 < len(w) {
			next = w[i+1]
		}
		if len(dst) > 0 {
			last = dst[len(dst)-1]
		}
		switch c := w[i]; {
		case c == 'u' && (last == 'o' || last == 'u'), c == 'o' && last == 'o':
		case c == 'h' && last == 'o' && strings.IndexByte("aiueo", next) < 0:
		case c == 'm' && (next == 'b' || next == 'm' || next == 'p'):
			dst = append(dst, 'n')
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
