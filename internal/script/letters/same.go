package letters

// Words of one native alphabet are compared letter by letter: every letter that
// agrees is evidence by what it costs by itself; a letter too many or another
// one is an error. Han is not compared so: characters that are read alike are
// different names.

// sameThresholds are the evidence that one in 1,000 random pairs of native
// words of one alphabet reaches, in 1/10 bit.
var sameThresholds = [Alphabets]int32{Cyrillic: -52, Arabic: 20, Hebrew: 33, Kana: -12, Hangul: -36}

// readAlike are native letters that are often written for each other, with
// what that costs in 1/10 bit more than agreeing.
var readAlike = []struct {
	alphabet Alphabet
	a, b     string
	cost     uint8
}{
	{Cyrillic, "е", "ё", 5}, {Cyrillic, "е", "э", 25}, {Cyrillic, "и", "й", 25}, {Cyrillic, "ь", "", 25}, {Cyrillic, "ъ", "", 25}, {Cyrillic, "и", "ы", 30},
	{Arabic, "ا", "أ", 5}, {Arabic, "ا", "إ", 5}, {Arabic, "ا", "آ", 5}, {Arabic, "أ", "إ", 10}, {Arabic, "أ", "آ", 10}, {Arabic, "ي", "ى", 5}, {Arabic, "ه", "ة", 5},
	{Arabic, "ا", "", 30}, {Arabic, "ي", "", 35}, {Arabic, "و", "", 35}, {Arabic, "ء", "", 20}, {Arabic, "ئ", "ي", 15}, {Arabic, "ؤ", "و", 15}, {Arabic, "ى", "ا", 20}, {Arabic, "ا", "ة", 30},
	{Hebrew, "י", "", 25}, {Hebrew, "ו", "", 25}, {Hebrew, "א", "", 25}, {Hebrew, "׳", "", 20}, {Hebrew, "ט", "ת", 30}, {Hebrew, "כ", "ק", 30}, {Hebrew, "ה", "א", 30},
	{Kana, "ー", "", 15}, {Kana, "ッ", "", 25}, {Kana, "ヴァ", "バ", 20}, {Kana, "ヴィ", "ビ", 20}, {Kana, "ヴ", "ブ", 20}, {Kana, "ヴェ", "ベ", 20}, {Kana, "ヴォ", "ボ", 20},
	{Kana, "ィ", "イ", 15}, {Kana, "ェ", "エ", 15}, {Kana, "ャ", "ヤ", 10}, {Kana, "ュ", "ユ", 10}, {Kana, "ョ", "ヨ", 10}, {Kana, "ァ", "ア", 15}, {Kana, "ォ", "オ", 15}, {Kana, "ツ", "ッ", 10},
	{Kana, "ウ", "ー", 30}, {Kana, "イ", "ー", 30}, {Kana, "ジ", "ヂ", 5}, {Kana, "ズ", "ヅ", 5},
}

// sameModel compares words of one alphabet.
func sameModel(a Alphabet) *model {
	n := Letters(a)
	m := &model{threshold: sameThresholds[a], gap: 70, swap: 85}
	r := newReader(m, n, n)
	var costs []uint8 // beyond what the Latin side's letters cost by themselves
	var firsts []string
	add := func(x, y string, cost uint8) {
		r.add(x, y, 0)
		costs, firsts = append(costs, cost), append(firsts, x+y)
	}
	for l := 1; l < n; l++ {
		add(string([]byte{byte(l)}), string([]byte{byte(l)}), 1)
	}
	for _, p := range readAlike {
		if p.alphabet != a {
			continue
		}
		x, _ := Spell(nil, p.a)
		y, _ := Spell(nil, p.b)
		add(string(x), string(y), p.cost)
		add(string(y), string(x), p.cost)
	}
	r.finish()
	m.costByBackground(r, costs, firsts, &backgrounds()[a])
	return m
}

// costByBackground lets each block cost what its letters cost by themselves,
// after each letter, and something more.
func (m *model) costByBackground(r *reader, costs []uint8, firsts []string, bg *background) {
	for before := range bg.n {
		m.after[before*m.blocks] = uint8(bg.letter(byte(before), 0))
		for i, first := range firsts {
			block := m.block(r.x[i+1], r.y[i+1])
			m.after[before*m.blocks+block] = uint8(min(255, bg.letter(byte(before), first[0])+int32(costs[i])))
		}
	}
}
