package script

import (
	"strings"
	"testing"
)

// japaneseForms is what the forms are by law and by the usage of banks,
// written down apart from the table of the package: the full name, its code,
// and the signs, brackets and kana that stand for it.
var japaneseForms = []struct{ full, code, signs, short, bank string }{
	{"株式会社", "kabushiki_kaisha", "㈱", "株", "カ"},
	{"有限会社", "yugen_kaisha", "㈲", "有", "ユ"},
	{"合同会社", "godo_kaisha", "", "同", "ド"},
	{"合名会社", "gomei_kaisha", "㈴", "名", "メ"},
	{"合資会社", "goshi_kaisha", "㈾", "資", "シ"},
	{"相互会社", "corporation", "", "相", "ソ"},
	{"一般社団法人", "corporation", "", "一社", ""},
	{"一般財団法人", "corporation", "", "一財", ""},
	{"公益社団法人", "corporation", "", "公社", ""},
	{"公益財団法人", "corporation", "", "公財", ""},
	{"社団法人", "corporation", "㈳", "社", "シャ"},
	{"財団法人", "corporation", "㈶", "財", "ザイ"},
	{"特定非営利活動法人", "corporation", "㈵", "特非", "トクヒ"},
	{"医療法人", "corporation", "", "医", "イ"},
	{"医療法人社団", "corporation", "", "", ""},
	{"医療法人財団", "corporation", "", "", ""},
	{"社会医療法人", "corporation", "", "", ""},
	{"学校法人", "corporation", "㈻", "学", "ガク"},
	{"宗教法人", "corporation", "", "宗", "シュウ"},
	{"社会福祉法人", "corporation", "", "福", "フク"},
	{"更生保護法人", "corporation", "", "", "ホゴ"},
	{"独立行政法人", "corporation", "", "独", "ドク"},
	{"地方独立行政法人", "corporation", "", "地独", "チドク"},
	{"国立大学法人", "corporation", "", "大", "ダイ"},
	{"弁護士法人", "corporation", "", "弁", "ベン"},
	{"税理士法人", "corporation", "", "税", "ゼイ"},
	{"司法書士法人", "corporation", "", "司", "シホウ"},
	{"行政書士法人", "corporation", "", "行", "ギョ"},
	{"社会保険労務士法人", "corporation", "", "", "シャホ"},
	{"監査法人", "corporation", "㈼", "監", ""},
	{"農事組合法人", "corporation", "", "農", "ノウ"},
	{"管理組合法人", "corporation", "", "", "カンリ"},
	{"投資法人", "corporation", "", "", ""},
	{"特定目的会社", "corporation", "", "特目", ""},
	{"協同組合", "corporation", "㈿", "協", "キョウクミ"},
	{"農業協同組合", "corporation", "", "農協", "ノウキョウ"},
	{"漁業協同組合", "corporation", "", "漁協", "ギョキョウ"},
	{"生活協同組合", "corporation", "", "生協", "セイキョウ"},
	{"企業組合", "corporation", "", "企", ""},
	{"職業訓練法人", "corporation", "", "", "クンレン"},
}

// Every form is found at both sides of a name, close to it and apart, and the
// side is told; the key is that of the bare name.
func TestJapaneseFormsAtBothSides(t *testing.T) {
	const name = "北辰"
	for _, f := range japaneseForms {
		for _, gap := range []string{"", " ", "　", "・"} {
			checkForm(t, f.full+gap+name, f.code, Front, name)
			checkForm(t, name+gap+f.full, f.code, Back, name)
		}
	}
}

func TestJapaneseFormsShortened(t *testing.T) {
	const name = "北辰"
	for _, f := range japaneseForms {
		var writings []string
		for _, r := range f.signs {
			writings = append(writings, string(r))
		}
		if f.short != "" {
			writings = append(writings, "("+f.short+")", "（"+f.short+"）", "〔"+f.short+"〕", "["+f.short+"]", "【"+f.short+"】")
		}
		for _, w := range writings {
			checkForm(t, w+name, f.code, Front, name)
			checkForm(t, name+w, f.code, Back, name)
			if got := Company(w + name).FormName; got != Company(f.full+name).FormName {
				t.Errorf("%q is the form %q, not that of %q", w, got, f.full)
			}
		}
	}
}

