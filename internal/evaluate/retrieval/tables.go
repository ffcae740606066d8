package retrieval

import (
	"embed"
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

//go:embed tables/*.txt
var files embed.FS

// listing is a word of a company's name and what English listings have for it.
type listing struct {
	japanese, english string
	read              string // in Latin letters as it is read
}

// word is one line of a table, with all translations.
type word struct {
	japanese, read string
	english        []string
}

// tableWords are the words of all tables, by section; stems are a section.
var tableWords = sync.OnceValue(func() map[string][]word {
	out := map[string][]word{}
	for _, name := range []string{"loans", "translated", "stems"} {
		b, err := files.ReadFile("tables/" + name + ".txt")
		if err != nil {
			panic(err) // it is embedded
		}
		section := name
		for _, line := range strings.Split(string(b), "\n") {
			switch {
			case line == "" || line[0] == '#':
			case line[0] == '[':
				section = name + "/" + strings.Trim(line, "[]")
			case name == "loans":
				for _, pair := range strings.Fields(line) {
					kana, english, _ := strings.Cut(pair, "/")
					out[section] = append(out[section], word{kana, "", spaced(english)})
				}
			default:
				f := strings.Split(line, "|")
				out[section] = append(out[section], word{f[0], romanised(f[1]), spaced(f[2])})
			}
		}
	}
	return out
})

// romanised writes words of kana in Latin letters, each with a capital.
func romanised(kana string) string {
	words := strings.Fields(kana)
	for i, w := range words {
		words[i] = culture.Title(culture.Romaji(w))
	}
	return strings.Join(words, " ")
}

func spaced(english string) []string {
	return strings.Split(strings.ReplaceAll(english, "_", " "), "/")
}

// any draws a word of a section and one of its translations; the first of them
// as often as all others.
func (c *companies) any(section string) listing {
	all := tableWords()[section]
	w := all[c.d.IntN(len(all))]
	i := 0
	if len(w.english) > 1 && c.chance(50) {
		i = 1 + c.d.IntN(len(w.english)-1)
	}
	return listing{w.japanese, w.english[i], w.read}
}

func (c *companies) loan(section string) listing        { return c.any("loans/" + section) }
func (c *companies) translation(section string) listing { return c.any("translated/" + section) }
func (c *companies) oldStem() listing                   { return c.any("stems") }

// kanji draws a word that is written in kanji.
func (c *companies) kanji(section string) listing {
	for {
		if w := c.translation(section); !strings.ContainsFunc(w.japanese, func(r rune) bool { return r < 0x4e00 }) {
			return w
		}
	}
}
