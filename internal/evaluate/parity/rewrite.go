package parity

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// rewriting writes the name of a listed person in another way; it returns ""
// where a name has nothing of the kind.
type rewriting struct {
	kind string
	make func(p culture.Person, d *rand.Rand) (query, listed string)
}

// ofNative are the rewritings whose query is in the script of the tradition.
// The person is listed in Latin letters, as lists mostly do, but where the kind
// is about the native form itself.
var ofNative = []rewriting{
	{"read", func(p culture.Person, _ *rand.Rand) (string, string) { return p.Native(), p.Romanised() }},
	{"read, other order", func(p culture.Person, _ *rand.Rand) (string, string) {
		return flipped(p), p.Romanised()
	}},
	{"read, other spelling", func(p culture.Person, _ *rand.Rand) (string, string) {
		return p.Native(), differs(respelled(p), p.Romanised())
	}},
	{"other order", func(p culture.Person, _ *rand.Rand) (string, string) { return flipped(p), p.Native() }},
	{"typing error", func(p culture.Person, d *rand.Rand) (string, string) {
		if !alphabetic(p.Tradition.Script) {
			return "", ""
		}
		return mistyped(p.Native(), d), p.Native()
	}},
}

// ofRoman are those whose query is in Latin letters.
var ofRoman = []rewriting{
	{"other order", func(p culture.Person, _ *rand.Rand) (string, string) {
		s := p.Style
		s.SurnameFirst = !s.SurnameFirst
		return p.Roman(s), p.Romanised()
	}},
	{"other spelling", func(p culture.Person, _ *rand.Rand) (string, string) {
		return differs(respelled(p), p.Romanised()), p.Romanised()
	}},
	{"syllables apart or joined", func(p culture.Person, d *rand.Rand) (string, string) {
		s := p.Style
		s.Syllables = []string{"", " ", "-"}[d.IntN(3)]
		return differs(p.Roman(s), p.Romanised()), p.Romanised()
	}},
	{"typing error", func(p culture.Person, d *rand.Rand) (string, string) {
		return mistyped(p.Romanised(), d), p.Romanised()
	}},
	{"part left out", func(p culture.Person, _ *rand.Rand) (string, string) {
		return differs(shortened(p).Romanised(), p.Romanised()), p.Romanised()
	}},
	{"listed in its script", func(p culture.Person, _ *rand.Rand) (string, string) { return p.Romanised(), p.Native() }},
}

// rewritten draws people who are taken to be listed, and one rewriting of each,
// drawn from those that the name has anything of.
func rewritten(script string, o Options) (native, roman []found) {
	of := traditions(script)
	for i, t := range of {
		d := dice(o.Seed, streamRecall, t.Code)
		want := o.Positives*(i+1)/len(of) - o.Positives*i/len(of)
		for range want {
			p := t.Draw(d)
			native = append(native, rewrite(p, ofNative, d)...)
			roman = append(roman, rewrite(p, ofRoman, d)...)
		}
	}
	return native, roman
}

// rewrite makes one of the kinds that the name has anything of.
func rewrite(p culture.Person, kinds []rewriting, d *rand.Rand) []found {
	var can []found
	for _, k := range kinds {
		if query, listed := k.make(p, d); query != "" && listed != "" {
			can = append(can, found{tradition: p.Tradition.Code, kind: k.kind, name: query, listed: listed})
		}
	}
	if len(can) == 0 {
		return nil
	}
	return []found{can[d.IntN(len(can))]}
}

func differs(s, from string) string {
	if s == from {
		return ""
	}
	return s
}

// flipped is the native form in the other order, parts apart.
func flipped(p culture.Person) string {
	apart := p.Written(false, " ")
	if strings.ReplaceAll(apart, " ", "") == strings.ReplaceAll(p.Native(), " ", "") {
		apart = p.Written(true, " ")
	}
	return apart
}

// respelled is the Latin form in the second spelling of each part.
func respelled(p culture.Person) string {
	s := p.Style
	s.Spelling = 1
	return p.Roman(s)
}

// shortened is the person without what stands between the first given name and
// the first surname, and without a second surname.
func shortened(p culture.Person) culture.Person {
	var parts []culture.Part
	for _, q := range p.Parts {
		if q.Role == culture.RoleGiven || q.Role == culture.RoleSurname {
			parts = append(parts, q)
		}
	}
	p.Parts = parts
	return p
}

// alphabetic reports whether a mistyped letter of a script leaves a name that
// is nearly the same: another character of Han or syllable of Hangul makes
// another name.
func alphabetic(script string) bool {
	return script != culture.ScriptHan && script != culture.ScriptJapanese && script != culture.ScriptHangul
}

// mistyped drops, doubles or swaps a letter inside the longest word, if that
// has five letters or more.
func mistyped(name string, d *rand.Rand) string {
	words := strings.Fields(name)
	long := 0
	for i, w := range words {
		if utf8.RuneCountInString(w) > utf8.RuneCountInString(words[long]) {
			long = i
		}
	}
	r := []rune(words[long])
	if len(r) < 5 {
		return ""
	}
	for range 20 {
		i := 1 + d.IntN(len(r)-2)
		if !unicode.IsLetter(r[i]) || !unicode.IsLetter(r[i+1]) || unicode.IsMark(r[i]) {
			continue
		}
		words[long] = edited(r, i, d.IntN(3))
		if out := strings.Join(words, " "); out != name {
			return out
		}
	}
	return ""
}

func edited(r []rune, i, how int) string {
	switch how {
	case 0:
		return string(r[:i]) + string(r[i+1:])
	case 1:
		return string(r[:i]) + string(r[i]) + string(r[i:])
	default:
		return string(r[:i]) + string(r[i+1]) + string(r[i]) + string(r[i+2:])
	}
}
