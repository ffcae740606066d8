package reading

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

func latins(run string, system System, most int) []string {
	var out []string
	for _, r := range Readings([]rune(script.Fold(run)), most) {
		if r.System == system {
			out = append(out, r.Latin)
		}
	}
	return out
}

func TestReadings(t *testing.T) {
	for _, c := range []struct {
		run    string
		system System
		most   int
		want   string // words that must be among them
	}{
		{"佐藤", Japanese, 4, "sato"}, {"健太", Japanese, 4, "kenta"}, {"健", Japanese, 16, "ken takeshi takeru"}, {"佐々木", Japanese, 8, "sasaki"},
		{"東海林", Japanese, 16, "shoji tokairin"}, {"長谷川", Japanese, 8, "hasegawa"}, {"大野", Japanese, 8, "ono"}, {"服部", Japanese, 8, "hattori"},
		{"一平", Japanese, 40, "ippei"}, {"光太郎", Japanese, 16, "kotaro"}, {"さくら", Japanese, 4, "sakura"}, {"あや子", Japanese, 4, "ayako"},
		{"三菱", Japanese, 16, "mitsubishi"}, {"佐藤健太", Japanese, 16, "satokenta"},
		{"毛沢東", OnReading, 4, "motakuto"}, {"張志明", Pinyin, 6, "zhangzhiming"}, {"張志明", WadeGiles, 4, "changchihming"}, {"単", Pinyin, 6, "shan dan"},
		{"欧陽", Pinyin, 6, "ouyang"}, {"陳", Cantonese, 4, "chan"}, {"陳", Dialect, 3, "tan"}, {"金", HanKorean, 4, "kim"}, {"阮", Vietnamese, 3, "nguyen"},
		{"김", Korean, 12, "kim gim"}, {"민준", Korean, 12, "minjun minjoon"}, {"이", Korean, 12, "lee yi"}, {"张伟", Pinyin, 4, "CHANUEI"}, {"김", Korean, 12, "KIMU"},
	} {
		got := latins(c.run, c.system, c.most)
		for _, w := range strings.Fields(c.want) {
			if !slices.Contains(got, w) {
				t.Errorf("%s in %s: %q, want %s among them", c.run, c.system, got, w)
			}
		}
	}
	for _, none := range []string{"", "abc", strings.Repeat("山", MaxRunes+1)} {
		if got := Readings([]rune(none), 16); len(got) > 0 {
			t.Errorf("%q: %v", none, got)
		}
	}
}

// What a reading is spelt as is what a word in the same letters is looked up by,
// readings are ordered and each stands once.
func TestReadingsAreNormal(t *testing.T) {
	check := func(run []rune) {
		all := Readings(run, 40)
		for i, r := range all {
			w := NewWord(r.Latin)
			if isCapital(r.Latin) {
				w = NewKanaWord(strings.ToLower(r.Latin))
			}
			if got := w.Latin(r.System); got != r.Latin {
				t.Errorf("%s in %s: %q is %q as a word", string(run), r.System, r.Latin, got)
			}
			if i > 0 && (all[i-1].System > r.System || all[i-1].System == r.System && (all[i-1].Cost > r.Cost || all[i-1].Latin == r.Latin)) {
				t.Errorf("%s: %v stands before %v", string(run), all[i-1], r)
			}
		}
		if again := Readings(run, 40); !slices.Equal(all, again) {
			t.Errorf("%s: %v, then %v", string(run), all, again)
		}
	}
	for _, run := range []string{"張志明", "大尾応", "王平", "欧陽建国", "김민준", "황보영희", "一一一", "ほほハ", "入江", "安満", "渡辺健太"} {
		check([]rune(script.Fold(run)))
	}
	for _, p := range readPersons(t) {
		check(p.runes)
	}
}

