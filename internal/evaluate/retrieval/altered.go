package retrieval

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// alteration writes a name in another way; "" where a name has nothing of the
// kind.
type alteration struct {
	class string
	make  func(n *drawnName, d *rand.Rand, other func() *drawnName) string
}

// alterations are the ten classes of errors, in the order of the report.
var alterations = []alteration{
	{"exact", func(n *drawnName, _ *rand.Rand, _ func() *drawnName) string { return n.text }},
	{"one slip in one word", func(n *drawnName, d *rand.Rand, _ func() *drawnName) string { return inOneWord(n, 3, 1, d) }},
	{"a slip in every word", func(n *drawnName, d *rand.Rand, _ func() *drawnName) string { return slips(severalWords(n), 1, 1, d) }},
	{"two slips in one word", func(n *drawnName, d *rand.Rand, _ func() *drawnName) string { return inOneWord(n, 5, 2, d) }},
	{"words swapped", swapped},
	{"word dropped", dropped},
	{"word added", added},
	{"words joined", joinedWords},
	{"word split", splitWord},
	{"diacritics, initials, spellings", respelt},
}

// severalWords are the words of a name that has more than one.
func severalWords(n *drawnName) []string {
	if words := strings.Fields(n.text); len(words) > 1 {
		return words
	}
	return nil
}

// inOneWord makes slips in one of the words that have least letters or more; in
// a script whose signs say more each, two fewer.
func inOneWord(n *drawnName, least, count int, d *rand.Rand) string {
	words := strings.Fields(n.text)
	if r, _ := utf8.DecodeRuneInString(n.text); r >= 0x1100 {
		least -= 2
	}
	var can []int
	for i, w := range words {
		if utf8.RuneCountInString(w) >= least {
			can = append(can, i)
		}
	}
	if len(can) == 0 {
		return ""
	}
	i := can[d.IntN(len(can))]
	words[i] = slips(words[i:i+1], 1, count, d)
	return strings.Join(words, " ")
}

func swapped(n *drawnName, d *rand.Rand, _ func() *drawnName) string {
	words := severalWords(n)
	if words == nil {
		return ""
	}
	for range 10 {
		out := slices.Clone(words)
		d.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		if s := strings.Join(out, " "); s != strings.Join(words, " ") {
			return s
		}
	}
	return ""
}

// dropped leaves a word out of three or more.
func dropped(n *drawnName, d *rand.Rand, _ func() *drawnName) string {
	words := strings.Fields(n.text)
	if len(words) < 3 {
		return ""
	}
	i := d.IntN(len(words))
	return strings.Join(slices.Delete(words, i, i+1), " ")
}

// added puts a word of another name of the same script and kind somewhere.
func added(n *drawnName, d *rand.Rand, other func() *drawnName) string {
	words := severalWords(n)
	if words == nil {
		return ""
	}
	for range 50 {
		o := other()
		from := strings.Fields(o.text)
		if o.kind != n.kind || !alike(o.text, n.text) || o.text == n.text || len(from) < 2 {
			continue
		}
		return strings.Join(slices.Insert(words, d.IntN(len(words)+1), from[d.IntN(len(from))]), " ")
	}
	return ""
}

func alike(a, b string) bool {
	x, _ := utf8.DecodeRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return (x <= 0x24f) == (y <= 0x24f) && sameScript(x, y)
}

func joinedWords(n *drawnName, d *rand.Rand, _ func() *drawnName) string {
	words := severalWords(n)
	if words == nil {
		return ""
	}
	i := d.IntN(len(words) - 1)
	words[i] += strings.ToLower(words[i+1])
	return strings.Join(slices.Delete(words, i+1, i+2), " ")
}

// splitWord puts a space into a word, two letters from its ends at least; into
// an unspaced name anywhere.
func splitWord(n *drawnName, d *rand.Rand, _ func() *drawnName) string {
	words, least := strings.Fields(n.text), 2
	if r, _ := utf8.DecodeRuneInString(n.text); r >= 0x1100 {
		least = 1
	}
	var can []int
	for i, w := range words {
		if utf8.RuneCountInString(w) >= 2*least {
			can = append(can, i)
		}
	}
	if len(can) == 0 {
		return ""
	}
	i := can[d.IntN(len(can))]
	r := []rune(words[i])
	at := least + d.IntN(len(r)-2*least+1)
	words[i] = string(r[:at]) + " " + string(r[at:])
	return strings.Join(words, " ")
}

// respelt takes another spelling that the tradition has, writes a given name as
// an initial, or puts diacritics on letters or takes them away.
func respelt(n *drawnName, d *rand.Rand, _ func() *drawnName) string {
	var can []string
	add := func(s string) {
		if s != "" && s != n.text {
			can = append(can, s)
		}
	}
	add(n.spelling)
	if r, _ := utf8.DecodeRuneInString(n.text); r <= 0x24f {
		add(initialled(n))
		add(plainLetters(n.text))
		add(marked(n.text, d))
	}
	if len(can) == 0 {
		return ""
	}
	return can[d.IntN(len(can))]
}

// initialled writes the first word of a person's name, of three or more, as an
// initial.
func initialled(n *drawnName) string {
	words := strings.Fields(n.text)
	r, _ := utf8.DecodeRuneInString(n.text)
	if !n.person() || len(words) < 3 || !unicode.IsUpper(r) {
		return ""
	}
	words[0] = string(r) + "."
	return strings.Join(words, " ")
}

// plainLetters takes marks away.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// marks are letters with the marks that they bear in some languages.
var marks = map[rune]string{'a': "áàäâã", 'e': "éèëê", 'i': "íïî", 'o': "óöôõ", 'u': "úüû", 'n': "ñ", 'c': "ç", 's': "š", 'z': "ž"}

// marked puts a mark on one letter.
func marked(s string, d *rand.Rand) string {
	r := []rune(s)
	for range 20 {
		i := d.IntN(len(r))
		if all := []rune(marks[r[i]]); len(all) > 0 {
			r[i] = all[d.IntN(len(all))]
			return string(r)
		}
	}
	return ""
}
