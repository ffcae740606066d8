package identifier

import (
	"strconv"
	"strings"
)

// CityKey is prefecture|city, folded; "" unless both are known.
func (a Address) CityKey() string {
	if a.Prefecture == "" || a.City == "" {
		return ""
	}
	return a.Prefecture + "|" + foldPlace(a.City)
}

// BlockKey is prefecture|city|town|numbers, folded so that all spellings of
// one place share it: 1丁目2番3号, 一丁目2-3 and 1-2-3 give 1-2-3. Building and
// room are left out. It is "" where prefecture, city or number is missing: such
// an address finds nothing, and nobody may conclude from that.
func (a Address) BlockKey() string {
	city, numbers := a.CityKey(), a.numbers()
	if city == "" || numbers == "" {
		return ""
	}
	return city + "|" + townKey(a.Town, a.Prefecture == "北海道") + "|" + numbers
}

// BlockKeys returns BlockKey and, where the last of three numbers may be a
// room (20-3-203), the key without it. Look up all of them.
func (a Address) BlockKeys() []string {
	key := a.BlockKey()
	if key == "" {
		return nil
	}
	keys := []string{key}
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
	folded := foldPlace(town)
	var b strings.Builder
	b.Grow(len(folded) + 8)
	rest := folded
	for rest != "" {
		if n := leadingDigits(rest); n > 0 {
			v, err := strconv.Atoi(rest[:n])
			if err != nil || v > 9999 {
				b.WriteString(rest[:n])
			} else {
				writeKanji(&b, v)
			}
			rest = rest[n:]
			if hokkaido && (strings.HasPrefix(rest, "西") || strings.HasPrefix(rest, "東")) {
				b.WriteString("条")
			}
			continue
		}
		if w := townWord(rest); w > 0 {
			b.WriteString("通")
			rest = rest[w:]
			continue
		}
		size := 1
		for size < len(rest) && rest[size]&0xC0 == 0x80 {
			size++
		}
		if rest[0] != '-' && rest[0] != '.' {
			b.WriteString(rest[:size])
		}
		rest = rest[size:]
	}
	return b.String()
}

// townWord returns the length of a spelling of 通 that rest begins with.
func townWord(rest string) int {
	for _, w := range [...]string{"通リ", "トオリ", "ドオリ", "トウリ"} {
		if strings.HasPrefix(rest, w) {
			return len(w)
		}
	}
	return 0
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// writeKanji writes 1 to 9999 as kanji numerals, 0 as 〇.
func writeKanji(b *strings.Builder, v int) {
	digits := [...]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if v == 0 {
		b.WriteString(digits[0])
		return
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
			b.WriteString(digits[d])
		}
		b.WriteString(u.word)
	}
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
