package reading

// vietnameseEdges are the Sino-Vietnamese readings of characters, without marks.
func vietnameseEdges(name []rune) []Edge {
	if !allHan(name) {
		return nil
	}
	var l edgeList
	for i, r := range name {
		fields := han().fields(r)
		n := 0
		tagged(fields, 'v', func(int, string) { n++ })
		tagged(fields, 'v', func(_ int, word string) { l.add(i, i+1, word, oneOf(n)) })
	}
	return l.edges
}
