package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Classes of writings of one invented person: all pairs agree, both ways.
func TestWritingsOfOnePersonAgree(t *testing.T) {
	for _, class := range []string{
		"髙橋 北斗|高橋北斗|高橋　北斗|高橋 北斗 様|高橋・北斗",
		"渡邉 凛|渡邊凛|渡辺 凜|渡辺凛",
		"佐々木 北斗|佐佐木北斗|佐々木　北斗",
		"サトウ ホクト|さとう ほくと|ｻﾄｳ ﾎｸﾄ|サトウホクト",
		"Hokuto YAMABE|YAMABE Hokuto|Yamabe, Hokuto|yamabe hokuto|Ｙａｍａｂｅ Ｈｏｋｕｔｏ|Mr. Hokuto Yamabe",
		"ヤマベ ホクト|Hokuto Yamabe|YAMABE Hokuto",
		"おおつき ゆうま|Yuma Otsuki|Ohtsuki Yuuma",
		"なんば しんいち|Shin'ichi Namba|Shinichi Nanba|Sinichi Namba",
		"べっしょ じゅん|Bessho Jun", "べっしょ じゅん|Bessyo Zyun",
		"Zhang Weilun|Zhang Wei Lun|ZHANG Wei-lun",
		"Kim Bukjin|KIM Buk Jin|Kim Buk-jin",
		"Nguyễn Văn Lụa|Nguyen Van Lua|NGUYEN VAN LUA|Lụa Nguyễn Văn",
		"Đặng Thị Mơ|Dang Thi Mo",
		"Abdul Karim Wadi|Abdulkarim Wadi|ABDUL-KARIM WADI",
		"Tarik al-Wadi|Tarik el Wadi|Tarik Al Wadi|al-Wadi, Tarik",
		"Jan van der Holm|van der Holm, Jan|Jan Van Der Holm",
		"Søren Ångvik|Soren Angvik|ANGVIK Søren",
		"Jörg Strauß|Jorg Strauss",
		"Patrick O'Marran|Patrick O’Marran|Patrick OMarran",
		"Vostrikov Sergej|Vostrikov Sergey|Sergei Vostrikov",
		"Аркадий Лестов|Лестов, Аркадий|АРКАДИЙ ЛЕСТОВ",
	} {
		testClasses(t, entity.Person, []string{class})
	}
}

// Writings of one invented company.
func TestWritingsOfOneCompanyAgree(t *testing.T) {
	for _, class := range []string{
		"株式会社北辰商事|北辰商事株式会社|㈱北辰商事|(株)北辰商事|（株）北辰商事|㍿北辰商事|北辰商事|株式會社北辰商事",
		"カ)ホクシン|ｶ)ﾎｸｼﾝ|ホクシン(カ|ホクシン株式会社|ほくしん",
		"キヤマン工業|キャマン工業|ｷﾔﾏﾝ工業",
		"ノース・スター・ワークス|ノーススターワークス|ノース スター ワークス",
		"ＡＢＣ北辰株式会社|ABC北辰(株)|Ａ.Ｂ.Ｃ.北辰",
		"國際鐵工|国際鉄工|国際鐵工(有)",
		"北辰商事 大阪支店|北辰商事",
		"Vostra Marine Co., Ltd.|Vostra Marine Company Limited|VOSTRA MARINE LTD|Vostra Marine",
		"Vostra K.K.|Kabushiki Kaisha Vostra|Vostra KK|株式会社Vostra",
		"Vostra & Sons Inc.|Vostra and Sons Incorporated|Vostra und Sons",
		"Zastra Intl Bank|Zastra International Bank|Zastra Int'l Bank",
		"合同会社北辰|北辰(同)|北辰 合同会社",
	} {
		testClasses(t, entity.Company, []string{class})
	}
}

// No two names of a class agree: they are other parties, or nothing says that
// they are the same.
func TestOtherPartiesDiffer(t *testing.T) {
	for _, c := range []struct{ schema, class string }{
		{entity.Person, "山辺北斗|山辺南斗|川辺北斗|山辺北"},
		{entity.Person, "陳北明|陳北名|陳明"},
		{entity.Person, "サトウ ホクト|サトウ ミナト|カトウ ホクト"},
		{entity.Person, "Hokuto Yamabe|Minato Yamabe|Hokuto Kawabe|Yamabe"},
		{entity.Person, "Kim Bukjin|Kim Namsu|Lee Bukjin"},
		{entity.Person, "Maria Josefa Garrin|Maria Josefa Pellez|Josefa Ulloa"},
		{entity.Person, "Tarik al-Wadi|Omar al-Wadi|Tarik al-Nahri"},
		{entity.Person, "Ivan Petrovich Sorin|Ivan Maksimovich Sorin"},
		{entity.Person, "Nguyen Van Lua|Nguyen Thi Mo"},
		{entity.Company, "北辰商事|北辰ホールディングス|北辰工業|南辰商事"},
		{entity.Company, "第一北辰|第二北辰|第三北辰"},
		{entity.Company, "Vostra Marine|Vostra Aviation|Vostra Bank|Vostra"},
		{entity.Company, "Vostra 12 Ltd|Vostra 13 Ltd|Vostra 21 Ltd"},
		{entity.Company, "Vostra Fund I|Vostra Fund II|Vostra Fund IV"},
	} {
		allPairs(t, c.class, func(a, b string) {
			if a < b {
				wantVerdict(t, c.schema, a, b, false)
			}
		})
	}
}

// One invented person in several scripts; and others, who are not that person.
func TestScriptsMeet(t *testing.T) {
	names := []string{"山辺北斗", "ヤマベ ホクト", "Hokuto Yamabe", "Хокуто Ямабэ", "야마베 호쿠토"}
	others := []string{"川田南海", "カワダ ミナミ", "Minami Kawada", "Минами Кавада", "가와다 미나미"}
	for i, a := range names {
		for j, b := range names {
			if latin := a == "Hokuto Yamabe" || b == "Hokuto Yamabe"; latin || i == j {
				wantVerdict(t, entity.Person, a, b, true)
			}
			if score, why := scoreNames(entity.Person, a, others[j]); score >= Weak {
				t.Errorf("%q, %q: %d %s", a, others[j], score, why)
			}
		}
	}
}

func allPairs(t *testing.T, class string, check func(a, b string)) {
	t.Helper()
	names := strings.Split(class, "|")
	for _, a := range names {
		for _, b := range names {
			check(a, b)
		}
	}
}

// The better of several names decides, and the result says which.
func TestBestNameIsNamed(t *testing.T) {
	e := &entity.Entity{Schema: entity.Person, Properties: map[string][]string{
		"name": {"Tarik Wadi"}, "alias": {"Hokuto Yamabe", "Soren Angvik"}, "previousName": {"Jan Holmer"}}}
	for _, want := range slices.Concat(e.Properties["name"], e.Properties["alias"], e.Properties["previousName"]) {
		r := Score(&Query{Schema: entity.Person, Names: []string{"Unrelated Zzyx", strings.ToUpper(want)}}, e)
		if r.Score != Full || r.EntityName != want || r.QueryName != strings.ToUpper(want) {
			t.Errorf("%q: %+v", want, r)
		}
	}
	for _, none := range [][]string{nil, {}, {""}, {" ", "・"}, {"\u200b"}} {
		if r := Score(&Query{Names: none}, e); r.Score != 0 || r.Why != WhyNone || r.EntityName != "" {
			t.Errorf("names %q: %+v", none, r)
		}
	}
}
