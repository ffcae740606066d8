package fuzzy

import "github.com/sekifuda/sekifuda/internal/memo"

// expanded keeps what terms may mean in an index: words come again and again, and
// looking for all their keys is half of a search.
type expanded struct {
	memo memo.Memo[expandedKey, expandedTerm]
}

// expandedKey is the number of a term, and how far was looked.
type expandedKey struct {
	number uint64
	far    bool
}

type expandedTerm struct {
	text  string
	found []found // with no number of what is asked
}

// Bounds of what is kept: terms, and what one of them may mean.
const (
	mostExpanded = 1 << 13
	mostMeanings = 256
)

// get gives what is kept of a term.
func (e *expanded) get(k expandedKey, text string) ([]found, bool) {
	if k.number == 0 {
		return nil, false
	}
	t, ok := e.memo.Get(k)
	return t.found, ok && t.text == text
}

func (e *expanded) keep(k expandedKey, text string, fs []found) {
	if k.number == 0 || len(fs) > mostMeanings {
		return
	}
	e.memo.Keep(k, expandedTerm{text: text, found: append([]found(nil), fs...)})
}
