package reading

import "strings"

// A surname has the reading of the surname, its other readings cost this more;
// a name may be a given name alone.
const notTheSurname = 350

// pinyin lists the pinyin readings of the characters from i on, ü as v.
func pinyin(name []rune, i int, visit func(to int, reading string, cost int)) {
	t := han()
	extra := 0
	if i == 0 {
		tagged(t.word(name), 'P', func(n int, word string) { visit(2, word, rank(n)) })
	}
	fields := t.fields(name[i])
	if i == 0 {
		tagged(fields, 'P', func(n int, word string) {
			visit(1, word, rank(n))
			extra = notTheSurname
		})
	}
	tagged(fields, 'p', func(_ int, word string) {
		reading, cost := costed(word)
		visit(i+1, reading, cost+extra)
	})
}

// PinyinOf gives the readings of a folded character in pinyin without tones, ü
// as v, the usual one first; none for what is not in the table.
func PinyinOf(r rune) []string {
	var out []string
	tagged(han().fields(r), 'p', func(_ int, word string) {
		reading, _ := costed(word)
		out = append(out, reading)
	})
	return out
}

func pinyinEdges(name []rune) []Edge {
	if !allHan(name) {
		return nil
	}
	var l edgeList
	for i := range name {
		pinyin(name, i, func(to int, reading string, cost int) {
			for _, s := range pinyinSpellings(reading) {
				l.add(i, to, s.latin, cost+s.cost)
			}
			for _, s := range pinyinKana(reading) {
				l.add(i, to, s.latin, cost+s.cost)
			}
		})
	}
	return l.edges
}

// spelling is one way to write a syllable.
type spelling struct {
	latin string
	cost  int
}

// pinyinSpellings are those of ü: lü is lu for those who have no dots, lyu in
// passports, lv on keyboards.
func pinyinSpellings(reading string) []spelling {
	head, tail, ok := strings.Cut(reading, "v")
	if !ok {
		return []spelling{{reading, 0}}
	}
	return []spelling{{head + "u" + tail, 80}, {head + "yu" + tail, 150}, {head + "v" + tail, 180}, {head + "ue" + tail, 450}}
}

// onEdges are the names of Chinese as Japanese read them. After a syllable that
// ends in n the h of the next is p: 平 is hei or byou, in names pei too.
func onEdges(name []rune) []Edge {
	if !allHan(name) {
		return nil
	}
	var l edgeList
	for i, r := range name {
		fields := han().fields(r)
		n := 0
		tagged(fields, 'o', func(int, string) { n++ })
		tagged(fields, 'o', func(k int, word string) {
			cost := oneOf(n)
			l.add(i, i+1, japaneseLatin(word), cost)
			if i > 0 && word[0] == 'h' {
				l.add(i, i+1, japaneseLatin("p"+word[1:]), cost+250)
			}
		})
	}
	return l.edges
}

// SurnameLength gives how many characters the Chinese surname at the start of a
// folded Han name has: 2 where a compound surname begins it and something
// follows, else 1; 0 for a name that is too short to have a given name.
func SurnameLength(name []rune) int {
	switch {
	case len(name) < 2 || !allHan(name):
		return 0
	case len(name) > 2 && han().word(name) != "":
		return 2
	}
	return 1
}

func pinyinLatin(word string) string { return soundLatin(word) }

// joinedLatin drops the signs between syllables.
func joinedLatin(word string) string {
	for i := range len(word) {
		if word[i] == '\'' || word[i] == '-' {
			return plainLatin(strings.NewReplacer("'", "", "-", "").Replace(word))
		}
		if letter(word[i]) == 26 {
			return ""
		}
	}
	return word
}
