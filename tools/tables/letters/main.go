// Command letters learns what letters stand for what in other alphabets, from
// rows of names in two spellings, and writes the tables of script/letters.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/script/letters"
)

var scripts = []struct {
	name     string
	alphabet letters.Alphabet
	max      limits
}{
	{"russian", letters.Cyrillic, limits{4, 2}},
	{"arabic", letters.Arabic, limits{3, 2}},
	{"hebrew", letters.Hebrew, limits{3, 2}},
	{"katakana", letters.Kana, limits{3, 2}},
	{"korean", letters.Hangul, limits{3, 3}},
	{"chinese", letters.Han, limits{4, 3}},
}

func main() {
	out := flag.String("out", "", "folder to write tables to; none: learn from nine rows in ten and measure on the others")
	only := flag.String("only", "", "scripts to train")
	perRow := flag.Int("neg", 60, "random pairs a row")
	flag.IntVar(&dumpRows, "dump", 0, "rows with the least evidence to print")
	flag.Parse()
	data := os.Getenv("SEKIFUDA_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	if err := run(data, *out, *only, *perRow); err != nil {
		log.Fatal(err)
	}
}

var dumpRows int

func run(data, out, only string, perRow int) error {
	if out != "" {
		if err := writePinyin(filepath.Join(out, "pinyin.tbl")); err != nil {
			return err
		}
	}
	rows, err := readAll(data, "train")
	if err != nil {
		return err
	}
	bgs := map[letters.Alphabet]*background{letters.Latin: newBackground(2, letters.Letters(letters.Latin), bgTau)}
	for _, s := range scripts {
		bgs[s.alphabet] = newBackground(2, letters.Letters(s.alphabet), bgTau)
		for _, p := range rows[s.alphabet] {
			bgs[letters.Latin].add(p.a, 1)
			bgs[s.alphabet].add(p.b, 1)
		}
	}
	if out != "" && only == "" {
		if err := emitBackgrounds(filepath.Join(out, "background.tbl"), bgs); err != nil {
			return err
		}
	}
	if only == "" || strings.Contains(only, "latin") {
		if err := one("latin", letters.Latin, limits{3, 3}, spellings(rows), rows[letters.Cyrillic], bgs, out, perRow); err != nil {
			return err
		}
	}
	for _, s := range scripts {
		if only == "" || strings.Contains(only, s.name) {
			if err := one(s.name, s.alphabet, s.max, rows[s.alphabet], nil, bgs, out, perRow); err != nil {
				return err
			}
		}
	}
	return nil
}

// one trains, measures and writes one model.
func one(name string, a letters.Alphabet, max limits, rs, names []pair, bgs map[letters.Alphabet]*background, out string, perRow int) error {
	start := time.Now()
	test := rs[:len(rs)/10]
	if out == "" {
		rs = rs[len(test):]
	}
	rs = append(rs[:len(rs):len(rs)], customaryRows(a)...)
	t, c := train(max, rs, bgs[letters.Latin], bgs[a])
	sc := newScorer(t, c, bgs[letters.Latin], bgs[a])
	others := test
	if a == letters.Latin {
		others = latinPairs(names[:len(names)/10])
	}
	threshold := sc.measure(name, test, others, perRow)
	if dumpRows > 0 {
		sc.dump(test, dumpRows)
	}
	fmt.Fprintln(os.Stderr, name, time.Since(start).Round(time.Second))
	if out == "" {
		return nil
	}
	return emit(filepath.Join(out, a.String()+".tbl"), a, c, t, threshold)
}

const bgTau = 20

func train(max limits, rows []pair, bgA, bgB *background) (*trainer, *contexts) {
	t := &trainer{max: max, pairs: rows, opt: options{penalty: 0.05, gap: 0.05, prune: 2, noise: 0.1, rounds: 8, tau: [4]float64{0, 60, 20, 0}, err: 7, errSub: 8.5}}
	for _, p := range rows {
		t.bgA, t.bgB = append(t.bgA, bgA.log(p.a)), append(t.bgB, bgB.log(p.b))
	}
	t.em()
	var c *contexts
	for range 3 {
		c = t.learn(c)
	}
	return t, c
}
