package main

import (
	"os"
	"path/filepath"
)

// sources are the folders that the table is made from.
type sources struct {
	tables string // packages unpacked: npm/, deb/
	data   string // names/translit, names/jp, lists/
}

// sourcesFromEnv looks beside the project, or where the environment says.
func sourcesFromEnv() sources {
	s := sources{tables: os.Getenv("SEKIFUDA_TABLES"), data: os.Getenv("SEKIFUDA_TESTDATA")}
	if s.tables == "" {
		s.tables = filepath.Join("..", "..", "tables")
	}
	if s.data == "" {
		s.data = filepath.Join("..", "..", "shared", "data")
	}
	return s
}

// build puts the table together. What was written by hand or counted in whole
// populations comes first, what was counted in a sample fills the gaps.
func build(s sources) (*result, error) {
	t := &result{person: newList("words person"), body: newList("words body"), grams: newAlphabets(), hand: map[string]float64{}}
	for _, name := range []string{"han person", "hangul person", "han body", "pinyin person", "korean person"} {
		t.unit(name)
	}
	if err := t.addHand(); err != nil {
		return nil, err
	}
	for _, add := range []func(sources) error{t.addCensus, t.addJapan, t.addFaker, t.addWikidata, t.addBodies} {
		if err := add(s); err != nil {
			return nil, err
		}
	}
	t.grams.fit(t.person.bits)
	t.person.trim(keepPersons)
	return t, nil
}
