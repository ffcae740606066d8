package country

import "testing"

func TestCode(t *testing.T) {
	for v, want := range map[string]string{"ru": "ru", "RU": "ru", "Russia": "ru", "russian  federation": "ru", "RUS": "ru", "Germany": "de", "uk": "gb", "Türkiye": "tr",
		"gb-sct": "gb-sct", "suhh": "suhh", "Atlantis": "", "": "", "xx": "", "North Korea": "kp", "Korea, North": "kp", "Congo, Democratic Republic of the": "cd", "Côte d’Ivoire": "ci", "Cote d'Ivoire": "ci", "日本": ""} {
		if got := Code(v); got != want {
			t.Errorf("%q: %q, want %q", v, got, want)
		}
	}
	for v, want := range map[string]string{"ru": "Russia", "suhh": "Soviet Union", "gb-sct": "United Kingdom (gb-sct)", "qq": "qq"} {
		if got := Label(v); got != want {
			t.Errorf("label of %q: %q, want %q", v, got, want)
		}
	}
}
