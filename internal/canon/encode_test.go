package canon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// fataler is what *testing.T and *rapid.T have in common here.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// agree holds Marshal against the long way: same bytes, same error.
func agree(t fataler, v any) {
	t.Helper()
	got, err := Marshal(v)
	want, wantErr := viaText(v)
	if !bytes.Equal(got, want) || (got == nil) != (want == nil) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Fatalf("%T:\n%s, %v; the long way\n%s, %v", v, got, err, want, wantErr)
	}
	for _, e := range []error{ErrFloat, ErrRange, ErrDuplicate, ErrDepth} {
		if errors.Is(err, e) != errors.Is(wantErr, e) {
			t.Fatalf("%T: %v, the long way %v", v, err, wantErr)
		}
	}
	if fast, ok := direct(v); ok && (wantErr != nil || !bytes.Equal(fast, want)) {
		t.Fatalf("%T: direct %s; the long way %s, %v", v, fast, want, wantErr)
	}
}

// TestDirect keeps what the gate writes thousands of times on the direct way:
// nothing else would show that it has left it.
func TestDirect(t *testing.T) {
	type recorded struct {
		ID string
		record.Evidence
	}
	d := sampleDecision()
	for _, v := range []any{
		d, *d, &finding.Decision{}, sampleApplication(), &record.Application{}, sampleEntity(), &entity.Entity{},
		[]recorded{{"e1", record.Evidence{Kind: "letter"}}}, []any{d.ID, d.Generation, d.At}, entity.Day(3), &d.At,
	} {
		if _, ok := direct(v); !ok {
			t.Errorf("%T takes the long way", v)
		}
		agree(t, v)
	}
}

func TestOddValues(t *testing.T) {
	for _, v := range oddValues() {
		agree(t, v)
		agree(t, []any{"x", v, map[string]any{"b": v, "a": v}})
	}
	for _, n := range []int{198, 199, 200, 201, 202} {
		deep, empty := any(1), any([]any{})
		for range n {
			deep, empty = []any{deep}, map[string]any{"a": empty}
		}
		agree(t, deep)
		agree(t, empty)
		agree(t, json.RawMessage(strings.Repeat("[", n)+strings.Repeat("]", n)))
		agree(t, []json.RawMessage{json.RawMessage(strings.Repeat("[", n) + strings.Repeat("]", n))})
	}
}

func oddValues() []any {
	raw := json.RawMessage(" {\"b\": [1, -0], \"a\":\"\\u0061\\/\xff\"} ")
	var none *entity.Instant
	out := []any{
		nil, none, (*finding.Decision)(nil), map[string]int(nil), []string(nil), []byte(nil), []byte("x\x00\xff"), [2]byte{1, 2}, []any{},
		raw, &raw, json.RawMessage(nil), json.RawMessage{}, json.RawMessage("{"), json.RawMessage("\"é<\""), json.RawMessage(`"a"b"`), json.RawMessage(`"`), json.RawMessage(" \"a\""),
		"\xff\xed\xa0\x80\"\\\x1f\x7f\u2028<&>", map[string]int{"\xff": 1, "\ufffd": 2}, map[string]int{"\xff": 1}, map[string]int{"\ue000": 1, "\U00010000": 2, "\uffff": 3, "\ud7ff": 4},
		1.0, 1.5, float32(2), uint8(200), uint64(1) << 53, uint64(1)<<53 - 1, -(int64(1) << 53), int64(1) << 60, uintptr(7), json.Number("1"), json.Number("x"), json.Number(""),
		map[int]string{10: "a", 9: "b"}, map[textKey]int{"b": 1, "a": 2}, map[any]int{}, func() {}, make(chan int), complex(1, 2),
		time.Unix(0, 0).UTC(), &url{"a\xff"}, url{"b"}, []url{{"c"}}, [1]url{{"d"}}, text("t\xff\""), []text{"u"}, failing{}, &failing{}, []any{failing{}},
		struct{ A json.Marshaler }{}, struct{ A json.Marshaler }{raw}, struct{ A fmt.Stringer }{}, struct{ A error }{errors.New("x")},
	}
	return append(out, oddStructs()...)
}

