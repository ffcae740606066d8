package letters

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// On real pairs, what Compare scores highly Weigh scores the same, and WeighFrom
// loses one in 300 of the worst alphabet at most: those whose blocks are far
// likelier together than one of their sides is by itself.
func TestWeighFromOnRealPairs(t *testing.T) {
	root := os.Getenv("SEKIFUDA_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	for _, name := range []string{"russian", "arabic", "hebrew", "katakana", "korean", "chinese"} {
		f, err := os.Open(filepath.Join(root, "names", "translit", name+"_dev.tsv"))
		if err != nil {
			t.Skipf("development data not here: %v", err)
		}
		high, lost := 0, [2]int{}
		in := bufio.NewScanner(f)
		for in.Scan() {
			fields := strings.Split(in.Text(), "\t")
			a, b := NewWord(strings.ToLower(fields[0])), NewWord(strings.ReplaceAll(fields[1], " ", ""))
			all, ok := Compare(a, b)
			if !ok || all < 8300 {
				continue
			}
			high++
			for i, from := range []int{leastScore, 8300} {
				if s, _, _ := WeighFrom(a, b, from); s != all {
					lost[i]++
				}
			}
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		t.Logf("%s: of %d pairs %d lost by Weigh, %d from 8300", name, high, lost[0], lost[1])
		if lost[0]*1000 > high || lost[1]*300 > high || high < 1000 {
			t.Errorf("%s: of %d pairs %d lost by Weigh, %d from 8300", name, high, lost[0], lost[1])
		}
	}
}
