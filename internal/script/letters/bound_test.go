package letters

import "testing"

// What MayReach excludes does not reach it, for words of every alphabet; and it
// excludes nearly all pairs that have nothing in common.
func TestMayReach(t *testing.T) {
	latin := []string{"tanaka", "muhammad", "kim", "schtscherbakow", "sato", "yoshida", "abdurrahman", "li", "xiaoping", "goldberg", "petrov", "jeong", "hernandez", "ng", "wjatscheslaw", "toyota"}
	others := []string{"タナカ", "トヨタ", "ヨシダ", "ヘルナンデス", "محمد", "عبدالرحمن", "щербаков", "петров", "김", "정", "小平", "李", "גולדברג", "вячеслав", "ヴャチェスラフ", "tanaca", "mohamed", "petroff"}
	kept, all := 0, 0
	for _, l := range latin {
		for _, o := range others {
			a, b := NewWord(l), NewWord(o)
			score, likeness, _ := Weigh(a, b)
			for _, w := range [][2]int{{6000, 0}, {7000, 0}, {8300, 3250}, {8500, 3600}, {8800, 6000}} {
				may := MayReach(a, b, w[0], w[1])
				if !may && score >= w[0] && likeness >= w[1] {
					t.Errorf("%s and %s score %d, likeness %d: MayReach(%d, %d) is false", l, o, score, likeness, w[0], w[1])
				}
				if all++; may {
					kept++
				}
			}
			exact, _, _ := WeighFrom(a, b, 0)
			if exact >= leastScore && score != exact {
				t.Errorf("%s and %s: %d from %d on, else %d", l, o, score, leastScore, exact)
			}
		}
	}
	if kept > all/8 {
		t.Errorf("%d of %d pairs kept", kept, all)
	}
}
