package entities

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/resolve"
)

func TestDbg(t *testing.T) {
	name := os.Getenv("DBG")
	if name == "" {
		t.Skip()
	}
	for _, s := range Made(2, 1) {
		if s.Name == name {
			_, truth := s.Make()
			f, res, err := s.Measure()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Printf("%+v\n", f)
			b, _ := res.Epoch.Marshal()
			os.WriteFile("/tmp/dbg.json", b, 0o644)
			show(res, truth)
		}
	}
	for _, s := range Sets() {
		if s.Name != name {
			continue
		}
		dir := os.Getenv("SEKIFUDA_TESTDATA") + "/er"
		_, truth, _ := s.Load(dir)
		f, res, err := s.Measure(dir)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("%+v\n", f)
		show(res, truth)
	}
}

func show(res *resolve.Resolution, truth map[string]string) {
	n := len(res.Records)
	ready := make([]*resolve.Prepared, n)
	for i, r := range res.Records {
		ready[i] = res.Epoch.Prepare(r)
	}
	var miss, bad [][2]int
	for i := 0; i < n; i++ {
		for j := i + 1; j < n; j++ {
			a, b := truth[res.Records[i].ID] == truth[res.Records[j].ID], res.Cluster[i] == res.Cluster[j]
			if a && !b {
				miss = append(miss, [2]int{i, j})
			}
			if b && !a {
				bad = append(bad, [2]int{i, j})
			}
		}
	}
	for k, list := range [][][2]int{miss, bad} {
		fmt.Println("=====", []string{"MISSED", "WRONG"}[k], len(list))
		r := rand.New(rand.NewSource(1))
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for _, p := range list[:min(len(list), 30)] {
			w := res.Epoch.Explain(ready[p[0]], ready[p[1]])
			var ls []string
			for _, l := range w.Lines {
				ls = append(ls, fmt.Sprintf("%s %s %d", l.Field, l.Level, l.Weight))
			}
			shared := "no key"
			ka := res.Epoch.Keys(ready[p[0]], nil)
			for _, x := range res.Epoch.Keys(ready[p[1]], nil) {
				for _, y := range ka {
					if x == y {
						shared = "key"
					}
				}
			}
			fmt.Println(res.Records[p[0]].ID, res.Records[p[0]].Values, "\n ", res.Records[p[1]].ID, res.Records[p[1]].Values, "\n  ", shared, w.Score, strings.Join(ls, "; "))
		}
	}
}
