package format

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"10 Dec 1948": "1948-12-10", "Jan 1957": "1957-01", "1965": "1965", " 1965-03-02 ": "1965-03-02", "circa 1965": "circa 1965",
		"circa 02 Mar 1965": "circa 1965-03-02", "circa 1979-1982": "circa 1979 to 1982", "1961 to 1963": "1961 to 1963",
		"01 Jan 1961 to 31 Dec 1963": "1961-01-01 to 1963-12-31", "1963 to 1961": "", "": "", "unknown": "", "circa": "", "circa circa 1960": "",
		"1960 to 1961 to 1962": "", "31 Feb 1960": "", "circa 1960 to circa 1962": "",
	} {
		got, ok := Date(in)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v, want %q", in, got, ok, want)
		}
		if !ok {
			continue
		}
		if d, err := entity.ParseDate(got); err != nil || !d.Known() {
			t.Errorf("%q: entity.ParseDate does not read %q: %v", in, got, err)
		}
		if again, ok := Date(got); !ok || again != got {
			t.Errorf("%q: %q again gives %q", in, got, again)
		}
	}
}
