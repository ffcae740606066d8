package token

import "testing"

func BenchmarkKeys(b *testing.B) {
	for _, term := range []string{"wrosenqvist", "wالقذافي", "wщербаков", "wウィリアムズ", "w健", "w佐藤", "w東洋電機", "w정은", "btrading"} {
		b.Run(term, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Keys(term)
			}
		})
	}
}

func BenchmarkAsk(b *testing.B) {
	for _, c := range []struct {
		name string
		kind Kind
	}{{"Gabriel Rosenqvist", Person}, {"Aldergate Marine Shipping Limited", Body}, {"Владимир Щербаков", Person}, {"佐藤健", Person},
		{"佐々木 健太郎", Person}, {"東洋電機工業株式会社", Body}, {"アマゾンジャパン合同会社", Body}, {"김정은", Person}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Ask(c.name, c.kind)
			}
		})
	}
}

func BenchmarkWritings(b *testing.B) {
	for _, name := range []string{"Gabriel Rosenqvist", "東洋電機工業株式会社", "佐藤健"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Writings(name, Unknown)
			}
		})
	}
}
