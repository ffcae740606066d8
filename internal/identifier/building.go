package identifier

import "strings"

// building divides what is left into a building and a room or floor.
func (p *addressParser) building() {
	from, to := p.pos, len(p.key)
	for from < to && (isSeparator(p.key[from]) || p.key[from] == '-' || p.key[from] == '.') {
		from++
	}
	if p.key[max(to-1, 0)] == ')' && p.at(from) == '(' { // (霞ビル3階)
		from, to = from+1, to-1
	}
	for to > from && (isSeparator(p.key[to-1]) || p.key[to-1] == '-' || p.key[to-1] == '.') {
		to--
	}
	if from >= to {
		return
	}
	end, room := splitRoom(p.key[from:to])
	if room != "" && p.out.Room == "" {
		p.out.Room = room
		to = from + end
	}
	p.out.Building = strings.TrimSpace(strings.TrimRight(string(p.light[from:to]), " ,、-#"))
}

// splitRoom finds a room or floor at the end of a building's text: 302号室,
// 302号, 302, #302, 5F, 5階, B1F, 5階502号室. It returns where the building's
// own name ends.
func splitRoom(key []rune) (end int, room string) {
	i := len(key)
	for {
		j, r := lastRoom(key[:i], room != "")
		if r == "" {
			return i, room
		}
		if room == "" || strings.HasSuffix(room, "F") {
			room = r
		}
		if i = j; i == 0 {
			return 0, room
		}
	}
}

// lastRoom reads one room or floor at the end of key. bare forbids a number
// without a word, which after a room would be part of a name.
func lastRoom(key []rune, bare bool) (end int, room string) {
	i := len(key)
	for i > 0 && (isSeparator(key[i-1]) || key[i-1] == '-') {
		i--
	}
	floor, word := false, false
	switch {
	case i >= 2 && key[i-1] == '室' && key[i-2] == '号':
		i, word = i-2, true
	case i >= 1 && (key[i-1] == '号' || key[i-1] == '室'):
		i, word = i-1, true
	case i >= 2 && key[i-1] == 'ア' && key[i-2] == 'ロ' && i >= 3 && key[i-3] == 'フ':
		i, floor = i-3, true
	case i >= 1 && (key[i-1] == '階' || key[i-1] == 'f'):
		i, floor = i-1, true
	}
	j := i
	for j > 0 && isDigit(key[j-1]) {
		j--
	}
	value := string(key[j:i])
	if j == i && (floor || word) {
		for j > 0 && kanjiDigit(key[j-1]) >= 0 {
			j--
		}
		if j < i {
			value = canonicalNumbers(string(key[j:i]))
		}
	}
	if value == "" || !floor && !word && (bare || j > 0 && !isRoomLead(key[j-1])) {
		return len(key), ""
	}
	if floor && j > 0 && (key[j-1] == 'b' || strings.HasSuffix(string(key[:j]), "地下")) {
		if key[j-1] == 'b' {
			return j - 1, "B" + value + "F"
		}
		return j - 2, "B" + value + "F"
	}
	if floor {
		return j, value + "F"
	}
	if j > 0 && key[j-1] == '#' {
		j--
	}
	return j, value
}

// isRoomLead reports whether a bare number after r is a room's: after a blank,
// a dash or #, or directly after Han or kana (霞ビル302).
func isRoomLead(r rune) bool {
	return r == ' ' || r == '-' || r == '#' || r == ',' || isCJK(r)
}
