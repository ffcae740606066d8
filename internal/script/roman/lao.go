package roman

// Lao is written as Thai is, in a row of its own beside it in Unicode, with all
// its vowels. It is read as Thai, with four vowels that Thai has not got.
const (
	laoShortO = '\uE001' // as ົ: short o before a final
	laoIa     = '\uE002' // as ຽ
	laoO      = '\uE003' // as ໍ alone
	laoOe     = '\uE004' // as ເ-ີ
)

func lao(text []rune) []rune {
	var out []rune
	for i, r := range text {
		next := rune(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		switch {
		case r == 'ຊ':
			r = 'ซ'
		case r == 'ທ' && next == 'ຣ':
			r = 'ถ' // in Thai ทร is s
		case r == 'ົ' && next == 'ວ':
			r = 'ั'
		case r == 'ົ':
			r = laoShortO
		case (r == 'ີ' || r == 'ິ') && (i > 1 && text[i-2] == 'ເ' || i > 2 && text[i-3] == 'ເ' && text[i-1] == 'ຼ'):
			r = laoOe
		case r == 'ຼ':
			r = 'ล'
		case r == 'ຽ':
			r = laoIa
		case r == 'ໍ' && next != 'າ':
			r = laoO
		case r == 'ຍ' && !laoVowel(next) && i > 0 && !laoLead(text[i-1]):
			if r = 'ย'; i > 1 && text[i-2] == 'ເ' {
				r = laoIa // ເມຍ is mia
			}
		case r == 'ຢ':
			r = 'ย'
		case 0x0E80 <= r && r <= 0x0ECF:
			r -= 0x80
		}
		out = append(out, r)
	}
	return spellThai(out, laoHidden, func(s *syllable) string { return s.final })
}

func laoVowel(r rune) bool { return 'ະ' <= r && r <= 'ຽ' || r == 'ໍ' }

func laoLead(r rune) bool { return 'ເ' <= r && r <= 'ໄ' }
