package roman

// Lao is written as Thai is, in a row of its own beside it in Unicode, with all
// its vowels. It is read as Thai, with three vowels that Thai has not got.
const (
	laoShortO = '\uE001' // as ົ: short o before a final
	laoIa     = '\uE002' // as ຽ
	laoO      = '\uE003' // as ໍ alone
)

func lao(text []rune) []rune {
	var out []rune
	for i, r := range text {
		switch {
		case r == 'ຊ':
			r = 'ซ'
		case r == 'ົ':
			if r = laoShortO; i+1 < len(text) && text[i+1] == 'ວ' {
				r = 'ั'
			}
		case r == 'ຼ':
			r = 'ล'
		case r == 'ຽ':
			r = laoIa
		case r == 'ໍ':
			if r = laoO; i+1 < len(text) && text[i+1] == 'າ' {
				r = 'ํ'
			}
		case r == 'ຢ':
			r = 'ย'
		case 0x0E80 <= r && r <= 0x0ECF:
			r -= 0x80
		}
		out = append(out, r)
	}
	return thai(out)
}
