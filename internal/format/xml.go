package format

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// maxAttributes bounds the attributes of one XML element.
const maxAttributes = 64

// XML reads the elements of a document one by one, within limits on nesting,
// attributes and text. The document must be closed: one that is cut off fails.
type XML struct {
	d     *xml.Decoder
	file  string
	lim   Limits
	depth int
	taken int // bytes read since the last token
}

// NewXML returns a reader of r, which should be Bounded.
func NewXML(r io.Reader, file string, lim Limits) *XML {
	x := &XML{file: file, lim: lim}
	x.d = xml.NewDecoder(&tokenReader{x: x, r: r})
	return x
}

// tokenReader stops the decoder while it collects one endless token: the decoder
// hands out names, attributes, comments and text only when it has them whole.
type tokenReader struct {
	x *XML
	r io.Reader
}

func (t *tokenReader) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if t.x.taken += n; t.x.taken > t.x.lim.FieldSize+readAhead {
		return 0, &Error{File: t.x.file, Msg: fmt.Sprintf("stopped: text or tag longer than the limit of %d bytes", t.x.lim.FieldSize), Fix: "the file is not what it claims to be"}
	}
	return n, err
}

// readAhead is more than the decoder's own buffer.
const readAhead = 64 << 10

// Token returns the next token, io.EOF behind the end of the whole document, or
// an *Error: broken or cut off XML, entities of its own, or a limit.
func (x *XML) Token() (xml.Token, error) {
	x.taken = 0
	tok, err := x.d.Token()
	if err == io.EOF && x.depth == 0 {
		return nil, io.EOF
	}
	if err != nil {
		return nil, x.failed(err)
	}
	switch t := tok.(type) {
	case xml.StartElement:
		x.depth++
		if x.depth > x.lim.Depth {
			return nil, x.Errorf("", "stopped: elements nested deeper than the limit of %d", x.lim.Depth)
		}
		if len(t.Attr) > maxAttributes {
			return nil, x.Errorf(t.Name.Local, "stopped: more than %d attributes", maxAttributes)
		}
	case xml.EndElement:
		x.depth--
	case xml.CharData:
		if len(t) > x.lim.FieldSize {
			return nil, x.Errorf("", "stopped: text longer than the limit of %d bytes", x.lim.FieldSize)
		}
	case xml.Directive:
		return nil, x.Errorf("", "a document type declaration is not accepted")
	}
	return tok, nil
}

// Errorf returns an error at the current place.
func (x *XML) Errorf(field, msg string, args ...any) *Error {
	line, col := x.d.InputPos()
	return &Error{File: x.file, Line: line, Column: col, Field: field, Msg: fmt.Sprintf(msg, args...), Fix: "fetch the file again"}
}

func (x *XML) failed(err error) error {
	var fe *Error
	if errors.As(err, &fe) {
		return Locate(err, x.file)
	}
	var se *xml.SyntaxError
	if errors.As(err, &se) && se.Msg == "unexpected EOF" || errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return x.Errorf("", "the document ends before its last element is closed: it is cut off")
	}
	if errors.As(err, &se) {
		return x.Errorf("", "broken XML: %s", se.Msg)
	}
	return x.Errorf("", "read: %v", err)
}

// Node is an element with its text and children, read whole.
type Node struct {
	Name     string
	Line     int
	Text     string
	Children []*Node
}

// Node reads the element that start opened. It fails where an element has more
// nodes below it than maxNodes, or more text than the field limit.
func (x *XML) Node(start xml.StartElement, maxNodes int) (*Node, error) {
	budget := maxNodes
	return x.node(start, &budget)
}

func (x *XML) node(start xml.StartElement, budget *int) (*Node, error) {
	if *budget--; *budget < 0 {
		return nil, x.Errorf(start.Name.Local, "stopped: too many elements in one entry")
	}
	line, _ := x.d.InputPos()
	n := &Node{Name: start.Name.Local, Line: line}
	var text []byte
	for {
		tok, err := x.Token()
		if err != nil {
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			child, err := x.node(t, budget)
			if err != nil {
				return nil, err
			}
			n.Children = append(n.Children, child)
		case xml.CharData:
			if text = append(text, t...); len(text) > x.lim.FieldSize {
				return nil, x.Errorf(n.Name, "stopped: text longer than the limit of %d bytes", x.lim.FieldSize)
			}
		case xml.EndElement:
			n.Text = string(text)
			return n, nil
		}
	}
}

// Child returns the text of the first child of that name, "" if there is none.
func (n *Node) Child(name string) string {
	for _, c := range n.Children {
		if c.Name == name {
			return c.Text
		}
	}
	return ""
}
