package identifier

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/sekifuda/sekifuda/internal/script"
)

// romanKey folds a romanised place name: no long vowels, no marks, m before
// b, p and m as n, so that Ōta, Ohta, Oota and Ota, Shimbashi and Shinbashi
// are one.
func romanKey(s string) string {
	var b []byte
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b = append(b, byte(r))
		}
	}
	out := b[:0]
	for i, c := range b {
		prev, next := byte(0), byte(0)
		if len(out) > 0 {
			prev = out[len(out)-1]
		}
		if i+1 < len(b) {
			next = b[i+1]
		}
		switch {
		case c == 'u' && (prev == 'o' || prev == 'u'), c == 'o' && prev == 'o':
			continue
		case c == 'h' && prev == 'o' && !isVowel(next):
			continue
		case c == 'm' && (next == 'b' || next == 'p' || next == 'm'):
			c = 'n'
		}
		out = append(out, c)
	}
	return string(out)
}

func isVowel(c byte) bool { return strings.IndexByte("aiueoy", c) >= 0 }

// romanKinds are the words that follow a romanised municipality.
var romanKinds = []string{"ku", "shi", "cho", "machi", "mura", "son", "city", "ward", "town", "village", "gun", "ken", "to", "fu", "prefecture", "pref"}

// kanaKinds are the kana endings of the municipalities' kinds.
var kanaKinds = []string{"ちょう", "まち", "むら", "そん", "し", "く"}

// romanCityKeys returns the keys by which a municipality is found: its name
// without its kind, and for wards city and ward in both orders.
func romanCityKeys(c *city) []string {
	parts := strings.Split(c.kana, "+")
	for i, p := range parts {
		for _, kind := range kanaKinds {
			if base := strings.TrimSuffix(p, kind); base != p && base != "" {
				p = base
				break
			}
		}
		parts[i] = romanKey(script.Romaji(p))
	}
	if len(parts) == 2 {
		return []string{parts[1] + " " + parts[0], "ward " + parts[1]}
	}
	return parts
}

// romanPrefectures are the indexes of the prefectures by romanised name.
var romanPrefectures = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for i := range prefectures {
		out[romanKey(prefectures[i].Romaji)] = i
	}
	return out
})

// romanPrefecture finds a prefecture by its romanised name.
func romanPrefecture(s string) (int, bool) {
	base, _ := romanBase(s)
	i, ok := romanPrefectures()[base]
	return i, ok
}

// romanBase splits the word for the kind off a name: chiyoda-ku, Chiyoda City.
func romanBase(s string) (base, kind string) {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || isDash(r) || r == '.' || r == '\'' })
	if len(words) > 1 {
		last := words[len(words)-1]
		for _, k := range romanKinds {
			if last == k {
				return romanKey(strings.Join(words[:len(words)-1], "")), k
			}
		}
	}
	return romanKey(strings.Join(words, "")), ""
}
