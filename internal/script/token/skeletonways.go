package token

import (
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script"
)

// skeletonRules say for the romanisation of a script what consonants Latin
// writing may have there, the likeliest first, with what they cost: "b b0 v2" for
// kana. "-" is none. The longest romanised letters are tried first.
var skeletonRules = map[script.Script]string{
	script.Cyrillic: `r r0; n n0 ng6; k k0; l l0; s s0 x4 C5 z5; t t0 T4 c5 -6; y -0 j3; m m0 n4; d d0; v v1 w2 -3; b b0; g g0 G2 -4; kh -0 c3 k4 j5 G6; p p0; f f0;
ch c0 C3 k5 -5 ks6; sh x1 s2 c3; ts z1 -3 C4 k4 t6 c6; z z1 s2 j5; dzh j1 G2 d3 C5 dG5 dz5 k5; dz z1 j1 d4; zh j2 z2 Z2 G2 -4 rz5 r6;
ks X1 ks1 k4 kX5 cs5; h -0 x2; shch xc1 sc2 x3 s3`,
	script.Arabic: `r r0; n n0; l l0 -4; s s0 C4; k k0 c6; b b1 p2; m m0 n4; t t0 -5 T6; d d0; y -0 j4; f v1 f1 w5 -6; j j1 g2 G2 dj6 z6 k6 C6; h -0; w -1 w1 v6 j6;
z z0 s2 -6 Z6; sh x1 c2 s3 C6; gh g0 G3 -5; ch c0 C3 k4 -6 x6; kh k1 c3 j3 -6 lj6; q k0 g2 G6; th T0 t4 s4 z5 C6; ts z0 ts3 k6 -6;
ks ks1 X1 k4 kX6 cs6; dh d1 T2 z4; zh z1 Z1`,
	script.Hebrew: `o -0 v4; u -0 v4; r r0; n n0; l l0; v v1 b2 w2 -3; s s0 C5 z6; k k0 c6; t t0 T4; m m0 n4; d d0; g g1 G2 j3; f f1 p1; sh x1 s2 c4; b b0; p p1 f1; tz c1 z1 C3 k5 -5 s6;
h -0 x6; z z1 s2 j5 Z5 G5; y -1 j2; ch -1 k3 c3 j4 G5 g5; kh c1 k2 -4; ks ks1 X2 k3 cs5; ts z1 ts2 c2 t4 Ts5`,
	script.Kana: `r r1 l1; n n0 ng6; k k0 c5 g6; s s0 -5 T5 C5 z5; t t0 T4 -5 d6; m m0 n3; b b0 v3; d d0; g g0 G2; f f1 v2 -4 k6; p p0 b6; sh x1 s1 c4 C4; h -0 c3 k4 w5;
v v0 w3; y -0 j2; z z1 s1 dz5 ds5 T5; j j1 G2 z3 s4 Z5 dG5 dj5 d5 l6 dz6 -6; w w1 v2 -3 l5; ch c1 C2 t4 k5 -6; ts z0 k4 -5 t5 C6 s6 c6;
tch k1 c2 C4 t6; kus ks1 X1 cs5; ky k0; kkus X1 k2`,
	script.Hangul: `r r1 -2 l4; n n0; s s0 x3 C5 T6 z6 X6 c6; k k0 -5 c5 g5; l l0; b b1 v2 w4; t t0 T4 d6; m m0 n4; d d0 t5; p p1 f1 v3 b5 -6; g g0 G2 k5; y -0 j3 l5;
j z2 j2 s3 G3 dz6 dj6 Z6 dG6 d6; h -0 f4 c4 r5 G5 g6; ch c1 z2 C3 k5 -5 t6; ng n1 ng1 -4 nG5 nt6; w w1 -1; ss z0 s4; kk k0; tt t0`,
	script.Han: `l l1 r1; n n0 -4 m6; s s0 z5 T5 C6 X6 x6; d d0 t3; k k0 -5 c5; m m0; t t0 T5 d6; b b0 p3; r l1 r1 -5 j6; w v1 w2 -3; f f1 v2 -5; y -0 j3; ng n0 -3 m6;
j k2 g2 G2 j3 z6 d6 t6; g g0 G2 k4; h -0 k4 c4; p p0 b6; x s1 x2 -3 C3 c4 X5 T5 z6; q c1 C3 k3 z3 j4 G5 dG6 -6; sh s1 x1 c4 z5 C6;
z z0 s4 j5 ds6 -6 c6 Z6; zh z1 j2 Z4 G4 c4 dr6 dz6 k6; c z1 tr3 c3 -5 k5 ts6 C6; ch c1 z3 s4 tr4 k5 j5 -5 C6`,
	script.Other: `r r0; n n0; k k0; l l0; s s0 C4 z4 x5; t t0 T3 d5; m m0; y -0 j2; d d0 T4; v v0 w2 b4; b b0 v3; g g0 G2; kh -1 k1 c3; p p0 b5; f f0; ph f0 p2;
ch c0 C3 x4; sh x0 s2 c4; ts z1 ts3 C4; z z0 s2; j j0 G2 z4; th T0 t0; dh d0 T3; zh Z1 j1 z2; gh g0 -3; bh b0; w w0 v2 -3; h -0; q k0; x X0 k2; c k0;
ks X0 ks1; ng n1 ng1; dz z1 dz1`,
}

