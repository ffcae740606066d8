package letters

import "testing"

func TestCompareSameAlphabet(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"семёнов", "семенов"}, {"عبدالله", "عبداللة"}, {"אברהם", "אבראהם"}, {"アレクサンダー", "アレクサンダ"}, {"ヴィクトル", "ビクトル"}, {"올리버", "올리베"},
		{"алексеевна", "алексеевич"},
	} {
		s := compare(t, c.a, c.b)
		if s < 8500 || s >= 10000 {
			t.Errorf("%s, %s: %d, want 8500 and less than 10000", c.a, c.b, s)
		}
		if s := compare(t, c.a, c.a); s != 10000 {
			t.Errorf("%s: %d with itself", c.a, s)
		}
	}
	for _, c := range []struct{ a, b string }{{"семёнов", "кузнецов"}, {"アレクサンダー", "アルバート"}, {"יצחק", "אברהם"}} {
		if s := compare(t, c.a, c.b); s >= 8500 {
			t.Errorf("%s, %s: %d", c.a, c.b, s)
		}
	}
	if _, ok := Compare(NewWord("李"), NewWord("黎")); ok {
		t.Error("Han against Han is not to be compared by reading")
	}
}
