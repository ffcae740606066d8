package application

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// scanner walks JSON text and knows where it stands; encoding/json cannot say
// at which byte a field began, and takes the last of two fields with one name.
type scanner struct {
	b     []byte
	at    int
	depth int
	max   int // nesting
}

// syntaxError says at which byte the text stopped being JSON.
type syntaxError struct {
	at  int
	msg string
}

func (e *syntaxError) Error() string { return e.msg }

func (s *scanner) fail(msg string) error { return &syntaxError{s.at, msg} }

func (s *scanner) space() {
	for s.at < len(s.b) {
		switch s.b[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// peek returns the first byte of the next token, 0 at the end.
func (s *scanner) peek() byte {
	s.space()
	if s.at >= len(s.b) {
		return 0
	}
	return s.b[s.at]
}

func (s *scanner) expect(c byte) error {
	if s.peek() != c {
		return s.fail(fmt.Sprintf("not JSON: %q expected", c))
	}
	s.at++
	return nil
}

// str reads a string.
func (s *scanner) str() (string, error) {
	if s.peek() != '"' {
		return "", s.fail("not JSON: a text in quotes expected")
	}
	start := s.at
	plain := true
	for i := start + 1; i < len(s.b); i++ {
		switch c := s.b[i]; {
		case c == '"':
			s.at = i + 1
			if plain {
				return string(s.b[start+1 : i]), nil
			}
			var v string
			if err := json.Unmarshal(s.b[start:s.at], &v); err != nil {
				s.at = start
				return "", s.fail("not JSON: a text has a bad escape")
			}
			if hasLoneSurrogate(s.b[start:s.at]) {
				s.at = start
				return "", s.fail(`a text has half of a surrogate pair (\ud800 … \udfff)`)
			}
			return v, nil
		case c == '\\':
			plain = false
			i++
		case c < 0x20:
			s.at = i
			return "", s.fail("not JSON: a control character stands in a text")
		}
	}
	return "", s.fail("not JSON: a text is not closed")
}

// hasLoneSurrogate looks for \uD8xx without its other half, which
// encoding/json silently replaces.
func hasLoneSurrogate(b []byte) bool {
	unit := func(i int) (uint64, bool) {
		if i+6 > len(b) || b[i] != '\\' || b[i+1] != 'u' {
			return 0, false
		}
		v, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 32)
		return v, err == nil
	}
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			continue
		}
		v, ok := unit(i)
		switch {
		case !ok:
			i++ // skips the escaped byte
		case v >= 0xd800 && v < 0xdc00:
			low, ok := unit(i + 6)
			if !ok || low < 0xdc00 || low > 0xdfff {
				return true
			}
			i += 11
		case v >= 0xdc00 && v <= 0xdfff:
			return true
		default:
			i += 5
		}
	}
	return false
}

// number reads a number and returns its text.
func (s *scanner) number() (string, error) {
	start := s.at
	for s.at < len(s.b) && isNumberByte(s.b[s.at]) {
		s.at++
	}
	if !json.Valid(s.b[start:s.at]) {
		s.at = start
		return "", s.fail("not JSON: a value expected")
	}
	return string(s.b[start:s.at]), nil
}

func isNumberByte(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

// null reads the word null where it stands next.
func (s *scanner) null() bool {
	s.space()
	if len(s.b)-s.at >= 4 && string(s.b[s.at:s.at+4]) == "null" {
		s.at += 4
		return true
	}
	return false
}

// enter and leave bound the nesting.
func (s *scanner) enter() error {
	s.depth++
	if s.depth > s.max {
		return s.fail(fmt.Sprintf("nested deeper than %d, reading stopped", s.max))
	}
	s.at++
	return nil
}

// list walks "open item, item close" and calls item for each.
func (s *scanner) list(end byte, item func() error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer func() { s.depth-- }()
	if s.peek() == end {
		s.at++
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		switch s.peek() {
		case ',':
			s.at++
		case end:
			s.at++
			return nil
		default:
			return s.fail(fmt.Sprintf("not JSON: a comma or %q expected", end))
		}
	}
}

// skip reads over one value.
func (s *scanner) skip() error {
	switch c := s.peek(); {
	case c == '"':
		_, err := s.str()
		return err
	case c == '{':
		return s.list('}', func() error {
			if _, err := s.str(); err != nil {
				return err
			}
			if err := s.expect(':'); err != nil {
				return err
			}
			return s.skip()
		})
	case c == '[':
		return s.list(']', s.skip)
	case c == '-' || c >= '0' && c <= '9':
		_, err := s.number()
		return err
	}
	for _, word := range []string{"null", "true", "false"} {
		if len(s.b)-s.at >= len(word) && string(s.b[s.at:s.at+len(word)]) == word {
			s.at += len(word)
			return nil
		}
	}
	return s.fail("not JSON: a value expected")
}

// place turns an offset into a line and a byte in that line, both from 1.
func place(b []byte, at int) (line, column int) {
	line, column = 1, 1
	for i := 0; i < at && i < len(b); i++ {
		if b[i] == '\n' {
			line, column = line+1, 1
		} else {
			column++
		}
	}
	return line, column
}

// badUTF8 returns where text stops being UTF-8, -1 where it never does.
func badUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
