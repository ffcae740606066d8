package culture

import "sort"

// Table draws by weight from a list in constant memory and logarithmic time.
type Table struct{ sums []int }

// NewTable builds a table of n weights. All weights zero is a programmer's error.
func NewTable(n int, weight func(i int) int) *Table {
	t := &Table{sums: make([]int, n)}
	sum := 0
	for i := range n {
		sum += weight(i)
		t.sums[i] = sum
	}
	if sum == 0 {
		panic("culture: table without weights")
	}
	return t
}

// NewWordTable builds a table over the weights of words.
func NewWordTable(words []Word) *Table {
	return NewTable(len(words), func(i int) int { return words[i].Weight })
}

// Total is the sum of the weights: draw x from [0, Total).
func (t *Table) Total() int { return t.sums[len(t.sums)-1] }

// At returns the index that x belongs to.
func (t *Table) At(x int) int { return sort.SearchInts(t.sums, x+1) }
