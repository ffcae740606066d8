package match

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Japanese companies: forms in all writings, kana and Latin, old characters.
func TestJapaneseBodies(t *testing.T) {
	testHubs(t, entity.Company, []hub{
		{"株式会社関所商事", "㈱関所商事|(株)関所商事|（株）関所商事|㍿関所商事|関所商事株式会社|関所商事", "有限会社関所商事|合同会社関所商事|株式会社関所工業|株式会社関取商事"},
		{"株式会社セキショ", "カ)セキショ|ｶ)ｾｷｼﾖ|セキショ(カ|Sekisho K.K.|Kabushiki Kaisha Sekisho|Sekisho Co., Ltd.|Sekisho Inc.", "株式会社セキスイ|Sekisan K.K."},
		{"合同会社北辰", "(同)北辰|北辰合同会社|ド)北辰", "株式会社北辰"},
		{"ノーススタージャパン合同会社", "North Star Japan G.K.|North Star Japan LLC|North Star Japan GK|ノース・スター・ジャパン合同会社", "North Wind Japan G.K.|サウススタージャパン合同会社"},
		{"キヤマン株式会社", "キャマン株式会社|キャマン(株)|Kyaman Inc.", "ヤマン株式会社"},
		{"ソニア・ミュージック", "ソニアミュージック|ソニア ミュージック|Sonia Music", "ソニア・ピクチャーズ|Sonia Pictures"},
		{"ＡＢＣ北辰株式会社", "ABC北辰(株)|ＡＢＣ北辰", "ABD北辰(株)|XYZ北辰株式会社"},
		{"(株)ディーイーエフ", "DEF株式会社|ディー・イー・エフ", "DEG株式会社|ディーイーエイチ"},
		{"國際電氣北辰", "国際電気北辰", "国際電子北辰"},
		{"北辰商事", "北辰商事 大阪支店|北辰商事 大阪営業所|Hokushin Shoji", "北辰ホールディングス|北辰商事ホールディングス|南辰商事|北辰商事(上海)有限公司"},
		{"一般社団法人北辰会", "（一社）北辰会|北辰会", "一般財団法人北辰会|北辰友の会"},
		{"第一北辰工業", "第1北辰工業", "第二北辰工業|第十一北辰工業"},
		{"北辰銀行", "Hokushin Bank|北辰銀行株式会社", "北辰信用金庫|Hokushin Securities|南辰銀行"},
	})
}

// Companies of China, Korea, Russia and of Latin letters.
func TestOtherBodies(t *testing.T) {
	testHubs(t, entity.Company, []hub{
		{"北辰科技有限公司", "北辰科技|Beichen Technology Co., Ltd.|Beichen Technology", "北辰贸易有限公司|Beichen Trading Co., Ltd.|北辰科技(深圳)有限公司|南辰科技有限公司"},
		{"주식회사 북두상사", "(주)북두상사|㈜북두상사|북두상사", "북두물산|남두상사"},
		{"ООО Вострамарин", "Общество с ограниченной ответственностью Вострамарин|OOO Vostramarin|Vostramarin LLC|Вострамарин", "ООО Вострафлот|АО Вострабанк|OOO Vostrabank"},
		{"Vostra Marine GmbH", "Vostra Marine Gesellschaft mit beschränkter Haftung|VOSTRA MARINE|Vostra Marine G.m.b.H.", "Vostra Aviation GmbH|Vostra Marine AG|Vostra Marine Singapore Pte Ltd|Vostra Marine Holding GmbH|Vostra Marine (Cyprus) Ltd"},
		{"Vostra Marine S.p.A.", "Vostra Marine SpA|Vostra Marine Società per Azioni", "Vostra Aero SpA"},
		{"Vostra International Trading Co.", "Vostra Intl Trading Company|Vostra Int'l Trading", "Vostra International Shipping Co.|Vostra Domestic Trading Co."},
		{"Zastra Opportunity Fund III", "Zastra Opportunity Fund 3|Zastra Opportunity Fund III LP", "Zastra Opportunity Fund II|Zastra Opportunity Fund IV|Zastra Opportunity Fund|Zastra Growth Fund III"},
		{"Zastra Fund Series A", "Zastra Fund Series-A", "Zastra Fund Series B"},
		{"Zastra Europe SA", "Zastra Europe S.A.", "Zastra Asia SA|Zastra America Inc"},
		{"Zastra Holdings Ltd", "Zastra Holdings Limited", "Zastra Ltd|Zastra Industries Ltd|Zastra Group"},
		{"People's Front of Ostrava", "Peoples Front of Ostrava|PFO Ostrava", "People's Bank of Ostrava|National Front of Ostrava"},
		{"Vostra-Lindner & Co. KG", "Vostra Lindner und Co KG|Vostralindner & Co. KG", "Vostra-Lindberg & Co. KG"},
		{"Аmarov Trading", "Amarov Trading", "Avarov Shipping"}, // А is Cyrillic
		{"Bank of Vostra", "Vostra Bank", "Bank of Zastra|Vostra Insurance"},
	})
}
