package match

import (
	"strings"
	"unicode/utf8"
)

// patronymic reports whether a folded word is formed like a father's name:
// Petrovich, Петровна, Guðmundsdóttir, Mammadoglu. Some family names are too
// (Abramovich, Andersson); where the word stands in the name is for the caller.
func patronymic(w string) bool {
	_, ok := patronymicStem(w)
	return ok
}

// patronymicStem gives the father's name with what joins it to the ending, so
// that the forms for sons and daughters are alike: petrov for Petrovich and
// Petrovna. False for a word that has none of the endings.
func patronymicStem(w string) (string, bool) {
	end := patronymicOf(w)
	if end == "" {
		return "", false
	}
	return w[:len(w)-len(end.drop())], true
}

// ending is one ending of patronymics: what precedes the bar stays in the stem.
type ending string

func (e ending) whole() string { return strings.Replace(string(e), "|", "", 1) }

func (e ending) drop() string { return string(e[strings.IndexByte(string(e), '|')+1:]) }

// patronymicOf finds the ending of w, "" if it has none or is too short for
// one with a name before it.
func patronymicOf(w string) ending {
	for i := range patronymicEndings {
		p := &patronymicEndings[i]
		if strings.HasSuffix(w, p.whole) && utf8.RuneCountInString(w)-utf8.RuneCountInString(p.whole) >= p.before {
			return p.ending
		}
	}
	return shortPatronymics[w]
}

// patronymicEndings, longer ones before those that they end in; before is the
// least number of letters in front.
var patronymicEndings = makeEndings(2, "ov|ich ev|ich iv|ich ov|ych ev|ych ov|itch ev|itch ow|itsch ew|itsch ov|itsj ev|itsj",
	"ov|na ev|na iv|na yiv|na ow|na ew|na", "in|ichna:1",
	"ов|ич ев|ич ьев|ич йов|ич ёв|ич", "ов|на ев|на ёв|на ів|на ївна|", "ін|ічна:1 ин|ична:1", "эв|іч ав|іч ев|іч ов|іч", "аў|на еў|на оў|на",
	"s|dottir:3 s|son:3 ar|dottir:2 u|dottir:2", "|oglu:3 |oghlu:3 |ogly:3 |ogullari:3", "|qizi:3 |kyzy:3", "|оглы:3 |кызы:3 |улы:3")

// shortPatronymics are those that no rule finds without finding other words.
var shortPatronymics = wholeWords("il|ich", "il|yich", "il|yinichna", "fom|ich", "luk|ich", "kuz|mich", "nikit|ich", "savv|ich", "ил|ьич", "ил|ьинична", "фом|ич", "лук|ич",
	"кузьм|ич", "никит|ич", "савв|ич", "nikit|ichna", "никит|ична", "luk|inichna", "кузьм|инична", "фом|инична")

func wholeWords(endings ...ending) map[string]ending {
	out := map[string]ending{}
	for _, e := range endings {
		out[e.whole()] = e
	}
	return out
}

type patronymicEnding struct {
	ending ending
	whole  string
	before int
}

func makeEndings(before int, lists ...string) []patronymicEnding {
	var out []patronymicEnding
	for _, list := range lists {
		for _, f := range strings.Fields(list) {
			n := before
			if e, digit, ok := strings.Cut(f, ":"); ok {
				f, n = e, int(digit[0]-'0')
			}
			out = append(out, patronymicEnding{ending(f), ending(f).whole(), n})
		}
	}
	return out
}
