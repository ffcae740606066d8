package token

import "strings"

// readingsAsked is how many Japanese readings of a stretch are looked for.
const readingsAsked = 40

// Ask gives the ways of dividing a name that is looked for, at most six. It is
// empty where Writings is.
func Ask(name string, kind Kind) []Asking {
	words := wordsOf(name, kind)
	if len(words) == 0 {
		return nil
	}
	var out []Asking
	if anyUnspaced(words) {
		out = askUnspaced(words, kind)
	} else {
		out = []Asking{askWords(words[:min(len(words), MaxSlots)], kind)}
		out = appendApart(out, words, kind)
	}
	if apart := humps(name); apart != name {
		out = append(out, Ask(apart, kind)...)
	}
	out = out[:min(len(out), maxWritings)]
	markSystems(out)
	return out
}

// Asks reports whether Ask has a way of dividing a name.
func Asks(name string, kind Kind) bool { return len(wordsOf(name, kind)) > 0 }

// askWords has a slot for each word.
func askWords(words []word, kind Kind) Asking {
	a := Asking{Slots: len(words), Terms: make([]Asked, 0, 3*len(words))}
	for i := range words {
		a.word(&words[i], i, i+1, kind)
	}
	a.joined(words)
	if kind != Person {
		for i := range words {
			if id, n := phraseAt(words, i); n > 1 {
				a.Terms = append(a.Terms, askedConcept(id, i, i+n))
			}
		}
		if s := acronym(words); s != "" {
			a.Terms = append(a.Terms, Asked{Text: termWord + s, To: len(words)})
		}
	}
	return a
}

// word asks for one word in all its ways.
func (a *Asking) word(w *word, from, to int, kind Kind) {
	keys := askedKeys(w.key, w.in)
	t := Asked{Text: termWord + w.key, From: from, To: to, Keys: keys.keys, Shared: keys.number}
	a.Terms = append(a.Terms, t)
	if kind == Person {
		return
	}
	if id, ok := concept(w.key); ok {
		a.Terms = append(a.Terms, askedConcept(id, from, to))
	}
	if n := len(w.key); w.in == latin && 3 <= n && n <= 6 {
		a.Terms = append(a.Terms, Asked{Text: termInitial + w.key, From: from, To: to})
	}
}

// askedKeys gives what a word asks for. It is shared.
func askedKeys(w string, in alphabet) shared {
	return before(w, asWord, int(in), func() []Key { return newAskedKeys(w, in) })
}

func newAskedKeys(w string, in alphabet) []Key {
	switch in {
	case latin:
		return latinAsked(w)
	case native:
		return turned(nativeWays(w, skeletonsAsked))
	case kana:
		return kanaAsked(w, skeletonsAsked)
	default:
		return newStretchKeys([]rune(w))
	}
}

func kanaAsked(w string, most int) []Key { return turned(kanaWays(w, most)) }

// turned makes of the keys that a term is kept under those that it asks for.
func turned(kept []Key) []Key {
	for i := range kept {
		if kept[i].Spelled {
			continue
		}
		switch k := &kept[i]; k.Text[:1] {
		case signLatin: // kana ask for characters that are read so
			k.Text, k.Cost = signRead+k.Text[1:], 0
		case signSpelt:
			k.Text, k.Cost = signSkeleton+k.Text[1:], k.Cost-costSkeleton
		}
	}
	return kept
}

// skeletonsAsked is how many skeletons a word in another alphabet asks for.
const skeletonsAsked = 48

func latinAsked(w string) []Key { return latinAskedAs(w, w) }

// latinAskedAs asks for a word that consists of several, with hyphens between
// them in spaced.
func latinAskedAs(w, spaced string) []Key {
	out := make([]Key, 1, 10)
	out[0] = Key{Text: w, Spelled: true}
	for _, s := range soundsOfLatin(w) {
		out = append(out, Key{Text: signRead + s})
	}
	list, n := latinSkeletons(spaced)
	for _, s := range list[:n] {
		out = append(out, Key{Text: signSpelt + s})
	}
	if n > 0 {
		out = append(out, Key{Text: signSkeleton + list[0], Cost: costLast - costSkeleton})
	}
	return out
}

// Bounds of words that are looked for written together.
const (
	maxJoined      = 24 // letters
	maxJoinedWords = 4
)

// joined asks for neighbours written as one, for three of which one is short,
// and for all words of a short name.
func (a *Asking) joined(words []word) {
	n := len(words)
	for i := 0; i+1 < n; i++ {
		a.together(words, i, i+2)
	}
	for i := 0; i+2 < n; i++ {
		if n == 3 || shortest(words[i:i+3]) <= 3 {
			a.together(words, i, i+3)
		}
	}
	if n == maxJoinedWords {
		a.together(words, 0, n)
	}
}

func shortest(words []word) int {
	n := len(words[0].key)
	for i := range words {
		n = min(n, len(words[i].key))
	}
	return n
}

func (a *Asking) together(words []word, from, to int) {
	var b, spaced strings.Builder
	in := words[from].in
	for i := from; i < to; i++ {
		if words[i].in != in {
			return
		}
		if i > from {
			spaced.WriteByte('-')
		}
		b.WriteString(words[i].key)
		spaced.WriteString(words[i].key)
	}
	if b.Len() > 2*maxJoined || in == latin && b.Len() > maxJoined {
		return
	}
	t := Asked{Text: termWord + b.String(), From: from, To: to}
	keys := latinAskedAs
	if in != latin {
		keys = func(w, _ string) []Key { return askedKeys(w, in).keys }
	}
	for _, k := range keys(b.String(), spaced.String()) {
		if k.Cost < costLast-costSkeleton {
			t.Keys = append(t.Keys, k)
		}
	}
	a.Terms = append(a.Terms, t)
}
