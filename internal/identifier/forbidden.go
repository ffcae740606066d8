package identifier

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kinds of data that are never taken.
const (
	ForbiddenIndividual = "individual_number"
	ForbiddenResidence  = "residence_card"
	ForbiddenPension    = "pension_number"
	ForbiddenInsurance  = "insurance_number"
	ForbiddenCard       = "card_number"
	ForbiddenPassword   = "password"
)

// ForbiddenError says where a text holds data that must never be taken. It
// never holds the data.
type ForbiddenError struct {
	Field  string
	Kind   string
	Offset int // bytes into the text
}

// Error names field, kind and place, and nothing of the value.
func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("%s: holds data that is never taken (%s) at byte %d", e.Field, e.Kind, e.Offset)
}

// Forbidden looks for data that must never be taken and returns the first in
// the text, nil where there is none: Individual Numbers, residence-card,
// pension and insurance numbers, card numbers, passwords.
//
// typed says that the field is one for a telephone or corporate number: there
// 12 digits are no Individual Number, and a valid corporate or telephone number
// is no card. In free text 12 digits whose check digit holds are refused unless
// they are a telephone number or the base of a number that registered knows;
// registered may be nil, which knows none.
func Forbidden(field, text string, typed bool, registered func(number string) bool) *ForbiddenError {
	if !suspicious(text) {
		return nil
	}
	s := scanText(text)
	var first *ForbiddenError
	found := func(kind string, at int) {
		if first == nil || s.offset[at] < first.Offset {
			first = &ForbiddenError{Field: field, Kind: kind, Offset: s.offset[at]}
		}
	}
	runs := s.digitRuns()
	for _, run := range runs {
		if kind, at := s.digitsForbidden(run, typed, registered); kind != "" {
			found(kind, at)
			break
		}
	}
	if at := s.residenceCard(); at >= 0 {
		found(ForbiddenResidence, at)
	}
	if at := s.password(); at >= 0 {
		found(ForbiddenPassword, at)
	}
	if at, kind := s.labelled(runs); at >= 0 {
		found(kind, at)
	}
	return first
}

// suspicious is the cheap test that most values fail: there is nothing to look
// for without ":" or "=", without eight digits, and without the words of
// insurance and pension beside four.
func suspicious(text string) bool {
	digits := 0
	for _, r := range text {
		if r = digitRune(asciiRune(r)); r >= '0' && r <= '9' {
			digits++
		}
		if digits == 8 || r == ':' || r == '=' {
			return true
		}
	}
	if digits < 4 {
		return false
	}
	t := plain(text)
	return hasLabelHint(t)
}

// hasLabelHint reports whether a label of insurance or pension may be in t.
func hasLabelHint(t string) bool {
	return strings.Contains(t, "保険") || strings.Contains(t, "年金") || strings.Contains(t, "insur") || strings.Contains(t, "pension")
}

// scanned is a text without invisible characters, in lower-case ASCII widths,
// with the byte offset of each character in the original.
type scanned struct {
	text   []rune
	offset []int
}

func scanText(text string) *scanned {
	n := utf8.RuneCountInString(text)
	s := &scanned{text: make([]rune, 0, n), offset: make([]int, 0, n)}
	for i, r := range text {
		if isIgnorable(r) {
			continue
		}
		if isDash(r) || r == 'ー' && len(s.text) > 0 && isDigit(s.text[len(s.text)-1]) {
			r = '-'
		}
		if r != '\n' && r != '\r' { // a line's end ends a password
			r = asciiRune(r)
		}
		s.text = append(s.text, lowerRune(digitRune(r)))
		s.offset = append(s.offset, i)
	}
	return s
}

// digitRune turns the decimal digits of other scripts into ASCII.
func digitRune(r rune) rune {
	for _, zero := range [...]rune{0x0660, 0x06F0, 0x0966, 0x0E50} {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	if r >= 0x1D7CE && r <= 0x1D7FF {
		return '0' + (r-0x1D7CE)%10
	}
	return r
}

// lowerRune is unicode.ToLower, quick where there is no case.
func lowerRune(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r < 0x80 || r >= 0x3000 && r < 0xFF00:
		return r
	}
	return unicode.ToLower(r)
}

func (s *scanned) at(i int) rune {
	if i < 0 || i >= len(s.text) {
		return 0
	}
	return s.text[i]
}

// digitRun is a sequence of groups of digits with one separator between them.
type digitRun []digitGroup

type digitGroup struct{ from, to int }

func (r digitRun) start(i int) int { return r[i].from }

// digitRuns finds the runs of digits. Digits within a word that has letters
// and other digits before them (IBAN, hashes) are left out.
func (s *scanned) digitRuns() []digitRun {
	var runs []digitRun
	var run digitRun
	for i := 0; i < len(s.text); i++ {
		if !isDigit(s.text[i]) {
			continue
		}
		from := i
		for i < len(s.text) && isDigit(s.text[i]) {
			i++
		}
		if n := len(run); n > 0 && (run[n-1].to+1 != from || !isGroupSeparator(s.text[from-1])) {
			runs, run = append(runs, run), nil
		}
		run = append(run, digitGroup{from, i})
	}
	if run != nil {
		runs = append(runs, run)
	}
	return runs
}

