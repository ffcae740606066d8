package format

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

var small = Limits{Bytes: 1 << 20, Ratio: 10, Depth: 5, FieldSize: 100, Members: 3}

// rows reads a whole table and writes its cells as text.
func rows(in io.Reader, cols int, lim Limits) (out []string, err error) {
	t := NewTable(in, "t.csv", cols, lim)
	for {
		cells, err := t.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		var b []byte
		for _, c := range cells {
			b = append(c.AppendTo(append(b, '[')), ']')
		}
		out = append(out, fmt.Sprintf("%d%s", t.Line(), b))
	}
}

func TestTable(t *testing.T) {
	for _, tc := range []struct{ name, in, want, err string }{
		{"nothing", "", "", ""},
		{"plain", "a,b\nc,d\n", "1[a][b] 2[c][d]", ""},
		{"no line end at the end", "a,b\nc,d", "1[a][b] 2[c][d]", ""},
		{"CR LF", "a,b\r\n\"c\",d\r\n", "1[a][b] 2[c][d]", ""},
		{"byte-order mark", "\ufeffa,b\n", "1[a][b]", ""},
		{"byte-order mark before a quote", "\ufeff\"a\",b\n", "1[a][b]", ""},
		{"mark later is text", "a,b\n\ufeffc,d\n", "1[a][b] 2[\ufeffc][d]", ""},
		{"DOS end", "a,b\r\n\x1a", "1[a][b]", ""},
		{"blank lines at the end", "a,b\n\n\r\n\x1a\n", "1[a][b]", ""},
		{"blank line inside", "a,b\n\nc,d\n", "1[a][b]", "t.csv:2:1: the row has 1 columns"},
		{"doubled quotes", `"a ""x"" b",""""` + "\n", `1[a "x" b]["]`, ""},
		{"empty cells", "\"\",\n,\"\"", "1[][] 2[][]", ""},
		{"line break inside", "\"a\nb\",c\nd,e\n", "1[a\nb][c] 3[d][e]", ""},
		{"comma inside", "\"a,b\",c\n", "1[a,b][c]", ""},
		{"quote at the very end", "a,\"b\"", "1[a][b]", ""},
		{"few columns", "a,b\nc\n", "1[a][b]", "t.csv:2:1: the row has 1 columns, want 2"},
		{"many columns", "a,b,c\n", "", "t.csv:1:3: the row has more than 2 columns"},
		{"open quote", "a,b\n\"c,d\n", "1[a][b]", "t.csv:2:1: the file ends inside a quoted cell"},
		{"quote inside", "a,b\"c\n", "", "t.csv:1:2: a quote inside an unquoted cell"},
		{"text behind quote", "\"a\"b,c\n", "", "t.csv:1:1: text behind a closing quote"},
		{"CR behind quote", "\"a\"\rb,c\n", "", "t.csv:1:1: text behind a closing quote"},
		{"CR alone", "a\rb,c\n", "", "t.csv:1:1: a carriage return"},
		{"CR at the end", "a,b\r", "", "t.csv:1:2: the file ends inside a line end"},
		{"long cell", strings.Repeat("x", 101) + ",b\n", "", "t.csv:1:1: stopped: a cell is longer than the limit of 100 bytes"},
		{"long quoted cell", `a,"` + strings.Repeat("x", 101) + "\"\n", "", "t.csv:1:2: stopped"},
		{"place behind line breaks", "\"a\n\nb\",c\"\n", "", "t.csv:3:2: a quote inside"},
	} {
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(tc.in), "by bytes": iotest.OneByteReader(strings.NewReader(tc.in))} {
			got, err := rows(r, 2, small)
			if strings.Join(got, " ") != tc.want || !hasText(err, tc.err) {
				t.Errorf("%s, %s: %q %v, want %q %q", tc.name, name, got, err, tc.want, tc.err)
			}
		}
	}
}

func hasText(err error, want string) bool {
	if want == "" {
		return err == nil
	}
	return err != nil && strings.Contains(err.Error(), want)
}

// TestTableHostile feeds endless cells: memory stays bounded by the limit.
func TestTableHostile(t *testing.T) {
	for name, start := range map[string]string{"quoted": `a,"`, "bare": "a,", "blank": ""} {
		fill := byte('x')
		if name == "blank" {
			fill = '\n'
		}
		r := &endless{fill: fill}
		_, err := rows(io.MultiReader(strings.NewReader(start), r), 2, small)
		if !hasText(err, "longer than the limit") || r.n > 1<<20 {
			t.Errorf("%s: %v after %d bytes", name, err, r.n)
		}
	}
	if _, err := rows(io.LimitReader(&endless{fill: ','}, 1<<16), 0, small); !hasText(err, "more than 4096 columns") {
		t.Errorf("endless columns: %v", err)
	}
}

type endless struct {
	fill byte
	n    int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.fill
	}
	e.n += len(p)
	return len(p), nil
}

func TestTableReadFails(t *testing.T) {
	for _, tc := range []struct {
		r    io.Reader
		want string
	}{
		{iotest.ErrReader(io.ErrUnexpectedEOF), "t.csv:1: the file ends too early"},
		{iotest.ErrReader(io.ErrClosedPipe), "t.csv:1: read: io: read/write on closed pipe"},
		{iotest.ErrReader(&Error{Msg: "stopped"}), "t.csv: stopped"},
		{stuck{}, "multiple Read calls return no data"},
	} {
		if _, err := rows(tc.r, 2, small); !hasText(err, tc.want) {
			t.Errorf("got %v, want %q", err, tc.want)
		}
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// TestTableRoundTrip: what is quoted properly is read as it was, however the
// input is cut into reads.
func TestTableRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("ab株\",\n\r ")), 0, 20, -1)
		want := rapid.SliceOfN(rapid.SliceOfN(cell, 3, 3), 1, 10).Draw(rt, "rows")
		var in strings.Builder
		for _, row := range want {
			for i, c := range row {
				if i > 0 {
					in.WriteByte(',')
				}
				in.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
			}
			in.WriteString("\r\n")
		}
		table := NewTable(iotest.HalfReader(strings.NewReader(in.String())), "t", 3, small)
		for i, row := range want {
			cells, err := table.Next()
			if err != nil {
				rt.Fatalf("row %d: %v", i, err)
			}
			for j := range row {
				if got := string(cells[j].AppendTo(nil)); got != row[j] {
					rt.Fatalf("row %d cell %d: %q, want %q", i, j, got, row[j])
				}
			}
		}
		if _, err := table.Next(); err != io.EOF {
			rt.Fatalf("at the end: %v", err)
		}
	})
}

// FuzzTable demands that reading by bytes gives what reading at once gives.
func FuzzTable(f *testing.F) {
	f.Add("a,b\n\"c\",d\r\n\x1a")
	f.Add("\ufeff\"a\"\"b\",c\n")
	f.Fuzz(func(t *testing.T, in string) {
		a, err1 := rows(strings.NewReader(in), 0, small)
		b, err2 := rows(iotest.OneByteReader(strings.NewReader(in)), 0, small)
		if strings.Join(a, "|") != strings.Join(b, "|") || (err1 == nil) != (err2 == nil) {
			t.Fatalf("%q %v, by bytes %q %v", a, err1, b, err2)
		}
	})
}
