package resolve

import "sync"

// Default is the epoch for a service that has too few records to learn from:
// weights as they are believed of persons and organisations in general.
func Default() *Epoch { return builtIn() }

var builtIn = sync.OnceValue(func() *Epoch {
	e := &Epoch{Version: Version, Prior: -1600, PossibleFrom: -600, MaxBlock: 100, frequent: map[uint64]int32{}, crowded: map[uint64]struct{}{}}
	// A family shares a name, an address and a telephone.
	e.Curves = map[string][]Point{household: {{1000, 1000}, {2500, 1600}, {5500, 1900}}}
	for _, f := range append(knownFields, ID("passport"), ID("tax"), ID("register"), ID("national"), ID("licence"), ID("lei"), ID("other")) {
		e.Comparisons = append(e.Comparisons, newComparison(f, kindOf(f)))
	}
	if err := e.ready(); err != nil {
		panic(err) // programmer error
	}
	return e
})
