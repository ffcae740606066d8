package canon

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestMarshal(t *testing.T) {
	type inner struct {
		Z int    `json:"z"`
		A string `json:"a"`
	}
	for _, c := range []struct {
		name string
		in   any
		want string
	}{
		{"members in order", map[string]any{"b": 1, "a": 2, "": 3}, `{"":3,"a":2,"b":1}`},
		{"struct", inner{1, "x"}, `{"a":"x","z":1}`},
		{"nested", []any{inner{}, map[string]any{"k": []int{}}}, `[{"a":"","z":0},{"k":[]}]`},
		{"words", []any{nil, true, false}, `[null,true,false]`},
		{"escapes", "\"\\/\b\t\n\f\r\x01\x1f\x7f", `"\"\\/\b\t\n\f\r\u0001\u001f` + "\x7f\""},
		{"not escaped", "<関札>&\u2028é", "\"<関札>&\u2028é\""},
		{"integers", []int64{0, -1, 1<<53 - 1, -(1<<53 - 1)}, `[0,-1,9007199254740991,-9007199254740991]`},
		// U+E000 sorts after a surrogate pair in UTF-16, before it in UTF-8.
		{"UTF-16 order", map[string]int{"\ue000": 1, "\U00010000": 2, "a": 3}, "{\"a\":3,\"\U00010000\":2,\"\ue000\":1}"},
		{"many members", many(40), manyWant(40)},
	} {
		got, err := Marshal(c.in)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v, want %s", c.name, got, err, c.want)
		}
	}
}

func many(n int) map[string]int {
	m := map[string]int{}
	for i := range n {
		m[string(rune('あ'+i))] = i
	}
	return m
}

func manyWant(n int) string {
	b, _ := json.Marshal(many(n)) // encoding/json sorts maps, by bytes
	return string(b)
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		in   any
		want error
	}{
		{"float", 1.5, ErrFloat}, {"whole float, written so", json.RawMessage(`1.0`), ErrFloat}, {"exponent", json.RawMessage(`{"a":1e3}`), ErrFloat},
		{"too large", int64(1) << 53, ErrRange}, {"far too large", json.RawMessage(`99999999999999999999`), ErrRange},
		{"twice", json.RawMessage(`{"a":1,"b":2,"a":3}`), ErrDuplicate}, {"twice in disguise", json.RawMessage(`{"a":1,"\u0061":3}`), ErrDuplicate},
		{"deep", json.RawMessage(strings.Repeat("[", 300) + strings.Repeat("]", 300)), ErrDepth},
	} {
		if got, err := Marshal(c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %s, %v", c.name, got, err)
		}
	}
	for _, text := range []string{"", "{", "{}{}", "nul", "\"\xff\"", "{\"a\":}", "01", `"\x"`} {
		if got, err := Transform([]byte(text)); err == nil {
			t.Errorf("%q was taken: %s", text, got)
		}
	}
	if _, err := Marshal(func() {}); err == nil {
		t.Error("a function was taken")
	}
}

func TestTransform(t *testing.T) {
	got, err := Transform([]byte(" { \"b\" : [ 1 , -0 ] ,\n \"\\u0061\" : \"\\u30bb\\/\\ud83d\\ude00\" } "))
	if want := `{"a":"セ/😀","b":[1,0]}`; err != nil || string(got) != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

func TestDigest(t *testing.T) {
	a, err := Digest(map[string]int{"a": 1, "b": 2})
	b, err2 := Digest(json.RawMessage(`{ "b": 2, "a": 1 }`))
	if a != b || len(a) != 64 || err != nil || err2 != nil {
		t.Errorf("%s, %s, %v, %v", a, b, err, err2)
	}
	if _, err := Digest(0.5); err == nil {
		t.Error("digest of a float")
	}
}

// TestProperties: canonical bytes mean what was written, are their own
// canonical form, and do not depend on the order in which members were made.
func TestProperties(t *testing.T) {
	value := rapid.Deferred(anyValue)
	rapid.Check(t, func(t *rapid.T) {
		in := value.Draw(t, "value")
		out, err := Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Transform(out)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("%s became %s, %v", out, again, err)
		}
		var back any
		dec := json.NewDecoder(bytes.NewReader(out))
		dec.UseNumber()
		if err := dec.Decode(&back); err != nil {
			t.Fatal(err)
		}
		if want := viaJSON(t, in); !reflect.DeepEqual(back, want) {
			t.Fatalf("%v, want %v", back, want)
		}
		checkOrder(t, back, out)
	})
}

func anyValue() *rapid.Generator[any] {
	deeper := rapid.Deferred(anyValue)
	return rapid.OneOf(
		rapid.Map(rapid.Int64Range(-1<<52, 1<<52), func(n int64) any { return n }),
		rapid.Map(rapid.String(), func(s string) any { return s }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.SliceOfN(deeper, 0, 3), func(v []any) any { return v }),
		rapid.Map(rapid.MapOfN(rapid.String(), deeper, 0, 4), func(v map[string]any) any { return v }),
	)
}

func viaJSON(t *rapid.T, v any) (out any) {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := dec.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// checkOrder writes the value the slow and obvious way and compares.
func checkOrder(t *rapid.T, v any, got []byte) {
	if want := slow(v); want != string(got) {
		t.Fatalf("%s, want %s", got, want)
	}
}

func slow(v any) string {
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for n := range v {
			names = append(names, n)
		}
		slices.SortFunc(names, func(a, b string) int {
			return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
		})
		parts := make([]string, len(names))
		for i, n := range names {
			parts[i] = slow(n) + ":" + slow(v[n])
		}
		return "{" + strings.Join(parts, ",") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = slow(e)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case string:
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.Encode(v)
		// encoding/json escapes two separators that RFC 8785 leaves alone.
		s := strings.TrimSuffix(b.String(), "\n")
		return unescapeSeparators(s)
	}
	b, _ := json.Marshal(v)
	return string(b)
}

func unescapeSeparators(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			if strings.HasPrefix(s[i:], `\u2028`) || strings.HasPrefix(s[i:], `\u2029`) {
				out.WriteString(map[byte]string{'8': "\u2028", '9': "\u2029"}[s[i+5]])
				i += 5
				continue
			}
			out.WriteString(s[i : i+2])
			i++
			continue
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

func FuzzTransform(f *testing.F) {
	for _, s := range []string{`{"b":[1,-0,"\u0061"],"a":{}}`, `"\ud800"`, `[[[]]]`, `{"a":1,"a":2}`, ` 1 `, `{"":"\u2028"}`, `1.0`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		out, err := Transform(text)
		if err != nil {
			return
		}
		again, err := Transform(out)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("%q became %q and then %q, %v", text, out, again, err)
		}
		var a, b any
		if json.Unmarshal(text, &a) != nil || json.Unmarshal(out, &b) != nil || !reflect.DeepEqual(a, b) {
			t.Fatalf("%q means something else than %q", text, out)
		}
	})
}

func BenchmarkMarshal(b *testing.B) {
	type finding struct {
		Check, State, Code, Detail string
		Values                     []string
		Degree                     int
	}
	var list []finding
	for i := range 14 {
		list = append(list, finding{"register.agrees", "clear", "found", "架空商事株式会社", []string{"a", "b"}, i})
	}
	b.ReportAllocs()
	for b.Loop() {
		out, err := Marshal(list)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}
