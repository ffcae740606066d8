package reading

// japaneseLatin writes a Latin word as its Japanese readings are compared: in
// Hepburn without long vowels. Kunrei and Nihon-shiki (si, tu, zya, du), OH
// spellings, old spellings (inouye, kwannon), m before b and m and l for r all
// become one form, which is finer than none of them.
func japaneseLatin(word string) string {
	for range MaxLetters { // one round is enough for every name; noise may need more
		next := hepburn(word)
		if next == word {
			return word
		}
		word = next
	}
	return "" // noise without end is no word
}

// hepburn is one round of japaneseLatin.
func hepburn(word string) string {
	var buf [2*MaxLetters + 8]byte
	h := hepburnWriter{out: buf[:0]}
	if len(word) > MaxLetters {
		return ""
	}
	for i := range len(word) {
		next := byte(0)
		if i+1 < len(word) {
			next = word[i+1]
		}
		switch c := word[i]; {
		case c == '\'' || c == '-' || c == '`':
		case letter(c) == 26:
			return ""
		case isVowel(c):
			h.vowel(c)
		case c == 'y':
			h.glide(next)
		default:
			h.consonant(c, next)
		}
	}
	switch {
	case len(h.out) > MaxLetters:
		return ""
	case string(h.out) == word:
		return word
	}
	return string(h.out)
}

type hepburnWriter struct{ out []byte }

func (h *hepburnWriter) last() byte {
	if len(h.out) == 0 {
		return 0
	}
	return h.out[len(h.out)-1]
}

func (h *hepburnWriter) replace(c byte) { h.out[len(h.out)-1] = c }

// vowel drops what only lengthens the vowel before, and writes si, ti, tu, zi,
// di and du as they sound.
func (h *hepburnWriter) vowel(c byte) {
	last := h.last()
	switch {
	case c == 'u' && (last == 'o' || last == 'u'), c == 'o' && last == 'o':
		return
	case c == 'i' && last == 's':
		h.out = append(h.out, 'h')
	case c == 'i' && last == 't':
		h.replace('c')
		h.out = append(h.out, 'h')
	case c == 'i' && (last == 'z' || last == 'd'):
		h.replace('j')
	case c == 'u' && last == 't':
		h.out = append(h.out, 's')
	case c == 'u' && last == 'd':
		h.replace('z')
	}
	h.out = append(h.out, c)
}

// glide writes a y: none in ye (inouye), sha for sya, cha for tya, ja for zya
// and jya.
func (h *hepburnWriter) glide(next byte) {
	switch last := h.last(); {
	case next == 'e' || next == 'i' || last == 'j':
	case last == 't':
		h.replace('c')
		h.out = append(h.out, 'h')
	case last == 's':
		h.out = append(h.out, 'h')
	case last == 'z' || last == 'd':
		h.replace('j')
	default:
		h.out = append(h.out, 'y')
	}
}

// consonant writes all others: no h of ohno and yuhki, n before b, m and p, no
// w but in wa, r for l.
func (h *hepburnWriter) consonant(c, next byte) {
	last := h.last()
	switch c {
	case 'h':
		if (last == 'o' || last == 'u') && !isVowel(next) {
			return
		}
		if next == 'u' && last != 's' && last != 'c' {
			c = 'f'
		}
	case 'l':
		c = 'r'
	case 'q':
		c = 'k'
	case 'c':
		switch next {
		case 'h':
		case 'c':
			c = 't' // hacchi
		default:
			c = 'k'
		}
	case 'v':
		c = 'b'
		if next == 'a' {
			c = 'w' // kavaguchi
		}
	case 'w':
		if next != 'a' || last == 'k' || last == 'g' {
			return // wo; kwannon
		}
	case 'n':
		if last == 'n' && !isVowel(next) && next != 'y' {
			return // kennji
		}
	case 'm':
		if next == 'b' || next == 'm' || next == 'p' {
			c = 'n'
		}
	case 'z':
		if last == 'd' { // dzu
			h.replace('z')
			return
		}
	case 'j':
		if last == 'j' {
			return
		}
	}
	h.out = append(h.out, c)
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}
