package nta

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// BenchmarkRead reads rows as long as the real ones (about 207 bytes).
func BenchmarkRead(b *testing.B) {
	for _, enc := range []Encoding{UTF8, ShiftJIS} {
		b.Run(enc.String(), func(b *testing.B) {
			file := makeFile(enc, 100_000)
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for _, err := range Read(bytes.NewReader(file), "bench.csv", format.RegisterLimits) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
		})
	}
}

func makeFile(enc Encoding, n int) []byte {
	var out bytes.Buffer
	w := NewWriter(&out, enc)
	for i := range n {
		base := fmt.Sprintf("%012d", 700001000000+i)
		row := entity.Row{Process: "01", Updated: entity.DayOf(2018, 4, 1), Changed: entity.DayOf(2015, 10, 5), Kind: "301",
			Name: fmt.Sprintf("株式会社試験工業所%d", i), Prefecture: "東京都", City: "千代田区", Street: fmt.Sprintf("霞が関%d丁目%d番地", i%9, i%97),
			PrefectureCode: "13", CityCode: "101", PostCode: "1000013", CloseDate: entity.NoDay, Assigned: entity.NumbersBegan, Latest: true, Furigana: "シケンコウギョウショ"}
		if err := w.Write(i+1, checkDigit(base)+base, &row); err != nil {
			panic(err)
		}
	}
	w.Flush()
	return out.Bytes()
}

func checkDigit(base string) string {
	for d := range 10 {
		if checkNumber(fmt.Sprint(d)+base) == "" {
			return fmt.Sprint(d)
		}
	}
	panic("no check digit for " + base)
}
