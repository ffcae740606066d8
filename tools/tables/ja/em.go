package main

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"
)

// How the model is learned.
const (
	rounds    = 12
	longest   = 6    // kana that one character may stand for
	unknown   = 0.01 // first weight of a reading that Unihan does not have
	prior     = 0.3  // examples that a reading in Unihan is worth
	priorSoft = 0.06 // and one that follows from it: voiced, doubled
)

// model holds P(reading | character).
type model struct {
	prob  map[rune]map[string]float64
	prior map[rune]map[string]float64
	count map[rune]float64 // examples of a character that Unihan knows
	total map[rune]float64 // the same and the prior
}

// voiced gives the readings that r takes inside of a word: rendaku (h also
// to p), and the doubling of its last kana.
func voiced(r string) []string {
	k := []rune(r)
	var out []string
	if v, ok := voicing[k[0]]; ok {
		for _, c := range v {
			out = append(out, string(c)+string(k[1:]))
		}
	}
	if last := k[len(k)-1]; len(k) > 1 && strings.ContainsRune("つちくき", last) {
		out = append(out, string(k[:len(k)-1])+"っ")
	}
	return out
}

var voicing = func() map[rune][]rune {
	m := map[rune][]rune{}
	from, to := []rune("かきくけこさしすせそたちつてとはひふへほ"), []rune("がぎぐげござじずぜぞだぢづでどばびぶべぼ")
	for i, r := range from {
		m[r] = []rune{to[i]}
		if strings.ContainsRune("はひふへほ", r) {
			m[r] = append(m[r], to[i]+1)
		}
	}
	m['ち'], m['つ'] = []rune("ぢじ"), []rune("づず")
	return m
}()

func train(known map[rune][]string, examples []example) *model {
	m := &model{prior: map[rune]map[string]float64{}}
	for c, readings := range known {
		p := map[string]float64{}
		for _, r := range readings {
			p[r] += prior
			for _, v := range voiced(r) {
				p[v] += priorSoft
			}
		}
		m.prior[c] = p
	}
	for range rounds {
		counts := map[rune]map[string]float64{}
		for i := range examples {
			m.expect(&examples[i], counts)
		}
		m.maximise(counts)
	}
	return m
}

// weight is P(reading | character), before the first round a guess.
func (m *model) weight(c rune, kana string, n int) float64 {
	if isKana(c) {
		return literal(c, kana, n)
	}
	if m.prob == nil {
		return m.prior[c][kana] + unknown*math.Pow(0.6, float64(n))
	}
	return m.prob[c][kana]
}

// literal lets a kana stand for itself, the small ke of place names also for
// ga and ka.
func literal(c rune, kana string, n int) float64 {
	if n != 1 {
		return 0
	}
	if 'ァ' <= c && c <= 'ヶ' {
		c -= 0x60
	}
	k, _ := utf8.DecodeRuneInString(kana)
	if c == k || c == 'を' && k == 'お' || (c == 'ゖ' || c == 'け' || c == 'ゕ') && (k == 'が' || k == 'か' || k == 'け') || c == 'つ' && k == 'っ' {
		return 1
	}
	return 0
}

// startable reports whether a reading may begin with r.
func startable(r rune) bool { return !strings.ContainsRune("ぁぃぅぇぉゃゅょゎっんー", r) }

// expect adds the expected counts of one example: forward and backward over
// all ways to cut its kana.
func (m *model) expect(e *example, counts map[rune]map[string]float64) {
	n, k := len(e.word), len(e.kana)
	text, at := string(e.kana), make([]int, k+1)
	for i := range e.kana {
		at[i+1] = at[i] + utf8.RuneLen(e.kana[i])
	}
	fwd, bwd := grid(n+1, k+1), grid(n+1, k+1)
	fwd[0][0], bwd[n][k] = 1, 1
	each := func(i int, f func(a, b int, w float64)) {
		for a := i; a < k; a++ {
			if !startable(e.kana[a]) && !isKana(e.word[i]) {
				continue
			}
			for b := a + 1; b <= k && b-a <= longest; b++ {
				if w := m.weight(e.word[i], text[at[a]:at[b]], b-a); w > 0 {
					f(a, b, w)
				}
			}
		}
	}
	for i := range n {
		each(i, func(a, b int, w float64) { fwd[i+1][b] += fwd[i][a] * w })
	}
	if fwd[n][k] == 0 {
		return
	}
	for i := n - 1; i >= 0; i-- {
		each(i, func(a, b int, w float64) { bwd[i][a] += bwd[i+1][b] * w })
	}
	for i := range n {
		if c := e.word[i]; !isKana(c) {
			each(i, func(a, b int, w float64) {
				if x := fwd[i][a] * w * bwd[i+1][b] / fwd[n][k] * e.weight; x > 1e-9 {
					if counts[c] == nil {
						counts[c] = map[string]float64{}
					}
					counts[c][text[at[a]:at[b]]] += x
				}
			})
		}
	}
}

func grid(n, k int) [][]float64 {
	cells := make([]float64, n*k)
	out := make([][]float64, n)
	for i := range out {
		out[i] = cells[i*k : (i+1)*k]
	}
	return out
}

// maximise turns counts into probabilities; readings of Unihan are never
// forgotten. Sums go in a fixed order.
func (m *model) maximise(counts map[rune]map[string]float64) {
	m.prob, m.count, m.total = map[rune]map[string]float64{}, map[rune]float64{}, map[rune]float64{}
	for c, p := range m.prior {
		m.count[c] = 0
		if counts[c] == nil {
			counts[c] = map[string]float64{}
		}
		for _, w := range counts[c] {
			m.count[c] += w
		}
		for r, w := range p {
			counts[c][r] += w
		}
	}
	for c, readings := range counts {
		total := 0.0
		for _, r := range sorted(readings) {
			total += readings[r]
		}
		for r := range readings {
			readings[r] /= total
		}
		m.prob[c], m.total[c] = readings, total
	}
}

func sorted(m map[string]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
