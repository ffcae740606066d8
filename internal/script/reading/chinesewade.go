package reading

import (
	"strings"
	"sync"
)

// Costs of the romanisations that stand side by side in Taiwan.
const (
	wadeCost     = 60
	hanyuCost    = 220
	tongyongCost = 330
	oldCost      = 420
)

func wadeLatin(word string) string { return joinedLatin(word) }

func wadeEdges(name []rune) []Edge {
	if !allHan(name) {
		return nil
	}
	var l edgeList
	for k, latin := range taiwanSurnames[name[0]] {
		l.add(0, 1, latin, oldCost+50*k)
	}
	for i := range name {
		pinyin(name, i, func(to int, reading string, cost int) {
			for _, syllables := range wadeWord(reading) {
				l.add(i, to, syllables.latin, cost+syllables.cost)
			}
		})
	}
	return l.edges
}

// compoundSyllables divides the compound surnames that the table reads in one word.
var compoundSyllables = map[string][2]string{
	"yuchi": {"yu", "chi"}, "moqi": {"mo", "qi"}, "chanyu": {"chan", "yu"}, "tantai": {"tan", "tai"},
	"linghu": {"ling", "hu"}, "zhangsun": {"zhang", "sun"}, "huangfu": {"huang", "fu"},
}

// wadeKnown keeps the spellings of each reading of the table.
var wadeKnown sync.Map

func wadeWord(reading string) []spelling {
	if known, ok := wadeKnown.Load(reading); ok {
		return known.([]spelling)
	}
	out := spellWade(reading)
	wadeKnown.Store(reading, out)
	return out
}

func spellWade(reading string) []spelling {
	two, ok := compoundSyllables[reading]
	if !ok {
		return wadeSpellings(reading)
	}
	var out []spelling
	for _, a := range wadeSpellings(two[0]) {
		for _, b := range wadeSpellings(two[1]) {
			out = append(out, spelling{a.latin + b.latin, max(a.cost, b.cost)})
		}
	}
	return out
}

// wadeSpellings writes a pinyin syllable as Taiwan and older books do: Wade and
// Giles without its marks first, then the others.
func wadeSpellings(p string) []spelling {
	var out []spelling
	for i, s := range wadeGiles(p) {
		out = append(out, spelling{s, wadeCost + 120*i})
	}
	for _, s := range pinyinSpellings(p) {
		out = append(out, spelling{s.latin, hanyuCost + s.cost})
	}
	out = append(out, spelling{tongyong(p), tongyongCost})
	for _, s := range oldTaiwan(p) {
		out = append(out, spelling{s, oldCost})
	}
	return out
}

// taiwanSurnames are spellings of families that follow no rule of today.
var taiwanSurnames = map[rune][]string{
	'李': {"lee"}, '許': {"sheu", "shu", "shyu"}, '沈': {"sheen"}, '謝': {"shieh"}, '呂': {"leu", "lyu", "lue"}, '薛': {"shiue", "shyue"}, '徐': {"shyu", "shu", "hsui"},
	'周': {"jou", "joe"}, '朱': {"ju", "jue"}, '趙': {"jaw", "jao"}, '曽': {"tzeng", "tsen", "zeng"}, '余': {"yuh", "yue", "yee"}, '于': {"yuh"}, '黄': {"hwang"}, '宋': {"soong"}, '呉': {"woo"},
	'蕭': {"shaw", "shiao"}, '邵': {"shaw"}, '郭': {"kwo", "quo"}, '丁': {"tin"}, '張': {"jang"}, '江': {"jiang"}, '高': {"gau", "kau"}, '曹': {"tsaur"}, '尤': {"yo", "yeou"}, '葉': {"yeh", "yieh"},
	'蔡': {"tsay", "tsae"}, '洪': {"horng", "hong"}, '馮': {"fong"}, '童': {"torng"}, '楊': {"young"}, '王': {"wong"}, '傅': {"fuh"}, '史': {"shyh"}, '施': {"shy"},
}

// initials in the order in which they are tried.
var pinyinInitials = []string{"zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w"}

// splitPinyin gives the initial ("" for none) and the final of a syllable.
func splitPinyin(p string) (initial, final string) {
	for _, i := range pinyinInitials {
		if f, ok := strings.CutPrefix(p, i); ok {
			return i, f
		}
	}
	return "", p
}

