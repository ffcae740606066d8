package roman

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/script"
)

// Each line: a word, folded, and the ways it is written in, all of them.
const spelt = `
щербаков shcherbakov shterbakov
цветановска tsvetanovska cvetanovska
ельцов yeltsov eltsov
георгий georgy heorhy georgii
артём artem artyom
семёнов semenov semyonov
їжаченко yizhachenko
сергій serhy syerhy sergii
ђорђевић djordjevic
љубица ljubica
қайратов qairatov qairatow
нұрсұлтан nursultan
өвгөн ovgon
ъгълов agalov glov
παπαδόπουλοσ papadopoulos
γεώργιοσ georgios yeoryios
ευάγγελοσ evangelos
χρήστοσ christos
μπαλάσησ balasis
կարապետյան karapetyan garabedyan
հովհաննես hovhannes
ღვინიაშვილი ghviniashvili
წერეთელი tsereteli
שמעון shmaon
محمد mhmd
ڈاكٹر daktr
אורי ori
ג'ורג' jorj
چنگیز chngiz
አበበ abebe
ተስፋዬ tesfaye
राम ram rama
नरेन्द्र narendra
मनमोहन manmohan manamohana
सिंह singh sinha
शर्मा sharma
चन्द्र chandra
छाया chhaya
दीपक dipak deepak dipaka
भट्ट bhatt bhatta
कृष्ण krishna
লক্ষ্মণ lakshman lakshmana
বন্দ্যোপাধ্যায় bandyopadhyay bandyopadhyaya
ਸਿੰਘ singh
ਗੁਰਪ੍ਰੀਤ gurprit gurpreet
ਹਰਮਨ harman
हरभजन harbhajan harabhajana
रामचरण ramcharan ramacharana
शिवप्रसाद shivprasad shivaprasada
कमलनाथ kamalnath kamalanatha
लक्ष्मी lakshmi lakshmee
லட்சுமி latchumi lakshumi
බණ්ඩාරසිංහ bandarasingha
પટેલ patel patela
వెంకటేశ్ venkatesh
ಗೋವಿಂದ govinda
ಸಂತೋಷ್ santosh santhosh
ಕೃಷ್ಣಮೂರ್ತಿ krishnamurti krishnamoorthi
കുമാർ kumar
മോഹൻ mohan
തോമസ് tomas thomas
ചാക്കോ chakko
കൊച്ചു kocchu
முருகன் murugan murukan
சுந்தரம் sundaram suntharam
පෙරේරා perera
အောင် aung
သိန်း thein
မြင့် myint
ރަޝީދު rashidhu rasheedhu
김민준 gimminjun kimminjun
タナカ tanaka
สมชาย somchai
วรพล woraphon worapol vorapol
รัตนา rattana
วิทยา witthaya vittaya
แก้วตา kaeota
สุรเดช suradet
ฉัตรชัย chatchai
วิชัย wichai vichai
ประเสริฐ prasoet prasert
สุรศักดิ์ surasak
พรทิพย์ phonthip pornthip porntip
ธนพร thanaphon thanaporn tanaporn
ธนากร thanakon thanakorn tanakorn
จิราพร chiraphon chiraporn jiraporn
วัฒนา watthana vattana
สุวรรณี suwanni suvanni
สมบูรณ์ sombun
ไชยพร chaiyaphon chaiyaporn
เสาวลักษณ์ saowalak saovalak
สราวุธ sarawut saravut
ปฐมาวดี pathamawadi patamavadi
บุญเรือง bunrueang bunruang
ບຸນມີ bounmi bunmi
ທອງ thong
ວົງ vong wong
សុភា sophea sopea
សុវណ្ណ sovon sovan
ផល្លា phalla palla
ស្រី srey sry
ហ៊ុន hun
müller muller
`

func TestLatin(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(spelt), "\n") {
		f := strings.Fields(line)
		if got := Latin(script.Fold(f[0])); !slices.Equal(got, f[1:]) {
			t.Errorf("Latin(%q) = %q, want %q", f[0], got, f[1:])
		}
	}
}

func TestLatinOfNothing(t *testing.T) {
	for _, s := range []string{"", "山田", "123", "-", "𐐀", "Ꮳ", strings.Repeat("а", maxLetters+1), "山а"} {
		if got := Latin(s); got != nil {
			t.Errorf("Latin(%q) = %q, want nothing", s, got)
		}
	}
}

// The table is whole: every alphabet but those without letters of their own
// has a style, and every letter that Unicode calls one is read or refused.
func TestTable(t *testing.T) {
	tab, err := parse(tableText)
	if err != nil {
		t.Fatal(err)
	}
	for s := script.Cyrillic; int(s) < script.Scripts; s++ {
		if len(tab[s]) == 0 {
			t.Errorf("no style for %v", s)
		}
	}
	for _, choice := range telling {
		if n := len(indexes(choice.in, choice.styles)); n != len(choice.styles) {
			t.Errorf("%v: %d of the styles %q are in the table", choice.in, n, choice.styles)
		}
	}
	for _, bad := range []string{"style\tnone\tx\n", "style\tgreek\tx\tNone\n", "a\tb\n"} {
		if _, err := parse(bad); err == nil {
			t.Errorf("the table %q is read", bad)
		}
	}
}

// What comes out is plain, short and the same each time, whatever goes in.
func TestLatinProperties(t *testing.T) {
	var all []rune
	for r := rune(0x300); r < 0x3000; r++ {
		if script.Alphabet(r) != script.Other {
			all = append(all, r)
		}
	}
	letter := rapid.OneOf(rapid.SampledFrom(all), rapid.SampledFrom([]rune("abcزआ์'한カー1")))
	rapid.Check(t, func(t *rapid.T) {
		word := script.Fold(rapid.OneOf(rapid.StringOfN(letter, 0, 12, -1), rapid.String()).Draw(t, "word"))
		got := Latin(word)
		if len(got) > maxWays || !slices.Equal(got, Latin(word)) {
			t.Fatalf("Latin(%q) = %q, then %q", word, got, Latin(word))
		}
		for _, w := range got {
			if w == "" || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Fatalf("Latin(%q) = %q", word, got)
			}
		}
	})
}

func FuzzLatin(f *testing.F) {
	for _, line := range strings.Split(strings.TrimSpace(spelt), "\n") {
		f.Add(strings.Fields(line)[0])
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(Latin(s)) > maxWays {
			t.Errorf("Latin(%q) has too many ways", s)
		}
	})
}

func BenchmarkLatin(b *testing.B) {
	load()
	b.ReportAllocs()
	for b.Loop() {
		Latin("нарендренко")
		Latin("नरेन्द्र")
	}
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		if _, err := parse(tableText); err != nil {
			b.Fatal(err)
		}
	}
}
