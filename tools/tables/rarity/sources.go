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

func newResult() *result {
	t := &result{person: newList("words person"), body: newList("words body"), grams: newAlphabets(), hand: map[string]float64{}}
	for _, name := range []string{"han person", "hangul person", "han body", "pinyin person", "korean person"} {
		t.unit(name)
	}
	return t
}

// build puts the table together. What was written by hand or counted in whole
// populations comes first, what was counted in a sample fills the gaps.
func build(s sources) (*result, error) {
	t := newResult()
	if err := t.addHand(); err != nil {
		return nil, err
	}
	for _, add := range []func(sources) error{t.addCensus, t.addJapan, t.addFaker, t.addWikidata, t.addBodies} {
		if err := add(s); err != nil {
			return nil, err
		}
	}
	t.settle()
	t.grams.fit(t.person.bits)
	t.person.trim(keepPersons)
	return t, nil
}

// settle makes words and what words are made of agree: a character is looked up
// as such, and a Chinese or Korean syllable that stands alone is a word.
func (t *result) settle() {
	for _, name := range []string{"han person", "hangul person"} {
		for w := range t.unit(name).bits {
			delete(t.person.bits, w)
		}
	}
	for _, name := range []string{"pinyin person", "korean person"} {
		for w, bits := range t.unit(name).bits {
			if old, ok := t.person.bits[w]; !ok || bits+100 < old {
				t.person.bits[w] = bits + 100
			}
		}
	}
}
