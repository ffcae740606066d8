package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// benchMatchCmd measures how long one comparison of prepared names takes.
type benchMatchCmd struct {
	Pairs int    `help:"Pairs of each kind." default:"1000"`
	Seed  uint64 `help:"Seed of the names." default:"1"`
	JSON  bool   `help:"Print JSON."`
}

// benchMatchResult is what bench match prints.
type benchMatchResult struct {
	On        string           `json:"on"`
	Machine   string           `json:"machine"`
	Matcher   string           `json:"matcher"`
	Kinds     []benchMatchKind `json:"kinds"`
	LoadMS    float64          `json:"first_comparison_ms"` // tables are read on first use
	PrepareUS float64          `json:"prepare_p50_us"`
	WorstMS   float64          `json:"worst_4096_byte_name_ms"` // taking both apart and comparing them
	WorstName string           `json:"worst_kind"`
}

// benchMatchKind is one kind of pairs; times are for one comparison.
type benchMatchKind struct {
	Kind      string  `json:"kind"`
	Pairs     int     `json:"pairs"`
	P50US     float64 `json:"p50_us"`
	P99US     float64 `json:"p99_us"`
	ExplainUS float64 `json:"with_alignment_p50_us"`
	Allocs    float64 `json:"allocations"`
}

// matchPair is two names that are taken apart.
type matchPair struct {
	query  *match.Prepared
	target *match.Target
}

func preparePair(schema, a, b string) matchPair {
	return matchPair{match.Prepare(&match.Query{Schema: schema, Names: []string{a}}),
		match.PrepareTarget(&entity.Entity{Schema: schema, Properties: map[string][]string{"name": {b}}})}
}

// Run draws names, times comparisons of each kind, and the worst names.
func (c *benchMatchCmd) Run(a *app) error {
	if c.Pairs < 1 {
		return badInput{fmt.Errorf("--pairs %d: want 1 or more", c.Pairs)}
	}
	r := benchMatchResult{On: "generated names", Machine: fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version()), Matcher: match.Version}
	start := time.Now()
	names.Match(entity.Person, "水無月 遥", "Minazuki Haruka")
	r.LoadMS = float64(time.Since(start).Microseconds()) / 1000
	var all []matchPair
	var prepare []time.Duration
	for _, k := range c.kinds() {
		var pairs []matchPair
		for _, p := range k.pairs {
			start := time.Now()
			pairs = append(pairs, preparePair(entity.Person, p[0], p[1]))
			prepare = append(prepare, time.Since(start)/2)
		}
		all = append(all, pairs...)
		r.Kinds = append(r.Kinds, timePairs(k.name, pairs))
	}
	r.Kinds = append(r.Kinds, timePairs("all", all))
	slices.Sort(prepare)
	r.PrepareUS = micros(prepare[len(prepare)/2])
	r.worst()
	if c.JSON {
		return writeJSON(a.out, r)
	}
	return r.print(a)
}

type kindOfPairs struct {
	name  string
	pairs [][2]string
}

// kinds draws names of people of every tradition: with each other, with
// themselves misspelt, and with themselves in Latin letters.
func (c *benchMatchCmd) kinds() []kindOfPairs {
	dice := rand.New(rand.NewPCG(c.Seed, 9))
	other, slips := kindOfPairs{name: "Latin, different people"}, kindOfPairs{name: "Latin, misspelt"}
	native, same := kindOfPairs{name: "own script, different people"}, kindOfPairs{name: "own script and Latin, one person"}
	across := kindOfPairs{name: "own script and Latin, different people"}
	traditions := culture.Traditions()
	draw := func() culture.Person { return traditions[dice.IntN(len(traditions))].Draw(dice) }
	for range c.Pairs {
		t := traditions[dice.IntN(len(traditions))]
		p, q := t.Draw(dice), t.Draw(dice)
		other.pairs = append(other.pairs, [2]string{p.Romanised(), draw().Romanised()})
		slips.pairs = append(slips.pairs, [2]string{names.Alter(p.Romanised(), 5, dice), p.Romanised()})
		native.pairs = append(native.pairs, [2]string{p.Native(), q.Native()})
		same.pairs = append(same.pairs, [2]string{p.Native(), p.Romanised()})
		across.pairs = append(across.pairs, [2]string{p.Native(), draw().Romanised()})
	}
	return []kindOfPairs{other, slips, native, same, across}
}

