package main

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

// edge stands for what is before the first letter and behind the last one; the
// complement of every set has it.
const edge = '\uFFFF'

// set is a set of letters that folded text can hold, and of strings.
type set struct {
	has     map[rune]bool
	strings []string
}

// universe is all that a set can hold: the blocks of 128 that the letters of the
// transform are from, the marks of Latin letters, the edge. Folded text has no
// capitals.
var universe []rune

func setUniverse(rules string) {
	blocks := map[rune]bool{0: true, 0x300 >> 7: true}
	for _, r := range rules {
		blocks[r>>7] = blocks[r>>7] || unicode.In(r, unicode.L, unicode.M, unicode.Co)
	}
	for _, esc := range regexp.MustCompile(`\\u[0-9A-Fa-f]{4}`).FindAllString(rules, -1) {
		n, _ := strconv.ParseUint(esc[2:], 16, 32)
		blocks[rune(n)>>7] = true
	}
	universe = nil
	for r := rune(' '); r < 0xF900; r++ {
		if blocks[r>>7] && !unicode.IsUpper(r) && (unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.Sk, unicode.Zs, unicode.Co)) {
			universe = append(universe, r)
		}
	}
	universe = append(universe, edge)
}

func newSet() *set { return &set{has: map[rune]bool{}} }

func single(r rune) *set {
	s := newSet()
	if !unicode.IsUpper(r) {
		s.has[r] = true
	}
	return s
}

func (s *set) empty() bool { return len(s.has) == 0 }

// String writes the set as the table has it, as what it holds or as what it
// does not, whichever is shorter.
func (s *set) String() string {
	if len(s.has) == 1 {
		for r := range s.has {
			return escape(r)
		}
	}
	if len(s.has) < 64 {
		return "[" + ranges(s.has) + "]"
	}
	not := map[rune]bool{}
	for _, r := range universe {
		if !s.has[r] {
			not[r] = true
		}
	}
	return "[^" + ranges(not) + "]"
}

// ranges writes letters in order, a-z for three or more in a row. What Unicode
// has no letter for may stand in a range: no text has it.
func ranges(has map[rune]bool) string {
	var all []rune
	for _, r := range universe {
		if has[r] {
			all = append(all, r)
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	index := map[rune]int{}
	for i, r := range universe {
		index[r] = i
	}
	var b strings.Builder
	for i := 0; i < len(all); {
		j := i
		for j+1 < len(all) && index[all[j+1]] == index[all[j]]+1 {
			j++
		}
		b.WriteString(escape(all[i]))
		if j > i+1 {
			b.WriteByte('-')
		}
		if j > i {
			b.WriteString(escape(all[j]))
		}
		i = j + 1
	}
	return b.String()
}

// escape marks the letters that mean something in patterns.
func escape(r rune) string {
	if r == edge {
		return "$"
	}
	if strings.ContainsRune(`\[]()^-?*+|$`, r) {
		return `\` + string(r)
	}
	return string(r)
}

// parseSet reads a set at the start of in and gives its length.
func parseSet(in []rune) (*set, int, error) {
	if name, n, ok := property(in); ok {
		s, err := ofProperty(name)
		return s, n, err
	}
	s, i, not := newSet(), 1, false
	if i < len(in) && in[i] == '^' {
		not, i = true, i+1
	}
	op := ' '
	join := func(t *set) {
		for _, r := range universe {
			switch {
			case op == '-' && t.has[r], op == '&' && !t.has[r]:
				delete(s.has, r)
			case op == ' ' && t.has[r]:
				s.has[r] = true
			}
		}
		s.strings = append(s.strings, t.strings...)
		op = ' '
	}
	for i < len(in) && in[i] != ']' {
		switch r := in[i]; {
		case unicode.IsSpace(r):
			i++
		case r == '[', r == '\\' && i+1 < len(in) && (in[i+1] == 'p' || in[i+1] == 'P'):
			t, n, err := parseSet(in[i:])
			if err != nil {
				return nil, 0, err
			}
			join(t)
			i += n
		case r == '&', r == '-':
			op, i = r, i+1
		case r == '{':
			end := i
			for end < len(in) && in[end] != '}' {
				end++
			}
			s.strings = append(s.strings, strings.ReplaceAll(string(in[i+1:end]), " ", ""))
			i = end + 1
		default:
			n, err := s.letters(in[i:])
			if err != nil {
				return nil, 0, err
			}
			i += n
		}
	}
	if i >= len(in) {
		return nil, 0, fmt.Errorf("open set")
	}
	if not {
		inverse := newSet()
		for _, r := range universe {
			if !s.has[r] {
				inverse.has[r] = true
			}
		}
		s = inverse
	}
	return s, i + 1, nil
}

// letters adds a letter or a range a-z.
func (s *set) letters(in []rune) (int, error) {
	lit, n, err := literal(in)
	if err != nil {
		return 0, err
	}
	if len(lit) == 1 && n+1 < len(in) && in[n] == '-' && in[n+1] != '[' && in[n+1] != ']' {
		to, m, err := literal(in[n+1:])
		if err != nil {
			return 0, err
		}
		for r := lit[0]; r <= to[0]; r++ {
			s.add(r)
		}
		return n + 1 + m, nil
	}
	for _, r := range lit {
		s.add(r)
	}
	return n, nil
}

func (s *set) add(r rune) {
	if !unicode.IsUpper(r) {
		s.has[r] = true
	}
}

// property reads [:L:] or \p{L}.
func property(in []rune) (string, int, bool) {
	s := string(in)
	if strings.HasPrefix(s, "[:") {
		if end := strings.Index(s, ":]"); end > 0 {
			return s[2:end], len([]rune(s[:end])) + 2, true
		}
	}
	if strings.HasPrefix(s, `\p{`) {
		if end := strings.Index(s, "}"); end > 0 {
			return s[3:end], len([]rune(s[:end])) + 1, true
		}
	}
	return "", 0, false
}

var properties = map[string]func(rune) bool{
	"l": unicode.IsLetter, "m": unicode.IsMark, "n": unicode.IsNumber, "nd": unicode.IsDigit, "mark": unicode.IsMark,
	"mn":              func(r rune) bool { return unicode.Is(unicode.Mn, r) },
	"me":              func(r rune) bool { return unicode.Is(unicode.Me, r) },
	"ll":              unicode.IsLower,
	"lowercase":       unicode.IsLower,
	"lu":              unicode.IsUpper,
	"uppercase":       unicode.IsUpper,
	"uppercaseletter": unicode.IsUpper,
	"latin":           func(r rune) bool { return unicode.Is(unicode.Latin, r) },
	"greek":           func(r rune) bool { return unicode.Is(unicode.Greek, r) },
	"arabic":          func(r rune) bool { return unicode.Is(unicode.Arabic, r) },
	"sinh":            func(r rune) bool { return unicode.Is(unicode.Sinhala, r) },
	"block=arabic":    func(r rune) bool { return 0x600 <= r && r <= 0x6FF },
	"ccc=0":           func(r rune) bool { return !unicode.IsMark(r) },
}

func ofProperty(name string) (*set, error) {
	is := properties[strings.ToLower(strings.TrimSpace(name))]
	if is == nil {
		return nil, fmt.Errorf("property %q is not known", name)
	}
	s := newSet()
	for _, r := range universe {
		if is(r) {
			s.has[r] = true
		}
	}
	return s, nil
}
