package token

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

func TestWritings(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		want string // writings that must be among them, by commas
	}{
		{"Gabriel Rosenqvist", Person, "wgabriel wrosenqvist"},
		{"Dr. Gabriel Rosenqvist", Person, "wgabriel wrosenqvist"},
		{"Abd al Rahman Nasser", Person, "wabd wal wrahman wnasser, wabdalrahman wnasser"},
		{"佐藤健", Person, "w佐藤 w健"},
		{"佐藤 健", Person, "w佐藤 w健"},
		{"김정은", Person, "w김 w정은"},
		{"남궁민수", Person, "w남궁 w민수"},
		{"マイケル・パーカー", Person, "wマイケル wパーカー"},
		{"Aldergate Shipping Ltd.", Body, "waldergate bshipping"},
		{"Aldergate Heavy Industries", Body, "waldergate bheavyindustry"},
		{"People's Liberation Army", Body, "apla"},
		{"関札商事株式会社", Body, "w関札 btrade"},
		{"株式会社ABC商事", Body, "wabc btrade"},
		{"エヌティティデータ", Body, "wエヌティティ bdata"},
		{"ブイ・アイ建設", Body, "wブイアイ bconstruction"},
		{"AmethystFortune", Body, "wamethystfortune, wamethyst wfortune"},
		{"関ヶ原商事", Body, "w関ヶ原 btrade"},
	} {
		ws := Writings(c.name, c.kind)
		for want := range strings.SplitSeq(c.want, ", ") {
			if !slices.ContainsFunc(ws, func(w Writing) bool { return strings.Join(w, " ") == want }) {
				t.Errorf("%s: %s, want [%s] among them", c.name, describe(ws), want)
			}
		}
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		term string
		want string // spelled ones as they are, others by their sign
	}{
		{"wrosenqvist", "rosenqvist"}, {"wщербаков", "щербаков shcherbakov"}, {"wсато", "sato"},
		{"wディーイーエフ", "def"}, {"wキャノン", "キヤノン kyanon"}, {"wワイヤレス", "wireless"},
		{"w佐藤", "佐藤 Rjsato"}, {"w健", "Rjken Rjtakeshi"}, {"w関札", "Rjsekifuda"}, {"wsato", "Ljsato"},
		{"w정은", "Rkjonon Hkjonon"}, {"w正恩", "Rkjonon"}, {"wzhang", "Lccan"}, {"wchang", "Lccan"}, {"w張", "Rccan"},
		{"btrade", "trading Btrade"}, {"b7", "7"}, {"wالقذافي", "القذافي"}, {"c関札", ""}, {"apla", ""},
	} {
		keys := Keys(c.term)
		for _, want := range strings.Fields(c.want) {
			if !hasKey(keys, want) {
				t.Errorf("%s: %v, want %s among them", c.term, keys, want)
			}
		}
		if c.want == "" && len(keys) > 0 {
			t.Errorf("%s: %v, want none", c.term, keys)
		}
	}
}

func TestLatinSkeletons(t *testing.T) {
	for word, want := range map[string]string{
		"williams": "wlms", "parker": "prkr pk", "shcherbakov": "+sscrbkb", "philip": "flp", "knight": "nt",
		"vujovic": "vjvk vjvc", "michael": "mcl mkl", "fields": "flds flz", "anna": "an", "comfort": "+knbrt knft", "giroux": "GrX Gr",
		"jet-hero": "jtr", "option": "apxn", "knowledge": "nlG", "a": "", "": "",
	} {
		list, n := latinSkeletons(word)
		if word == "shcherbakov" { // s and h and c and h: long ones have few classes
			if n == 0 || list[0][:1] != coarseSign {
				t.Errorf("%s: %q, want a long one", word, list[:n])
			}
			continue
		}
		for _, w := range strings.Fields(want) {
			if !slices.Contains(list[:n], w) {
				t.Errorf("%s: %q, want %s among them", word, list[:n], w)
			}
		}
		if want == "" && n > 0 {
			t.Errorf("%s: %q, want none", word, list[:n])
		}
	}
}

