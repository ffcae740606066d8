package token

import (
	"strings"
	"unicode/utf8"
)

// First bytes of terms.
const (
	termWord    = "w" // a word, or a stretch of characters
	termPair    = "c" // two neighbouring characters
	termConcept = "b" // a business word or place in any language
	termInitial = "a" // first letters of the words of a body
)

// Bounds of what one name gives.
const (
	maxWritings = 6
	maxTerms    = 24
)

// Writings gives the ways of dividing a listed or registered name into terms,
// the likeliest first: at most six of at most 24 terms. A name that nothing can
// be found by gives none.
func Writings(name string, kind Kind) []Writing {
	words := wordsOf(name, kind)
	if len(words) == 0 {
		return nil
	}
	var out []Writing
	if !anyUnspaced(words) {
		out = spacedWritings(words, kind)
	} else {
		out = unspacedWritings(words, kind)
	}
	if apart := humps(name); apart != name {
		for _, w := range Writings(apart, kind) {
			out = appendWriting(out, w)
		}
	}
	return out[:min(len(out), maxWritings)]
}

func anyUnspaced(words []word) bool {
	for i := range words {
		if words[i].in.unspaced() {
			return true
		}
	}
	return false
}

// spacedWritings has the words one by one; more than a writing takes go into
// the next.
func spacedWritings(words []word, kind Kind) []Writing {
	var out []Writing
	for from := 0; from < len(words); from += maxTerms {
		to := min(from+maxTerms, len(words))
		w := make(Writing, 0, to-from)
		for i := from; i < to; i++ {
			w = append(w, termOf(&words[i], kind))
		}
		out = append(out, w)
	}
	if kind != Body && len(out) == 1 {
		if w := glued(words); len(w) > 0 {
			out = append(out, w)
		}
	}
	if kind != Person {
		if w := phrased(words); w != nil {
			out = append(out, w)
		}
	}
	if kind == Body {
		if a := acronym(words); a != "" {
			out = append(out, Writing{termInitial + a})
		}
	}
	return out
}

// phrased has the words that are one concept together as one term: heavy
// industries. It is nil where there are none.
func phrased(words []word) Writing {
	var out Writing
	some := false
	for i := 0; i < len(words); {
		if id, n := phraseAt(words, i); n > 1 {
			out = append(out, termConcept+id)
			i += n
			some = true
			continue
		}
		out = append(out, termOf(&words[i], Body))
		i++
	}
	if !some || len(out) > maxTerms {
		return nil
	}
	return out
}

// termOf gives the term of a word with spaces around it.
func termOf(w *word, kind Kind) string {
	if kind != Person {
		if id, ok := concept(w.key); ok {
			return termConcept + id
		}
	}
	return termWord + w.key
}

// glued has the words that only lead to the next one written together with it:
// abdalrahman for abd al rahman. It is nil where there are none.
func glued(words []word) Writing {
	some := false
	var out Writing
	prefix := ""
	for i := range words {
		w := &words[i]
		if glue[w.key] && i+1 < len(words) && len(prefix) < maxJoined {
			prefix += w.key
			some = true
			continue
		}
		out = append(out, termWord+prefix+w.key)
		prefix = ""
	}
	if !some || len(out) > maxTerms {
		return nil
	}
	return out
}

// glue are words that many writers join to the next one.
var glue = titleSet(`al el ul ur ar as ash ad an az abd abdul abdel abdal abdur abu abou umm bin ibn ben
de da di do du del della dos des la le lo van von der den ter ten mac mc fitz san st o d l
عبد ابو ابي ال ام بن אל בן абд абу абдул аль эль ибн бин`)

// acronym gives the first letters of three to six words.
func acronym(words []word) string {
	if len(words) < 3 {
		return ""
	}
	var b strings.Builder
	n := 0
	for i := range words {
		if links[words[i].key] {
			continue
		}
		r, _ := utf8.DecodeRuneInString(words[i].key)
		b.WriteRune(r)
		n++
	}
	if n < 3 || n > 6 {
		return ""
	}
	return b.String()
}

var links = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("and of the for in de des du del la le les el et und y e i и of for to by with") {
		m[w] = true
	}
	return m
}()

// unspacedWritings divides each word in its ways; the writings take the first
// way of every word, the second, and so on. Long names of bodies are also
// found by neighbouring characters, which a slip leaves mostly as they are.
func unspacedWritings(words []word, kind Kind) []Writing {
	ways := make([][][]part, len(words))
	most := 1
	for i := range words {
		if words[i].in.unspaced() {
			ways[i] = divisions(words[i].run, kind, len(words) == 1)
			most = max(most, len(ways[i]))
		}
	}
	var out []Writing
	for k := range min(most, maxWritings-1) {
		var w Writing
		for i := range words {
			if !words[i].in.unspaced() {
				w = append(w, termOf(&words[i], kind))
				continue
			}
			for _, p := range ways[i][min(k, len(ways[i])-1)] {
				w = append(w, termOfPart(words[i].run, p))
			}
		}
		out = appendWriting(out, w[:min(len(w), maxTerms)])
	}
	if kind != Person {
		if p := pairs(words); len(p) > 0 {
			out = appendWriting(out, p)
		}
	}
	return out
}

func termOfPart(run []rune, p part) string {
	if p.concept != "" {
		return termConcept + p.concept
	}
	return termWord + string(run[p.from:p.to])
}

func appendWriting(out []Writing, w Writing) []Writing {
	for _, other := range out {
		if sameTerms(other, w) {
			return out
		}
	}
	if len(w) == 0 {
		return out
	}
	return append(out, w)
}

func sameTerms(a, b Writing) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// leastPairs is how many characters a name has that is found by pairs: in a
// shorter one a single slip makes another name.
const leastPairs = 6

// pairs gives the neighbouring characters of all kanji and Hangul.
func pairs(words []word) Writing {
	run := allCharacters(words)
	if len(run) < leastPairs {
		return nil
	}
	var out Writing
	for i := 0; i+1 < len(run) && len(out) < maxTerms; i++ {
		out = append(out, termPair+string(run[i:i+2]))
	}
	return out
}

// allCharacters joins the runs of a name that is all kanji or Hangul.
func allCharacters(words []word) []rune {
	var run []rune
	for i := range words {
		if in := words[i].in; in != han && in != hangul {
			return nil
		}
		run = append(run, words[i].run...)
	}
	for _, r := range run {
		if runAlphabet(r) == kana && r >= 'ァ' {
			return nil // katakana are looked for as words
		}
	}
	return run
}
