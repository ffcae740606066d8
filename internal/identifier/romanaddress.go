package identifier

import (
	"strconv"
	"strings"
)

// parseRoman reads an address in Latin letters, in the order of letters from
// abroad: room, building, numbers, town, city, prefecture, code, country. The
// town stays in Latin letters, since no table turns it into kanji.
func parseRoman(s string) Address {
	a := Address{PrefectureOmitted: true}
	parts := romanParts(plainChome(s))
	used := make([]bool, len(parts))
	pref := romanFindPrefecture(&a, parts, used)
	if !romanFindCity(&a, parts, used, pref) {
		if a.Prefecture == "" {
			return Address{Rest: s}
		}
	}
	romanFindNumbers(&a, parts, used)
	var rest []string
	for i, p := range parts {
		if !used[i] {
			rest = append(rest, p)
		}
	}
	a.Building = strings.Join(rest, ", ")
	return a
}

// romanParts divides at commas and takes the country and the postal code out
// of the parts they stand in.
func romanParts(s string) []string {
	var parts []string
	for p := range strings.SplitSeq(s, ",") {
		if p = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p), ".")); p != "" {
			parts = append(parts, cutAtCity(p)...)
		}
	}
	return parts
}

// cutAtCity divides a part without commas before and behind a municipality:
// 1-3-1 Kasumigaseki Chiyoda-ku Tokyo.
func cutAtCity(p string) []string {
	words := strings.Fields(p)
	for i, w := range words {
		from, lower := i, strings.ToLower(w)
		if lower == "ward" || lower == "city" {
			from--
		} else if !strings.HasSuffix(lower, "-ku") && !strings.HasSuffix(lower, "-shi") && !strings.HasSuffix(lower, "-gun") {
			continue
		}
		var out []string
		if from > 0 {
			out = append(out, strings.Join(words[:from], " "))
		}
		if from >= 0 {
			out = append(out, strings.Join(words[from:i+1], " "))
		}
		if i+1 < len(words) {
			out = append(out, cutAtCity(strings.Join(words[i+1:], " "))...)
		}
		return out
	}
	return []string{p}
}

