package roman

func thai(text []rune) []rune { return nil }
