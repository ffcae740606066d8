package register

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
)

var testMeta = index.Meta{Source: "nta", Kind: "nta", Reader: "nta/test", Published: 1_772_150_400_000_000}

func seq(rows []Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var (
	heads  = []string{"東", "西", "山", "川", "三", "大", "日", "新", "中", "高", "松", "竹", "青", "白", "北", "南", "光", "和", "栄", "明"}
	middle = []string{"和", "栄", "光", "陽", "進", "川", "田", "島", "本", "原", "アルファ", "ミライ", "サクラ", "テクノ", "グリーン", "信", "協", "昭"}
	tails  = []string{"商事", "工業", "建設", "電機", "システム", "ホールディングス", "運輸", "不動産", "サービス", "製作所", "食品", "企画"}
	cities = []struct{ pref, city, pc, cc string }{
		{"東京都", "千代田区", "13", "101"}, {"東京都", "港区", "13", "103"}, {"大阪府", "大阪市北区", "27", "127"},
		{"愛知県", "名古屋市中区", "23", "106"}, {"北海道", "札幌市中央区", "01", "101"}, {"福岡県", "福岡市博多区", "40", "132"},
	}
	towns = []string{"丸の内", "大手町", "神田", "栄", "本町", "中央", "港南", "南平台", "博多駅前", "梅田"}
	wide  = []rune("０１２３４５６７８９")
)

func wideNumber(n int) string {
	out := ""
	for _, d := range fmt.Sprint(n) {
		out += string(wide[d-'0'])
	}
	return out
}

// synthetic yields the rows of n bodies: one in five moved, one in nine closed.
func synthetic(n int, seed uint64) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		rng := rand.New(rand.NewPCG(seed, 1))
		for i := range n {
			number := fmt.Sprintf("%d%012d", 1+rng.IntN(9), (uint64(i)*7919+13)%1_000_000_000_000)
			for _, r := range syntheticBody(rng, i) {
				if !yield(Row{Number: number, Row: r}, nil) {
					return
				}
			}
		}
	}
}

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

func syntheticBody(rng *rand.Rand, i int) []entity.Row {
	seat := func(r *entity.Row) {
		c := pick(rng, cities)
		r.Prefecture, r.City, r.PrefectureCode, r.CityCode = c.pref, c.city, c.pc, c.cc
		r.Street = fmt.Sprintf("%s%s丁目%s番%s号", pick(rng, towns), wideNumber(1+rng.IntN(9)), wideNumber(1+rng.IntN(40)), wideNumber(1+rng.IntN(30)))
		if rng.IntN(3) == 0 {
			r.Street += fmt.Sprintf("第%sビル%s階", wideNumber(1+rng.IntN(20)), wideNumber(1+rng.IntN(12)))
		}
		r.PostCode = fmt.Sprintf("%07d", rng.IntN(10_000_000))
	}
	name := pick(rng, heads) + pick(rng, middle) + pick(rng, heads) + pick(rng, middle) + pick(rng, tails)
	row := entity.Row{
		Process: entity.ProcessNew, Updated: entity.NumbersBegan, Changed: entity.NumbersBegan, Assigned: entity.NumbersBegan,
		Name: "株式会社" + name, Kind: "301", CloseDate: entity.NoDay, Latest: true, Furigana: "カブシキ" + pick(rng, middle),
	}
	seat(&row)
	rows := []entity.Row{row}
	if i%5 == 0 {
		rows[0].Latest = false
		row.Process, row.Updated, row.Changed = entity.ProcessSeat, row.Updated+900, row.Changed+890
		seat(&row)
		rows = append(rows, row)
	}
	if last := &rows[len(rows)-1]; i%9 == 0 {
		last.Process, last.CloseDate, last.CloseCause = entity.ProcessClosed, last.Updated, "01"
	}
	return rows
}