// TestReadingsOfPersons measures how often both words of a real person's Latin
// name are among the readings of the parts that his name may be divided into.
func TestReadingsOfPersons(t *testing.T) {
	all := readPersons(t)
	for _, c := range []struct {
		most  int
		least float64
	}{{8, 0.86}, {16, 0.90}, {24, 0.915}, {40, 0.925}} {
		n, both, one, whole := 0, 0, 0, 0
		for _, p := range all {
			if len(p.words) != 2 || len(p.runes) < 2 {
				continue
			}
			n++
			first, second := readAsParts(p, c.most)
			if first && second {
				both++
			}
			if first || second {
				one++
			}
			for _, r := range Readings(p.runes, c.most) {
				if r.Latin == NewWord(p.words[0]+p.words[1]).Latin(r.System) || r.Latin == NewWord(p.words[1]+p.words[0]).Latin(r.System) {
					whole++
					break
				}
			}
		}
		share := float64(both) / float64(n)
		t.Logf("%d readings: both words of %d of %d (%.4f), a word of %.4f, undivided %.4f", c.most, both, n, share, float64(one)/float64(n), float64(whole)/float64(n))
		if share < c.least {
			t.Errorf("%d readings: %.4f, want %.2f", c.most, share, c.least)
		}
	}
}

// readAsParts reports whether surname and given name are readings of two parts.
func readAsParts(p person, most int) (surname, given bool) {
	has := func(run []rune, w *Word) bool {
		for _, r := range Readings(run, most) {
			if r.System == Japanese && r.Latin == w.Latin(Japanese) {
				return true
			}
		}
		return false
	}
	for _, cut := range Cuts(p.runes) {
		a, b := p.runes[:cut.At], p.runes[cut.At:]
		for k := range 2 {
			s, g := has(a, p.w[1-k]), has(b, p.w[k])
			if surname, given = surname || s, given || g; s && g {
				return true, true
			}
		}
	}
	return surname && !given, given && !surname
}

// TestReadingsOfGivenNames measures on spellings of given names, each as likely
// as any other, and on surnames by how many bear them.
func TestReadingsOfGivenNames(t *testing.T) {
	for _, c := range []struct {
		file  string
		least float64
	}{{"first_name_man_org.csv", 0.98}, {"first_name_woman_org.csv", 0.96}, {"last_name_org.csv", 0.99}} {
		rows := readNames(t, c.file)
		n, among := 0, map[int]int{}
		for i, row := range rows {
			if row.weight == 1 && i%5 > 0 {
				continue // enough to measure
			}
			n += row.weight
			rank := slices.Index(latins(row.run, Japanese, 40), NewWord(row.latin).Latin(Japanese))
			for _, most := range []int{8, 16, 24, 40} {
				if 0 <= rank && rank < most {
					among[most] += row.weight
				}
			}
		}
		share := func(most int) float64 { return float64(among[most]) / float64(n) }
		t.Logf("%s: of %d among the first 8 %.4f, 16 %.4f, 24 %.4f, 40 %.4f", c.file, n, share(8), share(16), share(24), share(40))
		if share(40) < c.least {
			t.Errorf("%s: %.4f, want %.2f", c.file, share(40), c.least)
		}
	}
}

type nameRow struct {
	run, latin string
	weight     int
}

func readNames(t *testing.T, file string) []nameRow {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(dir, "names", "jp", file))
	if err != nil {
		t.Skip("no data to measure on:", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []nameRow
	for _, row := range rows {
		if strings.HasPrefix(file, "last") {
			out = append(out, nameRow{row[0], script.Romaji(row[2]), number(row[1])})
			continue
		}
		for _, run := range row[2:] {
			out = append(out, nameRow{run, script.Romaji(row[0]), 1})
		}
	}
	return out
}

func FuzzReadingsOfRows(f *testing.F) {
	f.Add("渡辺健太", 16)
	f.Add("っッーゃヶ々ほ", 3)
	f.Add("황보영희", 40)
	f.Add("大大大大大大大大大大大大", -1)
	f.Add("健", -1)
	f.Fuzz(func(t *testing.T, name string, most int) {
		run := []rune(name)
		for _, r := range Readings(run, min(most, 64)) {
			if r.Latin == "" || r.Cost < 0 || len(run) > MaxRunes {
				t.Errorf("%q: %+v", name, r)
			}
		}
	})
}

func BenchmarkReadings(b *testing.B) {
	for _, c := range []string{"健", "健太", "光太郎", "佐藤健太", "日本電気硝子工業", "민준", "김민준"} {
		run := []rune(c)
		b.Run(c, func(b *testing.B) {
			Readings(run, 40)
			b.ReportAllocs()
			for b.Loop() {
				Readings(run, 24)
			}
		})
	}
}