type skeletonOption struct {
	out  string
	cost uint8
}

// skeletonTable has the options of each romanised letter or group.
type skeletonTable struct {
	options map[string][]skeletonOption
	longest int
}

var skeletonTables = sync.OnceValue(func() map[script.Script]*skeletonTable {
	out := map[script.Script]*skeletonTable{}
	for s, text := range skeletonRules {
		t := &skeletonTable{options: map[string][]skeletonOption{}}
		for entry := range strings.SplitSeq(text, ";") {
			f := strings.Fields(entry)
			t.longest = max(t.longest, len(f[0]))
			for _, o := range f[1:] {
				t.options[f[0]] = append(t.options[f[0]], skeletonOption{strings.Trim(o[:len(o)-1], "-"), o[len(o)-1] - '0'})
			}
		}
		out[s] = t
	}
	return out
})

// mostWays bounds the skeletons that are followed at once.
const mostWays = 32

type skeletonWay struct {
	skeletonText
	cost uint8
}

// skeletonKey is a skeleton and what it costs, in bits.
type skeletonKey struct {
	text string
	cost uint8
}

// skeletonsOf gives the skeletons that Latin writings of a romanised word may
// have, the likeliest first.
func skeletonsOf(romanised string, in script.Script, most int) []skeletonKey {
	t := skeletonTables()[in]
	if t == nil {
		t = skeletonTables()[script.Other]
	}
	var ways [mostWays]skeletonWay
	out := make([]skeletonKey, 0, most)
	n := t.ways(&ways, romanised, false)
	for i := range ways[:n] {
		if w := &ways[i]; 0 < w.consonants && w.consonants <= mostFine && len(out) < most {
			out = appendSkeleton(out, "", w)
		}
	}
	if n == 0 || ways[0].consonants < longSkeleton-1 {
		return out
	}
	if fine := len(out); fine > most/2 {
		out = out[:most/2]
	}
	n = t.ways(&ways, romanised, true)
	for i := range ways[:n] {
		if w := &ways[i]; w.consonants >= longSkeleton && len(out) < most {
			out = appendSkeleton(out, coarseSign, w)
		}
	}
	return out
}

func appendSkeleton(out []skeletonKey, sign string, w *skeletonWay) []skeletonKey {
	text := w.text[:w.n]
	for i := range out {
		if s := out[i].text; len(s) == len(sign)+len(text) && s[:len(sign)] == sign && s[len(sign):] == string(text) {
			return out
		}
	}
	return append(out, skeletonKey{sign + string(text), w.cost})
}

// ways follows all options of a word and gives how many of the likeliest ways
// it found.
func (t *skeletonTable) ways(ways *[mostWays]skeletonWay, romanised string, coarse bool) int {
	var next [mostWays]skeletonWay
	count := 1
	ways[0] = skeletonWay{}
	if startsWithVowel(romanised) {
		ways[0].begin()
	}
	for i := 0; i < len(romanised); {
		options, n := t.at(romanised, i)
		if i += n; options == nil {
			for k := range count {
				ways[k].last = 0
			}
			continue
		}
		k := 0
		for w := range count {
			for _, o := range options {
				more := ways[w].with(o, coarse)
				k = insertWay(&next, k, &more)
			}
		}
		copy(ways[:k], next[:k])
		count = k
	}
	return count
}

func (t *skeletonTable) at(word string, i int) ([]skeletonOption, int) {
	for n := min(t.longest, len(word)-i); n > 0; n-- {
		if o, ok := t.options[word[i:i+n]]; ok {
			if word[i:i+n] == "m" && (at(word, i+1) == 'b' || at(word, i+1) == 'p') {
				return t.options["n"], 1
			}
			return o, n
		}
	}
	return nil, 1
}

// with adds an option.
func (w skeletonWay) with(o skeletonOption, coarse bool) skeletonWay {
	w.cost += o.cost
	if o.out == "" {
		w.last = 0
	}
	for i := range len(o.out) {
		c := o.out[i]
		if coarse {
			c = coarseClass(c)
		}
		w.add(c)
	}
	return w
}

// same reports whether two ways have written the same.
func (w *skeletonWay) same(o *skeletonWay) bool {
	return w.n == o.n && w.last == o.last && w.consonants == o.consonants && w.text == o.text
}

// insertWay keeps ways by cost, the older before the newer; of equal ones the
// cheaper.
func insertWay(to *[mostWays]skeletonWay, n int, w *skeletonWay) int {
	if n == mostWays && to[n-1].cost <= w.cost {
		return n // as good as all, or better
	}
	for i := range n {
		if to[i].same(w) {
			if to[i].cost <= w.cost {
				return n
			}
			copy(to[i:n-1], to[i+1:n])
			n--
			break
		}
	}
	if n == mostWays {
		n--
	}
	i := n
	for i > 0 && to[i-1].cost > w.cost {
		to[i] = to[i-1]
		i--
	}
	to[i] = *w
	return n + 1
}
