package record

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPackText(t *testing.T) {
	list := []packed{{Attribute{"phone", "abc", false}, 0}, {Attribute{"email", "def", true}, 17}}
	text := packText(list)
	if want := "0 - phone abc\n17 i email def\n"; text != want {
		t.Errorf("%q, want %q", text, want)
	}
	back, err := unpackText(text)
	if d := cmp.Diff(list, back, cmp.AllowUnexported(packed{})); d != "" || err != nil {
		t.Errorf("%v %s", err, d)
	}
}

func FuzzUnpackText(f *testing.F) {
	f.Add("0 - phone abc\n17 i email def\n")
	f.Add("x - phone abc\n")
	f.Add("0 ? phone abc")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := unpackText(text)
		if err != nil {
			if !errors.Is(err, errPacked) || list != nil {
				t.Fatalf("%v, %v", list, err)
			}
			return
		}
		again, err := unpackText(packText(list))
		if d := cmp.Diff(list, again, cmp.AllowUnexported(packed{})); d != "" || err != nil {
			t.Fatalf("%v %s", err, d)
		}
	})
}
