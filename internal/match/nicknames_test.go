package match

import (
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

func TestNickname(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"bill", "william", true}, {"bob", "robert", true}, {"liz", "beth", true}, {"tony", "anthony", true}, {"peggy", "margaret", true},
		{"sasha", "aleksandr", true}, {"sasha", "aleksandra", true}, {"volodymyr", "vladimir", true}, {"саша", "александр", true},
		{"pepe", "jose", true}, {"paco", "francisco", true}, {"sepp", "josef", true}, {"kuba", "jakub", true}, {"pista", "istvan", true},
		{"giannis", "ioannis", true}, {"mehmet", "muhammad", true}, {"md", "mohammed", true}, {"avi", "avraham", true}, {"srini", "srinivasan", true},
		{"aleksandr", "aleksandra", false}, {"bill", "robert", false}, {"bill", "bill", false}, {"", "bill", false}, {"", "", false},
		{"daniel", "danielle", false}, {"paul", "paula", false}, {"john", "ivan", false}, {"ivan", "juan", false}, {"jean", "john", false},
		{"mario", "maria", false}, {"min", "jun", false}, {"kim", "park", false},
	} {
		if nickname(c.a, c.b) != c.want || nickname(c.b, c.a) != c.want {
			t.Errorf("nickname(%q, %q): want %v both ways", c.a, c.b, c.want)
		}
	}
}

func TestCognate(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"john", "juan", true}, {"ivan", "johann", true}, {"giuseppe", "joseph", true}, {"william", "guillermo", true}, {"mary", "maryam", true},
		{"john", "john", false}, {"john", "jane", false}, {"mario", "maria", false}, {"paul", "paula", false}, {"bill", "guillermo", false}, {"", "", false},
	} {
		if cognate(c.a, c.b) != c.want || cognate(c.b, c.a) != c.want {
			t.Errorf("cognate(%q, %q): want %v both ways", c.a, c.b, c.want)
		}
	}
}

func TestNicknamesAreFoldedWords(t *testing.T) {
	if n := len(nicknameTable()); n < 1500 {
		t.Errorf("%d names", n)
	}
	for i, group := range append(readNicknames(), readGroups(nil, cognates)...) {
		if len(group) < 2 || len(group) > 30 {
			t.Errorf("group %d has %d names: %s", i, len(group), strings.Join(group, " "))
		}
		for _, w := range group {
			if got := script.Words(w); len(got) != 1 || got[0] != w {
				t.Errorf("group %d: %q folds to %q", i, w, got)
			}
			if len([]rune(w)) < 2 {
				t.Errorf("group %d: %q is an initial", i, w)
			}
		}
	}
}

func TestNicknameAllocatesNothing(t *testing.T) {
	nickname("a", "b")
	cognate("a", "b")
	if n := testing.AllocsPerRun(100, func() { nickname("sasha", "aleksandr"); nickname("nobody", "william"); cognate("john", "juan") }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
