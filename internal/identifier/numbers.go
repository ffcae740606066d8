package identifier

import "strconv"

// numbers reads the numbers from the first one on, and what of them is a room.
func (p *addressParser) numbers(n number) {
	if n.end == 0 {
		if p.has("無番地") || p.has("番外地") {
			p.out.Number = "無番地"
			p.pos += 3
		}
		return
	}
	var list [8]number
	count, chome, lot, room := 0, false, false, -1
	for count < len(list) {
		p.pos = n.end
		if count > 0 && (p.isRoomSuffix(p.pos) || p.dashedRoom(n)) {
			room = count
			p.pos = p.roomEnd(p.pos)
		}
		list[count] = n
		count++
		if room >= 0 {
			break
		}
		mark := p.marker()
		chome = chome || mark == markChome && count == 1
		lot = lot || mark == markLot && count == 1
		next, ok := p.nextNumber(n, mark)
		if !ok {
			break
		}
		n = next
	}
	p.keep(list[:count], chome, lot, room)
}

// keep divides the numbers: at most block, number and sub-number make the
// place, the rest is a room. A town's first number above 50 is that of a plot,
// which has one sub-number.
func (p *addressParser) keep(list []number, chome, lot bool, room int) {
	most := 3
	if list[0].value > 50 && !chome {
		most = 2
	}
	end := min(most, len(list))
	if room >= 0 {
		end = min(end, room)
	}
	if end < len(list) && p.out.Room == "" {
		p.out.Room = strconv.Itoa(list[len(list)-1].value)
	}
	from := 0
	if chome || end == 3 && !lot {
		p.out.Block, from = strconv.Itoa(list[0].value), 1
	}
	var buf [48]byte
	b := buf[:0]
	for i := from; i < end; i++ {
		if i > from {
			b = append(b, '-')
		}
		b = strconv.AppendInt(b, int64(list[i].value), 10)
	}
	p.out.Number = string(b)
}

// Marks after a number.
const (
	markNone = iota
	markDash
	markChome // 丁目
	markLot   // 番地
	markBan   // 番
	markGo    // 号
	markNo    // の
)

// marker reads the word after a number.
func (p *addressParser) marker() int {
	i := p.pos
	if p.at(i) == ' ' && (p.at(i+1) == '番' || p.at(i+1) == '丁' || p.at(i+1) == '号' || p.at(i+1) == '-' && p.at(i+2) == ' ') {
		i++
	}
	switch p.at(i) {
	case '丁':
		p.pos = i + 1
		if p.at(i+1) == '目' {
			p.pos++
		}
		return markChome
	case '番':
		p.pos = i + 1
		if p.at(i+1) == '地' {
			p.pos++
			return markLot
		}
		return markBan
	case '号':
		if p.at(i+1) == '室' || p.at(i+1) == '館' || p.at(i+1) == '棟' {
			return markNone
		}
		p.pos = i + 1
		return markGo
	case '-', 'ー', '一':
		return markDash // 1一3: the numeral one, typed for a dash
	case 'ノ':
		return markNo
	}
	return markNone
}

// nextNumber reads the numeral that continues the numbers after the one before
// and its mark; where none does, pos stays where building and room begin.
func (p *addressParser) nextNumber(before number, mark int) (number, bool) {
	i := p.pos
	if p.at(i) == ' ' && p.at(i+1) == '-' && (isDigit(p.at(i+2)) || p.at(i+2) == ' ' && isDigit(p.at(i+3))) { // 1 - 3 - 1
		i++
	}
	for p.at(i) == '-' || p.at(i) == 'ー' || p.at(i) == 'ノ' || i == p.pos && p.at(i) == '一' && mark == markDash {
		i++
		if p.at(i) == ' ' && (isDigit(p.at(i + 1))) {
			i++
		}
	}
	joined := i > p.pos
	spaced := false
	if !joined {
		if mark == markNone || mark == markGo {
			return number{}, false
		}
		if p.at(i) == ' ' {
			i, spaced = i+1, true
		}
	}
	n, ok := p.numberAt(i)
	if !ok || n.kanji && !p.kanjiContinues(before, n, spaced) {
		return number{}, false
	}
	after := p.at(n.end)
	if after == ' ' && p.at(n.end+1) == '号' && p.at(n.end+2) != '室' {
		after = '号'
	}
	if isFloor(p, n.end) || spaced && (mark != markChome && after != '号' && (mark != markBan || after != '-') || p.hasAt(n.end, "号室")) {
		return number{}, false
	}
	if p.hasAt(n.end, "号館") || p.hasAt(n.end, "号棟") || !joined && mark == markLot && p.hasAt(n.end, "号室") {
		return number{}, false
	}
	return n, true
}

// kanjiContinues tells 三番一号 from 三番 and a building 一…: a numeral in kanji
// goes on where a mark, a dash or the end follows it, and after another one in
// kanji unless what follows makes it a building's.
func (p *addressParser) kanjiContinues(before, n number, spaced bool) bool {
	switch p.at(n.end) {
	case 0, ' ', '号', '-', 'ノ', 'ー', ',', '、':
		return true
	case '番':
		next := p.at(n.end + 1)
		return next != '館' && next != '街'
	case '丁', '階', '条', '軒':
		return false
	}
	return before.kanji && !spaced
}

// dashedRoom reports whether n is a room's number as in 16-302号: no house of a
// block has a number of three digits.
func (p *addressParser) dashedRoom(n number) bool {
	before := p.at(n.start - 1)
	return n.value >= 100 && !n.kanji && (before == '-' || before == 'ー') && p.at(n.end) == '号' && p.at(n.end+1) != '館' && p.at(n.end+1) != '棟'
}

func isFloor(p *addressParser, i int) bool {
	r := p.at(i)
	return r == '階' || r == 'f' && !isLatin(p.at(i+1)) || p.hasAt(i, "フロア")
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

// isRoomSuffix reports whether the number before i is a room's.
func (p *addressParser) isRoomSuffix(i int) bool {
	return p.hasAt(i, "号室") || p.at(i) == '室'
}

// roomEnd passes over 号室, 号 or 室.
func (p *addressParser) roomEnd(i int) int {
	if p.at(i) == '号' {
		i++
	}
	if p.at(i) == '室' {
		i++
	}
	return i
}
