package token

// part is a stretch of a run: a concept, or characters as they are.
type part struct {
	from, to int
	concept  string
}

// maxDivisions bounds the ways of dividing one word.
const maxDivisions = 5

// divisions gives ways of dividing the characters of one word into parts, the
// likeliest first, at most five. A word that is alone may be a whole name of a
// person, in which surname and given name are divided.
func divisions(run []rune, kind Kind, alone bool) [][]part {
	var out [][]part
	add := func(d []part) {
		for _, other := range out {
			if samePlaces(other, d) {
				return
			}
		}
		out = append(out, d)
	}
	base := scriptParts(run)
	if kind != Body && len(base) == 1 && alone && runAlphabet(run[0]) != kana {
		for _, at := range nameCuts(run) {
			add([]part{{from: 0, to: at}, {from: at, to: len(run)}})
		}
	}
	if kind != Person {
		best := known(run, base, false)
		add(best)
		add(inLoans(run, best))
		add(inLetters(run, best, false))
		add(inLetters(run, best, true))
		add(known(run, base, true))
		add(inPairs(run, best))
	}
	add(base)
	return out[:min(len(out), maxDivisions)]
}

func samePlaces(a, b []part) bool {
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

// scriptParts divides a run where its script changes: letters, katakana,
// Hangul, and kanji. A single kana between kanji belongs to them (関ヶ原).
func scriptParts(run []rune) []part {
	var out []part
	for from := 0; from < len(run); {
		in := runAlphabet(run[from])
		to := from + 1
		for to < len(run) && runAlphabet(run[to]) == in {
			to++
		}
		n := len(out)
		joins := n > 0 && from > 0 && (in == kana && to == from+1 && to < len(run) && runAlphabet(run[from-1]) == han && runAlphabet(run[to]) == han ||
			in == han && to-from >= 1 && out[n-1].to == from && from-out[n-1].from > 1 && runAlphabet(run[from-1]) == kana && runAlphabet(run[out[n-1].from]) == han)
		if joins {
			out[n-1].to = to
		} else {
			out = append(out, part{from: from, to: to})
		}
		from = to
	}
	return out
}

// known divides the parts further at words of the tables: at all of them, or
// only where one ends a part, so that its front stays whole.
func known(run []rune, base []part, onlyLast bool) []part {
	var out []part
	for _, p := range base {
		start := p.from
		for _, w := range conceptParts(run[p.from:p.to]) {
			w.from, w.to = w.from+p.from, w.to+p.from
			if onlyLast && w.to != p.to {
				continue
			}
			if start < w.from {
				out = append(out, part{from: start, to: w.from})
			}
			out = append(out, w)
			start = w.to
		}
		if start < p.to {
			out = append(out, part{from: start, to: p.to})
		}
	}
	return out
}

// inLetters cuts off the names of letters that begin a part in katakana:
// エヌティティ and データ.
func inLetters(run []rune, parts []part, shorter bool) []part {
	var out []part
	for _, p := range parts {
		at := 0
		if p.concept == "" && runAlphabet(run[p.from]) == kana {
			at = lettersEnd(run[p.from:p.to], shorter)
		}
		if at == 0 {
			out = append(out, p)
			continue
		}
		rest := part{from: p.from + at, to: p.to}
		rest.concept, _ = concept(string(largeRun(run[rest.from:rest.to])))
		out = append(out, part{from: p.from, to: p.from + at}, rest)
	}
	return out
}

// mayBegin reports whether a word can begin with a kana.
func mayBegin(r rune) bool {
	switch r {
	case 'ー', 'ン', 'ッ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ヮ':
		return false
	}
	return true
}

// inPairs divides unknown parts of four and six kanji in pairs, as words of
// Chinese origin have two.
func inPairs(run []rune, parts []part) []part {
	var out []part
	for _, p := range parts {
		n := p.to - p.from
		if p.concept != "" || n != 4 && n != 6 || alphabetOf(string(run[p.from:p.to])) != han {
			out = append(out, p)
			continue
		}
		for i := p.from; i < p.to; i += 2 {
			out = append(out, part{from: i, to: i + 2})
		}
	}
	return out
}
