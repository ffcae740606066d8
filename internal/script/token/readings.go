package token

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// Kinds of exact keys. A term of characters says how it may be read and a Latin
// query asks for it, and the other way round; so Latin words never meet by
// readings. Behind the sign stands what is compared: japanese, chinese or
// korean sounds, or how katakana render Chinese and Korean.
const (
	signRead     = "R" // of characters
	signLatin    = "L" // of Latin words
	signSpelt    = "X" // skeletons of words in other alphabets
	signSkeleton = "Y" // skeletons of Latin words
	signHangul   = "H" // of Hangul, for characters that Koreans read so
	signAlike    = "A" // characters that are written for each other

	soundJapanese = "j"
	soundChinese  = "c"
	soundKorean   = "k"
	soundRendered = "n"
)

// longestRead is how many characters a stretch has that is read at most.
const longestRead = 6

// readingsOf gives the sounds of a stretch of characters as exact keys: the
// sign, that of the kind of sound, and the sound. most bounds those in Japanese.
func readingsOf(run []rune, sign string, most int) []string {
	if len(run) > longestRead {
		return nil
	}
	list := reading.Readings(run, most)
	out := make([]string, 0, len(list))
	for _, r := range list {
		kind, s := soundJapanese, r.Latin
		rendered := 'A' <= s[0] && s[0] <= 'Z'
		switch {
		case rendered:
			kind = soundRendered
		case r.System == reading.Japanese || r.System == reading.OnReading:
			if most == 0 {
				continue
			}
		case r.System == reading.Korean || r.System == reading.HanKorean:
			kind, s = soundKorean, koreanSound(s)
		default:
			kind, s = soundChinese, chineseSound(strings.ReplaceAll(s, "v", "u"))
		}
		if s != "" && !hasSound(out, kind, s) {
			out = append(out, sign+kind+s)
		}
	}
	return out
}

// hasSound reports whether a key of one letter's sign has the sound.
func hasSound(keys []string, kind, s string) bool {
	for _, k := range keys {
		if len(k) == 2+len(s) && k[1:2] == kind && k[2:] == s {
			return true
		}
	}
	return false
}

// soundsOfLatin gives the forms in which a Latin word is compared with
// readings, none where it can be no reading.
func soundsOfLatin(word string) []string {
	if len(word) < 2 && !(len(word) == 1 && vowel(word[0])) || len(word) > maxSound {
		return nil
	}
	out := make([]string, 0, 3)
	if s := reading.NewWord(word).Latin(reading.Japanese); isMorae(s) {
		out = append(out, soundJapanese+s)
	}
	if s := chineseSound(word); s != "" {
		out = append(out, soundChinese+s)
	}
	if s := koreanSound(word); s != "" {
		out = append(out, soundKorean+s)
	}
	return out
}

// soundsOfKana gives the forms of a word in kana: as Japanese, and as the
// rendering of a Chinese or Korean name.
func soundsOfKana(romaji string) []string {
	if len(romaji) > maxSound {
		return nil
	}
	w := reading.NewKanaWord(romaji)
	var out []string
	if s := w.Latin(reading.Japanese); s != "" {
		out = append(out, soundJapanese+s)
	}
	if s := w.Latin(reading.Pinyin); s != "" {
		out = append(out, soundRendered+s)
	}
	return out
}

// isMorae reports whether a normal form can be spelt in kana: every consonant
// has a vowel, but n, and the first of two where one is doubled.
func isMorae(s string) bool {
	for i := 0; i < len(s); i++ {
		c, next := s[i], at(s, i+1)
		switch {
		case c == '\'':
			return false
		case c == 'y':
			if !vowel(next) || next == 'y' {
				return false
			}
		case vowel(c), c == 'n':
		case vowel(next), next == c, c == 't' && (next == 'c' || next == 's'), (c == 's' || c == 'c') && next == 'h':
		default:
			return false
		}
	}
	return s != ""
}

// markSystems says of every key that is a reading in what system it is.
func markSystems(all []Asking) {
	for i := range all {
		for _, t := range all[i].Terms {
			for k := range t.Keys {
				if s := systemOf(&t.Keys[k]); s != t.Keys[k].System { // those that are shared have it
					t.Keys[k].System = s
				}
			}
		}
	}
}

func systemOf(k *Key) uint8 {
	if k.Spelled || len(k.Text) < 2 {
		return 0
	}
	switch k.Text[:1] {
	case signRead, signLatin, signHangul:
		return 1 << (strings.Index(soundJapanese+soundChinese+soundKorean+soundRendered, k.Text[1:2]) + 1) >> 1
	}
	return 0
}
