package format

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// drain reads all tokens, collecting elements below the root as nodes.
func drain(r io.Reader, lim Limits) (names []string, err error) {
	x := NewXML(Bounded(r, "x.xml", lim, 0), "x.xml", lim)
	for root := true; ; {
		tok, err := x.Token()
		if err == io.EOF {
			return names, nil
		}
		if err != nil {
			return names, err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if root {
			root = false
			continue
		}
		n, err := x.Node(start, 10)
		if err != nil {
			return names, err
		}
		names = append(names, n.Name+"="+n.Text+n.Child("c"))
	}
}

func TestXML(t *testing.T) {
	for _, tc := range []struct{ name, in, want, err string }{
		{"good", "<?xml version=\"1.0\"?>\n<r><a>x &amp; y</a><b><c>z</c></b></r>\n", "a=x & y b=z", ""},
		{"cut in an element", "<r><a>x</a><b>", "a=x", "it is cut off"},
		{"cut in a tag", "<r><a>x</a><b", "a=x", "it is cut off"},
		{"cut before the end of the root", "<r><a>x</a>", "a=x", "it is cut off"},
		{"wrong end", "<r><a>x</b></r>", "", "broken XML"},
		{"entity of its own", "<r><a>&b;</a></r>", "", "invalid character entity"},
		{"document type", "<!DOCTYPE r [<!ENTITY b \"x\">]><r/>", "", "document type declaration is not accepted"},
		{"deep", strings.Repeat("<a>", 9), "", "nested deeper than the limit of 5"},
		{"many nodes", "<r><a>" + strings.Repeat("<c/>", 20) + "</a></r>", "", "too many elements in one entry"},
		{"attributes", "<r><a" + strings.Repeat(" b=\"1\"", 70) + "/></r>", "", "more than 64 attributes"},
		{"long text", "<r><a>" + strings.Repeat("x", 101) + "</a></r>", "", "longer than the limit of 100 bytes"},
		{"long text in parts", "<r><a>" + strings.Repeat("xxxxxxxxxx<c/>", 9) + strings.Repeat("x", 50) + "</a></r>", "", "longer than the limit of 100 bytes"},
		{"other encoding", "<?xml version=\"1.0\" encoding=\"EUC-JP\"?><r/>", "", "EUC-JP"},
		{"not UTF-8", "<r><a>\xff</a></r>", "", "invalid UTF-8"},
		{"not XML", "{}", "", ""},
	} {
		got, err := drain(strings.NewReader(tc.in), small)
		if strings.Join(got, " ") != tc.want || !hasText(err, tc.err) {
			t.Errorf("%s: %q %v, want %q %q", tc.name, got, err, tc.want, tc.err)
		}
	}
}

// TestXMLHostile: what the decoder would collect in memory before it shows it is
// stopped by bytes.
func TestXMLHostile(t *testing.T) {
	lim := Limits{Bytes: 1 << 40, Depth: 5, FieldSize: 100}
	for name, start := range map[string]string{"text": "<r><a>", "tag": "<r><", "attribute": "<r><a b=\"", "comment": "<r><!--", "instruction": "<r><?x "} {
		r := &endless{fill: 'x'}
		_, err := drain(io.MultiReader(strings.NewReader(start), r), lim)
		if !hasText(err, "longer than the limit of 100 bytes") || r.n > 1<<20 {
			t.Errorf("%s: %v after %d bytes", name, err, r.n)
		}
	}
}

func FuzzXML(f *testing.F) {
	f.Add("<r><a>x</a><b><c>z</c></b></r>")
	f.Fuzz(func(t *testing.T, in string) {
		if _, err := drain(strings.NewReader(in), small); err != nil {
			if fe, ok := err.(*Error); !ok || fe.File == "" {
				t.Fatalf("%T %v", err, err)
			}
		}
	})
}
