package format

import (
	"encoding/binary"
	"fmt"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// Encoding is how a text file writes its characters.
type Encoding uint8

// The encodings of the publishers. ShiftJIS is code page 932: JIS levels 1 and 2
// with the NEC and IBM extension rows (①, ㈱, 髙).
const (
	UTF8 Encoding = iota + 1
	ShiftJIS
)

// String names the encoding.
func (e Encoding) String() string {
	switch e {
	case UTF8:
		return "UTF-8"
	case ShiftJIS:
		return "Shift_JIS"
	}
	return "unknown encoding"
}

// Detect tells the encoding of sample: UTF-8 if it is valid as such (a character
// cut at the end is allowed where more follows), else Shift_JIS. A wrong guess
// shows as an error of Decode, never as other text without a word.
func Detect(sample []byte, more bool) Encoding {
	if more {
		sample = trimPartial(sample)
	}
	if utf8.Valid(sample) {
		return UTF8
	}
	return ShiftJIS
}

// trimPartial drops an incomplete UTF-8 character at the end.
func trimPartial(b []byte) []byte {
	for i := 1; i <= utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			return b
		}
	}
	return b
}

// AppendDecoded appends src as UTF-8 to dst. bad is the offset of the first
// bytes that mean nothing in the encoding, -1 if all do.
func (e Encoding) AppendDecoded(dst, src []byte) (out []byte, bad int) {
	if e != ShiftJIS {
		if !utf8.Valid(src) {
			return dst, invalidAt(src)
		}
		return append(dst, src...), -1
	}
	t := sjis()
	for i := 0; i < len(src); {
		c := src[i]
		if c < 0x80 {
			dst = append(dst, c)
			i++
			continue
		}
		if c >= 0xa1 && c <= 0xdf {
			dst = utf8.AppendRune(dst, 0xff61+rune(c)-0xa1)
			i++
			continue
		}
		if i+1 >= len(src) {
			return dst, i
		}
		r := t.decode[int(c)<<8|int(src[i+1])]
		if r == 0 {
			return dst, i
		}
		dst = utf8.AppendRune(dst, rune(r))
		i += 2
	}
	return dst, -1
}

// AppendEncoded appends s to dst in the encoding. A character that it lacks is
// an error: a replacement would be another name.
func (e Encoding) AppendEncoded(dst []byte, s string) ([]byte, error) {
	if e != ShiftJIS {
		if !utf8.ValidString(s) {
			return dst, fmt.Errorf("encode %q: not valid UTF-8", s)
		}
		return append(dst, s...), nil
	}
	t := sjis()
	for _, r := range s {
		switch {
		case r < 0x80:
			dst = append(dst, byte(r))
		case r >= 0xff61 && r <= 0xff9f:
			dst = append(dst, byte(r-0xff61+0xa1))
		case r > 0xffff || t.encode[r] == 0:
			return dst, fmt.Errorf("encode %q: %U %q is not in Shift_JIS", s, r, r)
		default:
			dst = append(dst, byte(t.encode[r]>>8), byte(t.encode[r]))
		}
	}
	return dst, nil
}

func invalidAt(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1
}

// sjisTable has both directions of the two-byte codes, made once from the table
// of golang.org/x/text: a look-up is ten times faster than its transformer and
// leaves the byte offsets of errors to us.
type sjisTable struct {
	decode [1 << 16]uint16
	encode [1 << 16]uint16
}

var sjis = sync.OnceValue(func() *sjisTable {
	t := &sjisTable{}
	dec := japanese.ShiftJIS.NewDecoder()
	for lead := 0x81; lead <= 0xfc; lead++ {
		if lead >= 0xa0 && lead <= 0xdf {
			continue
		}
		for trail := 0x40; trail <= 0xfc; trail++ {
			out, err := dec.Bytes([]byte{byte(lead), byte(trail)})
			r, n := utf8.DecodeRune(out)
			if err != nil || n != len(out) || r == utf8.RuneError || r > 0xffff || trail == 0x7f {
				continue
			}
			t.decode[lead<<8|trail] = uint16(r)
			// Some characters have two or three codes. As on Windows the first
			// counts, but the rows that NEC selected from IBM's (ED, EE) are unused.
			if again := t.encode[r]; again == 0 || again>>8 == 0xed || again>>8 == 0xee {
				t.encode[r] = uint16(lead<<8 | trail)
			}
		}
	}
	return t
})

// HighBytes reports whether b has any byte outside ASCII.
func HighBytes(b []byte) bool {
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return true
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}
