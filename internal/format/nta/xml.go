package nta

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/format"
)

// sniffXML tells XML from CSV by the first sign that is no space.
func sniffXML(r io.Reader) (io.Reader, bool, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(64)
	if err != nil && err != io.EOF {
		return nil, false, err
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	return br, bytes.HasPrefix(head, []byte("<")), nil
}

// readXML reads the XML that the publisher offers in bulk and over its web
// interface: one <corporation> a row, with the same 30 fields as the CSV.
func readXML(r io.Reader, file string, lim format.Limits, yield func(Row, error) bool) {
	x := format.NewXML(r, file, lim)
	head := map[string]int{"count": -1, "divideSize": -1}
	rows := 0
	for {
		tok, err := x.Token()
		if err == io.EOF {
			if rows == 0 && head["count"] != 0 {
				yield(Row{}, x.Errorf("", "no <corporation> in it"))
			} else if head["divideSize"] == 1 && rows < head["count"] {
				yield(Row{}, x.Errorf("", "%d rows, it announces %d", rows, head["count"]))
			}
			return
		}
		if err != nil {
			yield(Row{}, err)
			return
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local == "corporations" {
			continue
		}
		node, err := x.Node(start, 4*Columns)
		if err != nil {
			yield(Row{}, err)
			return
		}
		if node.Name != "corporation" {
			if n, err := strconv.Atoi(node.Text); err == nil {
				head[node.Name] = n
			}
			continue
		}
		row, err := xmlRow(x, node, file)
		if !yield(row, err) || err != nil {
			return
		}
		rows++
	}
}

func xmlRow(x *format.XML, node *format.Node, file string) (Row, error) {
	var v [Columns]string
	for i, name := range columnNames {
		v[i] = node.Child(name)
	}
	row, col, why := build(&v)
	if why != "" {
		e := x.Errorf(columnNames[col], "%s", why)
		e.Line, e.Column = node.Line, 0
		return Row{}, e
	}
	row.File, row.Line = file, node.Line
	return row, nil
}
