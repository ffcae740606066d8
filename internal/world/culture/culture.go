// Package culture holds the tables from which a synthetic world is drawn:
// prefectures, cities and towns with their weights, surnames with their
// bearers, given names, the words of company names and of building names, and
// invented names of persons and bodies abroad. All of it was written by hand;
// postal codes of towns and all foreign surnames are invented. The tables are
// read once and must not be changed by callers.
package culture

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.txt
var files embed.FS

// lines returns the lines of a table without comments; a missing table is a
// programmer's error.
func lines(name string) []string {
	b, err := files.ReadFile("data/" + name + ".txt")
	if err != nil {
		panic(err)
	}
	var out []string
	for _, l := range strings.Split(string(b), "\n") {
		if l != "" && l[0] != '#' {
			out = append(out, l)
		}
	}
	return out
}

// row splits a line and checks the number of its fields.
func row(table, line, sep string, n int) []string {
	f := strings.Split(line, sep)
	if len(f) != n {
		panic(fmt.Sprintf("culture: %s: %d fields instead of %d: %q", table, len(f), n, line))
	}
	return f
}

func number(table, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(fmt.Sprintf("culture: %s: %v", table, err))
	}
	return n
}

// Word is a part of a name: as written, its reading in katakana, its form in
// Latin letters, and how often it is drawn among its like.
type Word struct {
	Text   string
	Kana   string
	Latin  string
	Branch string // branch of business of a trade word
	Weight int
}

// Surnames returns Japanese surnames; the weight is the number of bearers in
// thousands.
var Surnames = sync.OnceValue(func() []Word {
	var out []Word
	for _, l := range lines("surnames") {
		f := row("surnames", l, " ", 3)
		kana, latin := reading(f[1])
		out = append(out, Word{Text: f[0], Kana: kana, Latin: latin, Weight: number("surnames", f[2])})
	}
	return out
})

// GivenNames returns Japanese given names of men (female false) or women.
func GivenNames(female bool) []Word {
	all := givenNames()
	if female {
		return all[1]
	}
	return all[0]
}

var givenNames = sync.OnceValue(func() [2][]Word {
	var out [2][]Word
	for _, l := range lines("given") {
		f := row("given", l, " ", 4)
		i := strings.Index("mf", f[0])
		out[i] = append(out[i], Word{Text: f[1], Kana: f[2], Latin: Romaji(f[2]), Weight: number("given", f[3])})
	}
	return out
})

// OldForms maps a character to the old forms that registers keep for it.
var OldForms = sync.OnceValue(func() map[rune][]rune {
	out := map[rune][]rune{}
	for _, l := range lines("oldforms") {
		f := []rune(strings.ReplaceAll(l, " ", ""))
		out[f[0]] = f[1:]
	}
	return out
})

// Trades returns the words that say what a company does.
var Trades = sync.OnceValue(func() []Word {
	var out []Word
	for _, l := range lines("trades") {
		f := row("trades", l, "|", 5)
		out = append(out, Word{Text: f[0], Kana: f[1], Latin: f[2], Weight: number("trades", f[3]), Branch: f[4]})
	}
	return out
})

// Loans returns katakana stems with the English word behind them.
var Loans = sync.OnceValue(func() []Word {
	var out []Word
	for _, l := range lines("words") {
		f := row("words", l, "|", 3)
		out = append(out, Word{Text: f[0], Kana: f[0], Latin: f[1], Weight: number("words", f[2])})
	}
	return out
})

// Kinds of parts of coined names.
const (
	CoinHead  = 'H' // first character of a two-character name
	CoinTail  = 'T' // second character
	CoinStem  = 'P' // whole stem in kanji
	CoinKana  = 'G' // whole stem in hiragana
	CoinFront = 'K' // front of a made-up katakana word
	CoinBack  = 'L' // back of a made-up katakana word
)

// Coins returns the parts of coined names of one kind; nil for an unknown kind.
func Coins(kind byte) []Word { return coins()[kind] }

var coins = sync.OnceValue(func() map[byte][]Word {
	out := map[byte][]Word{}
	for _, l := range lines("coins") {
		f := row("coins", l, " ", 3)
		w := Word{Text: f[1], Kana: f[2], Latin: f[2], Weight: 1}
		if k := f[0][0]; k == CoinFront || k == CoinBack {
			w.Kana = f[1]
		} else {
			w.Latin = Romaji(f[2])
		}
		out[f[0][0]] = append(out[f[0][0]], w)
	}
	return out
})

// Kinds of buildings.
const (
	BuildingOffice  = 'o'
	BuildingFlat    = 'f'
	BuildingVirtual = 'v'
)

// Buildings returns patterns of building names of one kind, %s being a place.
func Buildings(kind byte) []string { return buildings()[kind] }

var buildings = sync.OnceValue(func() map[byte][]string {
	out := map[byte][]string{}
	for _, l := range lines("buildings") {
		out[l[0]] = append(out[l[0]], l[2:])
	}
	return out
})

// Body is a pattern of the name of a corporation that is no company; %s is a
// stem.
type Body struct {
	Form    string // 一般社団法人 …
	Name    string
	Kana    string
	English string
	Weight  int
}

// Bodies returns the patterns of other corporations.
var Bodies = sync.OnceValue(func() []Body {
	var out []Body
	for _, l := range lines("bodies") {
		f := row("bodies", l, "|", 5)
		out = append(out, Body{Form: f[0], Name: f[1], Kana: f[2], English: f[3], Weight: number("bodies", f[4])})
	}
	return out
})
