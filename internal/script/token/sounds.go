package token

// Romanisations of Korean and of Chinese differ letter by letter (jeong, jung,
// chong; zhang, chang). What they cannot keep apart becomes one letter here, so
// that all spellings of a syllable have one form. It is no reading: it finds.

// maxSyllables bounds the words that can be a name of syllables.
const (
	maxSyllables = 4
	maxSound     = 20
)

// koreanSound gives the form of a word in Latin letters, "" where it cannot be
// a few syllables of Korean.
func koreanSound(word string) string { return sound(word, koreanConsonant, koreanVowel) }

// chineseSound gives the form of a word in pinyin, Wade-Giles or what is close
// to these.
func chineseSound(word string) string { return sound(word, chineseConsonant, chineseVowel) }

// sound rewrites consonants and groups of vowels.
func sound(word string, consonant func(string, int, []byte) (byte, int), group func(string) string) string {
	if len(word) == 0 || len(word) > maxSound {
		return ""
	}
	var buf [2 * maxSound]byte
	out, groups := buf[:0], 0
	for i := 0; i < len(word); {
		c := word[i]
		if c < 'a' || c > 'z' {
			return ""
		}
		if vowel(c) || c == 'w' {
			end := i
			for end < len(word) && (vowel(word[end]) || word[end] == 'w') {
				end++
			}
			if end < len(word) && word[end] == 'h' && (end+1 == len(word) || !vowel(word[end+1])) {
				out = append(out, group(word[i:end])...)
				end++
			} else {
				out = append(out, group(word[i:end])...)
			}
			i = end
			if groups++; groups > maxSyllables {
				return ""
			}
			continue
		}
		b, n := consonant(word, i, out)
		if b != 0 && (len(out) == 0 || out[len(out)-1] != b) {
			out = append(out, b)
		}
		i += n
	}
	if groups == 0 || tooDense(out) {
		return ""
	}
	return string(out)
}

// tooDense reports more consonants in a row than any syllables give.
func tooDense(s []byte) bool {
	row := 0
	for i, c := range s {
		if vowel(c) {
			row = 0
			continue
		}
		if row++; row > 2 || row > 1 && (i == 1 || i == len(s)-1) {
			return true
		}
	}
	return false
}

func at(word string, i int) byte {
	if i < len(word) {
		return word[i]
	}
	return 0
}

func koreanConsonant(word string, i int, before []byte) (byte, int) {
	c, next := word[i], at(word, i+1)
	switch c {
	case 'g', 'k', 'q', 'c', 'x':
		if c == 'c' && next == 'h' {
			return 'j', 2
		}
		if next == 'h' || next == c || next == 'k' {
			return 'k', 2
		}
		if c == 'g' && len(before) > 0 && before[len(before)-1] == 'n' && word[i-1] == 'n' {
			return 0, 1 // ng, or n and g
		}
		return 'k', 1
	case 'd', 't':
		switch next {
		case 'j', 'z':
			return 'j', 2
		case 'c':
			return 'j', 2 + b2i(at(word, i+2) == 'h')
		case 's':
			return 'j', 2
		case 'h':
			return 't', 2
		}
		return 't', 1
	case 'b', 'p', 'f', 'v':
		if next == 'h' {
			return 'p', 2
		}
		return 'p', 1
	case 'j', 'z':
		return 'j', 1
	case 's':
		if next == 'h' {
			return 's', 2
		}
		return 's', 1
	case 'l', 'r':
		return koreanLiquid(c, next, before)
	case 'm', 'n':
		return c, 1
	}
	return 'h', 1
}

// koreanLiquid: at the start l, r and n are one, and none before i; an r that
// only closes a vowel is none.
func koreanLiquid(c, next byte, before []byte) (byte, int) {
	skip := 1 + b2i(next == 'h')
	switch {
	case len(before) == 0 && (next == 'i' || next == 'y' || next == 'e' || next == 'h'):
		return 0, skip
	case len(before) == 0:
		return 'n', skip
	case c == 'r' && !vowel(next):
		return 0, 1
	}
	return 'l', 1
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// koreanVowel gives one letter to a group of vowels and glides.
func koreanVowel(group string) string {
	switch group {
	case "a", "ya", "wa", "oa", "ah":
		return "a"
	case "i", "y", "yi", "ee", "ie", "wi", "wee", "ui", "uy", "ea", "eui", "ey":
		return "i"
	case "e", "ae", "ai", "ay", "ye", "yae", "we", "wae", "oe", "ei", "wei", "oi", "oy":
		return "e"
	}
	switch group[0] {
	case 'o', 'u', 'w', 'y', 'e', 'i', 'a':
		return koreanMany(group)
	}
	return "o"
}

// koreanMany divides what two syllables have: jaein, seoa.
func koreanMany(group string) string {
	switch group {
	case "aei", "aii", "aeyi":
		return "ei"
	case "aeo", "aeu", "aiu", "aeyo", "ao", "au", "aeyeo", "awoo", "awo", "awon", "ayu", "ayo", "ayeo", "ayou":
		if group[:2] == "ae" || group[:2] == "ai" {
			return "eo"
		}
		return "ao"
	case "aea", "aeya":
		return "ea"
	case "ia", "iya", "iwa":
		return "ia"
	case "eoa", "oaa", "uwa", "ooa", "eowa", "uya", "oya", "oowa", "uhwa":
		return "oa"
	case "eoi", "uii", "ooi", "uyi", "eoyi":
		return "oi"
	case "io", "iu", "ieo", "iyo", "iyu", "iyeo", "iwoo", "iwo", "iou", "ioo", "iyoung", "iwu":
		return "io"
	case "aya", "aa":
		return "aa"
	}
	return "o"
}

func chineseConsonant(word string, i int, _ []byte) (byte, int) {
	c, next := word[i], at(word, i+1)
	switch c {
	case 'z', 'c', 'j', 'q':
		if next == 'h' || next == 'z' {
			return 'c', 2
		}
		return 'c', 1
	case 't':
		if next == 's' || next == 'z' {
			return 'c', 2
		}
		return 't', 1
	case 'd':
		return 't', 1
	case 'b', 'p':
		return 'p', 1
	case 'g', 'k':
		if c == 'g' && i > 0 && word[i-1] == 'n' {
			return 0, 1
		}
		return 'k', 1
	case 's':
		if next == 'h' || next == 'z' {
			return 's', 2
		}
		return 's', 1
	case 'x':
		return 's', 1
	case 'h':
		if next == 's' {
			return 's', 2
		}
		return 'h', 1
	case 'v':
		return 'v', 1
	}
	return c, 1
}

// chineseVowel: the sounds that Wade-Giles and pinyin write differently.
func chineseVowel(group string) string {
	switch group {
	case "ie", "ye", "ue", "yue", "ia", "ya", "yai": // chien and jian
		return "ie"
	case "i", "yi":
		return "i"
	case "a", "aa":
		return "a"
	case "ai", "ay":
		return "ai"
	case "ao", "au", "aw", "ow":
		return "ao"
	case "iao", "yao", "iau":
		return "iao"
	case "ui", "uei", "wei", "ei":
		return "ei"
	case "ua", "wa", "uwa":
		return "ua"
	case "uai", "wai":
		return "uai"
	case "uan":
		return "ua"
	case "iu", "you", "yu", "yo", "io":
		return "iu"
	}
	return "o"
}

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}
