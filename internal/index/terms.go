package index

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index/fuzzy"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// maxLabels is how many different labels one file keeps.
const maxLabels = 64

// terms hands what records are looked for by to the builder of the fuzzy
// sections. Labels are kept back until all are known: a collection of hundreds
// of lists has more than fit.
type terms struct {
	fuzzy  *fuzzy.Builder
	base   *Set
	sets   []([]string)      // distinct combinations of labels
	number map[string]uint32 // 1 + place in sets
	set    []uint32          // by record; 0 is none
}

func newTerms(o Options) *terms {
	bo := fuzzy.BuildOptions{Keys: o.Keys}
	if o.Base != nil {
		base := o.Base.parts[0].fuzzy
		bo.Frequency, bo.Records = base.Frequency, base.Records()
	}
	return &terms{fuzzy: fuzzy.NewBuilder(bo), base: o.Base, number: map[string]uint32{}}
}

func (t *terms) add(n uint32, r *Record) {
	t.fuzzy.Add(n, r.Writings)
	if r.From != r.To {
		from, to := int32(r.From), int32(r.To)
		if r.From == entity.NoDay {
			from = math.MinInt32
		}
		if r.To == entity.NoDay {
			to = math.MaxInt32
		}
		t.fuzzy.Days(n, from, to)
	}
	if len(r.Labels) == 0 {
		return
	}
	key := strings.Join(r.Labels, "\x00")
	if t.number[key] == 0 {
		t.sets = append(t.sets, slices.Clone(r.Labels))
		t.number[key] = uint32(len(t.sets))
	}
	for len(t.set) <= int(n) {
		t.set = append(t.set, 0)
	}
	t.set[n] = t.number[key]
}

// label gives the builder the labels that the file keeps, and returns the kinds
// of those that it does not.
func (t *terms) label() (unlabelled []string) {
	all := map[string]bool{}
	for _, set := range t.sets {
		for _, l := range set {
			all[l] = true
		}
	}
	for len(all) > maxLabels {
		kind := commonest(all)
		unlabelled = append(unlabelled, kind)
		maps.DeleteFunc(all, func(l string, _ bool) bool { return labelKind(l) == kind })
	}
	for i, set := range t.sets {
		t.sets[i] = slices.DeleteFunc(set, func(l string) bool { return !all[l] })
	}
	for n, set := range t.set {
		if set > 0 {
			t.fuzzy.Label(uint32(n), t.sets[set-1]...)
		}
	}
	slices.Sort(unlabelled)
	return unlabelled
}

// commonest returns the kind that most of the labels are of.
func commonest(labels map[string]bool) string {
	count := map[string]int{}
	for l := range labels {
		count[labelKind(l)]++
	}
	return slices.MaxFunc(slices.Sorted(maps.Keys(count)), func(a, b string) int { return cmp.Compare(count[a], count[b]) })
}

// labelKind is what stands before the colon of a label.
func labelKind(l string) string {
	kind, _, _ := strings.Cut(l, ":")
	return kind
}

// Distinct tells writings of one record that have the same terms apart from new
// ones: names repeat, and an order of words makes no difference to a search.
type Distinct map[string]bool

// Append adds to list those of more that were not appended before.
func (d Distinct) Append(list, more []token.Writing) []token.Writing {
	for _, w := range more {
		sorted := slices.Sorted(slices.Values(w))
		if key := strings.Join(sorted, "\x00"); !d[key] {
			d[key] = true
			list = append(list, w)
		}
	}
	return list
}

// fuzzySections writes the sections of package fuzzy.
func (b *builder) fuzzySections() error {
	if base := b.terms.base; base != nil {
		if err := base.enter(); err != nil {
			return fmt.Errorf("base of a delta: %w", err)
		}
		defer base.mu.RUnlock()
	}
	b.info.Unlabelled = b.terms.label()
	for sec, err := range b.terms.fuzzy.Sections(b.ctx) {
		if err != nil {
			return err
		}
		if b.w.err != nil {
			return b.w.err
		}
		b.w.begin(sec.Name)
		if err := sec.Write(b.w); err != nil {
			return fmt.Errorf("section %s: %w", sec.Name, err)
		}
		b.w.end(sec.Count, sec.Width)
	}
	if b.terms.base != nil {
		return b.terms.base.failure()
	}
	return nil
}
