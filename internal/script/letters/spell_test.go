package letters

import (
	"bytes"
	"compress/gzip"
	"testing"
)

func TestSpell(t *testing.T) {
	for _, c := range []struct {
		in, want string
		alphabet Alphabet
	}{
		{"müller", "muller", Latin}, {"großmann", "grossmann", Latin}, {"o'brien", "obrien", Latin}, {"đorđe", "dorde", Latin}, {"þór", "thor", Latin}, {"łukasz", "lukasz", Latin},
		{"їжак", "ижак", Cyrillic}, {"љуба", "льуба", Cyrillic}, {"کریم", "كريم", Arabic}, {"ג׳רי", "ג'רי", Hebrew}, {"ג'רי", "ג'רי", Hebrew},
		{"さくら", "サクラ", Kana}, {"ロバーツ", "ロバーツ", Kana}, {"한글", "ㅎㅏㄴㄱㅡㄹ", Hangul}, {"克", "ke", Han}, {"123", "", None},
		{"иvanov", "vanov", Latin}, {"王a", "wang", Han},
	} {
		ls, a := Spell(nil, c.in)
		if got := write(a, string(ls)); got != c.want || a != c.alphabet {
			t.Errorf("%s: %s (%v), want %s (%v)", c.in, got, a, c.want, c.alphabet)
		}
	}
}

func TestPinyin(t *testing.T) {
	for _, s := range []string{"zhuang", "er", "lv", "an", "shi", "yue", "xiong"} {
		in, fin, ok := Pinyin(s)
		if !ok || hanInitials[in]+hanFinals[int(fin)-len(hanInitials)] != s {
			t.Errorf("%s: %d %d %v", s, in, fin, ok)
		}
	}
	if _, _, ok := Pinyin("xyz"); ok {
		t.Error("xyz is no syllable")
	}
}

func TestModelTablesAreRead(t *testing.T) {
	for a := Latin; a < Alphabets; a++ {
		if loaders[a]() == nil {
			t.Errorf("no model of %v", a)
		}
	}
	if _, err := readModel(tablesWith(t, "block x"), Cyrillic); err == nil {
		t.Error("a broken line was read")
	}
	if _, err := readModel([]byte("no gzip"), Cyrillic); err == nil {
		t.Error("what is no table was read")
	}
}

func tablesWith(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