func isGroupSeparator(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == '_' || r == '/' }

// shapes of groups in which people write 12 digits and card numbers. A run of
// single digits is tried as well.
var (
	individualShapes = [][]int{{12}, {4, 4, 4}, {6, 6}, {4, 8}, {8, 4}, {3, 3, 3, 3}}
	cardShapes       = [][]int{{13}, {14}, {15}, {16}, {17}, {18}, {19}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}, {4, 4, 4, 4, 3}, {4, 4, 4, 1}, {4, 4, 4, 2}, {4, 4, 4, 3}, {8, 8}, {6, 13}, {4, 12}}
)

// digitsForbidden judges one run and says where in it; "" where it may be taken.
func (s *scanned) digitsForbidden(run digitRun, typed bool, registered func(string) bool) (kind string, at int) {
	for i := range run {
		if s.insideWord(run[i]) {
			continue
		}
		for _, shape := range cardShapes {
			if d := s.shaped(run[i:], shape); d != "" && isCard(d) && !s.harmlessCard(run[i].from, d, typed, registered) {
				return ForbiddenCard, run[i].from
			}
		}
		if typed {
			continue
		}
		for _, shape := range individualShapes {
			if d := s.shaped(run[i:], shape); d != "" && isIndividual(d) && !s.partOfLonger(run, i, len(shape)) && !s.harmlessIndividual(run[i].from, d, registered) {
				return ForbiddenIndividual, run[i].from
			}
		}
	}
	return s.singles(run, typed, registered), run.start(0)
}

// individualLabels announce an Individual Number.
var individualLabels = words("マイナンバー", "個人番号", "my number", "mynumber", "individual number")

// partOfLonger reports whether the n groups from i are the beginning or end of
// more groups of four, such as a card number, and no label says otherwise.
func (s *scanned) partOfLonger(run digitRun, i, n int) bool {
	if n == 1 {
		return false
	}
	inside := s.at(run[i].to)
	more := func(j int, separator rune) bool {
		return j >= 0 && j < len(run) && run[j].to-run[j].from == 4 && separator == inside
	}
	before := i > 0 && more(i-1, s.at(run[i].from-1))
	after := more(i+n, s.at(run[i+n-1].to))
	return (before || after) && !s.labelBefore(run[i].from, individualLabels)
}

// singles judges a run of digits written one by one.
func (s *scanned) singles(run digitRun, typed bool, registered func(string) bool) string {
	var b []byte
	for _, g := range run {
		if g.to != g.from+1 {
			return ""
		}
		b = append(b, byte(s.text[g.from]))
	}
	switch d := string(b); {
	case isCard(d) && !s.harmlessCard(run[0].from, d, typed, registered):
		return ForbiddenCard
	case !typed && isIndividual(d) && !s.harmlessIndividual(run[0].from, d, registered):
		return ForbiddenIndividual
	}
	return ""
}

// insideWord reports whether letters follow the group, or letters with digits
// before them precede it.
func (s *scanned) insideWord(g digitGroup) bool {
	if isLatin(s.at(g.to)) {
		return true
	}
	i := g.from
	for isLatin(s.at(i - 1)) {
		i--
	}
	return i < g.from && isDigit(s.at(i-1))
}

// shaped returns the digits of the first groups of run if their lengths are
// those of shape.
func (s *scanned) shaped(run digitRun, shape []int) string {
	if len(run) < len(shape) {
		return ""
	}
	var b []byte
	for i, n := range shape {
		if run[i].to-run[i].from != n {
			return ""
		}
		for _, r := range s.text[run[i].from:run[i].to] {
			b = append(b, byte(r))
		}
	}
	return string(b)
}

// harmlessCard excuses digits that are something else beyond doubt.
func (s *scanned) harmlessCard(from int, d string, typed bool, registered func(string) bool) bool {
	if typed && len(d) == 13 {
		return true // a corporate number, perhaps mistyped; cards have not had 13 digits for decades
	}
	if len(d) == 13 && CheckDigit(d[1:]) == d[0] {
		invoice := s.at(from-1) == 't' && !isLatin(s.at(from-2))
		if invoice || registered != nil && registered(d) {
			return true
		}
	}
	return typed && s.isPhone(from, d)
}

// harmlessIndividual excuses 12 digits that are a telephone number, or the
// base of a registered company's number.
func (s *scanned) harmlessIndividual(from int, d string, registered func(string) bool) bool {
	return s.isPhone(from, d) || registered != nil && registered(string(CheckDigit(d))+d)
}

// isPhone allows the international form only where it is marked by + or is
// Japan's: nearly any 12 digits are a telephone number somewhere.
func (s *scanned) isPhone(from int, d string) bool {
	if s.at(from-1) == '+' || strings.HasPrefix(d, "81") {
		d = "+" + d
	}
	_, err := Phone(d, "JP")
	return err == nil
}