// Bank transfers write the form in kana with the bracket towards the name, in
// the half width that is all they have.
func TestFormsOfBankTransfers(t *testing.T) {
	half := strings.NewReplacer("カ", "ｶ", "ユ", "ﾕ", "ド", "ﾄﾞ", "メ", "ﾒ", "シ", "ｼ", "ソ", "ｿ", "イ", "ｲ", "ガ", "ｶﾞ", "ク", "ｸ", "フ", "ﾌ", "ダ", "ﾀﾞ", "ベ", "ﾍﾞ", "ン", "ﾝ", "ゼ", "ｾﾞ", "ザ", "ｻﾞ")
	for _, f := range japaneseForms {
		if f.bank == "" || f.full == "特定非営利活動法人" {
			continue
		}
		for _, bank := range []string{f.bank, half.Replace(f.bank)} {
			checkForm(t, bank+")ホクシン", f.code, Front, "ホクシン")
			checkForm(t, "ﾎｸｼﾝ("+bank, f.code, Back, "ホクシン")
		}
		if got, want := NameKey(f.bank+")ﾎｸｼﾝ"), NameKey("ほくしん"+f.full); got != want {
			t.Errorf("the transfer's key is %q, the register's %q", got, want)
		}
	}
}

func checkForm(t *testing.T, in, code, position, core string) {
	t.Helper()
	c := Company(in)
	if c.Form != code || c.Position != position || c.Core != core || c.Original != in {
		t.Errorf("Company(%q) = %+v, want %s %s %q", in, c, code, position, core)
	}
	if want := NameKey(core); c.Key != want {
		t.Errorf("Company(%q).Key = %q, want %q", in, c.Key, want)
	}
}

// Forms of other countries, each in the writings that letters and lists have.
func TestForeignForms(t *testing.T) {
	for _, c := range []struct{ writings, form string }{
		{"Ltd|Ltd.|LTD|Limited|Co., Ltd.|Co.,Ltd|Co. Ltd|CO.,LTD.|Company Limited|ltd|Ｌｔｄ．", ""},
		{"Inc|Inc.|INC.|Incorporated|, Inc.", ""},
		{"Corp|Corp.|Corporation", ""},
		{"LLC|L.L.C.|Limited Liability Company", ""},
		{"LLP|L.L.P.", ""},
		{"Pte Ltd|Pte. Ltd.|PTE LTD|Pty Ltd|Pty. Ltd.|Pvt. Ltd.|Private Limited", ""},
		{"PLC|plc|P.L.C.|Public Limited Company", "foreign_company"},
		{"GmbH|gmbh|G.m.b.H.|GmbH & Co. KG|mbH", "foreign_company"},
		{"AG|A.G.|Aktiengesellschaft", "foreign_company"},
		{"SA|S.A.|Société Anonyme|Sociedad Anónima", "foreign_company"},
		{"S.A.S.|SAS|SARL|S.à r.l.|S.A.R.L.", "foreign_company"},
		{"S.p.A.|SpA|S.r.l.|Srl|S.L.", "foreign_company"},
		{"N.V.|NV|B.V.|BV|Besloten Vennootschap", "foreign_company"},
		{"AB|Aktiebolag|A/S|AS|ApS|Oy|Oyj", "foreign_company"},
		{"Sp. z o.o.|s.r.o.|Kft.|d.o.o.", "foreign_company"},
		{"Sdn. Bhd.|Sdn Bhd|Bhd|Berhad", "foreign_company"},
		{"FZE|FZCO|DMCC|W.L.L.", "foreign_company"},
		{"股份有限公司|有限公司|有限责任公司", "foreign_company"},
		{"주식회사|유한회사", "foreign_company"},
		{"K.K.|KK|Kabushiki Kaisha|Kabushiki-Kaisha|Kabushikigaisha|株式会社", "kabushiki_kaisha"},
		{"Y.K.|YK|Yugen Kaisha|Yūgen Gaisha", "yugen_kaisha"},
		{"G.K.|GK|Godo Kaisha|Gōdō Kaisha", "godo_kaisha"},
	} {
		for _, w := range strings.Split(c.writings, "|") {
			got := Company("Vostra Marine " + w)
			if got.Form != c.form || got.FormName == "" || got.Position != Back || got.Key != "vostramarine" {
				t.Errorf("%q behind: %+v, want form %q", w, got, c.form)
			}
		}
	}
}

