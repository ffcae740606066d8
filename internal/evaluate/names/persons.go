package names

import (
	"io"
	"math/rand/v2"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script"
)

// Person is one person's name as written at home and in Latin letters.
type Person struct{ Native, Latin string }

// ReadPersons reads a table with the columns native and latin. Rows without
// both are named in the table's Bad.
func ReadPersons(r io.Reader, file string) ([]Person, *Table, error) {
	t, err := ReadTable(r, file, "native", "latin")
	if err != nil {
		return nil, nil, err
	}
	var out []Person
	for n := range t.Rows {
		for _, column := range []string{"native", "latin"} {
			if !t.Rows[n].Bad && strings.TrimSpace(t.Cell(n, column)) == "" {
				t.Reject(n, column, "no name", "each row has one name in two scripts")
			}
		}
		if !t.Rows[n].Bad {
			out = append(out, Person{t.Cell(n, "native"), t.Cell(n, "latin")})
		}
	}
	return out, t, nil
}

// PersonsOptions say how many wrong pairs are made, and from which seed.
type PersonsOptions struct {
	Threshold    int
	Random, Near int // pairs of different persons; of those, that share one part
	Seed         uint64
}

// PersonsReport is how many right and wrong pairs are accepted.
type PersonsReport struct {
	Matcher   string   `json:"matcher"`
	Threshold int      `json:"threshold"`
	Same      Accepted `json:"same"`
	Random    Accepted `json:"random"`
	Near      Accepted `json:"sharing_one_part"`
	Missed    []string `json:"missed,omitempty"`
	Wrong     []string `json:"wrong,omitempty"`
}

// Accepted is a share with its 95 % interval.
type Accepted struct {
	Pairs    int   `json:"pairs"`
	Accepted int   `json:"accepted"`
	Share    Share `json:"share"`
	Low      Share `json:"low"`
	High     Share `json:"high"`
}

func accepted(n, of int) Accepted {
	low, high := Wilson(n, of)
	return Accepted{Pairs: of, Accepted: n, Share: ShareOf(n, of), Low: low, High: high}
}

// persons are persons whose names are taken apart.
type persons struct {
	rows    []Person
	queries []*match.Prepared
	targets []*match.Target
	parts   [][]string       // words of the Latin name, folded
	with    map[string][]int // rows whose Latin name has a word
}

// Persons compares each native name with its own Latin name and with those of
// others, drawn from the seed.
func Persons(rows []Person, o PersonsOptions) *PersonsReport {
	p := newPersons(rows)
	r := &PersonsReport{Matcher: match.Version, Threshold: o.Threshold}
	good := 0
	for i, row := range rows {
		if p.score(i, i) >= o.Threshold {
			good++
		} else {
			r.Missed = append(r.Missed, row.Native+" ~ "+row.Latin)
		}
	}
	r.Same = accepted(good, len(rows))
	dice := rand.New(rand.NewPCG(o.Seed, 1))
	r.Random = p.wrong(r, o, o.Random, func() (int, int) { return dice.IntN(len(rows)), dice.IntN(len(rows)) })
	r.Near = p.wrong(r, o, o.Near, func() (int, int) { return p.near(dice) })
	return r
}

func newPersons(rows []Person) *persons {
	p := &persons{rows: rows, with: map[string][]int{}}
	for i, row := range rows {
		p.queries = append(p.queries, match.Prepare(&match.Query{Schema: entity.Person, Names: []string{row.Native}}))
		p.targets = append(p.targets, target(entity.Person, row.Latin))
		words := script.Words(row.Latin)
		p.parts = append(p.parts, words)
		for _, w := range words {
			if k := len(p.with[w]); k == 0 || p.with[w][k-1] != i {
				p.with[w] = append(p.with[w], i)
			}
		}
	}
	return p
}

func (p *persons) score(i, j int) int { return p.queries[i].ScoreTarget(p.targets[j]).Score }

// wrong draws n pairs of different persons and counts those accepted. It gives
// up after many draws, where the rows allow no such pair.
func (p *persons) wrong(r *PersonsReport, o PersonsOptions, n int, draw func() (int, int)) Accepted {
	bad, drawn := 0, 0
	for tries := 0; len(p.rows) > 1 && drawn < n && tries < 20*n; tries++ {
		i, j := draw()
		if p.alike(i, j) {
			continue
		}
		drawn++
		if p.score(i, j) >= o.Threshold {
			bad++
			r.Wrong = append(r.Wrong, p.rows[i].Native+" ~ "+p.rows[j].Latin)
		}
	}
	return accepted(bad, drawn)
}

// alike reports whether two rows have the same name in one of the scripts, so
// that the pair would not be wrong.
func (p *persons) alike(i, j int) bool {
	return i == j || script.NameKey(p.rows[i].Native) == script.NameKey(p.rows[j].Native) || sameWords(p.parts[i], p.parts[j])
}

// sameWords compares as sets: order is no difference.
func sameWords(a, b []string) bool {
	in := func(all []string, w string) bool {
		for _, x := range all {
			if x == w {
				return true
			}
		}
		return false
	}
	for _, w := range a {
		if !in(b, w) {
			return false
		}
	}
	for _, w := range b {
		if !in(a, w) {
			return false
		}
	}
	return true
}

// near draws two rows that share a word of their Latin names.
func (p *persons) near(dice *rand.Rand) (int, int) {
	i := dice.IntN(len(p.rows))
	words := p.parts[i]
	if len(words) < 2 {
		return i, i
	}
	others := p.with[words[dice.IntN(len(words))]]
	return i, others[dice.IntN(len(others))]
}
