package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastHump is how many letters stand on both sides of a capital that begins a
// word: not McDonald.
const leastHump = 3

// humps puts spaces where capitals alone divide words: BlueOcean.
func humps(name string) string {
	var cuts []int
	since, last := 0, rune(0)
	for i, r := range name {
		if unicode.IsLower(last) && unicode.IsUpper(r) && since >= leastHump && lowerAhead(name[i:]) {
			cuts = append(cuts, i)
			since = 0
		}
		if since++; !unicode.IsLetter(r) {
			since = 0
		}
		last = r
	}
	if len(cuts) == 0 || len(name) > 200 {
		return name
	}
	var b strings.Builder
	from := 0
	for _, at := range cuts {
		b.WriteString(name[from:at])
		b.WriteByte(' ')
		from = at
	}
	b.WriteString(name[from:])
	return b.String()
}

// lowerAhead reports whether a capital and small letters behind it begin s.
func lowerAhead(s string) bool {
	n := 0
	for i, r := range s {
		if i > 0 && !unicode.IsLower(r) || n == leastHump {
			break
		}
		n++
	}
	return n == leastHump
}

// Words that may be two are cut where one of them is a word of the tables, which
// is kept under what it means: Blendmarket. Words of other alphabets than Latin
// are cut everywhere where they are all there is of a name.
const (
	leastApart = 3
	leastKnown = 5 // letters of the word of the tables
	mostSingle = 32
	fromSingle = 7
)

func appendApart(out []Asking, words []word, kind Kind) []Asking {
	if kind != Person {
		for i := range words {
			if cut := knownInside(&words[i]); cut > 0 {
				apart := append([]word(nil), words[:i]...)
				w := words[i]
				apart = append(apart, word{key: w.key[:cut], in: latin}, word{key: w.key[cut:], in: latin})
				apart = append(apart, words[i+1:]...)
				return append(out, askWords(apart[:min(len(apart), MaxSlots)], kind))
			}
		}
	}
	if w := &words[0]; len(words) == 1 && w.in == native {
		if n := utf8.RuneCountInString(w.key); fromSingle <= n && n <= mostSingle {
			return append(out, askCut(w.key, n))
		}
	}
	return out
}

// knownInside gives where a word of the tables begins or ends in a longer word,
// 0 for nowhere.
func knownInside(w *word) int {
	n := len(w.key)
	if w.in != latin || n < leastApart+leastKnown || n > maxJoined {
		return 0
	}
	if _, ok := concept(w.key); ok {
		return 0
	}
	for at := leastApart; at <= n-leastKnown; at++ {
		if _, ok := concept(w.key[at:]); ok {
			return at
		}
	}
	for at := n - leastApart; at >= leastKnown; at-- {
		if _, ok := concept(w.key[:at]); ok {
			return at
		}
	}
	return 0
}

// askCut asks for all that a word may begin and end with; its letters are the
// slots.
func askCut(w string, n int) Asking {
	a := Asking{Slots: n}
	k := 0
	for i := range w {
		if leastApart <= k && k <= n-leastApart {
			a.add(Asked{Text: termWord + w[:i], From: 0, To: k, Keys: []Key{{Text: w[:i], Spelled: true}}})
			a.add(Asked{Text: termWord + w[i:], From: k, To: n, Keys: []Key{{Text: w[i:], Spelled: true}}})
		}
		k++
	}
	return a
}
