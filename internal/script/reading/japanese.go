package reading

func japaneseEdges(name []rune) []Edge { return nil }

func japaneseLatin(word string) string { return plainLatin(word) }
