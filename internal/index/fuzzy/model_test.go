package fuzzy

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// The model goes through all terms and all writings and knows no bounds.

type modelPart struct {
	writings [][]string // sorted terms
	record   []int
	vocab    []string
	weight   map[string]int
	alive    func(rec int) bool
	shift    int // of the hash of an exact key: its bucket
}

func newModelPart(names []string, base *modelPart, records int) *modelPart {
	m := &modelPart{weight: map[string]int{}, alive: func(int) bool { return true }}
	df := map[string]int{}
	for i, n := range names {
		w := slices.Sorted(slices.Values(writingOf(n)))
		if len(w) == 0 {
			continue
		}
		m.writings, m.record = append(m.writings, w), append(m.record, i)
		for _, t := range slices.Compact(slices.Clone(w)) {
			df[t]++
		}
	}
	if records == 0 {
		records = len(m.writings)
	}
	for t, n := range df {
		m.vocab = append(m.vocab, t)
		if base != nil {
			k := 0
			for _, w := range base.writings {
				if slices.Contains(w, t) {
					k++
				}
			}
			n = max(n, k)
		}
		m.weight[t] = int(weigh(uint64(records), uint64(n)))
	}
	slices.Sort(m.vocab)
	exact := 0
	for _, t := range m.vocab {
		for _, k := range wordKeys(t) {
			if !k.Spelled {
				exact++
			}
		}
	}
	m.shift, _ = bucketsFor(exact)
	return m
}

type modelWant struct {
	from, to, group, share int
	half                   bool
	like, weight           int
	terms                  []map[string]int // by part: likeness
}

// modelDistance is the optimal string alignment by its definition.
func modelDistance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			default:
				same := 1
				if a[i-1] == b[j-1] {
					same = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+same)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

// sameExact says whether exact keys are one to a file. It keeps no text of them
// and trusts 16 bits of the hash and the bucket (docs/formats/snapshot.md); where
// buckets are as few as here, one pair of keys in 65536 is taken for the same.
func (m *modelPart) sameExact(a, b string) bool {
	h, g := hashExact(a), hashExact(b)
	return uint16(h) == uint16(g) && h>>m.shift == g>>m.shift
}

// modelLike is how like a term of a part is to what is asked for.
func modelLike(m *modelPart, a token.Asked, term string, far bool) int {
	known := m.weight[a.Text] > 0
	best := 0
	if a.Text == term {
		return same
	}
	for _, q := range a.Keys {
		for _, k := range wordKeys(term) {
			if q.Spelled != k.Spelled || !far && (q.Cost >= lastResort || k.Cost >= lastResort) {
				continue
			}
			if !q.Spelled {
				if m.sameExact(q.Text, k.Text) {
					best = max(best, 100-int(q.Cost)-int(k.Cost))
				}
				continue
			}
			r, s := []rune(q.Text), []rune(k.Text)
			if d := modelDistance(r, s); d <= slips(r, far, known) {
				best = max(best, 100-80*d/max(len(r), len(s))-int(q.Cost)-int(k.Cost))
			}
		}
	}
	if best < leastLike {
		return 0
	}
	return best
}

// modelScores scores every writing of every part.
func modelScores(parts []*modelPart, a token.Asking, far bool, unknown int) [][]int {
	var ws []modelWant
	for _, t := range a.Terms {
		w := modelWant{from: t.From, to: t.To}
		for _, p := range parts {
			terms := map[string]int{}
			for _, v := range p.vocab {
				if l := modelLike(p, t, v, far); l > 0 {
					terms[v] = l
				}
			}
			w.terms = append(w.terms, terms)
		}
		ws = append(ws, w)
	}
	if far {
		ws = append(ws, modelCuts(parts, a)...)
	}
	for i := range ws {
		w := &ws[i]
		for k, p := range parts {
			for t, l := range w.terms[k] {
				if l > w.like || l == w.like && p.weight[t] < w.weight {
					w.like, w.weight = l, p.weight[t]
				}
			}
		}
	}
	slots, total := make([]int, a.Slots), 0
	for i := range slots {
		slots[i] = modelSlot(ws, i, unknown, len(a.Terms))
		total += slots[i]
	}
	var out [][]int
	for k, p := range parts {
		scores := []int{}
		for _, w := range p.writings {
			scores = append(scores, modelScore(ws, k, p, w, slots, total))
		}
		out = append(out, scores)
	}
	return out
}

func modelSlot(ws []modelWant, i, unknown, terms int) int {
	for width := 1; width <= 2; width++ {
		best := 0
		for _, w := range ws[:terms] {
			if w.to-w.from == width && w.from <= i && i < w.to && w.like > 0 && (best == 0 || w.weight < best) {
				best = w.weight
			}
		}
		if best > 0 {
			return max(1, best/width)
		}
	}
	for k := terms; k < len(ws); k += 2 {
		if ws[k].from == i {
			return max(1, ws[k].weight+ws[k+1].weight)
		}
	}
	return unknown
}

