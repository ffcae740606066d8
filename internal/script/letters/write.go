package letters

const (
	hangulFirsts = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
	hangulLasts  = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
)

// write gives letters in signs that can be read.
func write(a Alphabet, ls string) string {
	var out []byte
	signs := []rune(spelt[a])
	for i := range len(ls) {
		l := int(ls[i])
		switch {
		case a == Han && l < len(hanInitials):
			out = append(out, hanInitials[l]...)
		case a == Han:
			out = append(out, hanFinals[l-len(hanInitials)]...)
		case a == Hangul && l < hangulVowel:
			out = append(out, string([]rune(hangulFirsts)[l-1])...)
		case a == Hangul && l < hangulFinal:
			out = append(out, string(rune('ㅏ'+l-hangulVowel))...)
		case a == Hangul:
			out = append(out, string([]rune(hangulLasts)[l-hangulFinal-1])...)
		default:
			out = append(out, string(signs[l])...)
		}
	}
	return string(out)
}
