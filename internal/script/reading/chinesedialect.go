package reading

// Costs of what a given name is spelt by where surnames are Hokkien, Teochew,
// Hakka or Hainanese: pinyin since the seventies, the dialect or Cantonese before.
const (
	givenPinyin    = 100
	givenDialect   = 120
	givenCantonese = 260
)

// dialectEdges are names of Chinese in Singapore, Malaysia, Indonesia and the
// Philippines. No table has all dialects; the surnames and the syllables that
// given names have most are listed by hand, and pinyin and Cantonese spell the
// rest of the name. A name whose surname is not listed has no such reading.
func dialectEdges(name []rune) []Edge {
	if !allHan(name) {
		return nil
	}
	t := han()
	var l edgeList
	start := 1
	tagged(t.word(name), 'd', func(n int, word string) {
		l.add(0, 2, word, rank(n))
		start = 2
	})
	tagged(t.fields(name[0]), 'd', func(n int, word string) { l.add(0, 1, word, rank(n)) })
	if len(l.edges) == 0 {
		return nil
	}
	for i := start; i < len(name); i++ {
		tagged(t.fields(name[i]), 'g', func(n int, word string) { l.add(i, i+1, word, givenDialect+rank(n)) })
		pinyin(name, i, func(to int, reading string, cost int) {
			for _, s := range pinyinSpellings(reading) {
				l.add(i, to, s.latin, givenPinyin+cost+s.cost)
			}
		})
		cantonese(name, i, func(to int, latin string, cost int) { l.add(i, to, latin, givenCantonese+cost) })
	}
	return l.edges
}
