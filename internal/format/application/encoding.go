package application

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/transform"
)

// decider passes ASCII through and, at the first byte that is not, decides
// whether the rest is UTF-8 or Shift_JIS: a spreadsheet saves the same table in
// either, and says nowhere which.
type decider struct {
	br    *bufio.Reader
	file  string
	line  int
	sjis  bool      // what was decided
	after io.Reader // set once decided
}

// sample is how much is looked at to decide.
const sample = 256 << 10

func newDecider(file string, r io.Reader) (*decider, error) {
	d := &decider{br: bufio.NewReaderSize(r, sample), file: file, line: 1}
	head, err := d.br.Peek(1024)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, readError(file, 1, err)
	}
	if p := utf16Problem(file, head); p != nil {
		return nil, p
	}
	if bytes.HasPrefix(head, utf8BOM) {
		_, _ = d.br.Discard(len(utf8BOM)) // it was just peeked at
		d.after = d.br
	}
	return d, nil
}

// Read gives UTF-8, or Shift_JIS turned into UTF-8 with U+FFFD for what is neither.
func (d *decider) Read(p []byte) (int, error) {
	if d.after != nil {
		return d.after.Read(p)
	}
	n, err := d.br.Read(p[:min(len(p), 4096)])
	for i := range n {
		if p[i] >= utf8.RuneSelf {
			return d.decide(p, n, i)
		}
		if p[i] == '\n' {
			d.line++
		}
	}
	return n, err
}

// decide is called with n bytes in p of which the one at i is the first that is
// not ASCII; it returns the ASCII part and sets what follows.
func (d *decider) decide(p []byte, n, i int) (int, error) {
	started := bytes.Clone(p[i:n])
	rest, err := d.br.Peek(sample)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	seen := append(bytes.Clone(started), rest...)
	whole := io.MultiReader(bytes.NewReader(started), d.br)
	switch full := len(rest) == sample; {
	case validUTF8(seen, full):
		d.after = whole
	case validSJIS(seen, full):
		d.sjis, d.after = true, transform.NewReader(whole, japanese.ShiftJIS.NewDecoder())
	default:
		return 0, &format.Error{File: d.file, Line: d.line, Msg: "the text is neither UTF-8 nor Shift_JIS", Fix: `save it as "CSV UTF-8"`}
	}
	if i == 0 {
		return d.after.Read(p)
	}
	return i, nil
}

// validUTF8 allows a last character cut off where the sample is full.
func validUTF8(b []byte, cut bool) bool {
	for n := 0; cut && n < utf8.UTFMax-1 && len(b) > 0; n++ {
		if r, size := utf8.DecodeLastRune(b); r != utf8.RuneError || size != 1 {
			break
		}
		b = b[:len(b)-1]
	}
	return utf8.Valid(b)
}

// validSJIS refuses what a Shift_JIS decoder can read but did not come out of
// one: EUC-JP turns into rows of half-width katakana.
func validSJIS(b []byte, cut bool) bool {
	out, err := japanese.ShiftJIS.NewDecoder().Bytes(b)
	if err != nil {
		return false
	}
	text := string(out)
	if cut {
		text = strings.TrimRight(text, "\ufffd")
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		return false
	}
	half, full := 0, 0
	for _, r := range text {
		switch {
		case r >= 0xff61 && r <= 0xff9f:
			half++
		case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r):
			full++
		}
	}
	if half <= full {
		return true
	}
	euc, err := japanese.EUCJP.NewDecoder().Bytes(b)
	return err != nil || bytes.ContainsRune(euc, utf8.RuneError)
}
