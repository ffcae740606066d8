package reading

// japaneseLatin writes a Latin word as its Japanese readings are compared: in
// Hepburn without long vowels. Kunrei and Nihon-shiki (si, tu, zya, du), OH
// spellings, old spellings (inouye, kwannon), m before b and m and l for r all
// become one form, which is finer than none of them.
func japaneseLatin(word string) string {
	for range 8 { // one round is enough for every name; noise may need more
		next := hepburn(word)
		if next == word {
			break
		}
		word = next
	}
	return word
}

func hepburn(word string) string {
	var buf [MaxLetters + 8]byte
	out := buf[:0]
	at := func(i int) byte {
		if i < len(word) {
			return word[i]
		}
		return 0
	}
	for i := 0; i < len(word); i++ {
		if len(out) > MaxLetters {
			return ""
		}
		c, next := word[i], at(i+1)
		last := byte(0)
		if len(out) > 0 {
			last = out[len(out)-1]
		}
		switch c {
		case '\'', '-', '`':
			continue
		case 'u':
			if last == 'o' || last == 'u' {
				continue
			}
		case 'o':
			if last == 'o' {
				continue
			}
		case 'h':
			if (last == 'o' || last == 'u') && !isVowel(next) {
				continue // ohno, yuhki
			}
			if next == 'u' && last != 's' && last != 'c' {
				c = 'f'
			}
		case 'l':
			c = 'r'
		case 'q':
			c = 'k'
		case 'v':
			c = 'b'
			if next == 'a' {
				c = 'w' // kavaguchi
			}
		case 'n':
			if last == 'n' && !isVowel(next) && next != 'y' {
				continue // kennji
			}
		case 'c':
			switch next {
			case 'h':
			case 'c':
				c = 't' // hacchi
			default:
				c = 'k'
			}
		case 'w':
			if next != 'a' || last == 'k' || last == 'g' {
				continue // wo, we, wi; kwannon
			}
		case 'y':
			switch next {
			case 'e', 'i':
				continue // inouye
			}
			switch last {
			case 's', 't':
				if last == 't' {
					out[len(out)-1] = 'c'
				}
				c = 'h' // sya, tya
			case 'z', 'd':
				out[len(out)-1] = 'j'
				continue
			case 'j':
				continue
			}
		case 'm':
			if next == 'b' || next == 'm' || next == 'p' {
				c = 'n'
			}
		case 'i':
			switch last {
			case 's': // si
				out = append(out, 'h')
			case 't': // ti
				out[len(out)-1] = 'c'
				out = append(out, 'h')
			case 'z', 'd':
				out[len(out)-1] = 'j'
			}
		default:
			if letter(c) == 26 {
				return ""
			}
		}
		if c == 'u' {
			switch last {
			case 't': // tu
				out = append(out, 's')
			case 'd': // du
				out[len(out)-1] = 'z'
			}
		}
		if c == 'z' && last == 'd' { // dzu
			out[len(out)-1] = 'z'
			continue
		}
		if c == 'j' && last == 'j' {
			continue
		}
		out = append(out, c)
	}
	if len(out) > MaxLetters {
		return ""
	}
	if string(out) == word {
		return word
	}
	return string(out)
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}
