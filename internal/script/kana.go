package script

// isKana reports whether r is a kana letter or the long mark.
func isKana(r rune) bool {
	return 0x3041 <= r && r <= 0x3096 || isKatakana(r)
}

func isKatakana(r rune) bool {
	return 0x30A1 <= r && r <= 0x30FA || r == 'ー'
}

// keyKana folds a kana for keys: katakana, full size, today's spelling.
func keyKana(r rune) rune {
	if 0x3041 <= r && r <= 0x3096 {
		r += 0x60
	}
	switch r {
	case 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ':
		return r + 1
	case 'ヵ':
		return 'カ'
	case 'ヶ':
		return 'ケ'
	case 'ヰ':
		return 'イ'
	case 'ヱ':
		return 'エ'
	case 'ヲ':
		return 'オ'
	}
	return r
}

func toKatakana(r rune) rune {
	if 0x3041 <= r && r <= 0x3096 {
		return r + 0x60
	}
	return r
}