// Forms of many countries, with the class that they amount to.
func TestFormsOfTheWorld(t *testing.T) {
	for _, c := range []struct{ names, core, class string }{
		{"Vostra GmbH & Co. KG|Vostra UG (haftungsbeschränkt) & Co. KG|Vostra OHG|Vostra SNC|Vostra Sp. k.|Vostra v.o.s.", "vostra", "partnership"},
		{"Vostra gGmbH|Vostra d.o.o.|Vostra Kft.|Vostra s.r.o.|Vostra spol. s r.o.|Vostra ApS|Vostra EOOD|SIA Vostra|UAB \"Vostra\"|Vostra Osaühing|Vostra Sh.p.k.", "vostra", "limited"},
		{"Vostra S. de R.L. de C.V.|Vostra S.P.R. de R.L.|Vostra Ltda.|Vostra Lda|SARL Vostra|Vostra S. à r. l.|Vostra S. R. L.|Vostra Sociedad de Responsabilidad Limitada", "vostra", "limited"},
		{"Vostra S.A. de C.V.|Vostra Sociedad Anónima|Vostra S. A.|Vostra SAS|Vostra N.V./S.A.|Vostra A/S|Vostra ASA|Vostra Oyj|Oy Vostra Ab|Vostra Zrt.|Vostra d.d.", "vostra", "stock"},
		{"Vostra A.Ş.|Vostra San. ve Tic. A.Ş.|Vostra Anonim Şirketi|PT Vostra Tbk|PT. Vostra|Vostra P J S C|Vostra P.J.S.C.|Công ty Cổ phần Vostra|Vostra Gufen Youxian Gongsi", "vostra", "stock"},
		{"Vostra Ltd. Şti.|Vostra Limited Şirketi|Vostra MMC|Vostra W.L.L.|Vostra FZ-LLC|Vostra FZCO|Công ty TNHH Vostra|CÔNG TY TNHH MTV VOSTRA", "vostra", "limited"},
		{"Vostra (Pvt.) Ltd|Vostra (P) Ltd.|Vostra Sdn. Bhd.|Vostra Pty Ltd|Vostra Co., Ltd.|Vostra & Co.|Vostra y Cía.|Vostra Private Limited|Borisat Vostra Chamkat", "vostra", "company"},
		{"Vostra y Cía. S. en C.|Vostra & Cie SCS|Vostra S. en C.|Vostra LP|Vostra LLLP", "vostra", "partnership"},
		{"Vostra e.V.|Vostra ASBL|Vostra VZW|Vostra A.C.", "vostra", "association"},
		{"ООО «Застава»|Застава, ООО|Общество с ограниченной ответственностью \"Застава\"|ТОВ \"Застава\"|ТОО Застава|Застава доо|Застава ООД|Застава ХХК", "застава", "limited"},
		{"ПАО Застава|АО «Застава»|ОАО \"Застава\"|Акционерное общество Застава|ПрАТ Застава|Публичное акционерное общество \"Застава\"|Застава ЕАД", "застава", "stock"},
		{"OOO Zastava|Zastava OOO|Obshchestvo s ogranichennoy otvetstvennost'yu \"Zastava\"|Limited Liability Company Zastava|LLC \"Zastava\"|TOV Zastava", "zastava", "limited"},
		{"PAO Zastava|JSC Zastava|Zastava PJSC|Open Joint-Stock Company Zastava|Aktsionernoye obshchestvo Zastava|AT \"Zastava\"|Otkrytoe aktsionernoe obshchestvo Zastava", "zastava", "stock"},
		{"ФГУП Застава|МУП \"Застава\"|ФГБОУ ВО Застава", "застава", "state"},
		{"بوابة ش.م.م|بوابة ذ.م.م|بوابة ذات مسؤولية محدودة", "بوابه", "limited"},
		{"شركة بوابة", "بوابه", "company"},
		{"بوابة (سهامی خاص)|بوابة ش.م.ع", "بوابه", "stock"},
		{"שער בע\"מ|שער בע״מ", "שער", "company"},
		{"บริษัท กอไก่ จำกัด|บริษัทกอไก่จำกัด|บริษัท กอไก่ จำกัด (มหาชน)|บจก. กอไก่", "กอไก่", "company"},
		{"გრემი შპს|შპს გრემი", "გრემი", "limited"},
		{"관소 유한책임회사|(유)관소|유한회사 관소", "관소", "limited"},
		{"(사)관소|사단법인 관소", "관소", "association"},
		{"北辰股份有限公司", "北辰", "stock"},
		{"北辰有限责任公司|北辰有限責任公司|北辰(有限公司)", "北辰", "company"},
		{"北辰(有限合伙)|北辰合伙企业(有限合伙)", "北辰", "partnership"},
		{"北辰有限責任監査法人|監査法人北辰", "北辰", "profession"},
	} {
		for _, name := range strings.Split(c.names, "|") {
			if got := Company(name); got.Core != Fold(c.core) || got.FormClass != c.class {
				t.Errorf("Company(%q) = %+v, want %s %q", name, got, c.class, c.core)
			}
		}
	}
}

