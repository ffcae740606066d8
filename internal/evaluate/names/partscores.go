package names

import (
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/letters"
)

// PartScorers give the ways to compare single parts of names by their names.
// Each remembers the words that it took apart.
var PartScorers = map[string]func() func(latin, native string) int{
	"match":   matchParts,
	"letters": letterParts,
}

// matchParts compares parts as names of one word of a person; the native one
// is looked for.
func matchParts() func(latin, native string) int {
	queries := remember(func(s string) *match.Prepared {
		return match.Prepare(&match.Query{Schema: entity.Person, Names: []string{s}})
	})
	targets := remember(func(s string) *match.Target { return target(entity.Person, s) })
	return func(latin, native string) int { return queries(native).ScoreTarget(targets(latin)).Score }
}

// letterParts compares parts by the learned letter blocks alone.
func letterParts() func(latin, native string) int {
	words := remember(func(s string) *letters.Word { return letters.NewWord(script.Fold(s)) })
	return func(latin, native string) int {
		score, _ := letters.Compare(words(latin), words(native))
		return score
	}
}

func remember[T any](make func(string) T) func(string) T {
	var mu sync.Mutex
	known := map[string]T{}
	return func(s string) T {
		mu.Lock()
		defer mu.Unlock()
		v, ok := known[s]
		if !ok {
			v = make(s)
			known[s] = v
		}
		return v
	}
}
