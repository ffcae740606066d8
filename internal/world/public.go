package world

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// public is a municipality, or an invented office of the state.
type public struct {
	kind, code, name, kana, english string
	pref, city                      int
}

var stateOffices = []struct{ name, kana, english string }{
	{"広域観測局", "コウイキカンソクキョク", "Wide Area Observation Bureau"},
	{"沿岸測量庁", "エンガンソクリョウチョウ", "Coastal Survey Agency"},
	{"公文書保全院", "コウブンショホゼンイン", "Records Preservation Office"},
	{"森林資源調査所", "シンリンシゲンチョウサショ", "Forest Resources Survey"},
	{"国土標準研究院", "コクドヒョウジュンケンキュウイン", "National Standards Institute"},
}

// publicBodies lists the municipalities of the tables, wards of designated
// cities excepted, and the offices of the state.
func publicBodies() []public {
	var out []public
	for i, o := range stateOffices {
		out = append(out, public{kind: kindState, code: fmt.Sprintf("%05d", 70001+i), name: o.name, kana: o.kana, english: o.english, pref: 12})
	}
	for p, pref := range culture.Prefectures() {
		for c, city := range pref.Cities {
			if strings.Contains(city.Latin, " ") {
				continue
			}
			kana := city.Kana + map[bool]string{true: "ク", false: "シ"}[strings.HasSuffix(city.Name, "区")]
			out = append(out, public{kind: kindLocal, code: pref.Code + city.Code, name: city.Name, kana: kana, english: city.Latin, pref: p, city: c})
		}
	}
	return out
}
