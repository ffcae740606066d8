package letters

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"
)

// Characters with a reading in the table.
const (
	hanFirst = 0x4E00
	hanLast  = 0x9FFF
)

// Initials and finals of pinyin; a letter's number is its place in the first,
// or behind the first in the second.
var (
	hanInitials = []string{"", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s", "y", "w"}
	hanFinals   = []string{"a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "i", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong",
		"u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "v", "ve", "er", "ue", "n", "m", "ng"}
)

const hanCount = 24 + 37

// pinyin.tbl holds, gzipped, two bytes for each character from hanFirst on:
// the numbers of its initial (0: none) and final; 0 0 where it has no reading.
//
//go:embed pinyin.tbl
var pinyinTable []byte

var pinyin = sync.OnceValue(func() []byte {
	r, err := gzip.NewReader(bytes.NewReader(pinyinTable))
	if err != nil {
		return nil
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return b
})

func appendHan(dst []byte, r rune) []byte {
	t := pinyin()
	at := 2 * int(r-hanFirst)
	if at+1 >= len(t) {
		return dst
	}
	if t[at] != 0 {
		dst = append(dst, t[at])
	}
	if t[at+1] != 0 {
		dst = append(dst, t[at+1])
	}
	return dst
}

// Pinyin gives the numbers of the initial and final of a syllable in Latin
// letters without tone, ü as v; ok is false where it is none.
func Pinyin(syllable string) (initial, final byte, ok bool) {
	for i := len(hanInitials) - 1; i >= 0; i-- {
		in := hanInitials[i]
		if len(in) > len(syllable) || syllable[:len(in)] != in {
			continue
		}
		for f, name := range hanFinals {
			if name == syllable[len(in):] {
				return byte(i), byte(len(hanInitials) + f), true
			}
		}
	}
	return 0, 0, false
}
