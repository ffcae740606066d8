package roman

import "strings"

// CLDR has no rules for Khmer. Each consonant is of one of two series, which
// decides how the vowel behind it sounds; a sign can change the series. The
// letters are those that Cambodians write their names in.

// khmerConsonants has each consonant, its Latin letters as initial and as final, and
// whether it is of the second series.
var khmerConsonants = map[rune]struct {
	initial, final string
	second         bool
}{
	'ក': {"k", "k", false}, 'ខ': {"kh", "k", false}, 'គ': {"k", "k", true}, 'ឃ': {"kh", "k", true}, 'ង': {"ng", "ng", true},
	'ច': {"ch", "ch", false}, 'ឆ': {"chh", "ch", false}, 'ជ': {"ch", "ch", true}, 'ឈ': {"chh", "ch", true}, 'ញ': {"nh", "nh", true},
	'ដ': {"d", "t", false}, 'ឋ': {"th", "t", false}, 'ឌ': {"d", "t", true}, 'ឍ': {"th", "t", true}, 'ណ': {"n", "n", false},
	'ត': {"t", "t", false}, 'ថ': {"th", "t", false}, 'ទ': {"t", "t", true}, 'ធ': {"th", "th", true}, 'ន': {"n", "n", true},
	'ប': {"b", "p", false}, 'ផ': {"ph", "p", false}, 'ព': {"p", "p", true}, 'ភ': {"ph", "p", true}, 'ម': {"m", "m", true},
	'យ': {"y", "y", true}, 'រ': {"r", "r", true}, 'ល': {"l", "l", true}, 'វ': {"v", "v", true}, 'ស': {"s", "s", false},
	'ហ': {"h", "h", false}, 'ឡ': {"l", "l", false}, 'អ': {"", "", false}, 'ឝ': {"s", "s", false}, 'ឞ': {"s", "s", false},
}

// khmerVowels are the signs behind a consonant, longest first, in both series.
var khmerVowels = []struct{ signs, first, second string }{
	{"ាំង", "ang", "eang"}, {"ុំ", "om", "um"}, {"ាំ", "am", "oam"}, {"េះ", "eh", "eh"}, {"ោះ", "oh", "uoh"}, {"ុះ", "oh", "uh"},
	{"ា", "a", "ea"}, {"ិ", "e", "i"}, {"ី", "ey", "y"}, {"ឹ", "oe", "i"}, {"ឺ", "eu", "eu"}, {"ុ", "o", "u"}, {"ូ", "o", "u"}, {"ួ", "uo", "uo"},
	{"ើ", "aeu", "eu"}, {"ឿ", "oeu", "oeu"}, {"ៀ", "ie", "ie"}, {"េ", "e", "e"}, {"ែ", "e", "e"}, {"ៃ", "ai", "ey"}, {"ោ", "ao", "o"},
	{"ៅ", "av", "ov"}, {"ំ", "am", "um"}, {"ះ", "ah", "eah"},
}

var khmerIndependent = map[rune]string{
	'ឥ': "e", 'ឦ': "ey", 'ឧ': "u", 'ឩ': "u", 'ឪ': "ov", 'ឫ': "roe", 'ឬ': "reu", 'ឭ': "loe", 'ឮ': "leu", 'ឯ': "ae", 'ឰ': "ai", 'ឱ': "ao", 'ឲ': "ao", 'ឳ': "ov",
}

// khmerSonorants do not change the series of the consonant that they stand below.
const khmerSonorants = "ងញណនមយរលវ"

// khmerForeign are sounds that Khmer has not got.
var khmerForeign = map[string]string{"ហគ": "g", "ហវ": "f", "ហស": "z", "ហក": "g", "ហន": "n", "ហម": "m", "ហល": "l"}

// Signs of Khmer.
const (
	khmerCoeng   = '្' // the next consonant is written below
	khmerToFirst = '៉'
	khmerToOther = '៊'
	khmerShort   = '់'
	khmerSilent  = '៍'
)

