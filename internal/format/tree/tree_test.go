package tree_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/tree"
)

var small = format.Limits{Bytes: 4096, Depth: 6, FieldSize: 64}

func TestRead(t *testing.T) {
	n, err := tree.Read(strings.NewReader("\xef\xbb\xbf{\"b\": [1.50, true, null, \"x<y\"],\n \"a\": {\"c\": 7}}\n"), "f", small)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := n.JSON(), `{"a":{"c":7},"b":[1.50,true,null,"x<y"]}`; got != want {
		t.Errorf("JSON() = %s, want %s", got, want)
	}
	if i, ok := n.Get("a").Int("c"); i != 7 || !ok {
		t.Errorf("Int = %d, %v", i, ok)
	}
	if n.Get("a").Line != 2 {
		t.Errorf("line of a = %d, want 2", n.Get("a").Line)
	}
}

func TestRefuses(t *testing.T) {
	for name, c := range map[string]struct{ in, field, msg string }{
		"same key twice": {"{\"a\": {\"b\": 1,\n\"b\": 2}}", "a.b", "same key twice"},
		"too deep":       {strings.Repeat("[", 9) + strings.Repeat("]", 9), "[0][0][0][0][0][0]", "deeper than 6"},
		"too large":      {strings.Repeat(" ", 5000), "", "more than 4096 bytes"},
		"long value":     {`{"a":"` + strings.Repeat("x", 65) + `"}`, "a", "more than 64 bytes"},
		"not UTF-8":      {"{\"a\":\n\"\xff\"}", "", "not UTF-8"},
		"broken":         {`{"a":[1,`, "a", "broken"},
		"two values":     {`{} {}`, "", "follows"},
		"nothing":        {``, "", "broken"},
	} {
		_, err := tree.Read(strings.NewReader(c.in), "f.json", small)
		var fe *format.Error
		if !errors.As(err, &fe) || fe.File != "f.json" || !strings.HasPrefix(fe.Field, c.field) || !strings.Contains(fe.Msg, c.msg) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"a":[1,{"b":"c"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := tree.Parse(b, "f", small)
		if err != nil {
			return
		}
		lim := small
		lim.Bytes, lim.FieldSize = 1<<20, 1<<20 // numbers stay, escapes may grow
		again, err := tree.Parse([]byte(n.JSON()), "f", lim)
		if err != nil || again.JSON() != n.JSON() {
			t.Fatalf("%q: %v", n.JSON(), err)
		}
	})
}
