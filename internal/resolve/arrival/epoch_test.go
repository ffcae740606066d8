package arrival

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/resolve"
)

// people makes records of persons, some of them of one person with slips, some
// of one household.
func people(n int, dice *rand.Rand) (out []*resolve.Record) {
	given := []string{"Anna", "Bertram", "Clara", "Dorian", "Elena", "Fabian", "Greta", "Henrik"}
	family := []string{"Abendroth", "Brinkmann", "Castell", "Dornbach", "Eichwald", "Falkenau", "Grunert", "Holmgren", "Isarsson", "Jansky"}
	street := []string{"Harbour Road", "Mill Lane", "Castle Street", "Long Acre", "Church Row"}
	for i := range n {
		r := &resolve.Record{ID: fmt.Sprintf("r%03d", i), Schema: entity.Person, Values: map[resolve.Field][]string{
			resolve.GivenName:  {given[dice.IntN(len(given))]},
			resolve.FamilyName: {family[dice.IntN(len(family))]},
			resolve.BirthDate:  {fmt.Sprintf("19%02d-%02d-%02d", 50+dice.IntN(50), 1+dice.IntN(12), 1+dice.IntN(28))},
			resolve.Address:    {fmt.Sprintf("%d %s", 1+dice.IntN(40), street[dice.IntN(len(street))])},
			resolve.Phone:      {fmt.Sprintf("0309%06d", dice.IntN(1000000))},
			resolve.Email:      {fmt.Sprintf("box%d@example.net", dice.IntN(100000))},
		}}
		if i > 0 && dice.IntN(2) == 0 { // another record of an earlier person
			for f, v := range out[dice.IntN(i)].Values {
				if dice.IntN(6) > 0 {
					r.Values[f] = slices.Clone(v)
				} else if dice.IntN(2) == 0 {
					r.Values[f] = []string{strings.Replace(v[0], "a", "e", 1)}
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// What arrives one by one falls into the entities of a batch over the same
// records, in every order.
func TestAsABatchInEveryOrder(t *testing.T) {
	dice := rand.New(rand.NewPCG(6, 1))
	all := people(600, dice)
	r, err := resolve.Resolve(slices.Values(all), resolve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	byCluster := map[int32][]string{}
	for i, c := range r.Cluster {
		byCluster[c] = append(byCluster[c], r.Records[i].ID)
	}
	want := []string{}
	for _, c := range byCluster {
		want = append(want, strings.Join(c, " "))
	}
	slices.Sort(want)
	if len(want) < 100 || len(want) > 500 {
		t.Fatalf("%d entities of %d records prove nothing", len(want), len(all))
	}
	other := people(100, dice) // that come, and go again
	for round := range 20 {
		e := Of(r.Epoch)
		dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i, x := range all {
			if i < len(other) && round%2 == 1 {
				e.Put("other"+other[i].ID, r.Epoch.Prepare(other[i]))
			}
			e.Put(x.ID, r.Epoch.Prepare(x))
		}
		for _, x := range other {
			e.Remove("other" + x.ID)
		}
		if d := cmp.Diff(want, clusters(e)); d != "" {
			t.Fatalf("round %d: %s", round, d)
		}
	}
}
