package corpus

import (
	"math/bits"
	"strings"

	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
	"github.com/sekifuda/sekifuda/internal/script"
)

// byWords gives the entities whose words may be what n asks for: all of them
// for a word, a pattern and a word with slips, more for a phrase or a property.
// nil says that words cannot tell.
func (a *asking) byWords(n *lucene.Node, names, deny bool) set {
	switch n.Op {
	case lucene.Range, lucene.Exists:
		return nil
	case lucene.Wild:
		pattern := plain(script.Fold(n.Text))
		if len(tokenList(strings.NewReplacer("*", "a", "?", "a").Replace(pattern))) != 1 {
			return nil // it goes over several words: whole values are compared
		}
		prefix := pattern[:strings.IndexAny(pattern+"*", "*?")]
		return a.matching(prefix, names, deny, func(w string) bool { return glob(pattern, w) })
	}
	words := tokenList(n.Text)
	if n.Op == lucene.Fuzzy && len(words) != 1 {
		words = words[:0:0]
	}
	out := fullSet(len(a.c.refs))
	if len(words) == 0 {
		return newSet(len(a.c.refs))
	}
	for _, w := range words {
		var s set
		switch {
		case n.Op == lucene.Fuzzy:
			s = a.matching("", names, deny, func(have string) bool { return within(w, have, n.Edits) })
		case a.fuzzy && n.Op == lucene.Term && len([]rune(w)) >= 3:
			edits := 1 + min(len([]rune(w))/6, 1)
			s = a.matching("", names, deny, func(have string) bool { return within(w, have, edits) })
		default:
			s = newSet(len(a.c.refs))
			if i := a.c.words.find(w); i >= 0 {
				a.mark(i, names, deny, s)
			}
		}
		out.and(s)
	}
	return out
}

// matching gives the entities with a word that begins with prefix and satisfies
// ok.
func (a *asking) matching(prefix string, names, deny bool, ok func(string) bool) set {
	out := newSet(len(a.c.refs))
	w := &a.c.words
	for i := w.from(prefix); i < w.len() && strings.HasPrefix(w.word(i), prefix); i++ {
		if ok(w.word(i)) {
			a.mark(i, names, deny, out)
		}
	}
	return out
}

// mark adds the entities of word i to s, and to their points: rare words count
// more than common ones, names three times as much as other text.
func (a *asking) mark(i int, names, deny bool, s set) {
	w := &a.c.words
	count := int(w.at[i+1]-w.at[i]) + 1 // bytes: about as many as entities
	points := int32(1 + max(0, bits.Len(uint(len(a.c.refs)))-bits.Len(uint(count))))
	w.each(i, func(doc uint32, name bool) {
		if names && !name {
			return
		}
		s.add(doc)
		if a.rank != nil && !deny {
			if a.rank[doc] += points; name {
				a.rank[doc] += 3 * points
			}
		}
	})
}
