package reading

import "testing"

func BenchmarkJapaneseSpans(b *testing.B) {
	l := New([]rune("渡辺健太"))
	for _, c := range []struct{ name, word string }{{"own", "watanabe"}, {"other", "hiroshi"}, {"foreign", "schmidt"}} {
		w := NewWord(c.word)
		b.Run(c.name, func(b *testing.B) {
			var buf [64]Span
			b.ReportAllocs()
			for range b.N {
				l.Spans(buf[:0], w)
			}
		})
	}
}

func BenchmarkJapaneseNew(b *testing.B) {
	name := []rune("渡辺健太")
	b.ReportAllocs()
	for range b.N {
		New(name)
	}
}

func BenchmarkJapaneseNewWord(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		NewWord("watanabe")
	}
}
