package application

import (
	"bytes"
	"os"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
)

func BenchmarkRead(b *testing.B) {
	for _, file := range []string{"testdata/doc.jsonl", "testdata/doc.csv"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		head, body := []byte(nil), raw
		if i := bytes.IndexByte(raw, '\n'); file == "testdata/doc.csv" {
			head, body = raw[:i+1], raw[i+1:]
		}
		data := append(bytes.Clone(head), bytes.Repeat(body, 500)...)
		b.Run(file[len("testdata/doc."):], func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				n := 0
				for row, err := range Checked(Read("a"+file[len("testdata/doc"):], bytes.NewReader(data), format.Limits{}), nil) {
					if err != nil || row.Problems != nil {
						b.Fatal(err, row.Problems)
					}
					n++
				}
				if n != 1000 {
					b.Fatal(n)
				}
			}
		})
	}
}
