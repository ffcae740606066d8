package roman

import (
	"golang.org/x/text/unicode/norm"
)

// edge is what stands before the first letter and behind the last one.
const edge = '\uFFFF'

// atom is one part of a pattern: letters, with how often, or a bracket.
type atom struct {
	letter rune   // the only one, where ranges is nil
	ranges []span // the letters, or with not the letters that it is none of
	not    bool
	times  byte // '?', '*', '+' or 0
	sign   byte // '(', ')' or 0
}

// span is a row of letters.
type span struct{ lo, hi rune }

func (a *atom) has(r rune) bool {
	if a.ranges == nil {
		return r == a.letter
	}
	for _, s := range a.ranges {
		if s.lo <= r && r <= s.hi {
			return !a.not
		}
	}
	return a.not
}

// rule rewrites what match finds between before and after.
type rule struct {
	before, match, after []atom
	output               []rune // private runes $1 and | are groupRef and cursor
}

// In an output these stand for $1 and |.
const (
	groupRef = '\uFFFD'
	cursor   = '\uFFFE'
)

// pass is one way over a text, from left to right; the first rule that fits
// rewrites, else the letter stays. A pass may instead be a normal form.
type pass struct {
	form  byte // 'c' or 'd' for NFC and NFD
	rules []rule
	first map[rune][]int // the rules that may begin with a letter
	any   []int          // those that may begin with any other
}

// index finds for each letter the rules that are worth trying.
func (p *pass) index() {
	p.first = map[rune][]int{}
	for i := range p.rules {
		for _, s := range p.rules[i].begins() {
			for r := s.lo; r <= s.hi; r++ {
				p.first[r] = nil
			}
		}
	}
	for i := range p.rules {
		begins := p.rules[i].begins()
		if begins == nil {
			p.any = append(p.any, i)
			for r := range p.first {
				p.first[r] = append(p.first[r], i)
			}
			continue
		}
		for _, s := range begins {
			for r := s.lo; r <= s.hi; r++ {
				p.first[r] = append(p.first[r], i)
			}
		}
	}
}

// begins gives the letters that a rule can begin with; nil for any.
func (u *rule) begins() []span {
	for i := range u.match {
		switch a := &u.match[i]; {
		case a.sign != 0:
		case a.not || a.times == '?' || a.times == '*':
			return nil
		case a.ranges == nil:
			return []span{{a.letter, a.letter}}
		default:
			return a.ranges
		}
	}
	return nil
}

// maxSteps a letter bounds rules that feed themselves.
const maxSteps = 16

// apply runs the pass over a text.
func (p *pass) apply(in []rune) []rune {
	switch p.form {
	case 'c':
		return []rune(norm.NFC.String(string(in)))
	case 'd':
		return []rune(norm.NFD.String(string(in)))
	}
	out := make([]rune, 0, 2*len(in))
	inserted := false
	for steps := maxSteps * (len(in) + 1); len(in) > 0 && steps > 0; steps-- {
		candidates, known := p.first[in[0]]
		if !known {
			candidates = p.any
		}
		used := -1
		for _, i := range candidates {
			u := &p.rules[i]
			n, group, ok := u.fits(out, in)
			if !ok || n == 0 && inserted {
				continue
			}
			out, in = u.rewrite(out, in, n, group)
			used = n
			break
		}
		if used < 0 {
			out, in = append(out, in[0]), in[1:]
		}
		inserted = used == 0
	}
	return append(out, in...)
}

// fits reports whether the rule applies between out and in, the length of
// what it replaces and the group in it.
func (u *rule) fits(out, in []rune) (n int, group [2]int, ok bool) {
	pos := len(out) - 1
	for i := len(u.before) - 1; i >= 0; i-- {
		if pos, ok = u.before[i].take(out, pos, -1); !ok {
			return 0, group, false
		}
	}
	for i := range u.match {
		switch u.match[i].sign {
		case '(':
			group[0] = n
		case ')':
			group[1] = n
		default:
			if n, ok = u.match[i].take(in, n, 1); !ok || n > len(in) {
				return 0, group, false
			}
		}
	}
	pos = n
	for i := range u.after {
		if pos, ok = u.after[i].take(in, pos, 1); !ok {
			return 0, group, false
		}
	}
	return n, group, true
}

// take matches an atom at a place and gives the next one. Beyond both ends
// stands the edge, once and for all.
func (a *atom) take(text []rune, pos, step int) (int, bool) {
	if a.sign != 0 {
		return pos, true
	}
	count := 0
	for a.has(at(text, pos)) {
		count++
		if pos < 0 || pos >= len(text) {
			break
		}
		pos += step
		if a.times == 0 || a.times == '?' {
			break
		}
	}
	return pos, count > 0 || a.times == '?' || a.times == '*'
}

func at(text []rune, pos int) rune {
	if pos < 0 || pos >= len(text) {
		return edge
	}
	return text[pos]
}

// rewrite puts the output of the rule for the first n letters of in; behind a
// cursor it is read again.
func (u *rule) rewrite(out, in []rune, n int, group [2]int) ([]rune, []rune) {
	var again []rune
	reading := false
	for i, r := range u.output {
		part := u.output[i : i+1]
		switch r {
		case cursor:
			reading = true
			continue
		case groupRef:
			part = in[group[0]:group[1]]
		}
		if reading {
			again = append(again, part...)
		} else {
			out = append(out, part...)
		}
	}
	if len(again) == 0 {
		return out, in[n:]
	}
	return out, append(again, in[n:]...)
}
