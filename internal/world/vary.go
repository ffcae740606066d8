package world

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// near are words that are easily taken for one another.
var near = map[string][]string{
	"商事": {"商会", "商店"}, "商会": {"商事"}, "工業": {"興業", "鋼業"}, "興業": {"工業"}, "産業": {"興産", "物産"}, "興産": {"産業"},
	"建設": {"建材", "開発"}, "システム": {"システムズ"}, "システムズ": {"システム"}, "テック": {"テクノ"}, "テクノ": {"テック"},
	"精工": {"精機"}, "精機": {"精工"}, "電機": {"電気"}, "電気": {"電機"}, "物流": {"流通"}, "運輸": {"運送"}, "運送": {"運輸"},
	"製作所": {"工作所"}, "不動産": {"地所"}, "住宅": {"住販"}, "設備": {"設計"}, "食品": {"フーズ"}, "フーズ": {"フード"},
}

// resemble gives the company a name like that of another one, at its own
// address: an honest look-alike.
func (w *World) resemble(d *dice, c *company) {
	for range 40 {
		j := d.IntN(w.opt.Companies)
		if j == c.index || w.trait(j) == traitPublic || w.trait(j) == traitLookalike {
			continue
		}
		n, _ := w.base(newDice(), j)
		if forms[n.kind] == "" {
			continue
		}
		v := varyName(d, n)
		if v.text() == n.text() {
			continue
		}
		c.resembles, c.name = j, v
		c.number = corporateNumber(v.kind, c.seat.pref, w.numbers.place(c.index))
		return
	}
}

// varyName returns a different name that is easily taken for n.
func varyName(d *dice, n name) name {
	stem := trimSuffix(n.core, n.trade.Text)
	stemKana := trimSuffix(n.kana, n.trade.Kana)
	switch d.IntN(6) {
	case 0:
		n.front = !n.front
	case 1:
		n.kind = pick(d, []string{kindKK, kindYK, kindGK})
		n.form = forms[n.kind]
	case 2:
		n.core, n.kana = n.core+"販売", n.kana+"ハンバイ"
		n.english += " Sales"
	case 3:
		n.core, n.kana = "新"+n.core, "シン"+n.kana
		n.english = "Shin " + n.english
	case 4:
		if list := near[n.trade.Text]; len(list) > 0 {
			n.core, n.kana = stem+pick(d, list), ""
			n.english += " Works"
			break
		}
		fallthrough
	default:
		t := pick(d, culture.Coins(culture.CoinTail))
		if isKatakana(stem) {
			t = culture.Word{Text: pick(d, []string{"ー", "ス", "ン", "ズ"}), Latin: "s"}
			t.Kana = t.Text
			if strings.HasSuffix(stem, t.Text) {
				t.Text, t.Kana = "ル", "ル"
			}
		}
		n.core, n.kana = stem+t.Text+n.trade.Text, stemKana+t.Kana+n.trade.Kana
		n.english += " " + culture.Title(t.Latin)
	}
	n.domain = label(n.english)
	return n
}