var wadeInitial = map[string]string{
	"b": "p", "p": "p", "m": "m", "f": "f", "d": "t", "t": "t", "n": "n", "l": "l", "g": "k", "k": "k", "h": "h",
	"j": "ch", "q": "ch", "x": "hs", "zh": "ch", "ch": "ch", "sh": "sh", "r": "j", "z": "ts", "c": "ts", "s": "s",
}

// wadeWhole are the syllables that begin with their vowel, and those without one.
var wadeWhole = map[string]string{
	"yi": "i yi", "ya": "ya", "ye": "yeh", "yan": "yen", "you": "yu", "yong": "yung", "yue": "yueh", "er": "erh", "e": "o e ngo",
	"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu tze tsu", "ci": "tzu tze tsu", "si": "ssu szu sze",
	"wen": "wen", "ge": "ko ke", "ke": "ko ke", "he": "ho he", "gui": "kuei kwei", "kui": "kuei kwei", "en": "en", "yai": "yai ai",
	"an": "an ngan", "ai": "ai", "ang": "ang", "ou": "ou",
}

// wadeGiles writes a syllable without aspiration marks and dots; the first is the
// rule's, the others are usual.
func wadeGiles(p string) []string {
	if w, ok := wadeWhole[p]; ok {
		return strings.Fields(w)
	}
	initial, final := splitPinyin(p)
	head, ok := wadeInitial[initial]
	if !ok {
		return []string{p}
	}
	rounded := strings.Contains("jqx", initial)
	switch {
	case final == "ian":
		final = "ien"
	case final == "ie":
		final = "ieh"
	case rounded && final == "ue", final == "ve", (initial == "l" || initial == "n") && final == "ue":
		final = "ueh"
	case final == "v":
		final = "u"
	case final == "uo" && initial != "g" && initial != "k" && initial != "h" && initial != "sh":
		final = "o"
	case final == "ong":
		final = "ung"
	case final == "iong":
		final = "iung"
	}
	out := []string{head + final}
	// kuang, huang and their like: kw and hw in older spellings.
	if (head == "k" || head == "h" || head == "s" || head == "sh") && len(final) > 2 && final[0] == 'u' && final != "ung" && final != "ueh" {
		out = append(out, head+"w"+final[1:])
	}
	if strings.HasPrefix(p, "x") {
		out = append(out, "sh"+final)
	}
	return out
}

// tongyong is the pinyin that Taiwan had until 2008.
func tongyong(p string) string {
	switch p {
	case "zhi", "chi", "shi", "ri", "zi", "ci", "si":
		return strings.NewReplacer("zh", "jh").Replace(p) + "h"
	case "wen":
		return "wun"
	case "weng":
		return "wong"
	case "feng":
		return "fong"
	}
	initial, final := splitPinyin(p)
	if strings.Contains("jqx", initial) && initial != "" && strings.HasPrefix(final, "u") {
		final = "y" + final
	}
	switch final {
	case "iu":
		final = "iou"
	case "ui":
		final = "uei"
	case "iong":
		final = "yong"
	}
	final = strings.Replace(final, "v", "yu", 1)
	switch initial {
	case "zh":
		initial = "jh"
	case "q":
		initial = "c"
	case "x":
		initial = "s"
	}
	return initial + final
}

// oldTaiwan are spellings after the second form of the Mandarin phonetic symbols.
func oldTaiwan(p string) []string {
	initial, final := splitPinyin(p)
	long := strings.HasSuffix(final, "ao")
	final = strings.Replace(final, "ao", "au", 1)
	iu := strings.HasPrefix(final, "u") || strings.HasPrefix(final, "v")
	switch initial {
	case "zh":
		if final == "i" {
			return []string{"jr"}
		}
		return []string{"j" + final}
	case "q", "x":
		head := map[string]string{"q": "ch", "x": "sh"}[initial]
		if iu {
			return []string{head + "y" + final, head + "iu" + final[1:]}
		}
		return []string{head + final, head + strings.Replace(final, "iu", "iou", 1)}
	case "j":
		if iu {
			return []string{"jy" + final, "jiu" + final[1:]}
		}
	case "z", "c":
		if final == "i" {
			return []string{"tz", "tsz"}
		}
		return []string{"tz" + final}
	case "s":
		if final == "i" {
			return []string{"sz"}
		}
	}
	if long {
		return []string{initial + final}
	}
	return nil
}
