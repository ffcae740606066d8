package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"
)

// The digest of a row, byte by byte: every log that exists rests on it.
func TestRowDigest(t *testing.T) {
	sum := sha256.Sum256([]byte("s\x05table" + "s\x01a" + "i\x00\x00\x00\x00\x00\x00\x01\x02" + "b\x02\x00\xff" + "nt\x01t\x00" + "i\xff\xff\xff\xff\xff\xff\xff\xff"))
	want := base64.RawStdEncoding.EncodeToString(sum[:])
	if got := RowDigest("table", "a", int64(258), []byte{0, 0xff}, nil, true, false, int64(-1)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// No two different rows may have one digest.
func TestRowDigestApart(t *testing.T) {
	seen := map[string]int{}
	for i, row := range [][]any{
		{}, {nil}, {""}, {[]byte{}}, {"", ""}, {"a", ""}, {"", "a"}, {"ab"}, {"a", "b"}, {[]byte("a")}, {"a"}, {false}, {true}, {int64(0)}, {int64(1)},
		{"\x00"}, {"s\x00"}, {nil, nil}, {[]byte("a"), "b"}, {"a", []byte("b")}, {int64(1), int64(2)},
	} {
		d := RowDigest("t", row...)
		if j, again := seen[d]; again {
			t.Errorf("rows %d and %d have one digest", i, j)
		}
		seen[d] = i
	}
	if RowDigest("t") == RowDigest("u") {
		t.Error("two tables have one digest")
	}
}

func TestLeafTooLong(t *testing.T) {
	l := Leaf{Kind: KindAdmin, ID: string(make([]byte, MaxLeaf))}
	if _, err := l.Bytes(); err == nil {
		t.Error("a leaf that no bundle can hold was taken")
	}
}
