package identifier

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Towns gives the towns of a city, nil where none are known.
type Towns func(prefecture, city string) *CityTowns

// CityTowns are the towns of one city as a register writes them. It is
// read-only once it is used.
type CityTowns struct {
	byKey   map[string]*knownTown
	longest int // characters of the longest key

	standing bool // some body has its seat there now
	moved    moves

	latin sync.Map // what a town in Latin letters was found to be: latinTown -> *knownTown
}

// knownTown is one of them.
type knownTown struct {
	name  string // as most write it, without 大字 and 字
	key   string
	seen  map[string]int // spellings
	chome bool           // it has 丁目
}

// Add learns the town of an address that ParseAddress has read; where there is
// none it does nothing.
func (t *CityTowns) Add(a Address) {
	if a.Town == "" || latinText(a.Town) {
		return
	}
	key := townKey(a.Town, a.Prefecture == "北海道")
	k := t.byKey[key]
	if k == nil {
		if t.byKey == nil {
			t.byKey = map[string]*knownTown{}
		}
		k = &knownTown{name: a.Town, key: key, seen: map[string]int{}}
		t.byKey[key] = k
		t.longest = max(t.longest, utf8.RuneCountInString(key))
	}
	k.chome = k.chome || a.Block != ""
	k.seen[a.Town]++
	if n, best := k.seen[a.Town], k.seen[k.name]; n > best || n == best && a.Town < k.name {
		k.name = a.Town
	}
}

// Len counts the towns.
func (t *CityTowns) Len() int {
	if t == nil {
		return 0
	}
	return len(t.byKey)
}

// ParseAddressIn reads an address as ParseAddress does and, where the towns of
// its city are known, settles by them what rules leave open: where the name of
// the town ends, which of two cities of one name is meant, where a way through
// Kyoto ends, what a town in Latin letters is, which number is that of 丁目, and
// what a municipality that is no more is part of now (Before has it as written).
// A town that is not known is read by the rules. What it finds is written as
// most addresses of the register write it, so its keys are the register's.
func ParseAddressIn(towns Towns, s string) Address {
	s = composed(s)
	p := parsers.Get().(*addressParser)
	defer parsers.Put(p)
	p.reset()
	if !p.load(s) {
		return Address{Rest: s}
	}
	if !p.japanese {
		return latinIn(towns, parseRoman(string(p.light)))
	}
	if p.read(towns); p.out.City == "" && p.out.Prefecture == "" && strings.ContainsAny(s, " \u3000\n:：,") {
		first := p.out
		if a, ok := p.readAgain(towns, s); ok {
			return a
		}
		return first
	}
	return p.out
}

// read reads what is loaded.
func (p *addressParser) read(towns Towns) {
	p.postal()
	p.prefectureAndCity()
	if towns == nil {
		p.street()
		return
	}
	p.settleCity(towns)
	if p.out.Prefecture != "" && p.out.City != "" {
		p.towns = towns(p.out.Prefecture, p.out.City)
	}
	p.street()
	p.out = p.towns.renamed(p.out)
}

// mostAgain bounds in how many ways a text is read that is not understood.
const mostAgain = 4

// readAgain reads a text that names no city at its beginning without the blanks
// between its characters, then from behind each separator (住所:東京都…), then as
// one in Latin letters whose building is not.
func (p *addressParser) readAgain(towns Towns, s string) (Address, bool) {
	tries := []string{closed(s)}
	for i, r := range s {
		if next := i + utf8.RuneLen(r); len(tries) < mostAgain && next < len(s) && isSeparator(foldPlaceRune(p.table, asciiRune(r))) {
			tries = append(tries, s[next:])
		}
	}
	for _, try := range tries {
		p.reset()
		if p.load(try) && p.japanese {
			if p.read(towns); p.out.City != "" {
				return p.out, true
			}
		}
	}
	if p.reset(); !p.load(s) {
		return Address{}, false
	}
	a := latinIn(towns, parseRoman(string(p.light)))
	return a, a.City != ""
}

