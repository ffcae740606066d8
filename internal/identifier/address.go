package identifier

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Address is a Japanese address taken apart. What could not be recognised is
// empty; the text that is left over is in Rest, so nothing is lost silently.
type Address struct {
	Prefecture string // official name, from the table
	City       string // official name with the ward; the county is left out
	Town       string // as written, or as the register writes it; without 大字 and 字
	Latin      string // the town as written in Latin letters, where Towns told what it is
	Block      string // the number before 丁目, or the first of three numbers
	Number     string // what follows: "3-1" for 3番1号, "20" for 20番地
	Building   string // as written
	Room       string // room or floor: "302", "5F", "B1F"
	Rest       string // street directions of Kyoto, notes in brackets, country
	Postal     string // seven digits, where the text began or ended with them

	// Before is the same address in the municipality that the text names, where
	// that is no more and Towns told what it is part of now.
	Before *Address

	// PrefectureOmitted says that the text named no prefecture; Prefecture is
	// then what the city implies, or empty where two have a city of that name.
	PrefectureOmitted bool
}

// maxAddress bounds the text that is read, in characters. The register allows
// 300; what is longer is no address, and is returned whole in Rest.
const maxAddress = 1024

// ParseAddress takes an address apart in any of the spellings that Japanese
// addresses have, and romanised ones as far as prefecture, city and numbers.
// It never fails: an address that it does not understand has no City, and
// BlockKey is then "".
func ParseAddress(s string) Address { return ParseAddressIn(nil, s) }

// parsers keeps the two buffers of a parse for the next one.
var parsers = sync.Pool{New: func() any { return new(addressParser) }}

// reset makes p ready for another text.
func (p *addressParser) reset() {
	*p = addressParser{light: p.light[:0], key: p.key[:0], table: placeTable(), pref: -1}
}

// addressParser walks over the text twice stored: light is the text in ASCII
// widths, for showing; key is the same text, character by character, folded for
// comparing. pos is how far both have been read.
type addressParser struct {
	light, key []rune
	pos        int
	table      *[0x10000]uint16
	japanese   bool
	kyoto      bool
	pref       int        // index of the prefecture, -1 while unknown
	towns      *CityTowns // of the city, nil where they are not known
	out        Address
}

// load fills light and key; it reports false where the text is too long.
func (p *addressParser) load(s string) bool {
	if len(s) > maxAddress*utf8.UTFMax {
		return false
	}
	for at, r := range s {
		l := asciiRune(r)
		k := foldPlaceRune(p.table, l)
		if k == 0 {
			continue
		}
		if n := len(p.key); (k == '・' || k == '.' || k == '/') && n > 0 && isDigit(p.key[n-1]) && digitAt(s[at+utf8.RuneLen(r):]) {
			k = '-' // 1・3・1, 1.3.1, 1/3/1
		}
		if k == '-' {
			l = '-'
		}
		if l == ' ' && (len(p.light) == 0 || p.light[len(p.light)-1] == ' ') {
			continue
		}
		if k == '々' && len(p.key) > 0 && kanjiDigit(p.key[len(p.key)-1]) < 0 { // 百々 is no number
			k = p.key[len(p.key)-1]
		}
		p.japanese = p.japanese || isCJK(r)
		p.light, p.key = append(p.light, l), append(p.key, k)
	}
	for n := len(p.key); n > 0 && p.key[n-1] == ' '; n-- {
		p.light, p.key = p.light[:n-1], p.key[:n-1]
	}
	return len(p.key) <= maxAddress
}

// digitAt reports whether s begins with a digit of either width.
func digitAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isDigit(asciiRune(r))
}

