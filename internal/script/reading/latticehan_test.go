package reading

import (
	"cmp"
	"slices"
	"testing"
)

// Names that are put together of what is known of their characters have the edges
// that each system gives the whole name.
func TestHanEdges(t *testing.T) {
	for _, text := range []string{"小田祐介", "金正恩", "習近平", "李", "田中", "平賀源内", "蔡英文", "許呂周", "朴槿恵", "陳水扁", "女真呂緑", "黄興国平"} {
		name := []rune(text)
		if han().word(name) != "" {
			t.Fatalf("%s begins with a surname of two characters", text)
		}
		for s, alone := range byCharacter {
			if !alone {
				continue
			}
			want, got := languages[s].edges(name), hanEdges(name, System(s))
			for _, e := range [][]Edge{want, got} {
				slices.SortFunc(e, func(a, b Edge) int {
					return cmp.Or(a.From-b.From, a.To-b.To, cmp.Compare(a.Latin, b.Latin))
				})
			}
			if !slices.Equal(want, got) {
				t.Errorf("%s, %s: %v, want %v", text, System(s), got, want)
			}
		}
	}
}
