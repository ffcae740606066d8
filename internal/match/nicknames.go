package match

import (
	"slices"
	"strings"
	"sync"
)

// nickname reports whether two different folded given names are borne by one
// and the same person without surprise: a short form and its full name (bill,
// william), two short forms of it, or its usual spellings in neighbouring
// languages (Vladimir, Volodymyr). It says nothing about names that merely
// have one origin (John, Ivan, Juan).
func nickname(a, b string) bool {
	if a == b {
		return false
	}
	t := nicknameTable()
	for _, g := range t[a] {
		if slices.Contains(t[b], g) {
			return true
		}
	}
	return false
}

// nicknameTable gives the groups that a name is in.
var nicknameTable = sync.OnceValue(func() map[string][]uint16 {
	t := map[string][]uint16{}
	group := uint16(0)
	for _, text := range nicknameGroups {
		for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
			for _, w := range strings.Fields(line) {
				if !slices.Contains(t[w], group) {
					t[w] = append(t[w], group)
				}
			}
			group++
		}
	}
	return t
})

// nicknameGroups: one group of names a line, folded, in no order. Groups
// overlap: sasha is Aleksandr and Aleksandra, who are not each other.
var nicknameGroups = []string{englishNicknames}
