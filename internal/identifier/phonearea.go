package identifier

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// areaCodesTSV has area-code prefixes (without the trunk 0) and the prefecture
// their numbers were given out in.
//
//go:embed areacodes.tsv
var areaCodesTSV string

// sharedAreas are area codes that cross a border between prefectures; they
// take the place of what the table says.
const sharedAreas = "6 Osaka Hyogo;42 Tokyo Saitama Kanagawa;44 Kanagawa Tokyo;47 Chiba Tokyo Ibaraki;72 Osaka Hyogo;75 Kyoto Osaka;77 Shiga Kyoto Fukui;" +
	"280 Ibaraki Tochigi Saitama;282 Tochigi Gunma;276 Gunma Tochigi;284 Tochigi Gunma;285 Tochigi Ibaraki;296 Ibaraki Tochigi;297 Ibaraki Chiba;299 Ibaraki Chiba;" +
	"479 Chiba Ibaraki;478 Chiba Ibaraki;480 Saitama Tochigi;495 Saitama Gunma;557 Shizuoka Kanagawa;465 Kanagawa Shizuoka;554 Yamanashi Kanagawa;428 Tokyo Saitama Yamanashi;" +
	"42 Tokyo Saitama Kanagawa;267 Nagano Gunma;279 Gunma Nagano;260 Nagano Aichi;261 Nagano;265 Nagano Aichi;533 Aichi Shizuoka;536 Aichi;53 Shizuoka Aichi;" +
	"567 Aichi Mie;584 Gifu Aichi;586 Aichi Gifu;58 Gifu Aichi;572 Gifu Aichi;573 Gifu Nagano;594 Mie Gifu;597 Mie Wakayama;735 Wakayama Mie Nara;595 Mie Kyoto Nara;" +
	"736 Wakayama Nara;742 Nara Kyoto;745 Nara Osaka;746 Nara;747 Nara Wakayama;773 Kyoto Fukui;774 Kyoto Nara;770 Fukui;772 Kyoto Hyogo;771 Kyoto Osaka;796 Hyogo Kyoto;" +
	"776 Fukui;761 Ishikawa Fukui;767 Ishikawa;766 Toyama;255 Niigata Nagano;250 Niigata;238 Yamagata;234 Yamagata;254 Niigata Yamagata;241 Fukushima;242 Fukushima;" +
	"178 Aomori Iwate;195 Iwate Aomori;191 Iwate Miyagi;192 Iwate;226 Miyagi Iwate;220 Miyagi Iwate;228 Miyagi Iwate;186 Akita Aomori;172 Aomori Akita;173 Aomori;" +
	"247 Fukushima;244 Fukushima Miyagi;293 Ibaraki Fukushima;24 Fukushima Miyagi;287 Tochigi Fukushima;858 Tottori Okayama;859 Tottori Shimane;855 Shimane Hiroshima;" +
	"856 Shimane Yamaguchi;854 Shimane Hiroshima;845 Hiroshima Ehime;84 Hiroshima Okayama;865 Okayama Hiroshima;866 Okayama Hiroshima;868 Okayama Hyogo;869 Okayama Hyogo;" +
	"791 Hyogo Okayama;827 Yamaguchi Hiroshima;820 Yamaguchi;829 Hiroshima;83 Yamaguchi Fukuoka;93 Fukuoka Yamaguchi;942 Fukuoka Saga;952 Saga Fukuoka;955 Saga Nagasaki Fukuoka;" +
	"956 Nagasaki Saga;979 Oita Fukuoka;973 Oita Fukuoka Kumamoto;968 Kumamoto Fukuoka;944 Fukuoka Kumamoto;966 Kumamoto Kagoshima;995 Kagoshima Miyazaki;986 Miyazaki Kagoshima;" +
	"982 Miyazaki Oita;967 Kumamoto Miyazaki;972 Oita Miyazaki;875 Kagawa Tokushima Ehime;883 Tokushima Kagawa;896 Ehime Kagawa;885 Kochi Tokushima;887 Kochi Tokushima;880 Kochi Ehime;895 Ehime Kochi"

var areas = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	names := map[string]string{}
	for i := range prefectures {
		names[prefectures[i].Romaji] = prefectures[i].Name
	}
	for line := range strings.Lines(areaCodesTSV) {
		code, romaji, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if name := names[romaji]; name != "" {
			m[code] = []string{name}
		}
	}
	for entry := range strings.SplitSeq(sharedAreas, ";") {
		f := strings.Fields(entry)
		var list []string
		for _, romaji := range f[1:] {
			list = append(list, names[romaji])
		}
		m["="+f[0]] = list
	}
	return m
})

// areaOf returns the prefectures in which the number without its trunk 0 may
// lie: those of the longest prefix, with those that share the code.
func areaOf(national string) []string {
	m := areas()
	var out []string
	for n := min(6, len(national)); n > 0; n-- {
		if list := m[national[:n]]; list != nil {
			out = append(out, list...)
			break
		}
	}
	for n := min(4, len(national)); n > 0; n-- {
		for _, name := range m["="+national[:n]] {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}