func TestSkeletonsOfOtherScripts(t *testing.T) {
	for _, c := range []struct {
		roman string
		in    script.Script
		latin string
	}{
		{"wiriamuzu", script.Kana, "williams"}, {"pakaa", script.Kana, "parker"}, {"vilyams", script.Cyrillic, "williams"}, {"mhmd", script.Arabic, "mohammed"},
		{"loi", script.Hebrew, "levy"}, {"keullauseu", script.Hangul, "klaus"}, {"bo-si-ke", script.Han, "bosque"}, {"nikos", script.Greek, "nikos"},
	} {
		list, n := latinSkeletons(c.latin)
		ways := skeletonsOf(c.roman, c.in, 24)
		if !slices.ContainsFunc(ways, func(k skeletonKey) bool { return slices.Contains(list[:n], k.text) }) {
			t.Errorf("%s of %s: %v, want one of %q", c.roman, c.in, ways, list[:n])
		}
		for i := 1; i < len(ways); i++ {
			if ways[i].cost < ways[i-1].cost && ways[i].text[:1] == ways[i-1].text[:1] && ways[i].text[:1] != coarseSign && ways[i-1].text[:1] != coarseSign {
				t.Errorf("%s: %v is cheaper than what stands before it", c.roman, ways[i])
			}
		}
	}
}

func TestSounds(t *testing.T) {
	for _, same := range []string{"jeongeun jungun chongun", "kim gim", "park pak bak", "lee yi rhee", "choi choe", "minjun minjoon"} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if koreanSound(w) == "" || koreanSound(w) != koreanSound(words[0]) {
				t.Errorf("Korean %s is %q, %s is %q", w, koreanSound(w), words[0], koreanSound(words[0]))
			}
		}
	}
	for _, same := range []string{"zhang chang", "xu hsu", "jianbin chienpin", "guo kuo", "qing ching", "deng teng"} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if chineseSound(w) == "" || chineseSound(w) != chineseSound(words[0]) {
				t.Errorf("Chinese %s is %q, %s is %q", w, chineseSound(w), words[0], chineseSound(words[0]))
			}
		}
	}
	for _, none := range []string{"", "strength", "rosenqvist", "x1", "щ"} {
		if k, c := koreanSound(none), chineseSound(none); k != "" || c != "" {
			t.Errorf("%q sounds %q, %q", none, k, c)
		}
	}
	for word, want := range map[string]bool{"sato": true, "hattori": true, "matsumoto": true, "kenta": true, "smith": false, "": false, "bold": false, "kyoko": true} {
		if isMorae(word) != want {
			t.Errorf("isMorae(%q) is not %v", word, want)
		}
	}
}

func TestHumps(t *testing.T) {
	for name, want := range map[string]string{
		"BlueOcean Ltd": "Blue Ocean Ltd", "McDonald": "McDonald", "DeVito": "DeVito", "SergeiVostrov": "Sergei Vostrov", "blueocean": "blueocean", "IBM": "IBM", "": "",
	} {
		if got := humps(name); got != want {
			t.Errorf("humps(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestLettersEnd(t *testing.T) {
	for _, c := range []struct {
		run           string
		long, shorter int
	}{{"エヌティティデータ", 6, 6}, {"ディーイーエフ", 0, 0}, {"アマゾン", 0, 0}, {"エムイーシーオートモーティブ", 8, 6}} {
		run := []rune(c.run)
		if got := lettersEnd(run, false); got != c.long {
			t.Errorf("%s: %d, want %d", c.run, got, c.long)
		}
		if got := lettersEnd(run, true); got != c.shorter {
			t.Errorf("%s, shorter: %d, want %d", c.run, got, c.shorter)
		}
	}
}

func TestLoans(t *testing.T) {
	for run, want := range map[string]string{
		"ツインクラウド": "ツイン クラウド", "サンリオ": "サンリオ", "ゾルバクワイヤレス": "ゾルバク ワイヤレス", "アップアクセスソリューション": "アップ アクセス ソリューション", "アマゾン": "アマゾン",
	} {
		runes := []rune(run)
		var got []string
		for _, p := range inLoans(runes, []part{{from: 0, to: len(runes)}}) {
			got = append(got, string(runes[p.from:p.to]))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %s", run, got, want)
		}
	}
}
