package ledger

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// The bytes of leaves may never change: every log that exists rests on them.
func TestBytes(t *testing.T) {
	full := Leaf{Kind: KindDecision, ID: "d", Tenant: "tag", At: entity.Instant(1_770_000_000_000_001), Codes: []string{"refuse"}, Digests: []string{"p"}, Commitment: "c"}
	for _, c := range []struct {
		leaf Leaf
		want string
	}{
		{full, `{"at":"2026-02-02T02:40:00.000001Z","codes":["refuse"],"commitment":"c","digests":["p"],"id":"d","kind":"decision","tenant":"tag"}`},
		{Leaf{Kind: KindSourceLive, ID: "nta"}, `{"at":"1970-01-01T00:00:00Z","id":"nta","kind":"source_live"}`},
	} {
		b, err := c.leaf.Bytes()
		if err != nil || string(b) != c.want {
			t.Errorf("%s, %v, want %s", b, err, c.want)
		}
		back, err := Parse(b)
		if d := cmp.Diff(c.leaf, back); d != "" || err != nil {
			t.Errorf("read back: %v %s", err, d)
		}
	}
	b, _ := full.Bytes() // the hash was computed with another program: SHA-256 of a zero byte and these
	if got, want := fmt.Sprint(Hash(b)), "EhimcPjqEDnNvttnT2UPQIV72ywYU7k/wpz3pGrdnO4="; got != want {
		t.Errorf("hash %s, want %s", got, want)
	}
}

func TestRefused(t *testing.T) {
	for _, l := range []Leaf{{}, {Kind: "decision"}, {Kind: "guess", ID: "x"}} {
		if _, err := l.Bytes(); !errors.Is(err, ErrLeaf) {
			t.Errorf("%+v: %v", l, err)
		}
	}
	for _, text := range []string{``, `{}`, `{"at":"1970-01-01T00:00:00Z","id":"nta"}`,
		`{"id":"nta","at":"1970-01-01T00:00:00Z","kind":"source_live"}`,
		`{"at":"1970-01-01T00:00:00Z","extra":1,"id":"nta","kind":"source_live"}`,
		`{"at":"1970-01-01T00:00:00Z","id":"nta","kind":"source_live"} `,
		`{"at":"1970-01-01T09:00:00+09:00","id":"nta","kind":"source_live"}`} {
		if l, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s was taken: %+v", text, l)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"at":"1970-01-01T00:00:00Z","id":"nta","kind":"source_live"}`))
	f.Add([]byte(`{"at":"2026-02-01T23:06:40.000001Z","codes":["refuse"],"id":"d","kind":"decision","tenant":"tag"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := Parse(text)
		if err != nil {
			return
		}
		b, err := l.Bytes()
		if err != nil || string(b) != string(text) {
			t.Fatalf("%q is not the form of %+v: %q, %v", text, l, b, err)
		}
	})
}
