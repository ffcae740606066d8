package rarity

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

// open finds a file of the development data, or skips the test.
func open(t *testing.T, parts ...string) *os.File {
	t.Helper()
	folder := os.Getenv("SEKIFUDA_TESTDATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(append([]string{folder}, parts...)...))
	if err != nil {
		t.Skip("no development data: ", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Words that are counted often in rows that the table was not made from must
// say less than those that are counted once, on either side of every corpus.
func TestCommonSaysLessInUnseenRows(t *testing.T) {
	for _, corpus := range []string{"arabic", "hebrew", "katakana", "korean", "russian", "chinese"} {
		var sum, n [2][2]int // side, rare or common
		lines := bufio.NewScanner(open(t, "names", "translit", corpus+"_dev.tsv"))
		for lines.Scan() {
			f := strings.Split(lines.Text(), "\t")
			count, err := strconv.Atoi(f[len(f)-1])
			if err != nil || len(f) != 3 {
				t.Fatalf("%s: %q", corpus, lines.Text())
			}
			for side, text := range []string{f[0], strings.ReplaceAll(f[1], " ", "")} {
				words := script.Words(text)
				if len(words) != 1 || count > 1 && count < 10 {
					continue
				}
				common := min(count/10, 1)
				sum[side][common] += Bits(words[0], Person)
				n[side][common]++
			}
		}
		for side, name := range []string{"Latin", "native"} {
			if n[side][0] == 0 || n[side][1] == 0 {
				t.Fatalf("%s: no rows", corpus)
			}
			rare, common := sum[side][0]/n[side][0], sum[side][1]/n[side][1]
			t.Logf("%s, %s: %d words counted once say %d, %d counted ten times or more %d", corpus, name, n[side][0], rare, n[side][1], common)
			if rare < common+50 {
				t.Errorf("%s, %s: rare words say %d, common ones %d", corpus, name, rare, common)
			}
		}
	}
}
