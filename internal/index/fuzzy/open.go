package fuzzy

// Table is a section that was found in a file. At gives its bytes [from, to),
// nil where they are damaged (the caller remembers that by itself).
type Table struct {
	Len, Count, Width int64
	At                func(from, to int64) []byte
}

// Index is an opened set of sections. It is safe for concurrent use.
type Index struct{}

// Open takes sections by their names and checks that they fit each other and the
// number of records. What does not fit inside them shows only when they are
// used: such things find nothing and are told to fail (nil: to nobody), which
// must be safe for concurrent use. No bytes make Open or a search panic.
func Open(get func(name string) (Table, bool), records int64, fail func(what string)) (*Index, error) {
	return &Index{}, nil
}

// Frequency says in how many writings a term stands, for the difference that is
// built on this index.
func (x *Index) Frequency(term string) int { return 0 }

// Records is the number of records by which terms are weighed.
func (x *Index) Records() int { return 0 }
