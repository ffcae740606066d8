package main

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestHandFillsBetweenNeighbours(t *testing.T) {
	words, err := parseHand("# a comment\na=1000 b c|d=250\ne=250")
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, w := range words {
		got = append(got, int(math.Round(w.share*100000)))
	}
	if want := []int{1000, 500, 250, 250}; !slices.Equal(got, want) {
		t.Errorf("shares %v, want %v", got, want)
	}
	if !slices.Equal(words[2].spellings, []string{"c", "d"}) {
		t.Errorf("spellings %q", words[2].spellings)
	}
	for _, bad := range []string{"a b=1", "a=1 b", "a=x", "a=0", "a=-1"} {
		if _, err := parseHand(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestHandFilesAreReadable(t *testing.T) {
	r := newResult()
	if err := r.addHand(); err != nil {
		t.Fatal(err)
	}
	for w, low := range map[string]int{"kim": 300, "nguyen": 200, "ivanova": 600} {
		if bits, ok := r.person.bits[w]; !ok || bits > low+100 {
			t.Errorf("%q: %d, %v", w, bits, ok)
		}
	}
	for _, bad := range []string{"@ nobody\na=1", "@ person +x\na=1", "@ person\na"} {
		if err := newResult().addHandFile(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestWomen(t *testing.T) {
	if got, want := women([]string{"voronov", "воронин", "ov", "koval"}), []string{"voronova", "воронина"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestListText(t *testing.T) {
	l := newList("words person")
	l.add("abba", 1, 100)
	l.add("abbo", .5, 0)
	l.add("Abbo", .25, 0) // rarer: nothing new
	l.add("b", .5, 0)     // an initial
	var b strings.Builder
	l.text(&b)
	if got, want := b.String(), "words person 2\nAabba#\nDo#\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	l.trim(99)
	if len(l.bits) != 0 {
		t.Errorf("left: %v", l.bits)
	}
}

func TestSpellings(t *testing.T) {
	for _, c := range []struct {
		romaji string
		want   string
	}{{"satou", "satou sato satoh"}, {"yuuki", "yuuki yuki"}, {"honma", "honma homma"}, {"oono", "oono ono"}} {
		if got := strings.Join(spellings(c.romaji), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.romaji, got, c.want)
		}
	}
}

func TestQuoted(t *testing.T) {
	text := "const r={last_name_pattern:{a:[`no`]},first_name:{generic:[`Ane`,`Bo`],female:`Cea.Dia`.split(`.`),w:[{value:`Eo{`,weight:1}]},last_name:{generic:[`Fo`]}}"
	if got, want := quoted(value(text, "first_name:")), []string{"Ane", "Bo", "Cea", "Dia", "Eo{"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := quoted(value(text, "last_name:")), []string{"Fo"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := value(text, "middle_name:"); got != "" {
		t.Errorf("%q where there is no key", got)
	}
}

func TestBetween(t *testing.T) {
	points := []point{{1, .01}, {100, .0001}}
	for _, c := range []struct{ rank, want float64 }{{1, .01}, {10, .001}, {100, .0001}, {1000, .0001}} {
		if got := between(points, c.rank); math.Abs(got/c.want-1) > 1e-9 {
			t.Errorf("rank %v: %v, want %v", c.rank, got, c.want)
		}
	}
}

func TestUsualLettersCostLess(t *testing.T) {
	as := newAlphabets()
	for range 30 {
		for _, w := range []string{"anna", "hanna", "nana", "zoq"} {
			as.take(w)
		}
	}
	for _, w := range strings.Fields("anan hanan naan zaz aqa ohan noah") {
		for _, r := range w {
			as.take(w + string(r) + "na")
		}
	}
	latin := as[0]
	letters := []rune("anhzoq")
	at := map[rune]int{}
	for i, r := range letters {
		at[r] = i + 1
	}
	var words []string
	for w := range latin.words {
		words = append(words, w)
	}
	slices.Sort(words)
	cost := latin.costs(words, at, len(letters)+1)
	if a, b := sum(cost, "anna", at, 7, latin.order), sum(cost, "qzhq", at, 7, latin.order); a >= b {
		t.Errorf("anna costs %d, qzhq %d", a, b)
	}
}

// The whole table is made twice: the same bytes, and none too many.
func TestBuildIsDeterministic(t *testing.T) {
	s := sourcesFromEnv()
	for _, folder := range []*string{&s.tables, &s.data} {
		if !filepath.IsAbs(*folder) {
			*folder = filepath.Join("..", "..", *folder) // the command runs in the module's folder
		}
	}
	a, err := build(s)
	if err != nil {
		t.Skip("the sources are not at hand: ", err)
	}
	b, err := build(s)
	if err != nil {
		t.Fatal(err)
	}
	if a.text() != b.text() || a.dump() != b.dump() {
		t.Error("two runs differ")
	}
}
