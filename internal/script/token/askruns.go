package token

// askUnspaced has a slot for each character, and for each word with spaces
// around it one for every two letters, so that all parts of a name weigh by what
// they say. A name of more characters than there are slots has its parts as
// slots instead.
func askUnspaced(words []word, kind Kind) []Asking {
	slots := 0
	for i := range words {
		slots += slotsOf(&words[i])
	}
	if slots > MaxSlots {
		return askParts(words, kind)
	}
	a := Asking{Slots: slots}
	from := 0
	for i := range words {
		w := &words[i]
		to := from + slotsOf(w)
		if w.in.unspaced() {
			a.run(w.run, from, kind, len(words) == 1)
		} else {
			a.word(w, from, to, kind)
		}
		from = to
	}
	a.across(words)
	out := []Asking{a}
	if p := pairs(words); kind != Person && len(p) > 0 {
		out = append(out, askPairs(p))
	}
	return out
}

func slotsOf(w *word) int {
	if w.in.unspaced() {
		return len(w.run)
	}
	return min(max((len(w.key)+1)/2, 1), 4)
}

// run asks for the parts of a run in all its divisions with their readings,
// for every short stretch as it is, and for what katakana may begin and end with.
func (a *Asking) run(run []rune, at int, kind Kind, alone bool) {
	r := runAsking{a: a, run: run, at: at, asked: map[[2]int]bool{}}
	ways := divisions(run, kind, alone)
	for k, d := range ways {
		for _, p := range d {
			r.part(p, len(d) == 1 && k > 0)
		}
	}
	r.stretches(kind != Body && len(run) <= 4)
	if kind == Person && !alone {
		return
	}
	for _, p := range ways[0] {
		if p.concept == "" && allKana(run[p.from:p.to]) && !allLoans(run, p) {
			r.split(p)
		}
	}
}

// runAsking is the asking of one run that stands at a slot.
type runAsking struct {
	a     *Asking
	run   []rune
	at    int
	asked map[[2]int]bool
}

func (r *runAsking) ask(from, to int, s shared) {
	r.asked[[2]int{from, to}] = true
	r.a.add(Asked{Text: termWord + string(r.run[from:to]), From: r.at + from, To: r.at + to, Keys: s.keys, Shared: s.number})
}

// part asks for a part of a division; whole says that it is all of the run,
// which other divisions have read in parts.
func (r *runAsking) part(p part, whole bool) {
	if p.concept != "" {
		r.a.add(askedConcept(p.concept, r.at+p.from, r.at+p.to))
	}
	if r.asked[[2]int{p.from, p.to}] {
		return
	}
	stretch := r.run[p.from:p.to]
	if whole && alphabetOf(string(stretch)) >= han {
		r.ask(p.from, p.to, shared{keys: []Key{{Text: string(stretch), Spelled: true}}})
		return
	}
	r.ask(p.from, p.to, stretchKeys(stretch))
}

// stretches asks for all stretches of up to four kanji or syllables; single ones
// with their Chinese and Korean sounds where bySound says so: Jian Bin.
func (r *runAsking) stretches(bySound bool) {
	for from := range r.run {
		for to := from + 1; to <= min(from+4, len(r.run)); to++ {
			if r.asked[[2]int{from, to}] || runAlphabet(r.run[from]) <= kana || runAlphabet(r.run[to-1]) <= kana {
				continue
			}
			var keys shared
			if bySound && to == from+1 {
				keys = soundKeys(r.run[from:to])
			}
			r.ask(from, to, keys)
		}
	}
}

// A run of katakana that no division parted may be several foreign words.
const (
	leastSplit      = 5
	mostSplit       = 20
	longSplit       = 10 // may be three words
	skeletonsSplit  = 8
	skeletonsInside = 4
)

// split asks for all that a part in katakana may begin or end with, and for what
// a long one may have between.
func (r *runAsking) split(p part) {
	if n := p.to - p.from; n < leastSplit || n > mostSplit {
		return
	}
	for at := p.from + 2; at+2 <= p.to; at++ {
		if mayBegin(r.run[at]) {
			r.foreign(p.from, at, skeletonsSplit)
			r.foreign(at, p.to, skeletonsSplit)
		}
	}
	if p.to-p.from < longSplit {
		return
	}
	for from := p.from + 3; from+6 <= p.to; from++ {
		for to := from + 3; to <= min(from+8, p.to-3); to++ {
			if mayBegin(r.run[from]) && mayBegin(r.run[to]) {
				r.foreign(from, to, skeletonsInside)
			}
		}
	}
}

