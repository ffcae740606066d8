package reading

import "testing"

func BenchmarkNew(b *testing.B) {
	for _, c := range []string{"張志明", "欧陽建国", "김민준", "佐藤健太郎"} {
		name := []rune(c)
		b.Run(c, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				New(name)
			}
		})
	}
}

func BenchmarkSpans(b *testing.B) {
	l := New([]rune("張志明"))
	word := NewWord("chihming")
	var dst []Span
	b.ReportAllocs()
	for b.Loop() {
		dst = l.Spans(dst[:0], word)
	}
}

func BenchmarkNewWord(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		NewWord("chihming")
	}
}
