package token

import "github.com/sekifuda/sekifuda/internal/script"

// namesLetters reports whether kana are names of letters: エー, エヌティティ.
func namesLetters(run []rune) bool {
	return allKana(run) && script.LetterNames("エー"+string(run)) != ""
}

// mergeLetters joins names of letters that dots or spaces part (エー・ビー商事), so
// that they are one word as their letters are. A word that only begins with one is
// joined where kanji or a known word follow in it.
func mergeLetters(words []word) []word {
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.in != kana || !namesLetters(w.run) {
			out = append(out, w)
			continue
		}
		w.run = append([]rune(nil), w.run...)
		for i+1 < len(words) {
			next, more := &words[i+1], false
			switch {
			case next.in == kana && namesLetters(next.run):
				more = true
			case !next.in.unspaced() || !beginsWithLetter(next.run):
				next = nil
			}
			if next == nil {
				break
			}
			w.key, w.text, w.in = w.key+next.key, w.text+next.text, max(w.in, next.in)
			w.run = append(w.run, next.run...)
			if i++; !more {
				break
			}
		}
		out = append(out, w)
	}
	return out
}

// beginsWithLetter reports whether a run begins with names of letters before
// kanji or a word of the tables.
func beginsWithLetter(run []rune) bool {
	end := 0
	for end < len(run) && runAlphabet(run[end]) == kana {
		end++
	}
	if 0 < end && end < len(run) && namesLetters(run[:end]) {
		return true
	}
	for at := end - 2; at > 0 && end == len(run); at-- {
		if mayBegin(run[at]) && namesLetters(run[:at]) {
			if _, ok := concept(string(largeRun(run[at:]))); ok {
				return true
			}
		}
	}
	return false
}

// lettersEnd gives how many kana at the start of a run name letters, two at
// least, where a word follows, best one of the tables; 0 for none. Where no known
// word follows there may be two ways (エムイーシーオートモーティブ): the longest, and with
// shorter the one that leaves a letter more.
func lettersEnd(run []rune, shorter bool) int {
	var ends []int
	if script.LetterNames(string(run)) != "" {
		return 0 // all of it
	}
	for at := len(run) - 2; at >= 3; at-- {
		if !mayBegin(run[at]) || script.LetterNames(string(run[:at])) == "" {
			continue
		}
		if _, ok := concept(string(largeRun(run[at:]))); ok {
			return at
		}
		ends = append(ends, at)
	}
	switch {
	case len(ends) == 0:
		return 0
	case shorter && len(ends) > 1:
		return ends[1]
	}
	return ends[0]
}
