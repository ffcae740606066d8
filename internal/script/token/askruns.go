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
// and for every short stretch as it is.
func (a *Asking) run(run []rune, at int, kind Kind, alone bool) {
	asked := map[[2]int]bool{}
	for _, d := range divisions(run, kind, alone) {
		for _, p := range d {
			if p.concept != "" {
				a.add(Asked{Text: termConcept + p.concept, From: at + p.from, To: at + p.to})
			}
			if !asked[[2]int{p.from, p.to}] {
				asked[[2]int{p.from, p.to}] = true
				a.add(Asked{Text: termWord + string(run[p.from:p.to]), From: at + p.from, To: at + p.to, Keys: stretchKeys(run[p.from:p.to])})
			}
		}
	}
	short := kind != Body && len(run) <= 4
	for from := range run {
		for to := from + 1; to <= min(from+4, len(run)); to++ {
			if !asked[[2]int{from, to}] && runAlphabet(run[from]) != kana && runAlphabet(run[to-1]) != kana {
				t := Asked{Text: termWord + string(run[from:to]), From: at + from, To: at + to}
				if in := runAlphabet(run[from]); short && to == from+1 && in >= han { // Jian Bin
					t.Keys = appendReadings(nil, run[from:to], in, 0)
				}
				a.add(t)
			}
		}
	}
}

func (a *Asking) add(t Asked) { a.Terms = append(a.Terms, t) }

// stretchKeys gives what a stretch of characters asks for.
func stretchKeys(run []rune) []Key {
	w := string(run)
	switch in := alphabetOf(w); in {
	case latin, native, kana:
		return askedKeys(w, in)
	}
	out := make([]Key, 1, 16)
	out[0] = Key{Text: w, Spelled: true}
	return appendReadings(out, run, alphabetOf(w), readingsAsked)
}

// appendReadings asks for Latin words, and Hangul and kanji for each other, by
// their readings.
func appendReadings(out []Key, run []rune, in alphabet, most int) []Key {
	for _, s := range readingsOf(run, most) {
		if most == 0 && s[:1] == soundJapanese {
			continue
		}
		out = append(out, Key{Text: signLatin + s})
		switch {
		case s[:1] != soundKorean:
		case in == hangul:
			out = append(out, Key{Text: signRead + s})
		default:
			out = append(out, Key{Text: signHangul + s})
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
			a.add(Asked{Text: termOfPart(w.run, p), From: a.Slots, To: a.Slots + 1, Keys: stretchKeys(w.run[p.from:p.to])})
			a.Slots++
		}
	}
	out := []Asking{a}
	if p := pairs(words); kind != Person && len(p) > 0 {
		out = append(out, askPairs(p))
	}
	return out
}
