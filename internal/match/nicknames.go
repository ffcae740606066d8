package match

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script"
)

// nickname reports whether two different folded given names are borne by one
// and the same person without surprise: a short form and its full name (bill,
// william), two short forms of it, or its usual spellings in neighbouring
// languages (Vladimir, Volodymyr). It says nothing about names that merely
// have one origin (John, Ivan, Juan).
func nickname(a, b string) bool { return nicknameTable().share(a, b) }

// cognate reports whether two different folded given names are one name in two
// languages (John, Juan, Ivan). Papers and the press translate names, but two
// persons may well bear them: it is weaker than nickname.
func cognate(a, b string) bool { return cognateTable().share(a, b) }

// nameGroups gives the groups that a name is in.
type nameGroups map[string][]uint16

// share reports whether two different names have a group in common.
func (t nameGroups) share(a, b string) bool {
	if a == b {
		return false
	}
	of := t[b]
	for _, g := range t[a] {
		if slices.Contains(of, g) {
			return true
		}
	}
	return false
}

// nicknameFiles have one group of names a line, in no order. Groups overlap:
// sasha is Aleksandr and Aleksandra, who are not each other.
//
//go:embed nicknames*.txt
var nicknameFiles embed.FS

//go:embed cognates.txt
var cognates string

var nicknameTable = sync.OnceValue(func() nameGroups { return groupsOf(readNicknames()) })

var cognateTable = sync.OnceValue(func() nameGroups { return groupsOf(readGroups(nil, cognates)) })

func groupsOf(groups [][]string) nameGroups {
	t := make(nameGroups, 5000)
	for i, words := range groups {
		for _, w := range words {
			if g := uint16(i); !slices.Contains(t[w], g) {
				t[w] = append(t[w], g)
			}
		}
	}
	return t
}

func readNicknames() [][]string {
	files, err := nicknameFiles.ReadDir(".")
	if err != nil {
		panic("match: embedded nicknames: " + err.Error())
	}
	var groups [][]string
	for _, f := range files {
		text, err := nicknameFiles.ReadFile(f.Name())
		if err != nil {
			panic("match: embedded nicknames: " + err.Error())
		}
		groups = readGroups(groups, string(text))
	}
	return groups
}

// readGroups appends the groups of a text, folded.
func readGroups(groups [][]string, text string) [][]string {
	for _, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		words := strings.Fields(line)
		for i, w := range words {
			if w[0] >= 0x80 { // the others are plain already
				if folded := script.Words(w); len(folded) == 1 {
					words[i] = folded[0]
				}
			}
		}
		groups = append(groups, words)
	}
	return groups
}
