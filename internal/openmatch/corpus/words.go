package corpus

import (
	"encoding/binary"
	"slices"
	"strings"
)

// words are all words of a list in order, each with the entities that have it.
type words struct {
	text   string   // of all words
	starts []uint32 // of each word in text
	at     []uint32 // of each word in posts
	posts  []byte   // number of the entity, doubled, odd where a name has the word: differences
}

// wordsBuilder gathers words while a list is read.
type wordsBuilder struct {
	ids   map[string]uint32
	lists [][]uint32
	doc   uint32
}

func newWordsBuilder() *wordsBuilder { return &wordsBuilder{ids: map[string]uint32{}} }

func (b *wordsBuilder) start(doc uint32) { b.doc = doc }

// text adds a text of the entity that was started last.
func (b *wordsBuilder) text(s string, name bool) {
	post := b.doc << 1
	if name {
		post |= 1
	}
	tokens(s, func(w string) {
		id, ok := b.ids[w]
		if !ok {
			id = uint32(len(b.lists))
			b.ids[strings.Clone(w)] = id
			b.lists = append(b.lists, nil)
		}
		l := b.lists[id]
		if n := len(l); n > 0 && l[n-1]>>1 == b.doc {
			l[n-1] |= post
			return
		}
		b.lists[id] = append(l, post)
	})
}

func (b *wordsBuilder) finish() words {
	sorted := make([]string, 0, len(b.ids))
	size := 0
	for w := range b.ids {
		sorted = append(sorted, w)
		size += len(w)
	}
	slices.Sort(sorted)
	var w words
	var text strings.Builder
	text.Grow(size)
	for _, word := range sorted {
		w.starts = append(w.starts, uint32(text.Len()))
		text.WriteString(word)
		w.at = append(w.at, uint32(len(w.posts)))
		last := uint32(0)
		id := b.ids[word]
		for _, p := range b.lists[id] {
			w.posts = binary.AppendUvarint(w.posts, uint64(p-last))
			last = p
		}
		b.lists[id] = nil
	}
	w.starts, w.at = append(w.starts, uint32(text.Len())), append(w.at, uint32(len(w.posts)))
	w.text, w.posts = text.String(), slices.Clip(w.posts)
	return w
}

func (w *words) len() int { return len(w.starts) - 1 }

func (w *words) word(i int) string { return w.text[w.starts[i]:w.starts[i+1]] }

// from is the first word that is not before s.
func (w *words) from(s string) int {
	lo, hi := 0, w.len()
	for lo < hi {
		if mid := (lo + hi) / 2; w.word(mid) < s {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// find is the number of a word, -1 for none.
func (w *words) find(s string) int {
	if i := w.from(s); i < w.len() && w.word(i) == s {
		return i
	}
	return -1
}

// each calls f with the entities that have word i, and whether in a name.
func (w *words) each(i int, f func(doc uint32, name bool)) {
	last := uint64(0)
	for b := w.posts[w.at[i]:w.at[i+1]]; len(b) > 0; {
		d, n := binary.Uvarint(b)
		b = b[n:]
		last += d
		f(uint32(last>>1), last&1 != 0)
	}
}
