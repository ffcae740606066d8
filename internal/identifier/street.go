package identifier

import (
	"strings"
	"unicode/utf8"
)

// street reads everything after the city: notes in brackets, Kyoto's
// directions, the town, the numbers, building and room.
func (p *addressParser) street() {
	p.skip()
	p.note()
	if p.towns != nil && p.townHere() {
		p.building()
		return
	}
	if p.kyoto {
		p.directions()
	}
	start, first := p.numberStart()
	if to, n, ok := p.beyondChome(first); ok {
		start, first = to, n
	}
	p.town(p.pos, start)
	p.pos = start
	if start < len(p.key) {
		p.numbers(first)
	}
	p.building()
}

// note moves text in brackets before the numbers into Rest; where nothing else
// is there, the brackets alone are dropped: the register writes an address of
// former times so.
func (p *addressParser) note() {
	open := -1
	for i := p.pos; i < len(p.key); i++ {
		switch {
		case isDigit(p.key[i]) && open < 0:
			return // brackets after a number belong to the building
		case p.key[i] == '(' || p.key[i] == '〔' || p.key[i] == '[' || p.key[i] == '【':
			if open < 0 {
				open = i
			}
		case open >= 0 && (p.key[i] == ')' || p.key[i] == '〕' || p.key[i] == ']' || p.key[i] == '】'):
			p.dropNote(open, i)
			return
		}
	}
}

func (p *addressParser) dropNote(open, end int) {
	if open == p.pos && end+1 >= len(p.key) {
		p.light, p.key = p.light[:end], p.key[:end]
		p.pos++
		return
	}
	p.rest(string(p.light[open+1 : end]))
	p.light = append(p.light[:open], p.light[end+1:]...)
	p.key = append(p.key[:open], p.key[end+1:]...)
	p.skip()
}

func (p *addressParser) rest(s string) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	if p.out.Rest != "" {
		p.out.Rest += " "
	}
	p.out.Rest += s
}

// directions passes over the streets of Kyoto: what stands before the last
// 上る, 下る, 東入, 西入 or corner tells the way, not the place.
func (p *addressParser) directions() {
	end := -1
	for i := p.pos; i+1 < len(p.key) && !isDigit(p.key[i]); i++ {
		if n := p.direction(i, end >= 0); n > 0 {
			end = i + n
		}
	}
	if end < 0 || end >= len(p.key) || isDigit(p.at(end)) {
		return
	}
	// 西入ル二丁目北木之元町: the way goes on.
	if n, ok := p.numberAt(end); ok && n.kanji && p.hasAt(n.end, "丁目") && p.at(n.end+2) >= 0x3400 && kanjiDigit(p.at(n.end+2)) < 0 {
		end = n.end + 2
	}
	p.rest(string(p.light[p.pos:end]))
	p.pos = end
	p.skip()
}

// direction returns the length of a word at i that ends a way through Kyoto, 0
// where none does. A side of the street is one only after another.
func (p *addressParser) direction(i int, after bool) int {
	next := p.at(i + 1)
	switch p.key[i] {
	case '上', '下':
		if next == 'ル' {
			return 2
		}
		if next == 'ケ' && p.at(i+2) == 'ル' { // 上がる
			return 3
		}
	case '角':
		if i > p.pos+2 && (next == ' ' || p.key[i-1] == '条' || p.key[i-1] == '通') {
			return 1
		}
	case '東', '西', '南', '北':
		switch {
		case next == '入' && (p.at(i+2) == 'ル' || p.at(i+2) == 'リ'):
			return 3
		case next == '入', next == '側' && after:
			return 2
		}
	}
	return 0
}

// town stores the text from..to as the town, without 大字 and 字.
func (p *addressParser) town(from, to int) {
	for to > from && (isSeparator(p.key[to-1]) || p.key[to-1] == '-') {
		to--
	}
	var buf [96]byte
	b := buf[:0]
	for i := from; i < to; i++ {
		switch {
		case p.key[i] == '大' && p.at(i+1) == '字' && i+2 < to:
			i++
		case p.key[i] == '小' && p.at(i+1) == '字' && i+2 < to && i > from:
			i++
		case p.key[i] == '字' && i+1 < to && (i == from || p.key[i-1] != '文'):
		case p.key[i] == ' ':
		default:
			b = utf8.AppendRune(b, p.light[i])
		}
	}
	p.out.Town = string(b)
	if base, ok := strings.CutSuffix(p.out.Town, "の"); ok && len(base) > 0 && lotLetter(base) { // ロの1番地
		p.out.Town = base
	}
}