// foreign asks for some kana as a foreign word.
func (r *runAsking) foreign(from, to, most int) {
	if r.asked[[2]int{from, to}] {
		return
	}
	stretch := r.run[from:to]
	r.ask(from, to, foreignKeys(stretch, most))
	if id, ok := concept(string(largeRun(stretch))); ok {
		r.a.add(askedConcept(id, r.at+from, r.at+to))
	}
}

func allKana(run []rune) bool {
	for _, r := range run {
		if runAlphabet(r) != kana {
			return false
		}
	}
	return true
}

func (a *Asking) add(t Asked) { a.Terms = append(a.Terms, t) }

// stretchKeys gives what a stretch of characters asks for, foreignKeys what kana
// ask for as a foreign word, soundKeys what a character does by its Chinese and
// Korean sounds. They are shared.
func stretchKeys(run []rune) shared {
	return before(string(run), asStretch, 0, func() []Key { return newStretchKeys(run) })
}

func foreignKeys(run []rune, most int) shared {
	return before(string(run), asKana, most, func() []Key { return kanaAsked(string(run), most) })
}

func soundKeys(run []rune) shared {
	return before(string(run), asSound, 0, func() []Key { return appendReadings(nil, run, runAlphabet(run[0]), 0) })
}

func newStretchKeys(run []rune) []Key {
	w := string(run)
	switch in := alphabetOf(w); in {
	case latin, native, kana:
		return newAskedKeys(w, in)
	}
	out := make([]Key, 1, 16)
	out[0] = Key{Text: w, Spelled: true}
	in := alphabetOf(w)
	n := len(out)
	out = appendForeign(out, run, in, skeletonsAsked)
	turned(out[n:])
	return appendReadings(out, run, in, readingsAsked)
}

// appendReadings asks for Latin words, and Hangul and kanji for each other, by
// their readings.
func appendReadings(out []Key, run []rune, in alphabet, most int) []Key {
	for _, s := range readingsOf(run, signLatin, most) {
		out = append(out, Key{Text: s})
		switch {
		case s[1:2] != soundKorean:
		case in == hangul:
			out = append(out, Key{Text: signRead + s[1:]})
		default:
			out = append(out, Key{Text: signHangul + s[1:]})
		}
	}
	return out
}

// across asks for neighbouring words of characters written as one.
func (a *Asking) across(words []word) {
	from := 0
	for i := 0; i+1 < len(words); i++ {
		w, next := &words[i], &words[i+1]
		mid := from + slotsOf(w)
		if w.in.unspaced() && next.in.unspaced() && len(w.run)+len(next.run) <= 12 {
			both := append(append([]rune(nil), w.run...), next.run...)
			a.add(Asked{Text: termWord + string(both), From: from, To: mid + slotsOf(next), Keys: []Key{{Text: string(both), Spelled: true}}})
		}
		from = mid
	}
}

// askPairs has a slot for each pair of characters.
func askPairs(p Writing) Asking {
	a := Asking{Slots: len(p)}
	for i, t := range p {
		a.add(Asked{Text: t, From: i, To: i + 1})
	}
	return a
}

// askParts has a slot for each part of a very long name.
func askParts(words []word, kind Kind) []Asking {
	var a Asking
	for i := range words {
		w := &words[i]
		if !w.in.unspaced() {
			if a.Slots < MaxSlots {
				a.word(w, a.Slots, a.Slots+1, kind)
				a.Slots++
			}
			continue
		}
		for _, p := range divisions(w.run, kind, len(words) == 1)[0] {
			if a.Slots == MaxSlots {
				break
			}
			a.add(Asked{Text: termOfPart(w.run, p), From: a.Slots, To: a.Slots + 1, Keys: stretchKeys(w.run[p.from:p.to]).keys})
			a.Slots++
		}
	}
	out := []Asking{a}
	if p := pairs(words); kind != Person && len(p) > 0 {
		out = append(out, askPairs(p))
	}
	return out
}