func modelCuts(parts []*modelPart, a token.Asking) []modelWant {
	var out []modelWant
	for _, t := range a.Terms {
		if t.To-t.From != 1 || !cuttable(t.Text) {
			continue
		}
		type way struct{ at, weight int }
		var ways []way
		for at := 3; at <= len(t.Text)-2; at++ {
			best := 0
			for _, p := range parts {
				l, r := p.weight[t.Text[:at]], p.weight["w"+t.Text[at:]]
				if l > 0 && r > 0 && (best == 0 || l+r < best) {
					best = l + r
				}
			}
			if best > 0 {
				ways = append(ways, way{at, best})
			}
		}
		slices.SortStableFunc(ways, func(a, b way) int { return cmp.Compare(a.weight, b.weight) })
		for g, w := range ways[:min(len(ways), maxCuts)] {
			share := 100 * (w.at - 1) / (len(t.Text) - 1)
			l := modelWant{from: t.From, to: t.To, group: g, share: share, half: true}
			r := modelWant{from: t.From, to: t.To, group: g, share: 100 - share, half: true}
			for _, p := range parts {
				lt, rt := map[string]int{}, map[string]int{}
				if p.weight[t.Text[:w.at]] > 0 && p.weight["w"+t.Text[w.at:]] > 0 {
					lt[t.Text[:w.at]], rt["w"+t.Text[w.at:]] = cutLike, cutLike
				}
				l.terms, r.terms = append(l.terms, lt), append(r.terms, rt)
			}
			out = append(out, l, r)
		}
	}
	return out
}

func modelScore(ws []modelWant, part int, p *modelPart, writing []string, slots []int, total int) int {
	type pair struct{ value, asked, at, like int }
	var ps []pair
	mass := 0
	for at, t := range writing {
		mass += p.weight[t]
		for k, w := range ws {
			if l := min(100, w.terms[part][t]); l > 0 {
				ps = append(ps, pair{l * p.weight[t], k, at, l})
			}
		}
	}
	slices.SortFunc(ps, func(a, b pair) int {
		return cmp.Or(b.value-a.value, a.asked-b.asked, a.at-b.at)
	})
	asked, at := map[int]bool{}, map[int]bool{}
	got, halves, value := make([]int, len(slots)), map[[2]int]int{}, 0
	for _, m := range ps {
		if asked[m.asked] || at[m.at] {
			continue
		}
		asked[m.asked], at[m.at] = true, true
		value += m.value
		w, l := ws[m.asked], m.like
		if w.half {
			halves[[2]int{w.from, w.group}] += w.share * l / 100
			l = halves[[2]int{w.from, w.group}]
		}
		for i := w.from; i < w.to; i++ {
			got[i] = max(got[i], l)
		}
	}
	covered := 0
	for i, g := range got {
		covered += g * slots[i]
	}
	return together(100*covered/total, 100*value/mass)
}

// modelHits gives the best score of each record.
func modelHits(parts []*modelPart, q []token.Asking, unknown int) []Hit {
	for _, far := range []bool{false, true} {
		best := map[[2]int]int{}
		top := 0
		for _, a := range q {
			for k, scores := range modelScores(parts, a, far, unknown) {
				for w, s := range scores {
					if rec := parts[k].record[w]; parts[k].alive(rec) {
						best[[2]int{k, rec}] = max(best[[2]int{k, rec}], s)
						top = max(top, s)
					}
				}
			}
		}
		if top < escalateBelow && !far {
			continue
		}
		var hits []Hit
		for at, s := range best {
			if s >= leastScore {
				hits = append(hits, Hit{at[0], uint32(at[1]), s})
			}
		}
		slices.SortFunc(hits, Hit.compare)
		return hits
	}
	return nil
}

// agree compares a search with the model.
func agree(t *rapid.T, got Result, want []Hit, limit int) {
	model := map[[2]int]int{}
	for _, h := range want {
		model[[2]int{h.Part, int(h.Record)}] = h.Score
	}
	for i, h := range got.Hits {
		m := model[[2]int{h.Part, int(h.Record)}]
		if h.Score > m || h.Score < m && m >= Promise && !got.Cut {
			t.Fatalf("hit %d is %+v, the model says %d", i, h, m)
		}
		if i > 0 && got.Hits[i-1].compare(h) >= 0 {
			t.Fatalf("hits are not in order: %+v", got.Hits)
		}
	}
	for i, h := range want {
		if h.Score >= Promise && i < limit && !got.Cut && (i >= len(got.Hits) || got.Hits[i] != h) {
			t.Fatalf("hit %d is missing: %+v\nfound %+v\nmodel %+v", i, h, got.Hits, want)
		}
	}
	if len(got.Hits) > limit {
		t.Fatalf("%d hits", len(got.Hits))
	}
}

var wordGen = rapid.Custom(func(t *rapid.T) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune("abcz字仮名")), 1, 9, -1).Draw(t, "word")
})

