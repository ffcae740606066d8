// Package tree reads JSON whose maker is not trusted: within limits of size and
// depth, in valid UTF-8, without the same key twice, and with the line of each
// value, so that errors can name the place.
package tree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format"
)

// Kind is what a Node is.
type Kind byte

// Kinds of nodes.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Object
)

// Node is one JSON value.
type Node struct {
	Kind  Kind
	Text  string // of a String; a Number or Bool as it is written
	Items []*Node
	Keys  []string // of an Object, in the order of the file; Items has the values
	Line  int
}

// Read reads the one JSON value that r holds. It fails with a *format.Error
// where the input is larger or deeper than lim, is not UTF-8, is no JSON, names
// a key twice in one object, or goes on after the value.
func Read(r io.Reader, file string, lim format.Limits) (*Node, error) {
	b, err := io.ReadAll(io.LimitReader(r, lim.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return Parse(b, file, lim)
}

// Parse is Read of bytes at hand.
func Parse(b []byte, file string, lim format.Limits) (*Node, error) {
	if int64(len(b)) > lim.Bytes {
		return nil, &format.Error{File: file, Msg: fmt.Sprintf("more than %d bytes, reading stopped", lim.Bytes), Fix: "split the file"}
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	p := &parser{file: file, lim: lim, text: b, line: 1}
	if !utf8.Valid(b) {
		at := invalid(b)
		p.advance(int64(at))
		return nil, p.fail("", "not UTF-8", "write the file in UTF-8")
	}
	p.dec = json.NewDecoder(bytes.NewReader(b))
	p.dec.UseNumber()
	n, err := p.value("", 1)
	if err != nil {
		return nil, err
	}
	if _, err := p.dec.Token(); err != io.EOF {
		p.advance(p.dec.InputOffset())
		return nil, p.fail("", "something follows after the JSON value", "write one JSON value")
	}
	return n, nil
}

func invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

type parser struct {
	file string
	lim  format.Limits
	text []byte
	dec  *json.Decoder
	line int
	seen int64 // bytes whose lines are counted
}

func (p *parser) advance(to int64) {
	if to > p.seen {
		p.line += bytes.Count(p.text[p.seen:to], []byte("\n"))
		p.seen = to
	}
}

func (p *parser) fail(field, msg, fix string) error {
	return &format.Error{File: p.file, Line: p.line, Field: field, Msg: msg, Fix: fix}
}

func (p *parser) token(path string) (json.Token, error) {
	t, err := p.dec.Token()
	p.advance(p.dec.InputOffset())
	if err != nil {
		return nil, p.fail(path, "broken JSON", "write one whole JSON value")
	}
	return t, nil
}

func (p *parser) value(path string, depth int) (*Node, error) {
	t, err := p.token(path)
	if err != nil {
		return nil, err
	}
	n := &Node{Line: p.line}
	switch v := t.(type) {
	case nil:
	case bool:
		n.Kind, n.Text = Bool, strconv.FormatBool(v)
	case json.Number:
		n.Kind, n.Text = Number, v.String()
	case string:
		n.Kind, n.Text = String, v
	case json.Delim:
		if depth > p.lim.Depth {
			return nil, p.fail(path, fmt.Sprintf("nested deeper than %d, reading stopped", p.lim.Depth), "write less deep")
		}
		if v == '[' {
			return n, p.list(n, path, depth)
		}
		return n, p.object(n, path, depth)
	}
	if len(n.Text) > p.lim.FieldSize {
		return nil, p.fail(path, fmt.Sprintf("a value of more than %d bytes", p.lim.FieldSize), "leave it out or send it by another way")
	}
	return n, nil
}

func (p *parser) list(n *Node, path string, depth int) error {
	n.Kind = List
	for p.dec.More() {
		item, err := p.value(path+"["+strconv.Itoa(len(n.Items))+"]", depth+1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := p.token(path)
	return err
}

func (p *parser) object(n *Node, path string, depth int) error {
	n.Kind = Object
	seen := map[string]bool{}
	for p.dec.More() {
		t, err := p.token(path)
		if err != nil {
			return err
		}
		key, ok := t.(string)
		if !ok || len(key) > 250 {
			return p.fail(path, "a key that is no text of at most 250 bytes", "")
		}
		at := Join(path, key)
		if seen[key] {
			return p.fail(at, "the same key twice in one object", "say it once: readers differ in which they take")
		}
		seen[key] = true
		v, err := p.value(at, depth+1)
		if err != nil {
			return err
		}
		n.Keys, n.Items = append(n.Keys, key), append(n.Items, v)
	}
	_, err := p.token(path)
	return err
}

// Join writes the place of key in the object at path.
func Join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
