package fuzzy

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// file is sections in memory.
type file map[string]Table

func (f file) get(name string) (Table, bool) {
	t, ok := f[name]
	return t, ok
}

func asTable(p []byte, count, width int64) Table {
	return Table{Len: int64(len(p)), Count: count, Width: width, At: func(from, to int64) []byte { return p[from:to] }}
}

// sections writes the sections of b.
func sections(b *Builder) (file, error) {
	f := file{}
	for s, err := range b.Sections(context.Background()) {
		if err != nil {
			return nil, err
		}
		var w bytes.Buffer
		if err := s.Write(&w); err != nil {
			return nil, err
		}
		if len(s.Name) > 8 || s.Width > 0 && int64(w.Len()) != s.Count*int64(s.Width) {
			return nil, fmt.Errorf("section %s: %d bytes, %d items of %d", s.Name, w.Len(), s.Count, s.Width)
		}
		f[s.Name] = asTable(w.Bytes(), s.Count, int64(s.Width))
	}
	return f, nil
}

func opened(t testing.TB, f file, records int) *Index {
	t.Helper()
	x, err := Open(f.get, int64(records), func(what string) { t.Errorf("damage: %s", what) })
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// wordKeys is a simple token.Keys: a word is spelled, and "w!" words have a
// second name by which they are found exactly.
func wordKeys(term string) []token.Key {
	if term[0] != 'w' {
		return nil
	}
	ks := []token.Key{{Text: term[1:], Spelled: true}}
	if strings.HasPrefix(term, "wz") {
		ks = append(ks, token.Key{Text: "R" + term[2:], Cost: 10}, token.Key{Text: term[2:], Cost: 5, Spelled: true})
	}
	return ks
}

func writingOf(name string) token.Writing {
	var w token.Writing
	for _, f := range strings.Fields(name) {
		w = append(w, "w"+f)
	}
	return w
}

// ask divides a name as token.Ask would: words, and two words joined.
func ask(name string) []token.Asking {
	f := strings.Fields(name)
	a := token.Asking{Slots: len(f)}
	add := func(from, to int) {
		text := strings.Join(f[from:to], "")
		keys := []token.Key{{Text: text, Spelled: true}}
		if to-from == 1 {
			keys = append(keys, token.Key{Text: "R" + text})
		}
		a.Terms = append(a.Terms, token.Asked{Text: "w" + text, From: from, To: to, Keys: keys})
	}
	for i := range f {
		add(i, i+1)
	}
	for i := range len(f) - 1 {
		add(i, i+2)
	}
	return []token.Asking{a}
}

// indexOf builds and opens an index of names, each a record.
func indexOf(t testing.TB, o BuildOptions, names ...string) *Index {
	t.Helper()
	if o.Keys == nil {
		o.Keys = wordKeys
	}
	b := NewBuilder(o)
	for i, n := range names {
		b.Add(uint32(i), []token.Writing{writingOf(n)})
	}
	f, err := sections(b)
	if err != nil {
		t.Fatal(err)
	}
	return opened(t, f, len(names))
}
