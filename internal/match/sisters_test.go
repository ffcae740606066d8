package match

import (
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// sisters are pairs of bodies of one group, one series or one town: they share
// all words but those that tell them apart. % stands for the shared part.
var sisters = []struct{ bases, pairs string }{
	{"Vostra Marine|Zastra|Hokushin Shipping|Vostra Capital Opportunity Growth|Ostrowan Lindner Brothers",
		"% Fund I~% Fund II|% Fund Series 1~% Fund Series 2|% Fund A~% Fund B|% Fund 2019 LP~% Fund 2020 LP|% Trust 12~% Trust 21|% Ltd~% 2 Ltd|% Fund III~% Fund III-A|" +
			"% Europe Ltd~% Asia Ltd|% Japan K.K.~% Korea Co., Ltd.|% North Ltd~% South Ltd|First % Ltd~Second % Ltd|% East Ltd~% West Ltd|" +
			"% Ltd~% Singapore Pte Ltd|% Ltd~% (Hong Kong) Ltd|% GmbH~% Deutschland GmbH|% SA~% Brasil SA|% Co~% Shanghai Co|% Ltd~% USA Inc|" +
			"% GmbH~% Holding GmbH|% Inc~% Holdings Inc|% Inc~% Group Inc|% Ltd~% International Ltd|% Ltd~% Foundation|% Ltd~New % Ltd|% Ltd~% Trading Ltd|% Bank~% Insurance"},
	{"北辰|関所商事|北斗海運|ヤマベ電機",
		"%第一~%第二|%1号~%2号|%一号投資組合~%二号投資組合|%ファンド1号~%ファンド2号|第一%~%|%東日本~%西日本|%関西~%関東|%大阪~%東京|%アメリカ~%ヨーロッパ|%ベトナム~%シンガポール|東%~西%|" +
			"%~%上海|%株式会社~%(上海)有限公司|%タイランド~%|%~%ホールディングス|%~%グループ|%インターナショナル~%|%銀行~%証券|%販売~%製造|%サービス~%|%財団~%"},
	{"Вострамарин|Вострафлот Север", "% 1~% 2|%-Восток~%-Запад|ООО %~ООО % Холдинг|ООО %~ТОО % Казахстан|% Банк~% Страхование"},
	{"北辰科技|华欧贸易", "%集团~%|%(深圳)~%(上海)|%一号基金~%二号基金|%有限公司~%(香港)有限公司"},
	{"북두상사|한별물산", "%홀딩스~%|%전자~%화학|%1호~%2호|%~%재팬"},
}

func TestSistersDiffer(t *testing.T) {
	for _, s := range sisters {
		for _, pair := range strings.Split(s.pairs, "|") {
			var wrong []string
			for _, base := range strings.Split(s.bases, "|") {
				a, b, _ := strings.Cut(strings.ReplaceAll(pair, "%", base), "~")
				score, why := scoreNames(entity.Company, a, b)
				if back, _ := scoreNames(entity.Company, b, a); back != score {
					t.Errorf("%q, %q: %d, the other way %d", a, b, score, back)
				}
				if score >= Agrees {
					wrong = append(wrong, a+" | "+b+" | "+itoa(score)+" "+why)
				}
			}
			atMost(t, pair, wrong, knownSisters[pair])
		}
	}
}

// fathers are given names of fathers in Russian, and what they are in Latin letters.
var fathers = [2]string{
	"Петрович Павлович Иванович Сергеевич Андреевич Николаевич Михайлович Олегович Борисович Семёнович Романович Игоревич Ильич Егорович Григорьевич Георгиевич Александрович Алексеевич Антонович Артёмович",
	"Petrovich Pavlovich Ivanovich Sergeevich Andreevich Nikolaevich Mikhailovich Olegovich Borisovich Semyonovich Romanovich Igorevich Ilyich Egorovich Grigorievich Georgievich Alexandrovich Alekseevich Antonovich Artyomovich",
}

// Two fathers are two men, in one alphabet and across two; the same father is
// no difference.
func TestFathersDiffer(t *testing.T) {
	cyrillic, latin := strings.Fields(fathers[0]), strings.Fields(fathers[1])
	var wrong []string
	for i := range cyrillic {
		for j := range cyrillic {
			for _, p := range [][2]string{
				{"Пётр " + cyrillic[i] + " Вострогоров", "Пётр " + cyrillic[j] + " Вострогоров"},
				{"Petr " + latin[i] + " Vostrogorov", "Petr " + latin[j] + " Vostrogorov"},
				{"Пётр " + cyrillic[i] + " Вострогоров", "Petr " + latin[j] + " Vostrogorov"},
			} {
				score, why := scoreNames(entity.Person, p[0], p[1])
				switch {
				case i == j && score < Agrees:
					t.Errorf("%q, %q: %d %s", p[0], p[1], score, why)
				case i != j && score >= Agrees:
					wrong = append(wrong, p[0]+" | "+p[1]+" | "+itoa(score))
				}
			}
		}
	}
	atMost(t, "fathers", wrong, knownFathers)
}