// lotLetter reports whether a town ends in one of the letters that lots of a
// village are counted by.
func lotLetter(town string) bool {
	r, _ := utf8.DecodeLastRuneInString(town)
	return strings.ContainsRune("イロハニホヘトチリヌルヲワカヨタレソツネナラム甲乙丙丁戊", r)
}

// number is one numeral of the text.
type number struct {
	value int
	start int
	end   int  // position after it
	kanji bool // written in kanji
}

// numberAt reads a numeral at i, in digits or in kanji.
func (p *addressParser) numberAt(i int) (number, bool) {
	if isDigit(p.at(i)) {
		v, j := 0, i
		for ; isDigit(p.at(j)); j++ {
			if v = v*10 + int(p.key[j]-'0'); v > 99999999 {
				return number{}, false
			}
		}
		return number{value: v, start: i, end: j}, true
	}
	if kanjiDigit(p.at(i)) < 0 {
		return number{}, false
	}
	v, j := kanjiNumber(p.key, i)
	if isLegalDigit(p.at(i)) && !strings.ContainsRune("丁番号階-ノ", p.at(j)) {
		return number{}, false // 縄壱 is a town
	}
	return number{value: v, start: i, end: j, kanji: true}, true
}

// kanjiDigit returns 0 to 9, 10, 100 or 1000, or -1.
func kanjiDigit(r rune) int {
	switch r {
	case '〇', '零':
		return 0
	case '一', '壱':
		return 1
	case '二', '弐':
		return 2
	case '三', '参':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	case '十', '拾':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return -1
}

// isLegalDigit reports whether r is a numeral of deeds and banknotes.
func isLegalDigit(r rune) bool { return r == '壱' || r == '弐' || r == '参' }

// kanjiNumber reads 二十三 and 二三 alike.
func kanjiNumber(key []rune, i int) (value, end int) {
	total, current, j := 0, -1, i
	for ; j < len(key); j++ {
		d := kanjiDigit(key[j])
		if d < 0 || total+max(current, 0) > 9999999 || j > i && d < 10 && isLegalDigit(key[j]) != isLegalDigit(key[i]) {
			break
		}
		switch {
		case d >= 10:
			total += max(current, 1) * d
			if current == 0 {
				total += d
			}
			current = -1
		case current < 0:
			current = d
		default:
			current = current*10 + d
		}
	}
	return total + max(current, 0), j
}

// numberStart finds where the town ends and its numbers begin. 丁目 decides
// where there is one: 六番一丁目 is block 1 of the town 六番.
func (p *addressParser) numberStart() (int, number) {
	if i, n, ok := p.chomeStart(); ok {
		return i, n
	}
	for i := p.pos; i < len(p.key); i++ {
		n, ok := p.numberAt(i)
		if !ok {
			if p.hasAt(i, "無番地") || p.hasAt(i, "番外地") || p.key[i] == '(' || p.key[i] == ' ' && !p.numberAhead(i+1) {
				return i, number{}
			}
			continue
		}
		if p.startsNumber(i, n) {
			return i, n
		}
		i = n.end - 1
	}
	return len(p.key), number{}
}

// numberAhead reports whether a numeral comes before the next blank, so that a
// blank inside 霞が関 1-3-1 does not end the town.
func (p *addressParser) numberAhead(i int) bool {
	for ; i < len(p.key); i++ {
		if n, ok := p.numberAt(i); ok && p.startsNumber(i, n) {
			return true
		}
	}
	return false
}

// chomeStart finds the numeral before the first 丁目 (丁 alone in Sakai), unless
// the numbers have begun before it: then it is in a building's name.
func (p *addressParser) chomeStart() (int, number, bool) {
	begun := false
	for i := p.pos; i < len(p.key); i++ {
		if begun && isSeparator(p.key[i]) {
			return 0, number{}, false
		}
		n, ok := p.numberAt(i)
		if !ok {
			continue
		}
		next := n.end
		if p.at(next) == ' ' {
			next++
		}
		if p.at(next) == '丁' && p.afterChome(next+1) {
			if p.at(next+2) == '第' { // 東十二丁目第七地割
				return 0, number{}, false
			}
			return i, n, true
		}
		if p.hasAt(next, "番地") || p.startsNumber(i, n) && (p.at(next) == '-' || p.at(next) == 'ー') {
			return 0, number{}, false
		}
		begun = begun || p.startsNumber(i, n)
		i = n.end - 1
	}
	return 0, number{}, false
}

// beyondChome finds the numbers after a 丁目 that the town's name goes on behind:
// 本通15丁目南27, 西野町六丁目北町3, 日和田町八丁目字北ノ脇424.
func (p *addressParser) beyondChome(n number) (int, number, bool) {
	if n.end == 0 || !p.hasAt(n.end, "丁目") {
		return 0, number{}, false
	}
	i := n.end + 2
	switch p.at(i) {
	case '北', '南', '東', '西', '上', '中', '下':
		if p.numberBehind(i) {
			for n, ok := p.numberAt(i); !ok || !p.startsNumber(i, n); n, ok = p.numberAt(i) {
				i++
			}
			break
		}
		if i++; p.at(i) == ' ' {
			i++
		}
	case '字', '小':
		if !p.hasAt(i, "字") && !p.hasAt(i, "小字") {
			return 0, number{}, false
		}
		for ; i < len(p.key); i++ {
			if m, ok := p.numberAt(i); ok && p.startsNumber(i, m) {
				return i, m, true
			}
		}
		return 0, number{}, false
	default:
		return 0, number{}, false
	}
	m, ok := p.numberAt(i)
	return i, m, ok && (!m.kanji || p.startsNumber(i, m))
}

// afterChome reports whether 丁 before i ends a number: 目, a number or nothing
// must follow, so that 三丁町 stays a name.
func (p *addressParser) afterChome(i int) bool {
	r := p.at(i)
	return r == '目' || r == 0 || r == '-' || r == ' ' || isDigit(r) || kanjiDigit(r) >= 0
}

// blockFollows reports whether block and number in digits stand at i, so that a
// numeral in kanji before them is part of the town's name.
func (p *addressParser) blockFollows(i int) bool {
	m, ok := p.numberAt(i)
	if ok && m.kanji {
		return p.at(m.end) == '番' // 中一番十九番地
	}
	if !ok {
		return false
	}
	switch p.at(m.end) {
	case '-', 'ー', 'ノ', '番':
		return true
	}
	return m.value > 99 && p.at(m.end) != '号' // no house of a block has such a number
}

// numberBehind reports whether Han follows at i and a number of a place behind
// it: 二番越1673 is a town 二番越, 三番霞ビル302 and 三番桜荘302 are number 3.
func (p *addressParser) numberBehind(i int) bool {
	if p.at(i) == '号' || kanjiDigit(p.at(i)) >= 0 {
		return false
	}
	for start := i; i < len(p.key) && p.key[i] >= 0x3400; i++ {
		if kanjiDigit(p.key[i]) >= 0 && i > start {
			break
		}
	}
	n, ok := p.numberAt(i)
	if !ok || strings.ContainsRune("荘館寮棟塔宅邸階番", p.key[i-1]) {
		return false
	}
	switch r := p.at(n.end); r {
	case '番', '-', 'ー', 'ノ', 0:
		return true
	default:
		return !n.kanji && isSeparator(r)
	}
}

// isCounter reports whether r counts what is part of a town's name.
func isCounter(r rune) bool { return r == '条' || r == '線' || r == '軒' || r == '地' }

// startsNumber reports whether the numeral at i begins the numbers, not a part
// of the town's name such as 北8条 or 一番町.
func (p *addressParser) startsNumber(i int, n number) bool {
	r, next := p.at(n.end), p.at(n.end+1)
	if r == ' ' && isCounter(next) {
		r, next = next, p.at(n.end+2)
	}
	if n.kanji {
		switch {
		case r == '番' && next == '地', r == '番' && next == '号':
			return true
		case r == '番' && p.blockFollows(n.end+1):
			return false // 麻布十番4-38-21
		case r == '番':
			return next != '町' && next != '丁' && i > p.pos && !p.numberBehind(n.end+1)
		case r == '-' || r == 'ー' || r == 'ノ':
			m, ok := p.numberAt(n.end + 1)
			return ok && m.end > n.end+1 && i > p.pos
		case r == 0:
			return i > p.pos && p.at(i-1) == ' '
		}
		return false
	}
	switch r {
	case '西', '東':
		if p.pref == 0 { // Sapporo's 北8西14 leaves 条 out
			_, more := p.numberAt(n.end + 1)
			return !more
		}
	case '条', '線', '軒', '町', '区', '地':
		return r == '地' && next != '割'
	case '番':
		return next != '町' && next != '丁'
	case '丁':
		return p.afterChome(n.end + 1)
	case 'ノ', 'ツ', 'ケ':
		return isDigit(next) || kanjiDigit(next) >= 0
	}
	return true
}
