package main

import (
	"os"
	"path/filepath"
	"sort"

	"github.com/sekifuda/sekifuda/internal/script/letters"
)

// shares say how much a script's homophones count among Latin spellings: those
// that write fewer sounds apart make spellings alike that are not.
var shares = map[letters.Alphabet]float64{letters.Cyrillic: 1, letters.Arabic: 0.25, letters.Hebrew: 0.2, letters.Kana: 0.15, letters.Hangul: 0.15}

// spellings pairs Latin words that share one native spelling, each pair both
// ways.
func spellings(rows map[letters.Alphabet][]pair) []pair {
	var out []pair
	for a := letters.Latin; a < letters.Alphabets; a++ {
		byNative := map[string][]pair{}
		var natives []string
		for _, r := range rows[a] {
			if len(byNative[r.native]) == 0 {
				natives = append(natives, r.native)
			}
			byNative[r.native] = append(byNative[r.native], r)
		}
		sort.Strings(natives)
		for _, n := range natives {
			out = appendGroup(out, byNative[n], shares[a])
		}
	}
	return out
}

func appendGroup(out, group []pair, share float64) []pair {
	if len(group) < 2 || len(group) > 8 || share == 0 {
		return out
	}
	for i, p := range group {
		for j, q := range group {
			if i != j && string(p.a) != string(q.a) && len(p.b) > 1 {
				w := share / float64(len(group)-1)
				out = append(out, pair{a: p.a, b: q.a, weight: w, latin: p.latin, native: q.latin})
			}
		}
	}
	return out
}

// customary are blocks that stand for each other by the custom of one language
// or another, Latin first; each counts like some rows that show it.
var customary = map[letters.Alphabet][][2]string{
	letters.Latin: {
		{"sch", "sh"}, {"tsch", "ch"}, {"tch", "ch"}, {"ck", "k"}, {"c", "k"}, {"ph", "f"}, {"ph", "v"}, {"ou", "u"}, {"oo", "u"}, {"kh", "h"}, {"ch", "h"}, {"kh", "ch"}, {"q", "k"},
		{"q", "g"}, {"kh", "gh"}, {"w", "v"}, {"j", "y"}, {"i", "y"}, {"x", "ks"}, {"gh", "g"}, {"dj", "j"}, {"dzh", "j"}, {"zh", "j"}, {"cz", "ch"}, {"sz", "sh"}, {"ts", "c"}, {"tz", "ts"},
		{"z", "s"}, {"ae", "a"}, {"oe", "o"}, {"ue", "u"}, {"ee", "i"}, {"ei", "ey"}, {"ai", "ay"}, {"ij", "y"}, {"iy", "y"}, {"yy", "y"}, {"th", "t"}, {"dh", "d"}, {"bh", "b"},
		{"aa", "a"}, {"ff", "v"}, {"dsch", "j"}, {"dsch", "dj"}, {"sch", "zh"}, {"tj", "ch"}, {"sj", "sh"}, {"x", "kh"}, {"ja", "ya"}, {"ju", "yu"}, {"jo", "yo"}, {"je", "ye"},
	},
	letters.Cyrillic: {
		{"sch", "щ"}, {"shch", "щ"}, {"sc", "щ"}, {"shh", "щ"}, {"kh", "х"}, {"ch", "х"}, {"h", "х"}, {"x", "х"}, {"zh", "ж"}, {"j", "ж"}, {"sch", "ж"}, {"z", "ж"}, {"tsch", "ч"}, {"tch", "ч"},
		{"c", "ч"}, {"ts", "ц"}, {"tz", "ц"}, {"c", "ц"}, {"z", "ц"}, {"j", "й"}, {"i", "й"}, {"y", "й"}, {"ja", "я"}, {"ia", "я"}, {"ju", "ю"}, {"iu", "ю"}, {"jo", "ё"}, {"yo", "ё"}, {"e", "ё"},
		{"je", "е"}, {"ye", "е"}, {"w", "в"}, {"ff", "в"}, {"sch", "ш"}, {"ch", "ш"}, {"s", "ш"}, {"ou", "у"}, {"y", "ы"}, {"dsch", "дж"}, {"dj", "дж"}, {"y", "ий"}, {"i", "ий"}, {"ij", "ий"},
	},
}

// customaryRows writes the customary blocks as rows by themselves, those of
// Latin both ways.
func customaryRows(a letters.Alphabet) []pair {
	var out []pair
	for _, c := range customary[a] {
		p := pair{weight: customaryWeight, sure: true}
		p.a, _ = letters.Spell(nil, c[0])
		p.b, _ = letters.Spell(nil, c[1])
		out = append(out, p)
		if a == letters.Latin {
			p.a, p.b = p.b, p.a
			out = append(out, p)
		}
	}
	return out
}

const customaryWeight = 15

// readAll reads the rows of every script in files of one kind.
func readAll(data, kind string) (map[letters.Alphabet][]pair, error) {
	rows := map[letters.Alphabet][]pair{}
	for _, s := range scripts {
		path := filepath.Join(data, "names", "translit", s.name+"_"+kind+".tsv")
		if _, err := os.Stat(path); err != nil {
			return nil, err
		}
		rs, err := read(path, s.alphabet)
		if err != nil {
			return nil, err
		}
		rows[s.alphabet] = rs
	}
	return rows, nil
}

// latinPairs pairs each Latin word with itself: random pairs of these are words
// of different names.
func latinPairs(rows []pair) []pair {
	var out []pair
	for _, r := range rows {
		out = append(out, pair{a: r.a, b: r.a, latin: r.latin, native: r.latin})
	}
	return out
}
