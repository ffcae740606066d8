// Command ja learns how kanji are read in Japanese names and writes the table
// that package reading embeds: for each character its readings with their
// costs, and whole words (surnames mostly) whose reading does not follow from
// their characters.
//
//	go run ./tables/ja -out ../internal/script/reading/ja.tbl.gz -cuts ../internal/script/reading/jacuts.tbl.gz
//
// It learns from name dictionaries with permissive licences only: IPADIC and
// UniDic (Go modules), Unihan (Debian's unicode-data) and the MIT list of
// Japanese names among the project's test data. Running it twice gives the
// same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "ja.tbl.gz", "table to write")
	cuts := flag.String("cuts", "jacuts.tbl.gz", "table of surnames and of characters by their part of a name")
	pairs := flag.String("pairs", "", "also write all examples to this file, for looking at")
	flag.Parse()
	if err := run(*out, *cuts, *pairs); err != nil {
		fmt.Fprintln(os.Stderr, "ja:", err)
		os.Exit(1)
	}
}

// folder gives a directory of sources: an environment variable or its default.
func folder(env, def string) string {
	if dir := os.Getenv(env); dir != "" {
		return dir
	}
	return def
}

func run(out, cuts, pairs string) error {
	tables := folder("SEKIFUDA_TABLES", filepath.Join("..", "..", "tables"))
	data := folder("SEKIFUDA_TESTDATA", filepath.Join("..", "..", "shared", "data"))
	known, standard, err := readUnihan(filepath.Join(tables, "deb/usr/share/unicode"))
	if err != nil {
		return err
	}
	examples, bearers, err := readLists(filepath.Join(data, "names/jp"))
	if err != nil {
		return err
	}
	dictionaries := merge(readDictionaries())
	examples = append(examples, readSingles()...)
	examples = merge(append(examples, dictionaries...))
	if pairs != "" {
		if err := writeExamples(pairs, examples); err != nil {
			return err
		}
	}
	if err := emitCuts(cuts, bearers, dictionaries, examples); err != nil {
		return err
	}
	m := train(known, examples)
	return emit(out, m, standard, examples)
}