// isCJK reports whether r is a kana or a Han character.
func isCJK(r rune) bool {
	return r >= 0x3041 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// at returns the folded character n places on, 0 past the end.
func (p *addressParser) at(i int) rune {
	if i < len(p.key) {
		return p.key[i]
	}
	return 0
}

// skip passes over blanks and separators.
func (p *addressParser) skip() {
	for p.pos < len(p.key) && isSeparator(p.key[p.pos]) {
		p.pos++
	}
}

func isSeparator(r rune) bool {
	return r == ' ' || r == ',' || r == '、' || r == '，' || r == ':' || r == '・' || r == '/' || r == ';' || r == '､'
}

// postal reads 〒 and seven digits at the start, or after 〒 anywhere behind.
func (p *addressParser) postal() {
	p.postalBehind()
	i := p.pos
	for p.at(i) == ' ' || p.at(i) == '〒' || p.at(i) == '〶' {
		i++
	}
	marked := i > 0
	var digits [7]byte
	n, j := 0, i
	for ; n < 7; j++ {
		r := p.at(j)
		if isDigit(r) {
			digits[n] = byte(r)
			n++
		} else if n != 3 || r != '-' && r != ' ' && r != 'ー' {
			break
		}
	}
	if n == 7 && !isDigit(p.at(j)) {
		p.out.Postal, p.pos = string(digits[:]), j
	} else if marked {
		p.pos = i
	}
	p.skip()
}

// postalBehind takes 〒 and seven digits out of the middle or end of the text.
func (p *addressParser) postalBehind() {
	i := len(p.key) - 1
	for i > 3 && p.key[i] != '〒' {
		i--
	}
	if i <= 3 {
		return
	}
	end := i + 1
	for end < len(p.key) && (isDigit(p.key[end]) || p.key[end] == '-' || p.key[end] == ' ') {
		end++
	}
	code, err := PostalCode(string(p.key[i:end]))
	if err != nil {
		return
	}
	if p.key[i-1] == '(' && p.at(end) == ')' {
		i, end = i-1, end+1
	}
	p.out.Postal = code
	p.key = append(append(p.key[:i], ' '), p.key[end:]...)
	p.light = append(append(p.light[:i], ' '), p.light[end:]...)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// prefectureAndCity reads both, in full, without the prefecture, without the
// county, or with a prefecture's name cut short (東京千代田区).
func (p *addressParser) prefectureAndCity() {
	if p.has("日本国") {
		p.pos += 3
		p.skip()
	} else if p.has("日本") && p.at(p.pos+2) == ' ' {
		p.pos += 2
		p.skip()
	}
	if i, n := p.prefectureHere(); n > 0 {
		p.setPrefecture(i)
		p.pos += n
		p.skip()
		p.cityOf(i)
		return
	}
	p.out.PrefectureOmitted = true
	start, before := p.pos, p.out
	p.cityHere(-1)
	// 山形村山市 is not 山形村 but 村山市 of 山形: the longer reading wins.
	end, without := p.pos, *p
	for i := range prefectures {
		short := shortPrefecture(prefectures[i].Name)
		if !p.hasAt(start, short) {
			continue
		}
		p.pos, p.out, p.pref = start+utf8.RuneCountInString(short), before, -1
		p.skip()
		if p.cityHere(i) && (p.pos > end || p.pos == end && without.out.Prefecture == "") {
			p.setPrefecture(i)
			p.out.PrefectureOmitted = false
			return
		}
	}
	*p = without
}

func (p *addressParser) setPrefecture(i int) {
	p.pref, p.out.Prefecture = i, prefectures[i].Name
	p.kyoto = p.kyoto || prefectures[i].Code == "26"
}

// has reports whether the folded text goes on with s, which is written folded.
func (p *addressParser) has(s string) bool { return p.hasAt(p.pos, s) }

func (p *addressParser) hasAt(i int, s string) bool {
	for _, r := range s {
		if p.at(i) != r {
			return false
		}
		i++
	}
	return true
}

// foldedPrefectures are the full names, folded like a key.
var foldedPrefectures = sync.OnceValue(func() (out [len(prefectures)][]rune) {
	for i := range prefectures {
		out[i] = []rune(foldPlace(prefectures[i].Name))
	}
	return out
})

// prefectureHere finds a prefecture's full name here; n is its length.
func (p *addressParser) prefectureHere() (index, n int) {
	if !isPrefectureEnd(p.at(p.pos+2)) && !isPrefectureEnd(p.at(p.pos+3)) {
		return 0, 0
	}
	rest := p.key[p.pos:]
	for i, name := range foldedPrefectures() {
		if rest[0] == name[0] && len(rest) >= len(name) && slices.Equal(rest[:len(name)], name) {
			return i, len(name)
		}
	}
	return 0, 0
}

func isPrefectureEnd(r rune) bool { return r == '県' || r == '都' || r == '府' || r == '道' }

// cityOf reads the city after its prefecture: from the table, else by the form
// of its name, because registers keep the names of cities that are no more.
func (p *addressParser) cityOf(pref int) {
	if p.cityHere(pref) {
		return
	}
	if n := p.cityByForm(); n > 0 {
		p.out.City = strings.ReplaceAll(string(p.light[p.pos:p.pos+n]), " ", "")
		if i := strings.Index(p.out.City, "郡"); i > 0 && i+len("郡") < len(p.out.City) && !strings.HasSuffix(p.out.City, "市") {
			p.out.City = p.out.City[i+len("郡"):]
		}
		p.pos += n
	}
}

// tokyo is the index of its prefecture; its islands are written before their
// towns as counties are elsewhere.
const tokyo = 12

// cityHere finds the longest municipality of the table here, with or without
// its county, and reads it. pref -1 allows any prefecture.
func (p *addressParser) cityHere(pref int) bool {
	if p.cityAt(p.pos, pref) {
		return true
	}
	// A county has one to six characters before 郡.
	for i := p.pos + 1; i < p.pos+7 && i < len(p.key); i++ {
		if p.key[i] == '郡' {
			return p.cityAt(i+1, pref)
		}
		if p.key[i] == '島' && (pref == tokyo || pref < 0) && i < p.pos+4 && p.cityAt(i+1, tokyo) { // 八丈島八丈町
			return true
		}
	}
	return false
}

// cityAt tries the ends at which a city's name may end, the longest first.
func (p *addressParser) cityAt(from, pref int) bool {
	var buf [64]byte
	var ends [12]int   // bytes of buf up to each candidate's end
	var places [12]int // positions after it
	b, n := buf[:0], 0
	for i := from; i < len(p.key) && i < from+14 && n < len(ends); i++ {
		r := p.key[i]
		if r == ' ' {
			continue
		}
		if len(b)+utf8.UTFMax > len(buf) || r < 0x80 {
			break
		}
		b = utf8.AppendRune(b, r)
		if r == '市' || r == '区' || r == '町' || r == '村' {
			ends[n], places[n] = len(b), i+1
			n++
		}
	}
	t := cities()
	for n--; n >= 0; n-- {
		name := b[:ends[n]]
		c, ok := t.in(t.byName[string(name)], pref)
		if c != nil && !ok {
			c, ok = t.written(t.byName[string(name)], p.light[from:places[n]], c)
		}
		if c == nil && pref >= 0 {
			if c, ok = t.in(t.byWard[string(name)], pref); !ok {
				continue // 大阪府北区 may be Osaka's or Sakai's
			}
		}
		if ok {
			p.out.City = c.name
			p.setPrefecture(int(c.prefecture))
		} else if c != nil {
			p.out.City = c.name // of two prefectures: 府中市
		} else {
			continue
		}
		p.pos = places[n]
		p.skip()
		return true
	}
	return false
}

// cityByForm guesses where a city's name ends that no table has: county and
// town, city and ward, or the first word for a municipality.
func (p *addressParser) cityByForm() int {
	end := min(len(p.key), p.pos+12)
	for i := p.pos + 1; i < end; i++ {
		switch p.key[i] {
		case '市':
			if p.at(i+1) == '市' {
				i++
			}
			for j := i + 2; j < i+5 && j < len(p.key); j++ {
				if p.key[j] == '区' {
					return j + 1 - p.pos
				}
			}
			return i + 1 - p.pos
		case '郡':
			for j := i + 2; j < len(p.key) && j < i+9; j++ {
				if p.key[j] == '町' || p.key[j] == '村' {
					return j + 1 - p.pos
				}
			}
		case '区', '町', '村':
			return i + 1 - p.pos
		default:
			if p.key[i] < 0x80 {
				return 0
			}
		}
	}
	return 0
}
