package reading

func onEdges(name []rune) []Edge         { return nil }
func pinyinEdges(name []rune) []Edge     { return nil }
func wadeEdges(name []rune) []Edge       { return nil }
func cantoneseEdges(name []rune) []Edge  { return nil }
func dialectEdges(name []rune) []Edge    { return nil }
func hanjaEdges(name []rune) []Edge      { return nil }
func vietnameseEdges(name []rune) []Edge { return nil }

func pinyinLatin(word string) string { return plainLatin(word) }
func wadeLatin(word string) string   { return plainLatin(word) }
