package identifier

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// CityKey is prefecture|city, folded; "" unless both are known.
func (a Address) CityKey() string {
	var buf [96]byte
	return string(a.appendCity(buf[:0]))
}

func (a *Address) appendCity(dst []byte) []byte {
	if a.Prefecture == "" || a.City == "" {
		return dst
	}
	dst = append(append(dst, a.Prefecture...), '|')
	return appendPlace(dst, a.City)
}

// BlockKey is prefecture|city|town|numbers, folded so that all spellings of
// one place share it: 1丁目2番3号, 一丁目2-3 and 1-2-3 give 1-2-3. Building and
// room are left out. It is "" where prefecture, city or number is missing: such
// an address finds nothing, and nobody may conclude from that.
func (a Address) BlockKey() string {
	var buf [192]byte
	return string(a.appendBlock(buf[:0]))
}

func (a *Address) appendBlock(dst []byte) []byte {
	start := len(dst)
	if dst = a.appendCity(dst); len(dst) == start || a.Block == "" && a.Number == "" {
		return dst[:start]
	}
	dst = appendTown(append(dst, '|'), a.Town, a.Prefecture == "北海道")
	dst = append(append(dst, '|'), a.Block...)
	if a.Block != "" && a.Number != "" {
		dst = append(dst, '-')
	}
	return append(dst, a.Number...)
}

// BlockKeys returns BlockKey and, where the last of three numbers may be a
// room (20-3-203), the key without it; where the municipality has another name
// now, those of before too. Look up all of them.
func (a Address) BlockKeys() []string {
	key := a.BlockKey()
	if key == "" {
		return nil
	}
	keys := []string{key}
	if a.Before != nil {
		keys = append(keys, a.Before.BlockKeys()...)
	}
	if parts := strings.Split(a.numbers(), "-"); len(parts) == 3 && len(parts[2]) >= 3 {
		keys = append(keys, key[:strings.LastIndexByte(key, '-')])
	}
	return keys
}

// BuildingKey narrows BlockKey to the room, or to the building where no room is
// given. A room counts without the building's name, which is often left out;
// "" where neither is known.
func (a Address) BuildingKey() string {
	block := a.BlockKey()
	switch {
	case block == "":
		return ""
	case a.Room != "":
		return block + "|#" + strings.ToLower(a.Room)
	case a.Building != "":
		if b := buildingKey(a.Building); b != "" {
			return block + "|" + b
		}
	}
	return ""
}

// numbers joins block and number.
func (a Address) numbers() string {
	if a.Block == "" || a.Number == "" {
		return a.Block + a.Number
	}
	return a.Block + "-" + a.Number
}

// townKey folds a town: kana and variants by foldPlace, digits as kanji
// numerals, とおり as 通, and in Hokkaido 北8西14 as 北八条西十四.
func townKey(town string, hokkaido bool) string {
	var buf [128]byte
	return string(appendTown(buf[:0], town, hokkaido))
}

// appendTown is townKey into a buffer.
func appendTown(dst []byte, town string, hokkaido bool) []byte {
	var buf [128]byte
	rest := appendPlace(buf[:0], town)
	for len(rest) > 0 {
		switch c := rest[0]; {
		case c >= '0' && c <= '9':
			n := leadingDigits(rest)
			if n > 4 {
				dst = append(dst, rest[:n]...)
			} else {
				v, _ := strconv.Atoi(string(rest[:n]))
				dst = appendKanji(dst, v)
			}
			if rest = rest[n:]; hokkaido && len(rest) > 2 && (string(rest[:3]) == "西" || string(rest[:3]) == "東") {
				dst = append(dst, "条"...)
			}
		case c == '-' || c == '.':
			rest = rest[1:]
		case c < 0x80:
			dst, rest = append(dst, c), rest[1:]
		default:
			if w := townWord(rest); w > 0 {
				dst, rest = append(dst, "通"...), rest[w:]
				continue
			}
			_, size := utf8.DecodeRune(rest)
			if rest[0] == '番'>>12|0xE0 { // of 番 and 第
				if bytes.HasPrefix(rest, []byte("番丁")) { // no city has both
					dst, rest = append(dst, "番町"...), rest[len("番丁"):]
					continue
				}
				if bytes.HasPrefix(rest, []byte("第")) && bytes.Contains(rest, []byte("地割")) { // 第23地割 is 23地割
					rest = rest[size:]
					continue
				}
			}
			dst, rest = append(dst, rest[:size]...), rest[size:]
		}
	}
	return dst
}

// townWord returns the length of a spelling of 通 that rest begins with.
func townWord(rest []byte) int {
	if rest[0] != 0xE3 && rest[0] != 0xE9 { // of ト, ド and 通
		return 0
	}
	for _, w := range [...]string{"通リ", "トオリ", "ドオリ", "トウリ"} {
		if len(rest) >= len(w) && string(rest[:len(w)]) == w {
			return len(w)
		}
	}
	return 0
}

func leadingDigits(s []byte) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// appendKanji writes 0 to 9999 as kanji numerals.
func appendKanji(dst []byte, v int) []byte {
	digits := [...]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if v == 0 {
		return append(dst, digits[0]...)
	}
	units := [...]struct {
		n    int
		word string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}
	for _, u := range units {
		d := v / u.n % 10
		if d == 0 {
			continue
		}
		if d > 1 || u.n == 1 {
			dst = append(dst, digits[d]...)
		}
		dst = append(dst, u.word...)
	}
	return dst
}

// canonicalNumbers turns a run of kanji numerals into digits.
func canonicalNumbers(s string) string {
	v, _ := kanjiNumber([]rune(s), 0)
	return strconv.Itoa(v)
}

// buildingKey folds a building's name.
func buildingKey(s string) string {
	folded := foldPlace(s)
	for _, w := range [...][2]string{{"ビルヂング", "ビル"}, {"ビルディング", "ビル"}, {"ビルデイング", "ビル"}, {"building", "ビル"}, {"bldg", "ビル"}} {
		folded = strings.ReplaceAll(folded, w[0], w[1])
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', 'ー', '・', '.', ',', '、', '\'', '(', ')', '#', '「', '」', '&', '/':
			return -1
		}
		return r
	}, folded)
}
