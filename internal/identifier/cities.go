package identifier

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// municipalitiesTSV has one line a municipality or ward: the five-digit code,
// the name and its kana; the ward follows its city after a plus sign. The
// first two digits are the prefecture. Counties (郡) are not in it: within a
// prefecture the names of towns are unique without them.
//
//go:embed municipalities.tsv
var municipalitiesTSV string

// laterMunicipalities are changes that the table above does not have yet.
const laterMunicipalities = "22138\t浜松市+中央区\tはままつし+ちゅうおうく\n22139\t浜松市+浜名区\tはままつし+はまなく\n" +
	"22140\t浜松市+天竜区\tはままつし+てんりゅうく\n"

// city is one municipality or ward.
type city struct {
	prefecture uint8  // index into prefectures
	name       string // as its prefecture writes it, ward included
	kana       string
	ward       string // the ward alone, "" for municipalities
}

// Municipality is one municipality or ward as the table has it.
type Municipality struct {
	Prefecture, Name string
	Kana             string // city and ward apart by a plus sign
}

// Municipalities returns those of the table in its order; former ones whose
// codes it keeps are among them.
func Municipalities() []Municipality {
	t := cities()
	out := make([]Municipality, len(t.list))
	for i, c := range t.list {
		out[i] = Municipality{prefectures[c.prefecture].Name, c.name, c.kana}
	}
	return out
}

// cityTable finds municipalities by folded name.
type cityTable struct {
	list   []city
	byName map[string][]int32 // folded full name -> indexes into list, by code
	byWard map[string][]int32 // folded name of a ward of a designated city alone
	roman  map[string][]int32 // romanised name without the word for its kind
}

var cities = sync.OnceValue(func() *cityTable {
	t := &cityTable{byName: map[string][]int32{}, byWard: map[string][]int32{}, roman: map[string][]int32{}}
	for line := range strings.Lines(municipalitiesTSV + laterMunicipalities) {
		t.add(strings.TrimSuffix(line, "\n"))
	}
	return t
})

// add enters one line; a line whose name its prefecture already has is an older
// or newer code of the same place and changes nothing.
func (t *cityTable) add(line string) {
	code, rest, _ := strings.Cut(line, "\t")
	name, kana, ok := strings.Cut(rest, "\t")
	pref, err := strconv.Atoi(code[:min(2, len(code))])
	if !ok || err != nil || pref < 1 || pref > len(prefectures) {
		panic("identifier: municipalities.tsv: bad line " + strconv.Quote(line))
	}
	c := city{prefecture: uint8(pref - 1), name: strings.Replace(name, "+", "", 1), kana: kana}
	_, c.ward, _ = strings.Cut(name, "+")
	key := foldPlace(c.name)
	for _, i := range t.byName[key] {
		if t.list[i].prefecture == c.prefecture {
			return
		}
	}
	n := int32(len(t.list))
	t.list = append(t.list, c)
	t.byName[key] = append(t.byName[key], n)
	if c.ward != "" {
		w := foldPlace(c.ward)
		t.byWard[w] = append(t.byWard[w], n)
	}
	for _, k := range romanCityKeys(&c) {
		t.roman[k] = append(t.roman[k], n)
	}
}

// in returns the only one of the candidates that lies in prefecture pref; pref
// -1 means anywhere. ok is false where there is none or more than one.
func (t *cityTable) in(candidates []int32, pref int) (c *city, ok bool) {
	for _, i := range candidates {
		if pref >= 0 && int(t.list[i].prefecture) != pref {
			continue
		}
		if c != nil {
			return c, false
		}
		c = &t.list[i]
	}
	return c, c != nil
}

// written returns the only one of the candidates that is written as the text
// is: 鹿嶋市 and 鹿島市 are two. Otherwise it returns c and false.
func (t *cityTable) written(candidates []int32, text []rune, c *city) (*city, bool) {
	var one *city
	for _, i := range candidates {
		if t.list[i].name == string(text) {
			if one != nil {
				return c, false
			}
			one = &t.list[i]
		}
	}
	if one == nil {
		return c, false
	}
	return one, true
}
