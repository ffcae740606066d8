package reading

import (
	"bytes"
	"compress/gzip"
	"os"
	"strings"
	"testing"
)

const smallPack = "sekifuda readings 1\nname: small\nversion: 1\nlicence: CC0-1.0\n\n海音 maron150\n"

func TestLoadPack(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(smallPack))
	w.Close()
	for _, text := range []string{smallPack, packed.String()} {
		p, err := LoadPack(strings.NewReader(text))
		if err != nil || p.Name != "small" || p.Version != "1" || p.Licence != "CC0-1.0" {
			t.Fatalf("LoadPack: %+v, %v", p, err)
		}
		Use(p)
		got := New([]rune("森海音")).Spans(nil, NewWord("maron"))
		Use(nil)
		if len(got) != 1 || got[0] != (Span{Japanese, 1, 3, 150}) {
			t.Errorf("with the pack maron is %v of 森海音", got)
		}
	}
	for _, text := range []string{"", "sekifuda readings 2\n", "sekifuda readings 1\nname: x\n\n海音 maron150\n", smallPack + "海\n", smallPack + "海 99\n", smallPack + "海 kai\n",
		smallPack + "海 kai9999\n", smallPack + "海 kai1x\n", "\x1f\x8b"} {
		if _, err := LoadPack(strings.NewReader(text)); err == nil {
			t.Errorf("a pack %q is loaded", text)
		}
	}
}

func FuzzLoadPack(f *testing.F) {
	f.Add([]byte(smallPack))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := LoadPack(bytes.NewReader(data)); err == nil {
			p.units(nil, []rune("森海音"), 1)
		}
	})
}

// TestJapanesePersonsWithPack measures with the pack in $SEKIFUDA_JAPACK.
func TestJapanesePersonsWithPack(t *testing.T) {
	path := os.Getenv("SEKIFUDA_JAPACK")
	if path == "" {
		t.Skip("no pack to measure: set SEKIFUDA_JAPACK")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := LoadPack(f)
	if err != nil {
		t.Fatal(err)
	}
	Use(p)
	defer Use(nil)
	measurePersons(t, 0.949)
}