// A form that is an ordinary word somewhere stays where it cannot be meant.
func TestFormsThatAreWords(t *testing.T) {
	for _, c := range []struct{ in, core string }{
		{"Pat Marlow Ltd", "pat marlow"}, {"At Dawn Ltd", "at dawn"}, {"Pat Marlow", "pat marlow"}, {"Sas Institute Inc", "sas institute"},
		{"Marlow Resort & Spa", "marlow resort & spa"}, {"Hotel and Spa", "hotel and spa"}, {"Sia Marlow Company Ltd", "sia marlow"},
		{"Nordic As Oy", "nordic as"}, {"Marlow PA", "marlow pa"}, {"Marlow P.A.", "marlow"}, {"Marlow Cc", "marlow cc"}, {"Marlow & Sons Ltd", "marlow & sons"},
		{"Marlow Trust", "marlow trust"}, {"Marlow Fund", "marlow fund"}, {"Marlow Foundation", "marlow foundation"}, {"Marlow Group AG", "marlow group"},
		{"Marlow International Company", "marlow international"}, {"Sc Marlow & Daughter", "sc marlow & daughter"}, {"Epic Marlow Ltd", "epic marlow"},
		{"Marlow SAL Holding", "marlow sal holding"}, {"A & B", "a & b"}, {"Pao, Marlow", "pao, marlow"}, {"Pao Marlow", "marlow"}, {"Marlow Ud", "marlow ud"}, {"Marlow IP", "marlow ip"}, {"Look At", "look at"}, {"Co", "co"}, {"S.A.", "s.a"}, {"Oy Oy", "oy"}, {"Ltd Ltd", "ltd"}, {"S A", "s a"},
	} {
		if got := Company(c.in); got.Core != c.core {
			t.Errorf("Company(%q).Core = %q, want %q", c.in, got.Core, c.core)
		}
	}
}

func TestFormsContradict(t *testing.T) {
	class := func(name string) string { return Company(name).FormClass }
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Vostra AG", "Vostra GmbH", true}, {"Vostra AG", "Vostra SA", false}, {"Vostra AG", "Vostra", false}, {"株式会社北辰", "Hokushin Co., Ltd.", false},
		{"株式会社北辰", "Hokushin Inc.", false}, {"合同会社北辰", "Hokushin LLC", false}, {"株式会社北辰", "Hokushin LLC", true}, {"株式会社北辰", "一般社団法人北辰", true},
		{"ANO Zastava", "LLC Zastava", true}, {"ООО Застава", "Zastava Ltd", false}, {"ПАО Застава", "Zastava PJSC", false}, {"Vostra LP", "Vostra Ltd", true},
		{"北辰有限公司", "Beichen Co., Ltd.", false}, {"Vostra Corporation", "The Vostra Company", false},
	} {
		if got := FormsContradict(class(c.a), class(c.b)); got != c.want || got != FormsContradict(class(c.b), class(c.a)) {
			t.Errorf("%q (%s) and %q (%s): %v", c.a, class(c.a), c.b, class(c.b), got)
		}
	}
}

// Words that only look like a form, or that tell companies apart, stay.
func TestWhatIsNoForm(t *testing.T) {
	for _, in := range []string{
		"Vostra Holdings", "Vostra Group", "Vostra Trading", "Vostra Bank", "Incwell", "Coltd", "Salt", "Vostra-AG7",
		"北辰ホールディングス", "北辰グループ", "北辰商会", "北辰商店", "北辰工業所", "株北辰", "北辰有", "会社北辰", "北辰組合", "北辰財団",
	} {
		if c := Company(in); c.Form != "" || c.Position != "" || c.Core != Fold(in) {
			t.Errorf("Company(%q) = %+v: there is no form", in, c)
		}
	}
}

func TestBranches(t *testing.T) {
	for _, c := range []struct{ in, core, branch string }{
		{"北辰商事 大阪支店", "北辰商事", "大阪支店"},
		{"北辰商事　札幌営業所", "北辰商事", "札幌営業所"},
		{"北辰商事株式会社福岡支社", "北辰商事", "福岡支社"},
		{"㈱北辰商事 本社", "北辰商事", "本社"},
		{"株式会社北辰商事新潟出張所", "北辰商事", "新潟出張所"},
		{"北辰商事(株)第二工場", "北辰商事", "第二工場"},
		{"北辰本店", "北辰本店", ""},       // nothing divides them
		{"大阪支店", "大阪支店", ""},       // a branch of nobody
		{"北辰特許事務所", "北辰特許事務所", ""}, // the office is the name
		{"株式会社 本店", "本店", ""},      // the name is what the form leaves
		{"北辰工場", "北辰工場", ""},       // a works, not a branch
		{"北辰商事 大阪支店長", "北辰商事 大阪支店長", ""},
	} {
		if got := Company(c.in); got.Core != c.core || got.Branch != c.branch {
			t.Errorf("Company(%q): core %q branch %q, want %q and %q", c.in, got.Core, got.Branch, c.core, c.branch)
		}
	}
}
