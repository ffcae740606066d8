package letters

import (
	"strings"
	"testing"
)

func TestAlign(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"щербаков", "shcherbakov", "щ:shch е:e р:r б:b а:a к:k о:o в:v"},
		{"shcherbakov", "щербаков", "shch:щ e:е r:р b:б a:а k:к o:о v:в"},
		{"アマゾン", "amazon", "ア:a マ:ma ゾ:zo ン:n"},
		{"윤", "yoon", "ㅠ:yoo ㄴ:n"},
		{"麦克", "mike", "m:m ai:i k:k e:e"},
		{"friedrich", "fridrikh", "f:f r:r ie:i d:d r:r i:i c:k h:h"},
	} {
		var got []string
		for _, b := range Align(NewWord(c.a), NewWord(c.b)) {
			got = append(got, b.A+":"+b.B)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s, %s: %s, want %s", c.a, c.b, s, c.want)
		}
	}
	if Align(NewWord("李"), NewWord("이")) != nil || Align(nil, nil) != nil {
		t.Error("aligned what is not compared")
	}
}
