package world

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// spell writes a company's name as its people do.
func (b *draft) spell(n name) string {
	r := &b.mix.Noise
	switch {
	case b.d.chance(r.FormSign):
		n.form = signs(b.d, n.form)
	case b.d.chance(r.Spaces):
		return spaced(&n)
	}
	if b.d.chance(r.HalfWidth) {
		n.core = narrowLetters(n.core)
	}
	if b.d.chance(r.OldKanji) {
		n.core = swapOld(b.d, n.core)
	}
	return n.text()
}

// signs abbreviates a legal form.
func signs(d *dice, form string) string {
	list := map[string][]string{
		"株式会社": {"㈱", "(株)", "（株）"}, "有限会社": {"㈲", "(有)", "（有）"}, "合同会社": {"(同)", "（同）"},
		"一般社団法人": {"(一社)"}, "一般財団法人": {"(一財)"}, "医療法人": {"(医)"}, "学校法人": {"(学)"},
	}[form]
	if len(list) == 0 {
		return form
	}
	return pick(d, list)
}

// spaced puts a space between form and core and leaves middle dots out.
func spaced(n *name) string {
	core := strings.ReplaceAll(n.core, "・", "")
	switch {
	case n.form == "":
		return core
	case n.front:
		return n.form + " " + core
	}
	return core + " " + n.form
}

// narrowLetters writes full-width letters and digits in half width; kana stay.
func narrowLetters(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r >= '！' && r <= '～' }) {
		return narrow(s)
	}
	return s
}

// halfKana writes katakana in half width.
func halfKana(s string) string {
	const full = "ァアィイゥウェエォオカキクケコサシスセソタチッツテトナニヌネノハヒフヘホマミムメモャヤュユョヨラリルレロワヲンー・"
	half := []rune("ｧｱｨｲｩｳｪｴｫｵｶｷｸｹｺｻｼｽｾｿﾀﾁｯﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓｬﾔｭﾕｮﾖﾗﾘﾙﾚﾛﾜｦﾝｰ･")
	index := map[rune]rune{}
	for i, r := range []rune(full) {
		index[r] = half[i]
	}
	var b strings.Builder
	for _, r := range s {
		base, mark := r, rune(0)
		switch {
		case strings.ContainsRune("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", r):
			base, mark = r-1, 'ﾞ'
		case strings.ContainsRune("パピプペポ", r):
			base, mark = r-2, 'ﾟ'
		case r == 'ヴ':
			base, mark = 'ウ', 'ﾞ'
		}
		if h, ok := index[base]; ok {
			b.WriteRune(h)
			if mark != 0 {
				b.WriteRune(mark)
			}
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spellNumber writes a corporate number as it stands in forms and on invoices.
func (b *draft) spellNumber(s string) string {
	switch x := b.d.IntN(100); {
	case x < 6:
		return "T" + s
	case x < 12:
		return s[:1] + "-" + s[1:5] + "-" + s[5:9] + "-" + s[9:]
	case x < 15:
		return widen(s)
	}
	return s
}

// spellSeat writes an address as people do.
func (b *draft) spellSeat(s *seat) string {
	n := &b.mix.Noise
	head := s.Prefecture().Name
	if b.d.chance(n.OmitPrefecture) {
		head = ""
	}
	tail := s.building + s.room
	if b.d.chance(n.OmitBuilding) {
		tail = ""
	}
	body := ""
	short := b.d.chance(n.ShortAddress)
	if short {
		body = s.short()
	} else {
		plain := *s
		plain.building, plain.room = "", ""
		body = plain.street()
		if b.d.chance(350) {
			body = narrow(body)
		}
	}
	if tail != "" && (short || b.d.chance(500)) {
		tail = " " + narrow(tail)
	}
	return head + s.City().Name + body + tail
}

func spellPostal(d *dice, s string) string {
	if d.chance(750) {
		return s[:3] + "-" + s[3:]
	}
	return s
}

// mistype changes one digit of a number.
func mistype(d *dice, s string) string {
	i := d.between(1, len(s)-1)
	for s[i] < '0' || s[i] > '9' {
		i = d.between(1, len(s)-1)
	}
	// Not by nine: the check digit does not see 0 for 9.
	c := '0' + (s[i]-'0'+byte(d.between(1, 8)))%10
	if (c == '0' && s[i] == '9') || (c == '9' && s[i] == '0') {
		c = '5'
	}
	return s[:i] + string(rune(c)) + s[i+1:]
}

// misspell changes one character of a name's core.
func misspell(d *dice, n name) name {
	r := []rune(n.core)
	t := pick(d, culture.Coins(culture.CoinTail)).Text
	r[d.IntN(len(r))] = []rune(t)[0]
	n.core = string(r)
	return n
}

// wideless draws a house number.
func wideless(d *dice) string { return narrow(wide(d.between(1, 300))) }