// drawNames draws names out of few words, so that some are common.
func drawNames(t *rapid.T) (words, names []string) {
	words = rapid.SliceOfN(wordGen, 1, 14).Draw(t, "words")
	names = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "name"), " ")
	}), 1, 40).Draw(t, "names")
	return words, names
}

func drawQuery(t *rapid.T, words []string) string {
	var q []string
	for range rapid.IntRange(1, 6).Draw(t, "length") {
		w := []rune(rapid.SampledFrom(words).Draw(t, "word"))
		switch i := rapid.IntRange(0, len(w)-1).Draw(t, "at"); rapid.IntRange(0, 6).Draw(t, "slip") {
		case 0:
			w[i] = 'b'
		case 1:
			w = slices.Insert(w, i, 'x')
		case 2:
			w = append(w, []rune(rapid.SampledFrom(words).Draw(t, "tail"))...)
		case 3:
			w[i], w[0] = w[0], w[i]
		}
		q = append(q, string(w))
	}
	return strings.Join(q, " ")
}

func TestAgainstModel(t *testing.T) {
	cuts, n := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		words, names := drawNames(t)
		common := rapid.IntRange(1, 6).Draw(t, "common")
		x := rapidIndex(t, BuildOptions{Common: common}, names)
		m := newModelPart(names, nil, 0)
		limit := rapid.SampledFrom([]int{1, 3, 50}).Draw(t, "limit")
		for range 4 {
			q := ask(drawQuery(t, words))
			got := x.Search(q, Options{Limit: limit})
			n++
			if got.Cut {
				cuts++
			}
			agree(t, got, modelHits([]*modelPart{m}, q, int(weigh(uint64(len(names)), 1))), limit)
			fewAgree(t, []Part{{Index: x}}, q)
		}
	})
	if cuts*20 > n {
		t.Errorf("%d of %d searches were cut", cuts, n)
	}
}

func rapidIndex(t *rapid.T, o BuildOptions, names []string) *Index {
	o.Keys = wordKeys
	b := NewBuilder(o)
	for i, n := range names {
		b.Add(uint32(i), []token.Writing{writingOf(n)})
	}
	f, err := sections(b)
	if err != nil {
		t.Fatal(err)
	}
	x, err := Open(f.get, int64(len(names)), func(what string) { panic(what) })
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestDifferencesAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words, names := drawNames(t)
		more := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return drawQuery(t, words) }), 1, 6).Draw(t, "more")
		common := rapid.IntRange(1, 6).Draw(t, "common")
		gone := rapid.IntRange(0, len(names)-1).Draw(t, "gone")
		base := rapidIndex(t, BuildOptions{Common: common}, names)
		delta := rapidIndex(t, BuildOptions{Common: common, Frequency: base.Frequency, Records: base.Records()}, more)
		m := newModelPart(names, nil, 0)
		m.alive = func(rec int) bool { return rec != gone }
		d := newModelPart(more, m, base.Records())
		parts := []Part{{Index: base, Exists: func(rec uint32) bool { return int(rec) != gone }}, {Index: delta}}
		for range 3 {
			q := ask(drawQuery(t, slices.Concat(words, strings.Fields(more[0]))))
			got := Search(parts, q, Options{Limit: 10})
			agree(t, got, modelHits([]*modelPart{m, d}, q, int(weigh(uint64(len(names)), 1))), 10)
			fewAgree(t, parts, q)
		}
	})
}

// fewAgree wants of a search for few hits those of a whole one.
func fewAgree(t *rapid.T, parts []Part, q []token.Asking) {
	all := Search(parts, q, Options{Limit: 100})
	for _, f := range []few{{Promise, 3}, {7000, 1}, {4500, 2}, {5000, 0}, {9000, 1}, {3500, 1}, {6500, 5}, {10000, 2}, {9000, 0}} {
		got := Search(parts, q, Options{Limit: 100, Enough: f.enough, Always: f.always})
		if want := f.cut(slices.Clone(all.Hits)); !all.Cut && !slices.Equal(got.Hits, want) || got.Cut && !all.Cut {
			t.Errorf("enough %d, always %d: %v, want %v", f.enough, f.always, got, want)
		}
	}
}

func TestDistanceAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := wordGen.Draw(t, "a"), drawQuery(t, []string{wordGen.Draw(t, "b"), wordGen.Draw(t, "c")})
		var p pattern
		p.set([]rune("zzz字"))
		p.set([]rune(a))
		most := rapid.IntRange(0, 2).Draw(t, "most")
		d, _ := p.distance([]byte(b), most)
		want := modelDistance([]rune(a), []rune(b))
		if d != min(want, most+1) {
			t.Fatalf("distance of %q and %q is %d, not %d", a, b, d, want)
		}
		if want <= most && !mayBeNear(signOfKey(a), signOfKey(b), most) {
			t.Fatalf("signs of %q and %q", a, b)
		}
	})
}
