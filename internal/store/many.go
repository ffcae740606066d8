package store

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// AtOnce is how many rows go into one statement at most. Each statement costs
// about as much as a row; beyond some dozen rows there is little left to share.
const AtOnce = 16

// Inserts is an INSERT of up to AtOnce rows: one text for each number of them,
// so that each is prepared once.
type Inserts struct {
	columns int
	texts   func() []string
}

// NewInserts makes the statement "INSERT INTO head VALUES (…), (…) tail", where
// head is the table with the names of its columns.
func NewInserts(head string, columns int, tail string) *Inserts {
	return &Inserts{columns: columns, texts: sync.OnceValue(func() []string {
		texts := make([]string, AtOnce)
		var b strings.Builder
		fmt.Fprintf(&b, "INSERT INTO %s VALUES ", head)
		for n := range texts {
			if n > 0 {
				b.WriteString(", ")
			}
			writeRow(&b, n*columns, columns)
			texts[n] = b.String() + " " + tail
		}
		return texts
	})}
}

func writeRow(b *strings.Builder, before, columns int) {
	for c := range columns {
		fmt.Fprintf(b, "%c$%d", "(,"[min(c, 1)], before+c+1)
	}
	b.WriteByte(')')
}

// Text returns the statement for as many rows as args hold.
func (i *Inserts) Text(args []any) string { return i.texts()[len(args)/i.columns-1] }

// ExecAll inserts the rows that args hold one after the other and returns how
// many it changed.
func (tx *Tx) ExecAll(i *Inserts, args []any) (changed int64, err error) {
	for len(args) > 0 {
		part := args[:min(len(args), AtOnce*i.columns)]
		n, err := tx.Exec(i.Text(part), part...)
		if err != nil {
			return changed, err
		}
		changed, args = changed+n, args[len(part):]
	}
	return changed, nil
}

// In returns the condition "IN (…)" that one of up to AtOnce values holds, with
// numbers from $2 on, and the arguments of a query with it: $1 is the tenant.
// The last value is repeated up to one of a few lengths, so that few texts serve
// any number; one alone is most frequent, and costs no more than an equality.
func In(tenant string, values []string) (condition string, args []any) {
	i := slices.IndexFunc(inLengths, func(n int) bool { return len(values) <= n })
	args = make([]any, 0, 1+inLengths[i])
	args = append(args, tenant)
	for n := range inLengths[i] {
		args = append(args, values[min(n, len(values)-1)])
	}
	return inTexts[i], args
}

var inLengths = []int{1, 4, AtOnce}

var inTexts = func() (texts []string) {
	for _, n := range inLengths {
		var b strings.Builder
		b.WriteString("IN ")
		writeRow(&b, 1, n)
		texts = append(texts, b.String())
	}
	return texts
}()