// closed leaves out the blanks between characters that need none.
func closed(s string) string {
	rs := []rune(s)
	out := rs[:0]
	for i, r := range rs {
		if (r == ' ' || r == '\u3000') && i > 0 && i+1 < len(rs) && isCJK(rs[i-1]) && isCJK(rs[i+1]) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// settleCity chooses among cities of one name the one that has the town which
// the text goes on with.
func (p *addressParser) settleCity(towns Towns) {
	if p.out.Prefecture != "" || p.out.City == "" {
		return
	}
	t, start, found := cities(), p.pos, (*city)(nil)
	for _, i := range t.byName[foldPlace(p.out.City)] {
		c := &t.list[i]
		p.towns = towns(prefectures[c.prefecture].Name, c.name)
		end, k := p.knownTown(start)
		if k == nil || end == start {
			continue
		}
		if found != nil {
			found = nil
			break
		}
		found = c
	}
	p.towns = nil
	if found != nil {
		p.out.City = found.name
		p.setPrefecture(int(found.prefecture))
	}
}

// canonical is a character of a town's key and where it ends in the text; only
// the last one of a number in digits ends anywhere.
type canonical struct {
	r     rune
	end   int
	digit bool // it stands in digits
}

// canonicalFrom turns the text from i on into the characters of a town's key.
func (p *addressParser) canonicalFrom(dst []canonical, i, most int) []canonical {
	hokkaido := p.out.Prefecture == "北海道"
	for i < len(p.key) && len(dst) < most {
		r := p.key[i]
		switch {
		case r == ' ' || r == '字' && (i == 0 || p.key[i-1] != '文'):
			i++
		case r == '大' && p.at(i+1) == '字', r == '小' && p.at(i+1) == '字':
			i += 2
		case isDigit(r):
			n, ok := p.numberAt(i)
			if !ok || n.value > 9999 {
				return dst
			}
			for _, k := range string(appendKanji(nil, n.value)) {
				dst = append(dst, canonical{k, -1, true})
			}
			dst[len(dst)-1].end = n.end
			if i = n.end; hokkaido && (p.at(i) == '西' || p.at(i) == '東') {
				dst = append(dst, canonical{'条', -1, false})
			}
		case p.hasAt(i, "通リ"), p.hasAt(i, "トオリ"), p.hasAt(i, "ドオリ"), p.hasAt(i, "トウリ"):
			if i += 2; r != '通' {
				i++
			}
			dst = append(dst, canonical{'通', i, false})
		case p.hasAt(i, "番丁"):
			dst = append(dst, canonical{'番', i + 1, false}, canonical{'町', i + 2, false})
			i += 2
		case isSeparator(r):
			return dst
		case r == '第' && p.landShare(i):
			i++
		default:
			if r == '々' && len(dst) > 0 {
				r = dst[len(dst)-1].r
			}
			i++
			dst = append(dst, canonical{r, i, false})
		}
	}
	return dst
}

// landShare reports whether 第 at i counts a 地割.
func (p *addressParser) landShare(i int) bool {
	n, ok := p.numberAt(i + 1)
	return ok && p.hasAt(n.end, "地割")
}

// knownTown finds the longest known town that the text at i begins with and
// that its numbers, a blank or the end follow. end is where the town ends.
func (p *addressParser) knownTown(i int) (end int, k *knownTown) {
	if p.towns.Len() == 0 {
		return i, nil
	}
	var buf [48]canonical
	var text [160]byte
	chars := p.canonicalFrom(buf[:0], i, min(p.towns.longest+1, len(buf)))
	b := text[:0]
	for j, c := range chars {
		if len(b)+utf8.UTFMax > len(text) {
			break
		}
		b = utf8.AppendRune(b, c.r)
		if c.end < 0 || j+1 < len(chars) && chars[j+1].end < 0 && chars[j+1].r == '条' {
			continue
		}
		if found := p.towns.byKey[string(b)]; found != nil && p.townEnds(c.end) && (k == nil || !c.digit || p.numberNext(c.end)) {
			end, k = c.end, found
		}
	}
	return end, k
}

// townEnds reports whether a town may end before i: its numbers, a separator or
// nothing follow.
func (p *addressParser) townEnds(i int) bool {
	if p.at(i) == 0 || isSeparator(p.at(i)) || p.hasAt(i, "無番地") || p.hasAt(i, "番外地") {
		return true
	}
	n, ok := p.numberAt(i)
	if !ok {
		return false
	}
	if !n.kanji {
		switch p.at(n.end) {
		case '条', '線', '軒', '町', '区':
			return false
		}
		return true
	}
	switch p.at(n.end) {
	case '丁', '番', '-', 'ー', 'ノ', '号', 0:
		next := p.at(n.end + 1)
		return p.at(n.end) != '番' || next != '町' && next != '丁'
	}
	return false
}

// numberNext reports whether a numeral stands at i: without one, 飯田町11 is no
// town 飯田町十一.
func (p *addressParser) numberNext(i int) bool {
	if isSeparator(p.at(i)) || p.at(i) == '-' {
		i++
	}
	_, ok := p.numberAt(i)
	return ok
}

// townHere finds the known town here or, in Kyoto, behind the streets.
func (p *addressParser) townHere() bool {
	if p.kyoto {
		p.directions()
	}
	start := p.pos
	end, k := p.knownTown(start)
	if k == nil && p.kyoto {
		for i := start + 1; i < len(p.key) && !isDigit(p.key[i]) && k == nil; i++ {
			if end, k = p.knownTown(i); k != nil {
				p.rest(string(p.light[start:i]))
			}
		}
	}
	if k == nil {
		return false
	}
	p.pos = end
	p.skip()
	p.out.Town = k.name
	if n, ok := p.numberAt(p.pos); ok && p.townEnds(p.pos) {
		p.numbers(n)
	} else {
		p.numbers(number{})
	}
	if first, second, ok := strings.Cut(p.out.Number, "-"); ok && k.chome && p.out.Block == "" && !strings.Contains(second, "-") && len(first) < 3 {
		p.out.Block, p.out.Number = first, second
	}
	return true
}

// sorted returns the known towns in the order of their keys.
func (t *CityTowns) sorted() []*knownTown {
	out := make([]*knownTown, 0, len(t.byKey))
	for _, k := range t.byKey {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b *knownTown) int { return strings.Compare(a.key, b.key) })
	return out
}
