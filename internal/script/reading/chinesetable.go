package reading

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"math/bits"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:generate go -C ../../../tools run ./tables/han -out ../internal/script/reading/han.tbl

// packedHan is the table of readings that are not Japanese; its head says how it
// is written. zcat < han.tbl shows it.
//
//go:embed han.tbl
var packedHan []byte

// hanTable is the text of the table and where each key begins. Entries are read
// when they are asked for: a name has three characters, the table 18,000.
type hanTable struct {
	text  string
	one   []rune // the keys of one character, ascending
	at    []uint32
	words map[string]uint32 // those of two
}

var han = sync.OnceValue(func() *hanTable {
	z, err := gzip.NewReader(bytes.NewReader(packedHan))
	if err != nil {
		panic("reading: table han.tbl: " + err.Error())
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic("reading: table han.tbl: " + err.Error())
	}
	t := &hanTable{text: string(text), words: map[string]uint32{}}
	for pos := 0; pos < len(t.text); {
		end := strings.IndexByte(t.text[pos:], '\n')
		line := t.text[pos : pos+end]
		if key, _, ok := strings.Cut(line, "\t"); ok {
			r, size := utf8.DecodeRuneInString(key)
			if size == len(key) {
				t.one = append(t.one, r)
				t.at = append(t.at, uint32(pos+size))
			} else {
				t.words[key] = uint32(pos + len(key))
			}
		}
		pos += end + 1
	}
	return t
})

// fields gives what stands behind a key; "" for an unknown one.
func (t *hanTable) fields(r rune) string {
	i := sort.Search(len(t.one), func(i int) bool { return t.one[i] >= r })
	if i == len(t.one) || t.one[i] != r {
		return ""
	}
	return t.line(t.at[i])
}

// word is fields of two characters.
func (t *hanTable) word(name []rune) string {
	if len(name) < 2 {
		return ""
	}
	if at, ok := t.words[string(name[:2])]; ok {
		return t.line(at)
	}
	return ""
}

func (t *hanTable) line(at uint32) string {
	rest := t.text[at:]
	return rest[:strings.IndexByte(rest, '\n')]
}

// tagged calls visit with each word that fields have under a tag, in order.
func tagged(fields string, tag byte, visit func(i int, word string)) {
	for f := range strings.SplitSeq(fields, "\t") {
		if f != "" && f[0] == tag {
			i := 0
			for w := range strings.FieldsSeq(f[1:]) {
				visit(i, w)
				i++
			}
			return
		}
	}
}

// costed splits the cost from a reading: "xing23" costs 2.3 bits.
func costed(word string) (string, int) {
	i := strings.IndexAny(word, "0123456789")
	if i < 0 {
		return word, 0
	}
	n, _ := strconv.Atoi(word[i:])
	return word[:i], 10 * n
}

// allHan reports whether a name has Han characters only: one with kana is
// Japanese, and no other system reads it.
func allHan(name []rune) bool {
	for _, r := range name {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// edgeList collects edges, of equal ones the cheapest.
type edgeList struct {
	edges []Edge
	first int // of those that begin where the last one does
}

func (l *edgeList) add(from, to int, latin string, cost int) {
	if latin == "" {
		return
	}
	if len(l.edges) == 0 || l.edges[len(l.edges)-1].From != from {
		l.first = len(l.edges)
	}
	for i := l.first; i < len(l.edges); i++ {
		if e := &l.edges[i]; e.To == to && e.Latin == latin {
			e.Cost = min(e.Cost, cost)
			return
		}
	}
	l.edges = append(l.edges, Edge{From: from, To: to, Latin: latin, Cost: cost})
}

// oneOf is the cost of one of n that are as likely as one another.
func oneOf(n int) int {
	if n < 2 {
		return 0
	}
	return [...]int{0, 100, 158, 200, 232, 258, 281, 300}[min(n, 8)-1]
}

// rank is the cost of the i-th of customary spellings, the commonest first.
func rank(i int) int { return 40 + 100*bits.Len(uint(i)) }
