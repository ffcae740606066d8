package retrieval

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Build writes the names to a snapshot whose records hold nothing else.
// progress, where not nil, is told how many are read.
func (s *Scale) Build(ctx context.Context, dir string, progress func(n int64)) (index.Info, error) {
	meta := index.Meta{Source: "bench", Kind: "bench", Reader: "bench/1", Keys: fmt.Sprintf("bench token/%d", token.Version)}
	numbers := iter.Seq2[int, error](func(yield func(int, error) bool) {
		for i := range s.names {
			if i%4096 == 0 && progress != nil {
				progress(int64(i))
			}
			if !yield(i, nil) {
				return
			}
		}
	})
	return index.WriteSorted(ctx, dir, meta, index.Options{Keys: token.Keys}, index.Make(numbers, func(i int) (index.Record, error) {
		name := s.Name(i)
		return index.Record{Key: fmt.Sprintf("%08d", i), Data: []byte(name), Live: true, Writings: token.Writings(name, token.Person)}, nil
	}))
}

// Times are those of many queries, in microseconds, and what the thread spent
// of the processor.
type Times struct {
	P50    float64 `json:"p50_us"`
	P95    float64 `json:"p95_us"`
	P99    float64 `json:"p99_us"`
	Max    float64 `json:"max_us"`
	CPUP50 float64 `json:"cpu_p50_us"`
	CPUP99 float64 `json:"cpu_p99_us"`
}

// Clock tells the time that has passed since some moment.
type Clock func() time.Duration

// timed collects times.
type timed struct{ wall, cpu []time.Duration }

// call times one call; the goroutine must be locked to its thread.
func (t *timed) call(clock Clock, call func() error) error {
	start, cpu := clock(), CPUTime()
	err := call()
	t.cpu = append(t.cpu, CPUTime()-cpu)
	t.wall = append(t.wall, clock()-start)
	return err
}

// times sums up what was collected.
func (t *timed) times() Times {
	slices.Sort(t.wall)
	slices.Sort(t.cpu)
	at := func(d []time.Duration, permille int) float64 {
		if len(d) == 0 {
			return 0
		}
		return float64(d[min(len(d)*permille/1000, len(d)-1)].Nanoseconds()/10) / 100
	}
	return Times{at(t.wall, 500), at(t.wall, 950), at(t.wall, 990), at(t.wall, 1000), at(t.cpu, 500), at(t.cpu, 990)}
}

// ScaleRow is the queries of one class.
type ScaleRow struct {
	Class string `json:"class"`
	Times
	Found *Found `json:"found,omitempty"` // the words of the altered name among the first fifty
	Cut   int    `json:"cut"`
}

// AskScale times the search for each query, on one thread, by class and all
// together; "" is all.
func AskScale(set *index.Set, queries []ScaleQuery, clock Clock) ([]ScaleRow, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var order []string
	times, hit, of, cut := map[string]*timed{"": {}}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, q := range queries {
		if times[q.Class] == nil {
			times[q.Class], order = &timed{}, append(order, q.Class)
		}
		var r index.Ranked
		err := times[q.Class].call(clock, func() (err error) {
			r, err = set.Search(token.Ask(q.Text, token.Person), wideAnswer, nil)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("search %q: %w", q.Text, err)
		}
		of[q.Class]++
		if ok, err := givesSame(set, r.Refs, q.Target); err != nil {
			return nil, err
		} else if ok {
			hit[q.Class]++
		}
		if r.Cut {
			cut[q.Class]++
		}
	}
	slices.Sort(order)
	var out []ScaleRow
	for _, class := range order {
		t := times[class]
		times[""].wall, times[""].cpu, cut[""] = append(times[""].wall, t.wall...), append(times[""].cpu, t.cpu...), cut[""]+cut[class]
		row := ScaleRow{Class: class, Times: t.times(), Cut: cut[class]}
		if class != ClassOther && class != ClassNothing {
			f := found(hit[class], of[class])
			row.Found = &f
		}
		out = append(out, row)
	}
	return append(out, ScaleRow{Class: "all", Times: times[""].times(), Cut: cut[""]}), nil
}

// givesSame reports whether one of the records has the words of a name, in any
// order: several have the same name where words are common.
func givesSame(set *index.Set, refs []index.Ref, name string) (bool, error) {
	want := slices.Sorted(strings.FieldsSeq(name))
	for _, ref := range refs {
		_, other, err := set.Record(ref)
		if err != nil {
			return false, err
		}
		if name != "" && slices.Equal(slices.Sorted(strings.FieldsSeq(other)), want) {
			return true, nil
		}
	}
	return false, nil
}

// ScoreScale times the search for each query with all that is found compared by
// the matcher.
func ScoreScale(set *index.Set, queries []ScaleQuery, clock Clock) (Times, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var t timed
	for _, q := range queries {
		err := t.call(clock, func() error {
			r, err := set.Search(token.Ask(q.Text, token.Person), wideAnswer, nil)
			if err != nil {
				return err
			}
			p := match.Prepare(&match.Query{Schema: entity.Person, Names: []string{q.Text}})
			for _, ref := range r.Refs {
				_, name, err := set.Record(ref)
				if err != nil {
					return err
				}
				p.Score(&entity.Entity{Schema: entity.Person, Properties: map[string][]string{"name": {name}}})
			}
			return nil
		})
		if err != nil {
			return Times{}, fmt.Errorf("search %q: %w", q.Text, err)
		}
	}
	return t.times(), nil
}