func oddStructs() []any {
	type inner struct{ A, B int }
	type other struct{ A int }
	type loop struct {
		Next *loop `json:",omitempty"`
		All  []loop
	}
	type pointer *pointer
	var cycle pointer
	cycle = &cycle
	var ring any
	ring = &ring
	self := map[string]any{}
	self["self"] = self
	return []any{
		struct {
			inner
			A string
		}{inner{1, 2}, "hides"}, struct{ inner }{inner{1, 2}}, struct{ *inner }{}, struct{ *inner }{&inner{1, 2}}, struct {
			inner `json:"named"`
		}{},
		struct {
			text
			B int
		}{"x", 1}, struct{ error }{}, struct {
			inner
			other
			C int `json:"-"`
			//lint:ignore SA5008 odd tags are what is tested
			D int `json:"-,"`
			E int `json:"a b"`
			//lint:ignore SA5008 odd tags are what is tested
			F int `json:"a\"b"`
			é int
			É int
		}{}, struct {
			A int       `json:",string"`
			B time.Time `json:",omitzero"`
		}{}, struct {
			A chan int `json:",omitempty"`
		}{}, struct {
			A float64        `json:",omitempty"`
			B [0]int         `json:",omitempty"`
			C inner          `json:",omitempty"`
			D any            `json:",omitempty"`
			E map[string]int `json:",omitempty"`
			F *int           `json:",omitempty"`
			G bool           `json:"g,omitempty"`
			H uint           `json:",omitempty"`
		}{}, loop{Next: &loop{}, All: []loop{{}, {}}}, cycle, ring, self, struct{}{}, struct{ a int }{1},
	}
}

type (
	textKey string
	text    string
	url     struct{ s string }
	failing struct{}
)

func (k textKey) MarshalText() ([]byte, error) { return []byte("key " + k), nil }
func (s text) MarshalText() ([]byte, error)    { return []byte(s), nil }
func (s text) String() string                  { return "x" }

// The method of the pointer counts only where there is an address.
func (u *url) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"url": u.s, "a": ""})
}
func (u url) MarshalText() ([]byte, error) { return []byte(u.s), nil }

func (failing) MarshalJSON() ([]byte, error) { return nil, errors.New("will not") }

// TestWaysAgree draws what the gate writes, and values of any shape.
func TestWaysAgree(t *testing.T) {
	cfg := rapid.MakeConfig{Kinds: map[reflect.Kind]*rapid.Generator[any]{
		reflect.String: anyString().AsAny(), reflect.Int: wholes().AsAny(), reflect.Int64: rapid.Map(wholes(), func(n int) int64 { return int64(n) }).AsAny(),
	}}
	decision, application := rapid.MakeCustom[finding.Decision](cfg), rapid.MakeCustom[record.Application](cfg)
	thing, value := rapid.MakeCustom[entity.Entity](cfg), rapid.Deferred(wildValue)
	rapid.Check(t, func(t *rapid.T) {
		switch rapid.IntRange(0, 3).Draw(t, "shape") {
		case 0:
			d := decision.Draw(t, "decision")
			agree(t, &d)
		case 1:
			agree(t, application.Draw(t, "application"))
		case 2:
			agree(t, thing.Draw(t, "entity"))
		default:
			agree(t, value.Draw(t, "value"))
		}
	})
}

// anyString is often what people write, sometimes not even UTF-8.
func anyString() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]{0,20}`), rapid.Just(""),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 20), func(b []byte) string { return string(b) }))
}

// wholes are rarely beyond 53 bits: an error hides the rest of a value.
func wholes() *rapid.Generator[int] {
	return rapid.Custom(func(t *rapid.T) int {
		if rapid.IntRange(0, 99).Draw(t, "large") == 57 {
			return rapid.Int().Draw(t, "n")
		}
		return rapid.IntRange(-20000, 20000).Draw(t, "n")
	})
}

func wildValue() *rapid.Generator[any] {
	deeper := rapid.Deferred(wildValue)
	return rapid.OneOf(anyString().AsAny(), wholes().AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil),
		rapid.SliceOfN(deeper, 0, 4).AsAny(), rapid.MapOfN(anyString(), deeper, 0, 5).AsAny(), rapid.SampledFrom(oddValues()),
		rapid.Map(deeper, func(v any) any { return struct{ B, A any }{v, v} }), rapid.Map(deeper, func(v any) any { return &v }),
		rapid.Map(wholes(), func(n int) any { return entity.Instant(n) }), rapid.SliceOfN(rapid.Byte(), 0, 9).AsAny())
}

func FuzzMarshal(f *testing.F) {
	for _, v := range []any{sampleDecision(), sampleApplication(), sampleEntity()} {
		b, err := json.Marshal(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{`{"b":[1,-0,"\u0061"],"a":{},"c":1.5}`, "\xff", `"\ud800"`, "{\"\xff\":1,\"\ufffd\":2}", `99999999999999999999`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		agree(t, string(b))
		agree(t, json.RawMessage(b))
		agree(t, map[string]any{string(b): b, "a": json.RawMessage(b)})
		for _, into := range []any{new(any), &finding.Decision{}, &record.Application{}, &entity.Entity{}, &map[string]json.RawMessage{}} {
			if json.Unmarshal(b, into) == nil {
				agree(t, into)
			}
		}
	})
}
