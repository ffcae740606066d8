// Package canon writes the canonical bytes of a value: RFC 8785 JSON without
// floats. Two values that mean the same have the same bytes, on every machine,
// which is what digests, identifiers and the ledger rest on.
package canon

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrFloat is returned for a number that is not a whole one. Scores are whole
// numbers in ten-thousandths, because a float may print differently elsewhere.
var ErrFloat = errors.New("number is not an integer")

// ErrRange is returned for an integer beyond ±(2^53−1): readers that hold
// numbers as doubles, which RFC 8785 allows, would change it.
var ErrRange = errors.New("integer does not fit 53 bits")

// ErrDuplicate is returned for an object that names a member twice.
var ErrDuplicate = errors.New("member named twice")

// ErrDepth is returned for a value nested deeper than MaxDepth.
var ErrDepth = errors.New("nested too deeply")

// MaxDepth bounds the nesting of a value.
const MaxDepth = 200

// maxInt is the largest integer that a double holds without doubt.
const maxInt = 1<<53 - 1

// Marshal returns the canonical bytes of v as encoding/json would encode it:
// its tags and methods count. Text that is not UTF-8 has its bad bytes
// replaced, as encoding/json does. It fails on floats, on integers beyond 53
// bits and on what encoding/json cannot encode.
func Marshal(v any) ([]byte, error) {
	if b, ok := direct(v); ok {
		return b, nil
	}
	return viaText(v)
}

// viaText is the long way: encoding/json, then the same as for any text. It
// defines what Marshal returns; the direct way only gets there sooner.
func viaText(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false) // fewer escapes to undo below
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("canon: %T: %w", v, err)
	}
	return transform(buf.Bytes())
}

// Transform returns the canonical bytes of a JSON text. It fails on text that
// is not JSON or not UTF-8, on floats and on members named twice.
func Transform(text []byte) ([]byte, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("canon: not UTF-8")
	}
	if !json.Valid(text) {
		return nil, errors.New("canon: not JSON")
	}
	return transform(text)
}

// Digest returns the SHA-256 of the canonical bytes of v in hex.
func Digest(v any) (string, error) {
	b, err := Marshal(v)
	if err != nil {
		return "", err
	}
	return Sum(b), nil
}

// Sum returns the SHA-256 of b in hex.
func Sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func transform(text []byte) ([]byte, error) {
	w := writer{in: text, out: make([]byte, 0, len(text)), open: make([]member, 0, 32)}
	if err := w.value(0); err != nil {
		return nil, fmt.Errorf("canon: byte %d: %w", w.pos, err)
	}
	return w.out, nil
}

// writer copies one valid JSON text value by value. It never builds a tree:
// decisions are canonicalised thousands of times a second.
type writer struct {
	in   []byte
	pos  int
	out  []byte
	open []member // of the objects around pos
	body []byte   // scratch of reorder
}

func (w *writer) space() {
	for w.pos < len(w.in) {
		switch w.in[w.pos] {
		case ' ', '\t', '\n', '\r':
			w.pos++
		default:
			return
		}
	}
}

func (w *writer) value(depth int) error {
	if depth > MaxDepth {
		return ErrDepth
	}
	w.space()
	if w.pos >= len(w.in) {
		return errors.New("unexpected end")
	}
	switch c := w.in[w.pos]; c {
	case '{':
		return w.object(depth)
	case '[':
		return w.array(depth)
	case '"':
		raw, err := w.rawString()
		if err != nil {
			return err
		}
		w.out, err = appendString(w.out, raw)
		return err
	case 't', 'f', 'n':
		n := 4
		if c == 'f' {
			n = 5
		}
		w.out = append(w.out, w.in[w.pos:w.pos+n]...)
		w.pos += n
		return nil
	}
	return w.number()
}

