package reading

func koreanEdges(name []rune) []Edge { return nil }

func koreanLatin(word string) string { return plainLatin(word) }
