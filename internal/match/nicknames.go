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
func nickname(a, b string) bool {
	if a == b {
		return false
	}
	t := nicknameTable()
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

// nicknameTable gives the groups that a name is in.
var nicknameTable = sync.OnceValue(func() map[string][]uint16 {
	t := make(map[string][]uint16, 5000)
	for i, words := range nicknameGroups() {
		for _, w := range words {
			if g := uint16(i); !slices.Contains(t[w], g) {
				t[w] = append(t[w], g)
			}
		}
	}
	return t
})

// nicknameGroups reads the groups, folded.
func nicknameGroups() [][]string {
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
		for _, line := range strings.Split(string(text), "\n") {
			if line != "" && line[0] != '#' {
				groups = append(groups, foldNicknames(strings.Fields(line)))
			}
		}
	}
	return groups
}

// foldNicknames folds what is not plain Latin already.
func foldNicknames(words []string) []string {
	for i, w := range words {
		if w[0] >= 0x80 {
			if folded := script.Words(w); len(folded) == 1 {
				words[i] = folded[0]
			}
		}
	}
	return words
}
