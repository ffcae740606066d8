package culture

import (
	"fmt"
	"strings"
	"sync"
)

// Abroad holds invented names of one culture of names. Latin is the spelling of
// lists, Text the original script, empty where that is Latin.
type Abroad struct {
	Name     string
	Script   string
	Given    []Word
	Surnames []Word
	Towns    []Word
	Bodies   []Word // words of organisation names
}

// Cultures returns the cultures of names that lists are made of. They serve the
// making of names only.
var Cultures = sync.OnceValue(func() []Abroad {
	var out []Abroad
	for _, l := range lines("foreign") {
		f := strings.Fields(l)
		if f[0] == "c" {
			out = append(out, Abroad{Name: f[1], Script: f[2]})
			continue
		}
		c := &out[len(out)-1]
		switch f[0] {
		case "g":
			c.Given = abroadWords(f[1:])
		case "s":
			c.Surnames = abroadWords(f[1:])
		case "t":
			c.Towns = abroadWords(f[1:])
		case "w":
			c.Bodies = abroadWords(f[1:])
		default:
			panic(fmt.Sprintf("culture: foreign: %q", l))
		}
	}
	return out
})

func abroadWords(fields []string) []Word {
	var out []Word
	for _, f := range fields {
		latin, text, _ := strings.Cut(f, "/")
		out = append(out, Word{Latin: latin, Text: text, Weight: 1})
	}
	return out
}
