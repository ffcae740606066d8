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

// build puts the table together. The order is fixed, and every source only
// lowers what a word says, so the result does not depend on it.
func build(s sources) (*result, error) {
	t := &result{person: newList("words person"), body: newList("words body")}
	for _, name := range []string{"han", "hangul"} {
		t.unit(name + " person")
		t.unit(name + " body")
	}
	t.unit("pinyin person")
	t.unit("korean person")
	steps := []func(sources) error{
		func(sources) error { return t.addHand() },
	}
	for _, step := range steps {
		if err := step(s); err != nil {
			return nil, err
		}
	}
	return t, nil
}
