package parity

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// A filtered list finds the same people of every tradition as a whole one, each
// asked for in the form in which they are not listed.
func TestFilterLosesNobodyOfAnyTradition(t *testing.T) {
	for _, listedForm := range []string{Romanised, Native} {
		var listed []*entity.Entity
		var ask []string
		for _, tr := range culture.Traditions() {
			d := dice(7, streamRecall, tr.Code)
			for range 12 {
				p := tr.Draw(d)
				in, other := p.Native(), p.Romanised()
				if listedForm == Romanised {
					in, other = other, in
				}
				listed = append(listed, &entity.Entity{Schema: entity.Person, Properties: map[string][]string{"name": {in}}})
				ask = append(ask, other)
			}
		}
		whole := names.NewList(listed, entity.Person)
		filtered := whole.Filtered()
		rand.New(rand.NewPCG(1, 1)).Shuffle(len(ask), func(i, j int) { ask[i], ask[j] = ask[j], ask[i] })
		found := 0
		for _, q := range ask {
			want, got := whole.From(q, names.Floor), filtered.From(q, names.Floor)
			found += len(want)
			if fmt.Sprint(want) != fmt.Sprint(got) {
				t.Errorf("%s lists, %s: %d found, %d with the filter: %v", listedForm, q, len(want), len(got), want)
			}
		}
		if found < len(ask)/2 {
			t.Errorf("%d answers to %d names hold little", found, len(ask))
		}
	}
}
