// Package parts measures a comparison of single name parts across scripts on
// rows of two spellings: the share of rows accepted at a threshold that random
// pairs reach with a given probability.
package parts

import (
	"math/rand/v2"
	"slices"
)

// Row is one name part in two spellings.
type Row struct {
	Latin, Native string
	Count         int // how often it was seen
	Line          int // in its file, from 1
}

// Rates are the shares of random pairs that are measured at, in 1/100 %.
var Rates = []int{5, 10, 100}

// Options say which random pairs are drawn.
type Options struct {
	Seed    uint64
	PerRow  int  // random pairs for each row; 0 means 40
	Initial bool // pair only with words of the same Latin initial and a length within two letters
}

// Point is what was accepted at one rate.
type Point struct {
	Rate      int // 1/100 %
	Threshold int // score that a pair must exceed
	Accepted  int
}

// Result is what a comparison did with the rows of one script.
type Result struct {
	Rows, Pairs int
	Points      []Point
	Missed      []Row // rows not accepted at 0.1 %, in order
	Hard        int   // pairs of the same initial, in 1/10,000, above the threshold of 0.1 %; -1 not measured
}

// Measure scores every row and random pairs of rows. Pairs that are equal on
// one side are not drawn: they may be the same name. The same rows, seed and
// scorer give the same result.
func Measure(rows []Row, score func(latin, native string) int, o Options) Result {
	res := Result{Rows: len(rows), Hard: -1}
	own := make([]int, len(rows))
	for i, r := range rows {
		own[i] = score(r.Latin, r.Native)
	}
	o.Initial = false
	random := randomScores(rows, score, o)
	res.Pairs = len(random)
	if len(random) == 0 {
		return res
	}
	slices.Sort(random)
	slices.Reverse(random)
	for _, rate := range Rates {
		p := Point{Rate: rate, Threshold: random[min(len(random)-1, rate*len(random)/10000)]}
		for i, s := range own {
			if s > p.Threshold {
				p.Accepted++
			} else if rate == 10 {
				res.Missed = append(res.Missed, rows[i])
			}
		}
		res.Points = append(res.Points, p)
	}
	o.Initial = true
	if hard := randomScores(rows, score, o); len(hard) > 0 {
		n := 0
		for _, s := range hard {
			if s > res.Points[1].Threshold {
				n++
			}
		}
		res.Hard = 10000 * n / len(hard)
	}
	return res
}

func randomScores(rows []Row, score func(latin, native string) int, o Options) []int {
	if o.PerRow == 0 {
		o.PerRow = 40
	}
	byInitial := map[string][]int{}
	if o.Initial {
		for i, r := range rows {
			k := initial(r.Latin)
			byInitial[k] = append(byInitial[k], i)
		}
	}
	rnd := rand.New(rand.NewPCG(o.Seed, 0x5EC1F0DA))
	var out []int
	for _, r := range rows {
		from := byInitial[initial(r.Latin)]
		for range o.PerRow {
			other := rnd.IntN(len(rows))
			if o.Initial {
				other = from[rnd.IntN(len(from))]
			}
			t := rows[other]
			if r.Latin == t.Latin || r.Native == t.Native || o.Initial && !near(r.Latin, t.Latin) {
				continue
			}
			out = append(out, score(r.Latin, t.Native))
		}
	}
	return out
}

func initial(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

func near(a, b string) bool {
	d := len([]rune(a)) - len([]rune(b))
	return -2 <= d && d <= 2
}
