package links

import (
	"os"
	"testing"
)

func TestTune(t *testing.T) {
	if os.Getenv("LK_TUNE") == "" {
		t.Skip()
	}
	var seeds []uint64
	for i := range uint64(20) {
		seeds = append(seeds, i+1)
	}
	n := map[byte]int{}
	Debug = func(s string) {
		if n[s[0]]++; n[s[0]]%60 == 0 {
			t.Log(n[s[0]], s)
		}
	}
	r, err := Measure(seeds)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("rings %d members %d found %.2f%% plain %.2f%% linked %.2f%% honest linked %d of %d (%.2f%% of flagged) worst %+v", r.Rings, r.Members, 100*float64(r.Found)/float64(r.Members), 100*float64(r.Plain)/float64(r.Members),
		100*float64(r.Linked)/float64(r.Members), r.HonestLinked, r.Honest, 100*float64(r.HonestLinked)/float64(r.HonestLinked+r.Linked), r.WorstMix)
	t.Log(r.Alike)
	for i, o := range r.Others {
		if i%max(len(r.Others)/25, 1) == 0 {
			t.Log(o)
		}
	}
}