func (w *writer) number() error {
	start := w.pos
	for w.pos < len(w.in) {
		c := w.in[w.pos]
		if c == '.' || c == 'e' || c == 'E' {
			return ErrFloat
		}
		if c != '-' && (c < '0' || c > '9') {
			break
		}
		w.pos++
	}
	n, err := strconv.ParseInt(string(w.in[start:w.pos]), 10, 64)
	if err != nil || n > maxInt || n < -maxInt {
		return ErrRange
	}
	w.out = strconv.AppendInt(w.out, n, 10) // −0 becomes 0
	return nil
}

// rawString returns the string at pos with its quotes, escapes as written.
func (w *writer) rawString() ([]byte, error) {
	start := w.pos
	for i := w.pos + 1; i < len(w.in); i++ {
		switch w.in[i] {
		case '\\':
			i++
		case '"':
			w.pos = i + 1
			return w.in[start:w.pos], nil
		}
	}
	return nil, errors.New("string without end")
}

func (w *writer) array(depth int) error {
	w.pos++
	w.out = append(w.out, '[')
	for first := true; ; first = false {
		w.space()
		if w.in[w.pos] == ']' {
			w.pos++
			w.out = append(w.out, ']')
			return nil
		}
		if !first {
			w.pos++ // the comma
			w.out = append(w.out, ',')
		}
		if err := w.value(depth + 1); err != nil {
			return err
		}
	}
}

type member struct {
	name []byte // decoded
	from int    // of the written member in out
	to   int
}

// object writes the members in the order read, then puts them in order. The
// members of all objects that are open lie on one stack.
func (w *writer) object(depth int) error {
	w.pos++
	w.out = append(w.out, '{')
	start, base, sorted := len(w.out), len(w.open), true
	for {
		w.space()
		if w.in[w.pos] == '}' {
			w.pos++
			break
		}
		more := len(w.open) > base
		if more {
			w.pos++ // the comma
			w.space()
		}
		m, err := w.member(depth, more)
		if err != nil {
			return err
		}
		if more && less(w.open[len(w.open)-1], m) >= 0 {
			sorted = false
		}
		w.open = append(w.open, m)
	}
	if !sorted {
		if err := w.reorder(start, w.open[base:]); err != nil {
			return err
		}
	}
	w.open = w.open[:base]
	w.out = append(w.out, '}')
	return nil
}

func (w *writer) member(depth int, comma bool) (member, error) {
	m := member{}
	raw, err := w.rawString()
	if err != nil {
		return m, err
	}
	if m.name, err = decode(raw); err != nil {
		return m, err
	}
	w.space()
	w.pos++ // the colon
	if comma {
		w.out = append(w.out, ',')
	}
	m.from = len(w.out)
	if w.out, err = appendString(w.out, raw); err != nil {
		return m, err
	}
	w.out = append(w.out, ':')
	err = w.value(depth + 1)
	m.to = len(w.out)
	return m, err
}

func (w *writer) reorder(start int, members []member) error {
	slices.SortStableFunc(members, less)
	w.body = w.body[:0]
	for i, m := range members {
		if i > 0 {
			if bytes.Equal(members[i-1].name, m.name) {
				return fmt.Errorf("%q: %w", m.name, ErrDuplicate)
			}
			w.body = append(w.body, ',')
		}
		w.body = append(w.body, w.out[m.from:m.to]...)
	}
	w.out = append(w.out[:start], w.body...)
	return nil
}

// less orders names by their UTF-16 code units, as RFC 8785 asks: above the
// basic plane that is not the order of the UTF-8 bytes.
func less(a, b member) int {
	if ascii(a.name) && ascii(b.name) {
		return bytes.Compare(a.name, b.name)
	}
	return slices.Compare(utf16.Encode([]rune(string(a.name))), utf16.Encode([]rune(string(b.name))))
}

func ascii(s []byte) bool {
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func decode(raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1], nil
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return []byte(s), err
}

// appendString writes a quoted string with RFC 8785 escapes. A string that has
// no escapes is canonical as it stands: raw control characters are not JSON.
func appendString(out, raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return append(out, raw...), nil
	}
	s, err := decode(raw)
	if err != nil {
		return out, err
	}
	out = append(out, '"')
	for _, c := range s {
		out = appendEscape(out, c)
	}
	return append(out, '"'), nil
}
