package fuzzy

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

// Table is a section that was found in a file. At gives its bytes [from, to),
// nil where they are damaged (the caller remembers that by itself).
type Table struct {
	Len, Count, Width int64
	At                func(from, to int64) []byte
}

// Index is an opened set of sections. It is safe for concurrent use.
type Index struct {
	fail                                                           func(what string)
	weighed                                                        int   // records by which terms are weighed
	records                                                        int64 // of the file
	writings                                                       int64
	terms                                                          int64
	width                                                          int64 // of a term in writings
	labels                                                         []string
	text, termEnd, weight, forward, writing, record, postOff, post table
	common, pairRow, pairCol, pair, soloOff, solo                  table
	key, keyEnd, keySign, keyRow, keyTerm                          table
	exact                                                          buckets
	one, two                                                       buckets
	mask, days                                                     table
	expanded                                                       expanded
}

// Open takes sections by their names and checks that they fit each other and the
// number of records. What does not fit inside them shows only when they are
// used: such things find nothing and are told to fail (nil: to nobody), which
// must be safe for concurrent use. No bytes make Open or a search panic.
func Open(get func(name string) (Table, bool), records int64, fail func(what string)) (*Index, error) {
	if fail == nil {
		fail = func(string) {}
	}
	x := &Index{fail: fail, records: records}
	x.expanded.memo.Most = mostExpanded
	o := opener{x: x, get: get}
	head := o.take(secHead, 8)
	o.want(secHead, head.Count, headSize)
	if o.err != nil {
		return nil, o.err
	}
	if v := head.u64(8 * headVersion); v != formatVersion {
		return nil, fmt.Errorf("fuzzy sections: version %d, not %d", v, formatVersion)
	}
	for _, n := range []int64{headWeighed, headWritings, headTerms, headCommon} {
		if head.u64(8*n) > math.MaxUint32 {
			return nil, fmt.Errorf("fuzzy sections: section %s: impossible number", secHead)
		}
	}
	x.weighed = int(head.u64(8 * headWeighed))
	x.writings, x.terms = int64(head.u64(8*headWritings)), int64(head.u64(8*headTerms))
	o.vocabulary()
	o.lists(int64(head.u64(8 * headCommon)))
	o.found()
	o.filters()
	if o.err != nil {
		return nil, o.err
	}
	return x, nil
}

// opener takes the sections one after another; the first error sticks.
type opener struct {
	x   *Index
	get func(name string) (Table, bool)
	err error
}

// take gets a section of items with the given width, 0 where they differ.
func (o *opener) take(name string, width int64) table {
	t, ok := o.get(name)
	if o.err != nil {
		return table{}
	}
	if !ok || t.At == nil {
		o.err = fmt.Errorf("fuzzy sections: section %s is missing", name)
		return table{}
	}
	if t.Len < 0 || t.Count < 0 || t.Count > 1<<48 || width > 0 && (t.Width != width || t.Len != t.Count*width) {
		o.err = fmt.Errorf("fuzzy sections: section %s: %d bytes for %d items of %d", name, t.Len, t.Count, t.Width)
		return table{}
	}
	return table{Table: t, x: o.x, name: name}
}

// want checks a number of items.
func (o *opener) want(name string, got, want int64) {
	if o.err == nil && got != want {
		o.err = fmt.Errorf("fuzzy sections: section %s: %d items, not %d", name, got, want)
	}
}

func (o *opener) vocabulary() {
	x := o.x
	x.text = o.take(secTerms, 0)
	x.termEnd = o.take(secTermEnd, 4)
	x.weight = o.take(secWeight, 1)
	o.want(secTerms, x.text.Count, x.terms)
	o.want(secTermEnd, x.termEnd.Count, x.terms+1)
	o.want(secWeight, x.weight.Count, x.terms)
	x.width = int64(widthOf(int(x.terms)))
	x.writing = o.take(secWriting, int64(rowSize(int(x.width))))
	x.forward = o.take(secForward, x.width)
	x.record = o.take(secRecord, 4)
	o.want(secWriting, x.writing.Count, x.writings)
	if x.record.Count > 0 {
		o.want(secRecord, x.record.Count, x.writings)
	} else if o.err == nil && x.writings > x.records {
		o.err = fmt.Errorf("fuzzy sections: %d writings of %d records", x.writings, x.records)
	}
}

func (o *opener) lists(common int64) {
	x := o.x
	x.postOff = o.take(secPostOff, 4)
	x.post = o.take(secPost, postSize)
	x.common = o.take(secCommon, 8)
	x.pairRow = o.take(secPairRow, 4)
	x.pairCol = o.take(secPairCol, 8)
	x.pair = o.take(secPair, postSize)
	x.soloOff = o.take(secSoloOff, 4)
	x.solo = o.take(secSolo, postSize)
	o.want(secPostOff, x.postOff.Count, x.terms+1)
	o.want(secCommon, x.common.Count, common)
	o.want(secPairRow, x.pairRow.Count, common+1)
	o.want(secSoloOff, x.soloOff.Count, common+1)
}

func (o *opener) found() {
	x := o.x
	x.key = o.take(secKeys, 0)
	x.keyEnd = o.take(secKeyEnd, 4)
	x.keyRow = o.take(secKeyRow, 4)
	x.keyTerm = o.take(secKeyTerm, 5)
	x.keySign = o.take(secKeySign, 4)
	o.want(secKeySign, x.keySign.Count, x.key.Count)
	o.want(secKeyEnd, x.keyEnd.Count, x.key.Count+1)
	o.want(secKeyRow, x.keyRow.Count, x.key.Count+1)
	x.exact = o.buckets(secExactB, secExact, exactSize)
	x.one = o.buckets(secOneB, secOne, deletionSize)
	x.two = o.buckets(secTwoB, secTwo, deletionSize)
}

func (o *opener) buckets(off, entries string, size int64) buckets {
	b := buckets{off: o.take(off, 4), entries: o.take(entries, size), size: size}
	shift, n := bucketsFor(int(b.entries.Count))
	b.shift = shift
	o.want(off, b.off.Count, int64(n)+1)
	return b
}

func (o *opener) filters() {
	x := o.x
	l := o.take(secLabels, 0)
	if o.err != nil {
		return
	}
	if l.Count > 0 && l.Len < 1<<20 {
		x.labels = strings.Split(string(bytes.Clone(l.bytes(0, l.Len))), "\x00")
	}
	o.want(secLabels, int64(len(x.labels)), l.Count)
	if l.Count > maxLabels {
		o.want(secLabels, l.Count, maxLabels)
	}
	x.mask = o.take(secMask, max(1, (l.Count+7)/8))
	x.days = o.take(secDays, 8)
}
