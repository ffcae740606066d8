package token

// part is a stretch of a run: a concept, or characters as they are.
type part struct {
	from, to int
	concept  string
}

// divisions gives ways of dividing the characters of one word into parts, the
// likeliest first, at most three.
func divisions(run []rune, kind Kind) [][]part {
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
	if kind != Body && len(base) == 1 {
		for _, at := range nameCuts(run) {
			add([]part{{from: 0, to: at}, {from: at, to: len(run)}})
		}
	}
	if kind != Person {
		add(known(run, base, false))
		add(known(run, base, true))
	}
	add(base)
	return out[:min(len(out), 4)]
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

// known divides the parts further at words of the tables, from the left, the
// longest at each place, or with shortest the other way round: from the right.
func known(run []rune, base []part, fromRight bool) []part {
	var out []part
	for _, p := range base {
		if fromRight {
			out = knownRight(out, run, p)
		} else {
			out = knownLeft(out, run, p)
		}
	}
	return out
}

func knownLeft(out []part, run []rune, p part) []part {
	start := p.from
	for i := p.from; i < p.to; {
		n, id := conceptAt(run[:p.to], i)
		if n == 0 {
			i++
			continue
		}
		if start < i {
			out = append(out, part{from: start, to: i})
		}
		out = append(out, part{from: i, to: i + n, concept: id})
		i += n
		start = i
	}
	if start < p.to {
		out = append(out, part{from: start, to: p.to})
	}
	return out
}

// knownRight takes only words at the end, so that the front stays whole.
func knownRight(out []part, run []rune, p part) []part {
	for i := p.from + 1; i < p.to; i++ {
		if n, id := conceptAt(run[:p.to], i); n > 0 && i+n == p.to {
			return append(out, part{from: p.from, to: i}, part{from: i, to: p.to, concept: id})
		}
	}
	return append(out, p)
}
