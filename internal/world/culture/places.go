package culture

import (
	"fmt"
	"strings"
	"sync"
)

// Prefecture is one of the 47.
type Prefecture struct {
	Code   string // JIS X 0401, 2 digits
	Name   string
	Latin  string // without the suffix: Tokyo, Hokkaido
	Weight int    // per mille of corporations, about
	Cities []City
}

// City is a city or a ward that the register names in its city column.
type City struct {
	Code   string // JIS X 0402 without the prefecture, 3 digits
	Name   string
	Stem   string // name without its suffix, as companies use it
	Kana   string // reading of the stem
	Latin  string // Osaka-shi Kita-ku
	Area   string // area code of its telephones, with the leading 0
	Weight int
	Towns  []Town
}

// Town is a town or a section of one.
type Town struct {
	Name   string
	Kana   string
	Latin  string // Marunouchi
	Postal string // 7 digits; the last four are invented
	Chome  int    // number of chome; 0: lots are numbered without chome
}

// Prefectures returns the 47 in the order of their codes.
var Prefectures = sync.OnceValue(func() []Prefecture {
	var out []Prefecture
	for _, l := range lines("prefectures") {
		f := row("prefectures", l, "|", 4)
		kana, _, _ := strings.Cut(f[2], "-")
		out = append(out, Prefecture{Code: f[0], Name: f[1], Latin: Title(Romaji(kana)), Weight: number("prefectures", f[3])})
	}
	for _, l := range lines("cities") {
		f := row("cities", l, "|", 7)
		i := number("cities", f[0][:2]) - 1
		out[i].Cities = append(out[i].Cities, parseCity(f))
	}
	return out
})

func parseCity(f []string) City {
	c := City{Code: f[0][2:], Name: f[1], Area: f[4], Weight: number("cities", f[3])}
	var latin []string
	for _, part := range strings.Fields(f[2]) {
		stem, suffix, _ := strings.Cut(part, "-")
		if c.Kana == "" {
			c.Kana = stem
		}
		latin = append(latin, Title(Romaji(stem))+"-"+strings.ToLower(Romaji(suffix)))
	}
	c.Latin = strings.Join(latin, " ")
	// 札幌市中央区 is called 札幌 in company names, 千代田区 千代田.
	if head, _, ok := strings.Cut(c.Name, "市"); ok && head != "" && !strings.HasPrefix(c.Name, "四日市") {
		c.Stem = head
	} else {
		c.Stem = strings.TrimSuffix(strings.TrimSuffix(c.Name, "区"), "市")
	}
	for i, t := range strings.Split(f[6], ",") {
		name, rest, ok1 := strings.Cut(t, "/")
		kana, chome, ok2 := strings.Cut(rest, ":")
		if !ok1 || !ok2 {
			panic(fmt.Sprintf("culture: cities: town %q", t))
		}
		postal := fmt.Sprintf("%s%04d", f[5], (number("cities", f[0])%7*1000+i*11+1)%10000)
		kana, latin := reading(kana)
		c.Towns = append(c.Towns, Town{Name: name, Kana: kana, Latin: Title(latin), Chome: number("cities", chome), Postal: postal})
	}
	return c
}