func khmer(text []rune) []rune {
	var b strings.Builder
	open := false   // a syllable without a final is in front
	second := false // the series that it begins with
	for i := 0; i < len(text); {
		if v, ok := khmerIndependent[text[i]]; ok {
			b.WriteString(v)
			open, i = true, i+1
			continue
		}
		c, ok := khmerConsonants[text[i]]
		if !ok {
			i++ // a sign without a letter
			continue
		}
		n := khmerStack(text, i)
		if open && n.stacked && n.last == text[i] && strings.ContainsRune(khmerSonorants, n.last) {
			n.second = second // ផល្លា is Phalla
		}
		vowel, end := khmerVowel(text, n.end, n.second)
		closes := vowel == "" && open && !khmerBegins(text, end)
		switch {
		case end < len(text) && text[end] == khmerSilent:
			end++
		case closes && (!n.stacked || end == len(text)): // it ends the syllable in front
			b.WriteString(c.final)
			open = false
		case open && n.stacked && khmerSplit(text[i], n.last):
			b.WriteString(c.final + khmerConsonants[n.last].initial + khmerOr(vowel, n.second))
		default:
			b.WriteString(n.latin + khmerOr(vowel, n.second))
			open, second = true, n.second
		}
		for end < len(text) && (text[end] == khmerShort || text[end] == khmerToFirst || text[end] == khmerToOther) {
			end++
		}
		i = end
	}
	return []rune(b.String())
}

// khmerBegins reports whether what follows can only be the end of a syllable, so
// that what is in front of it begins one: សុវណ្ណ is So-vann.
func khmerBegins(text []rune, at int) bool {
	if at >= len(text) {
		return false
	}
	if _, ok := khmerConsonants[text[at]]; !ok {
		return false
	}
	n := khmerStack(text, at)
	return n.end == len(text)
}

// khmerOr gives the vowel that a consonant has when none is written.
func khmerOr(vowel string, second bool) string {
	switch {
	case vowel != "":
		return vowel
	case second:
		return "o"
	}
	return "a"
}

// stack is a consonant with those below it.
type stack struct {
	latin   string
	last    rune
	second  bool
	stacked bool
	end     int
}

func khmerStack(text []rune, i int) stack {
	c := khmerConsonants[text[i]]
	s := stack{latin: c.initial, last: text[i], second: c.second, end: i + 1}
	for s.end < len(text) {
		switch r := text[s.end]; {
		case r == khmerToFirst:
			if s.second = false; s.latin == "b" {
				s.latin = "p"
			}
		case r == khmerToOther:
			s.second = true
		case r == khmerCoeng && s.end+1 < len(text):
			s.end++
			below := khmerConsonants[text[s.end]]
			foreign, ok := khmerForeign[string([]rune{s.last, text[s.end]})]
			s.last, s.stacked = text[s.end], true
			if ok {
				s.latin = foreign
				break
			}
			if s.latin == "b" {
				s.latin = "p" // only before a vowel is it voiced
			}
			s.latin += below.initial
			if !strings.ContainsRune(khmerSonorants, text[s.end]) {
				s.second = below.second
			}
		default:
			return s
		}
		s.end++
	}
	return s
}

// khmerSplit reports whether the upper consonant of a stack ends the syllable in
// front, as in words from Pali, where it is the same or the nasal of its row.
func khmerSplit(upper, lower rune) bool {
	return upper == lower || strings.ContainsRune("ងញណនម", upper) || strings.ContainsRune("កចតទបពដ", upper) && !strings.ContainsRune("រលយវ", lower)
}

func khmerVowel(text []rune, at int, second bool) (string, int) {
	rest := string(text[at:])
	for _, v := range khmerVowels {
		if strings.HasPrefix(rest, v.signs) {
			at += len([]rune(v.signs))
			if second {
				return v.second, at
			}
			return v.first, at
		}
	}
	return "", at
}
