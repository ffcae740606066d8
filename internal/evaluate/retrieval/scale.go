package retrieval

import (
	"math"
	"math/rand/v2"
	"sort"
	"strings"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// Scale makes any number of names of two to four words, for measuring time and
// memory. The words are those of the traditions of world/culture in Latin
// letters, and as many more as are wanted that an order-3 Markov chain of their
// letters makes; how often each occurs follows Zipf's law with exponent 1.05.
type Scale struct {
	names int
	seed  uint64
	words []string
	sums  []float64 // of what words weigh
	chain *chain
	known map[string]bool
}

// NewScale prepares names; of the words there are a tenth as many, a fifth of
// fewer than ten million.
func NewScale(names int, seed uint64) *Scale {
	d := rand.New(rand.NewPCG(seed, 7))
	s := &Scale{names: names, seed: seed, known: map[string]bool{}}
	want := max(min(names/5, max(names/10, 1_000_000)), 50)
	s.chain = newChain(s.traditions(d, want))
	for tries := 0; len(s.words) < want && tries < 100*want; tries++ {
		s.learn(s.chain.word(d))
	}
	sum := 0.0
	for i := range s.words {
		sum += math.Pow(float64(i+1), -1.05)
		s.sums = append(s.sums, sum)
	}
	return s
}

// draws is how many people are drawn for their words.
const draws = 60_000

// traditions adds the words of drawn people, at most so many, and gives all that
// it met.
func (s *Scale) traditions(d *rand.Rand, most int) (met []string) {
	all := culture.Traditions()
	seen := map[string]bool{}
	for range draws {
		for _, w := range strings.Fields(strings.ToLower(plainLetters(all[d.IntN(len(all))].Draw(d).Romanised()))) {
			if seen[w] || len(w) < 3 || strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) {
				continue
			}
			seen[w] = true
			met = append(met, w)
			if len(s.words) < most {
				s.learn(w)
			}
		}
	}
	return met
}

func (s *Scale) learn(w string) {
	if !s.known[w] {
		s.known[w] = true
		s.words = append(s.words, w)
	}
}

// Len is how many names there are.
func (s *Scale) Len() int { return s.names }

// Words is how many different words they may have.
func (s *Scale) Words() int { return len(s.words) }

func (s *Scale) word(d *rand.Rand) string {
	return s.words[sort.SearchFloat64s(s.sums, d.Float64()*s.sums[len(s.sums)-1])]
}

// Name makes name i, the same one always. It may be called by several
// goroutines.
func (s *Scale) Name(i int) string {
	d := rand.New(rand.NewPCG(s.seed^0x5ca1e, uint64(i)))
	words := make([]string, 2+d.IntN(3))
	for k := range words {
		words[k] = s.word(d)
	}
	return strings.Join(words, " ")
}

// ScaleQuery is one name that is asked for.
type ScaleQuery struct {
	Class  string `json:"class"`
	Text   string `json:"text"`
	Target string `json:"target"` // the name that was altered, "" for none
}

// Classes of queries that are nobody's name: with words that others have, and
// with words that none has.
const (
	ClassOther   = "nobody: words of others"
	ClassNothing = "nobody: words of none"
)

// Queries draws n queries of each class.
func (s *Scale) Queries(n int, seed uint64) []ScaleQuery {
	d := rand.New(rand.NewPCG(seed, 8))
	other := func() *drawnName { return &drawnName{text: s.Name(d.IntN(s.names))} }
	var out []ScaleQuery
	for _, a := range alterations[:8] { // what follows needs more than words
		for left, tries := n, 0; left > 0 && tries < 100*n; tries++ {
			name := other()
			if text := a.make(name, d, other); text != "" {
				out = append(out, ScaleQuery{a.class, text, name.text})
				left--
			}
		}
	}
	for i := range n {
		out = append(out, ScaleQuery{ClassOther, s.Name(s.names + 1 + int(seed%1000)*n + i), ""})
	}
	for range n {
		var words []string
		for range 2 + d.IntN(3) {
			words = append(words, s.unknown(d))
		}
		out = append(out, ScaleQuery{ClassNothing, strings.Join(words, " "), ""})
	}
	d.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// unknown is a word like the others that none of them is.
func (s *Scale) unknown(d *rand.Rand) string {
	for {
		if w := s.chain.word(d); !s.known[w] {
			return w
		}
	}
}

// chain is an order-3 Markov chain of letters.
type chain struct{ next map[string]string }

func newChain(words []string) *chain {
	c := &chain{map[string]string{}}
	for _, w := range words {
		w = "^^^" + w + "$"
		for i := 3; i < len(w); i++ {
			c.next[w[i-3:i]] += w[i : i+1]
		}
	}
	return c
}

// word makes a word of three to fourteen letters.
func (c *chain) word(d *rand.Rand) string {
	var room [24]byte
	for {
		w := append(room[:0], "^^^"...)
		for len(w) < len(room)-1 {
			next := c.next[string(w[len(w)-3:])]
			r := next[d.IntN(len(next))]
			if r == '$' {
				break
			}
			w = append(w, r)
		}
		if n := len(w) - 3; n >= 3 && n <= 14 {
			return string(w[3:])
		}
	}
}
