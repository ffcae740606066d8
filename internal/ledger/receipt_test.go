package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func seed(b byte) []byte { return bytes.Repeat([]byte{b}, 32) }

func signer(t testing.TB, origin string, b byte) *Signer {
	t.Helper()
	s, err := NewSigner(origin, seed(b))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The first test vector of RFC 8032 has this seed; the name and the rest are the
// note format's.
func TestSignerVector(t *testing.T) {
	var rfc []byte
	fmt.Sscanf("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "%x", &rfc)
	s, err := NewSigner("example.com/log", rfc)
	if err != nil {
		t.Fatal(err)
	}
	// 01 and d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a in base64.
	if !strings.HasSuffix(s.Key(), "+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea") || !strings.HasPrefix(s.Key(), "example.com/log+") {
		t.Errorf("key %s", s.Key())
	}
	for _, origin := range []string{"", "a b", "a+b", "a\nb"} {
		if _, err := NewSigner(origin, rfc); err == nil {
			t.Errorf("origin %q was taken", origin)
		}
	}
}

func TestCheckpoint(t *testing.T) {
	s := signer(t, "sekifuda/test", 1)
	root := Hash([]byte("x"))
	signed, err := s.Sign(7, root)
	if err != nil {
		t.Fatal(err)
	}
	want := Checkpoint{"sekifuda/test", 7, root}
	if got, err := OpenCheckpoint(signed, s.Key()); got != want || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := ReadCheckpoint(signed); got != want || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	if !strings.HasPrefix(string(signed), "sekifuda/test\n7\n"+root.String()+"\n\n\u2014 sekifuda/test ") {
		t.Errorf("written %q", signed)
	}
	for name, key := range map[string]string{"another key": signer(t, "sekifuda/test", 2).Key(), "another name": signer(t, "sekifuda/other", 1).Key(), "none": "x"} {
		if _, err := OpenCheckpoint(signed, key); !errors.Is(err, ErrCheckpoint) && !errors.Is(err, ErrLogKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range s.Key() { // one key has one text
		for bit := range 8 {
			bad := []byte(s.Key())
			bad[i] ^= 1 << bit
			if _, err := OpenCheckpoint(signed, string(bad)); err == nil {
				t.Errorf("bit %d of byte %d (%q) of the key changed, and taken", bit, i, s.Key()[i])
			}
		}
	}
	for i := range signed {
		bad := bytes.Clone(signed)
		bad[i] ^= 1
		if c, err := OpenCheckpoint(bad, s.Key()); err == nil {
			t.Errorf("byte %d changed, and read as %+v", i, c)
		}
	}
	for _, text := range []string{"", "o\n1\nx\n", "o\n01\n" + root.String() + "\n", "o\n-1\n" + root.String() + "\n", "\n1\n" + root.String() + "\n", "o\n1\n" + root.String() + "\nmore\n"} {
		forged, err := note.Sign(&note.Note{Text: text}, s.signer)
		if err != nil {
			continue
		}
		if c, err := OpenCheckpoint(forged, s.Key()); err == nil {
			t.Errorf("%q was taken: %+v", text, c)
		}
	}
}

func receipt(t testing.TB, s *Signer) Receipt {
	t.Helper()
	st := &stored{tiles: map[[2]int64][]byte{}}
	for i := range 5 {
		b, err := Leaf{Kind: KindAdmin, ID: fmt.Sprint("leaf-", i)}.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		st.add(t, b)
	}
	b, _ := Leaf{Kind: KindAdmin, ID: "leaf-3"}.Bytes()
	proof, err := tlog.ProveRecord(5, 3, TileReader(st.read))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := s.Sign(5, st.edge.Root())
	if err != nil {
		t.Fatal(err)
	}
	return Receipt{Leaf: b, Index: 3, Proof: proof, Checkpoint: signed}
}

func TestReceipt(t *testing.T) {
	s := signer(t, "sekifuda/test", 1)
	r := receipt(t, s)
	text := r.Text()
	if !strings.HasPrefix(string(text), "c2sp.org/tlog-proof@v1\nextra ") || !strings.Contains(string(text), "\nindex 3\n") {
		t.Errorf("written %q", text)
	}
	back, err := ParseReceipt(text)
	if err != nil {
		t.Fatal(err)
	}
	l, c, err := back.Verify(s.Key())
	if err != nil || l.ID != "leaf-3" || c.Size != 5 {
		t.Errorf("%+v %+v %v", l, c, err)
	}
	if _, _, err := back.Verify(signer(t, "sekifuda/test", 2).Key()); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("another log's key: %v", err)
	}
	for i := range text {
		for bit := range 8 {
			bad := bytes.Clone(text)
			bad[i] ^= 1 << bit
			if r, err := ParseReceipt(bad); err == nil {
				if _, _, err := r.Verify(s.Key()); err == nil {
					t.Errorf("bit %d of byte %d (%q) changed, and verified", bit, i, text[i])
				}
			}
		}
	}
}

func FuzzParseReceipt(f *testing.F) {
	s := signer(f, "sekifuda/test", 1)
	good := receipt(f, s)
	f.Add(good.Text())
	f.Add([]byte("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ParseReceipt(text)
		if err != nil {
			return
		}
		if !bytes.Equal(r.Text(), text) {
			t.Fatalf("%q is %q", text, r.Text())
		}
		if l, _, err := r.Verify(s.Key()); err == nil && l.ID != "leaf-3" {
			t.Fatalf("a forged receipt verifies: %+v", l)
		}
	})
}

func FuzzReadCheckpoint(f *testing.F) {
	s := signer(f, "sekifuda/test", 1)
	f.Add([]byte(receipt(f, s).Checkpoint))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := ReadCheckpoint(text)
		if err == nil && !strings.HasPrefix(string(text), c.Text()) {
			t.Fatalf("%q is %q", text, c.Text())
		}
	})
}
