package reading

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

// spelt is one part of a name with its spellings.
type spelt struct {
	native string
	latin  []string
}

// people reads surnames and given names of a culture from the tables that
// invented persons are drawn from; they were made apart from this package.
func people(t testing.TB, files ...string) (surnames, given []spelt) {
	var heads, tails []spelt
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join("..", "..", "world", "culture", "people", file+".txt"))
		if err != nil {
			t.Skip("no table of names to measure on:", err)
		}
		for line := range strings.Lines(string(text)) {
			words := strings.Fields(line)
			if len(words) == 0 || strings.Trim(words[0], "smfuht1") != "" {
				continue
			}
			for _, w := range words[1:] {
				w, _, _ = strings.Cut(w, ":")
				part := strings.Split(w, "/")
				if len(part) < 2 {
					continue
				}
				n := spelt{script.Fold(strings.ReplaceAll(part[0], "_", " ")), part[1:]}
				switch words[0][len(words[0])-1] {
				case 's':
					surnames = append(surnames, n)
				case 'h':
					heads = append(heads, n)
				case 't':
					tails = append(tails, n)
				default:
					given = append(given, n)
				}
			}
		}
	}
	for i, h := range heads { // given names of two characters
		for k := range 3 {
			t := tails[(7*i+31*k)%len(tails)]
			g := spelt{native: h.native + t.native}
			for j := range max(len(h.latin), len(t.latin)) {
				g.latin = append(g.latin, h.latin[j%len(h.latin)]+[]string{"", " "}[i%2]+t.latin[j%len(t.latin)])
			}
			given = append(given, g)
		}
	}
	return surnames, given
}

var peopleTables = []struct {
	system System
	files  []string
}{
	{Pinyin, []string{"zh_cn"}}, {WadeGiles, []string{"zh_tw"}}, {Cantonese, []string{"zh_hk"}}, {Korean, []string{"ko", "ko_given"}},
}

// Recall on names of others' making: every surname with a given name, every
// given name with a surname, in all their spellings.
func TestPeopleAreRead(t *testing.T) {
	for _, c := range peopleTables {
		surnames, given := people(t, c.files...)
		dice := rand.New(rand.NewPCG(1, 2))
		total, found, shown := 0, 0, 0
		one := func(s, g spelt) {
			l := New([]rune(s.native + g.native))
			for range 2 {
				latin := s.latin[dice.IntN(len(s.latin))] + " " + g.latin[dice.IntN(len(g.latin))]
				total++
				if cost := coverAll(l, latin)[c.system]; cost >= 0 {
					found++
				} else if shown++; shown <= 40 {
					t.Logf("%v: %s is no reading of %s%s", c.system, latin, s.native, g.native)
				}
			}
		}
		for _, s := range surnames {
			one(s, given[dice.IntN(len(given))])
		}
		for _, g := range given {
			one(surnames[dice.IntN(len(surnames))], g)
		}
		t.Logf("%v: %d surnames, %d given names: %d of %d read (%.4f)", c.system, len(surnames), len(given), found, total, float64(found)/float64(total))
		if float64(found) < 0.97*float64(total) {
			t.Errorf("%v: %d of %d read", c.system, found, total)
		}
	}
}

// False accepts: another person's Latin name, drawn at random or with the same
// surname, in any system. Names that the culture itself writes the same way are
// no errors of reading and are left out by their first spelling.
func TestPeopleAreKeptApart(t *testing.T) {
	const pairs = 5000
	for _, c := range peopleTables {
		surnames, given := people(t, c.files...)
		dice := rand.New(rand.NewPCG(3, 4))
		for _, same := range []bool{false, true} {
			var falseOnes [Systems + 1]int
			shown := 0
			for range pairs {
				s, g := surnames[dice.IntN(len(surnames))], given[dice.IntN(len(given))]
				s2, g2 := surnames[dice.IntN(len(surnames))], given[dice.IntN(len(given))]
				if same {
					s2 = s
				}
				if strings.EqualFold(s.latin[0], s2.latin[0]) && bare(g.latin[0]) == bare(g2.latin[0]) {
					continue
				}
				l := New([]rune(s.native + g.native))
				any := false
				latin := s2.latin[dice.IntN(len(s2.latin))] + " " + g2.latin[dice.IntN(len(g2.latin))]
				for sys, cost := range coverAll(l, latin) {
					if cost >= 0 {
						falseOnes[sys]++
						any = true
						if shown++; shown <= 12 {
							t.Logf("%v: %s for %s%s (%s %s) costs %d", System(sys), latin, s.native, g.native, s.latin[0], g.latin[0], cost)
						}
					}
				}
				if any {
					falseOnes[Systems]++
				}
			}
			t.Logf("%v same surname %v: %d of %d accepted in any system; by system %v", c.system, same, falseOnes[Systems], pairs, falseOnes[:Systems])
			limit := pairs / 1000 // of names that share the surname; strangers are fewer
			if same {
				limit = 4 * pairs / 1000
			}
			if falseOnes[Systems] > limit {
				t.Errorf("%v same surname %v: %d of %d accepted, at most %d wanted", c.system, same, falseOnes[Systems], pairs, limit)
			}
		}
	}
}

func bare(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(s))
}