// plainChome writes 1 Chōme−3−1 and 1-chome-3-1 as 1-chome 3-1, and divides
// letters from the numbers behind them.
func plainChome(s string) string {
	s = strings.NewReplacer("ō", "o", "Ō", "O", ";", ",").Replace(strings.TrimLeft(s, "〒 "))
	lower := strings.ToLower(s)
	if i := strings.Index(lower, "chome"); i > 0 && len(lower) == len(s) {
		before, after := strings.TrimRight(s[:i], "- "), s[i+len("chome"):]
		if n := len(before); n > 0 && isDigit(rune(before[n-1])) {
			if strings.HasPrefix(after, "-") {
				after = " " + after[1:]
			}
			s = before + "-chome" + after
		}
	}
	var b strings.Builder
	letters := 0
	for _, r := range s {
		if isDigit(r) && letters >= 4 {
			b.WriteByte(' ')
		}
		if letters++; r < 'A' {
			letters = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

// romanFindPrefecture looks from the end, where the prefecture stands. A city
// of the same name (Osaka, Kyoto) is told by its own word or by standing second.
func romanFindPrefecture(a *Address, parts []string, used []bool) int {
	for i := len(parts) - 1; i >= 0; i-- {
		p := romanStripTail(a, parts[i])
		parts[i] = p
		if p == "" {
			used[i] = true
			continue
		}
		_, kind := romanBase(p)
		if kind == "shi" || kind == "ku" || kind == "city" || kind == "ward" {
			continue
		}
		if n, ok := romanPrefecture(p); ok {
			a.Prefecture, a.PrefectureOmitted, used[i] = prefectures[n].Name, false, true
			return n
		}
	}
	return -1
}

// romanStripTail takes "Japan" and a postal code off the end of a part.
func romanStripTail(a *Address, p string) string {
	words := strings.Fields(p)
	if len(words) > 1 && a.Postal == "" {
		if code, err := PostalCode(words[0]); err == nil && len(words[0]) >= 7 {
			a.Postal, words = code, words[1:]
		}
	}
	for len(words) > 0 {
		last := strings.ToLower(words[len(words)-1])
		code, err := PostalCode(last)
		switch {
		case last == "japan" || last == "jp" && len(words) == 1:
		case err == nil && len(last) >= 7 && a.Postal == "":
			a.Postal = code
		default:
			return strings.Join(words, " ")
		}
		words = words[:len(words)-1]
	}
	return ""
}

// romanFindCity looks for a municipality, its ward before it if it has one.
func romanFindCity(a *Address, parts []string, used []bool, pref int) bool {
	t := cities()
	for i := len(parts) - 1; i >= 0; i-- {
		if used[i] {
			continue
		}
		base, kind := romanBase(parts[i])
		if i > 0 && !used[i-1] {
			ward, wardKind := romanBase(parts[i-1])
			if wardKind == "ku" || wardKind == "ward" {
				if c, ok := t.in(t.roman[ward+" "+base], pref); ok {
					a.setCity(c)
					used[i], used[i-1] = true, true
					return true
				}
			}
		}
		found := t.roman[base]
		if len(found) == 0 && (kind == "ku" || kind == "ward") {
			found = t.roman["ward "+base]
		}
		if c, ok := t.in(t.ofKind(found, kind), pref); ok && (kind != "" || pref >= 0 || i > 0) {
			a.setCity(c)
			used[i] = true
			return true
		}
	}
	// Kyoto, Osaka or Hiroshima named once may be city and prefecture.
	if pref >= 0 {
		for i := len(parts) - 1; i >= 0; i-- {
			ward, kind := romanBase(parts[i])
			city := romanKey(prefectures[pref].Romaji)
			if c, ok := t.in(t.roman[ward+" "+city], pref); ok && (kind == "ku" || kind == "ward") {
				a.setCity(c)
				used[i] = true
				return true
			}
		}
	}
	return false
}

func (a *Address) setCity(c *city) {
	a.City, a.Prefecture = c.name, prefectures[c.prefecture].Name
}

// ofKind keeps the candidates whose name ends as the romanised kind says.
func (t *cityTable) ofKind(found []int32, kind string) []int32 {
	if kind == "city" { // wards of Tokyo say so too
		if cities := t.ofKind(found, "shi"); len(cities) > 0 {
			return cities
		}
		kind = "ku"
	}
	ends := map[string]string{"ku": "区", "ward": "区", "shi": "市", "cho": "町", "machi": "町", "town": "町", "mura": "村", "son": "村", "village": "村"}[kind]
	if ends == "" {
		return found
	}
	var out []int32
	for _, i := range found {
		if strings.HasSuffix(t.list[i].name, ends) {
			out = append(out, i)
		}
	}
	return out
}

// romanFindNumbers finds the part with the numbers: 1-3-1 Kasumigaseki,
// Kasumigaseki 1-3-1, 3-1 Kasumigaseki 1-chome; or numbers alone.
func romanFindNumbers(a *Address, parts []string, used []bool) {
	for i := len(parts) - 1; i >= 0; i-- {
		if used[i] {
			continue
		}
		numbers, words := romanNumbers(parts[i])
		if len(numbers) == 0 || roomWord(parts[i]) {
			continue
		}
		used[i] = true
		chome := saysChome(parts[i])
		if i > 0 && !used[i-1] && chome && len(numbers) == 1 { // 3-1, Kasumigaseki 1-chome
			if more, others := romanNumbers(parts[i-1]); len(more) > 0 && len(others) == 0 {
				numbers, used[i-1] = append(numbers, more...), true
			}
		}
		a.romanKeep(numbers, chome)
		if len(words) == 0 && i+1 < len(parts) && !used[i+1] {
			words, used[i+1] = strings.Fields(parts[i+1]), true
		} else if len(words) == 0 && i > 0 && !used[i-1] && !roomWord(parts[i-1]) { // Chiyoda City, Kasumigaseki, 1-3-1
			words, used[i-1] = strings.Fields(parts[i-1]), true
		}
		a.Town = strings.Join(words, " ")
		break
	}
	for i, p := range parts {
		if used[i] || a.Room != "" {
			continue
		}
		if floor, ok := strings.CutSuffix(strings.ToUpper(p), "F"); ok && romanIsFloor(p) {
			a.Room, used[i] = floor+"F", true
			continue
		}
		if numbers, _ := romanNumbers(p); len(numbers) == 1 && roomWord(p) {
			a.Room, used[i] = strconv.Itoa(numbers[0]), true
			if romanIsFloor(p) {
				a.Room += "F"
			}
		}
	}
}

// roomWord reports whether a part speaks of a room, a floor or a building.
func roomWord(p string) bool {
	t := " " + strings.ToLower(p) + " "
	for _, w := range []string{"room", " rm", "suite", "unit", "#", "floor", " fl", "bldg", "building", "tower", "apt"} {
		if strings.Contains(t, w) {
			return true
		}
	}
	return romanIsFloor(p)
}

func romanIsFloor(p string) bool {
	t := strings.ToLower(strings.TrimSpace(p))
	digits := strings.TrimRight(t, "f")
	return digits != t && digits != "" && strings.Trim(digits, "0123456789b") == "" || strings.Contains(t, "floor") || strings.Contains(t, " fl")
}

// romanNumbers returns the numbers of a part in the order of a Japanese
// address, the one that says chome first, and the words beside them.
func romanNumbers(p string) (numbers []int, words []string) {
	var chome []int
	for _, w := range strings.Fields(p) {
		lower := strings.ToLower(w)
		if base, ok := cutChome(lower); ok {
			if n, err := strconv.Atoi(base); err == nil {
				chome = append(chome, n)
				continue
			}
			if base == "" && len(numbers) > 0 { // "1 chome"
				chome, numbers = append(chome, numbers[len(numbers)-1]), numbers[:len(numbers)-1]
				continue
			}
		}
		if list, ok := dashed(lower); ok {
			numbers = append(numbers, list...)
			continue
		}
		if lower == "banchi" || lower == "ban" || lower == "go" || lower == "no." {
			continue
		}
		words = append(words, w)
	}
	return append(chome, numbers...), words
}

func cutChome(w string) (string, bool) {
	for _, s := range []string{"-chome", "chome", "-cho-me", "-chōme", "chōme"} {
		if base, ok := strings.CutSuffix(w, s); ok {
			return base, true
		}
	}
	return w, false
}

// dashed reads numbers joined by dashes, with the words of numbers after them.
func dashed(w string) ([]int, bool) {
	var out []int
	for f := range strings.SplitSeq(w, "-") {
		f = strings.TrimSuffix(f, "banchi")
		if f == "ban" || f == "go" || f == "banchi" {
			continue
		}
		n, err := strconv.Atoi(f)
		if err != nil || n < 0 || len(f) > 8 {
			return nil, false
		}
		out = append(out, n)
	}
	return out, len(out) > 0
}

// saysChome reports whether a part gives the number of a 丁目 as such.
func saysChome(p string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(p)) {
		if _, ok := cutChome(w); ok {
			return true
		}
	}
	return false
}

// romanKeep stores numbers as keep does for Japanese ones.
func (a *Address) romanKeep(list []int, chome bool) {
	most := 3
	if list[0] > 50 && !chome {
		most = 2
	}
	end := min(most, len(list))
	if end < len(list) {
		a.Room = strconv.Itoa(list[len(list)-1])
	}
	from := 0
	if end == 3 || chome {
		a.Block, from = strconv.Itoa(list[0]), 1
	}
	var s []string
	for _, n := range list[from:end] {
		s = append(s, strconv.Itoa(n))
	}
	a.Number = strings.Join(s, "-")
}