// timeRepeats is how often a pair is compared in a row: the clock is coarser
// than one comparison. Of several such runs the quickest counts, so that other
// work on the machine does not.
const (
	timeRepeats = 10
	timeRuns    = 5
)

// timePairs times each pair, then counts what all of them allocate.
func timePairs(kind string, pairs []matchPair) benchMatchKind {
	score, explain := make([]time.Duration, len(pairs)), make([]time.Duration, len(pairs))
	for i, p := range pairs {
		score[i] = perCall(func() { p.query.ScoreTarget(p.target) })
		explain[i] = perCall(func() { p.query.Explain(p.target) })
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, p := range pairs {
		p.query.ScoreTarget(p.target)
	}
	runtime.ReadMemStats(&after)
	slices.Sort(score)
	slices.Sort(explain)
	return benchMatchKind{Kind: kind, Pairs: len(pairs), P50US: micros(score[len(score)/2]), P99US: micros(score[len(score)*99/100]),
		ExplainUS: micros(explain[len(explain)/2]), Allocs: float64((after.Mallocs-before.Mallocs)*100/uint64(len(pairs))) / 100}
}

func perCall(call func()) time.Duration {
	best := time.Hour
	for range timeRuns {
		start := time.Now()
		for range timeRepeats {
			call()
		}
		best = min(best, time.Since(start)/timeRepeats)
	}
	return best
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()/10) / 100 }

// worst times names of the permitted length that give the most work.
func (r *benchMatchResult) worst() {
	for _, w := range worstNames() {
		for _, schema := range []string{entity.Person, entity.Company} {
			start := time.Now()
			p := preparePair(schema, w.a, w.b)
			p.query.ScoreTarget(p.target)
			if ms := float64(time.Since(start).Microseconds()) / 1000; ms > r.WorstMS {
				r.WorstMS, r.WorstName = ms, w.name+", "+schema
			}
		}
	}
}

type hardName struct{ name, a, b string }

// worstNames are pairs of 4096 bytes: many words, long words, and words and
// signs that answer each other everywhere.
func worstNames() []hardName {
	full := func(unit string) string { return strings.Repeat(unit, 4096/len(unit)) }
	var words, others []string
	for i := range 24 {
		x := string(rune('a' + i))
		words, others = append(words, strings.Repeat(x+"bcd", 42)), append(others, strings.Repeat("b"+x+"dc", 42))
	}
	return []hardName{
		{"24 long words", strings.Join(words, " "), strings.Join(others, " ")},
		{"words of two letters", full("ab "), full("ba ")},
		{"words of one letter", full("a "), full("b ")},
		{"one word", full("abcd"), full("abdc")},
		{"kanji", full("髙"), full("島")},
		{"kanji and Latin", full("高島生"), full("takashima ikuo ")},
		{"one kanji and one letter", full("生"), full("i")},
		{"kana and Latin", full("さい"), full("sai ")},
		{"Hangul and Latin", full("김민"), full("gim min ")},
		{"Arabic and Latin", full("محمد "), full("mohamed ")},
		{"Cyrillic and Latin", full("щукин "), full("schtschukin ")},
		{"Thai and Latin", full("สมชาย"), full("somchai ")},
		{"Devanagari and Latin", full("राजेन्द्र "), full("rajendra ")},
		{"numbers", full("12 "), full("21 ")},
		{"particles", full("al bin "), full("bin al ")},
	}
}

func (r *benchMatchResult) print(a *app) error {
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "%s, matcher %s, on %s\n\nPAIRS\tNUMBER\tP50 µs\tP99 µs\tWITH ALIGNMENT, P50 µs\tALLOCATIONS\n", r.Machine, r.Matcher, r.On)
	for _, k := range r.Kinds {
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\n", k.Kind, k.Pairs, k.P50US, k.P99US, k.ExplainUS, k.Allocs)
	}
	fmt.Fprintf(w, "\ntaking a name apart, p50\t%.1f µs\n", r.PrepareUS)
	fmt.Fprintf(w, "first comparison, which reads tables\t%.1f ms\n", r.LoadMS)
	fmt.Fprintf(w, "worst names of 4096 bytes (%s), taken apart and compared\t%.1f ms\n", r.WorstName, r.WorstMS)
	return w.Flush()
}
