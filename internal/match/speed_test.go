package match

import (
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// pairsToScore are prepared pairs of several scripts that agree, nearly agree
// and have nothing to do with one another.
var pairsToScore = [][2]string{
	{"Marek Ostrowan", "OSTROWAN, Marek Jan"}, {"Haruka Minamoto", "Marek Jan OSTROWAN"}, {"Abd al-Rahman al-Sulaymi", "Abdurrahman Soleimi"},
	{"山辺北斗", "Hokuto Yamabe"}, {"山辺北斗", "山邊 北斗"}, {"张伟伦", "Chang Wei-lun"}, {"김민준", "Kim Min-jun"}, {"عبد الرحمن السليمي", "Abdul Rahman Al Sulaimi"},
	{"Лев Щербаков", "Schtscherbakow Lew"}, {"नरेन्द्र चौधरी", "Narender Choudhury"}, {"ヤマベ ホクト", "Yamabe Hokuto"}, {"יעקב שורקי", "Marek Ostrowan"},
}

// Scoring a prepared pair asks the heap for nothing but the comparison that it
// reports.
func TestScoringAllocatesLittle(t *testing.T) {
	for _, c := range pairsToScore {
		p, target := Prepare(&Query{Schema: entity.Person, Names: c[:1]}), targetOf(entity.Person, c[1])
		if n := testing.AllocsPerRun(100, func() { p.ScoreTarget(target) }); n > 2 {
			t.Errorf("%q, %q: %v allocations, want at most 2", c[0], c[1], n)
		}
	}
}

// worstNames are names of the permitted length that ask for much.
func worstNames() [][2]string {
	words := func(letters string) string {
		var out []string
		for i := range 24 {
			out = append(out, strings.Repeat(string(letters[i%8])+letters[1:4], 16)[:60])
		}
		return strings.Join(out, " ")
	}
	return [][2]string{
		{words("abcdefgh"), words("bacdefgh")},
		{strings.Repeat("ab ", 1365), strings.Repeat("ba ", 1365)},
		{strings.Repeat("髙", 1365), strings.Repeat("島", 1365)},
		{strings.Repeat("髙島", 682), strings.Repeat("takashima ", 409)},
		{strings.Repeat("タカシマ", 341), strings.Repeat("takasima", 511)},
		{strings.Repeat("عبدالرحمن", 227), strings.Repeat("abdurrahman", 372)},
		{strings.Repeat("김민", 680), strings.Repeat("kim ", 1023)},
		{strings.Repeat("щербаков ", 240), strings.Repeat("schtscherbakow ", 272)},
		{strings.Repeat("ธนพล", 340), strings.Repeat("thanaphon ", 409)},
		{rotations("щербаков", 7), rotations("schtscherbakow", 4)},
		{rotations("عبدالرحمن", 7), rotations("abdurrahman", 6)},
		{rotations("नरेन्द्र", 6), rotations("narendra", 7)},
		{rotations("김민준서윤", 3), rotations("kimminjun", 6)},
		{rotations("張李王", 1), rotations("zhang", 1)},
	}
}

// rotations gives 24 words, each a word repeated n times and begun elsewhere.
func rotations(word string, n int) string {
	var out []string
	r := []rune(word)
	for i := range 24 {
		i %= len(r)
		out = append(out, strings.Repeat(string(r[i:])+string(r[:i]), n))
	}
	return strings.Join(out, " ")
}

// The worst names stay bounded. The limit is 50 ms on a quiet machine
// (BenchmarkWorstName); here is room for a busy one.
func TestWorstNamesAreBounded(t *testing.T) {
	for _, schema := range []string{entity.Person, entity.Company} {
		for _, c := range worstNames() {
			best := time.Hour
			for range 3 {
				start := time.Now()
				Score(&Query{Schema: schema, Names: c[:1]}, &entity.Entity{Schema: schema, Properties: map[string][]string{"name": c[1:]}})
				best = min(best, time.Since(start))
			}
			if best > 600*time.Millisecond {
				t.Errorf("%s %.20s…, %.20s…: %v", schema, c[0], c[1], best)
			}
			t.Logf("%s %.20s: %v", schema, c[0], best)
		}
	}
}
