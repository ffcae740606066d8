package application

import "strings"

// label ties the words that people write to a field. CSV headers and the lines
// of a mail share them; docs/application.md is generated from this table.
type label struct {
	path   string
	ja, en string // alternatives, separated by |
	mail   bool   // may be said in a mail: the claims of the applicant, not the operator's own data
}

var labels = []label{
	{"external_id", "受付番号|申込番号", "Application ID|Order ID", false},
	{"source", "受付経路", "Source", false},
	{"received_at", "受付日時|受付日", "Received at|Received", false},
	{"applicant.form", "法人格|法人種別|申込者区分", "Legal form|Applicant type", true},
	{"applicant.name", "会社名|申込者名|法人名|商号|屋号|団体名|貴社名|御社名", "Company name|Company|Applicant|Applicant name|Organization", true},
	{"applicant.furigana", "会社名フリガナ|フリガナ|会社名カナ|ふりがな", "Company name (kana)", true},
	{"applicant.english_name", "英文社名|英語社名|会社名(英語)|会社名(英文)", "English name|Company name in English", true},
	{"applicant.aliases", "別名|旧社名|旧商号|通称", "Other names|Former names|Aliases", true},
	{"applicant.corporate_number", "法人番号", "Corporate number|Company number", true},
	{"applicant.identifiers", "その他の番号|識別番号", "Identifiers|Other identifiers", true},
	{"applicant.birth_date", "申込者生年月日", "Applicant date of birth", true},
	{"applicant.founded", "設立年月日|設立日|設立", "Founded|Date of registration|Date of incorporation", true},
	{"applicant.address", "所在地|本店所在地|会社住所|住所", "Address|Registered address|Company address", true},
	{"applicant.postal_code", "郵便番号", "Postal code|Zip code", true},
	{"applicant.residence", "居住国|所在国|設立国", "Country|Country of residence|Country of establishment", true},
	{"applicant.phone", "代表電話番号|会社電話番号|代表電話", "Company phone|Company telephone", true},
	{"applicant.website", "ウェブサイト|ホームページ|URL|サイトURL", "Website|Homepage", true},
	{"representative.name", "代表者氏名|代表者名|代表者|代表取締役", "Representative|Representative name", true},
	{"representative.furigana", "代表者フリガナ|代表者氏名フリガナ", "Representative (kana)", true},
	{"representative.latin", "代表者氏名(英字)|代表者ローマ字", "Representative in Latin letters", true},
	{"representative.birth_date", "代表者生年月日", "Representative date of birth", true},
	{"representative.role", "代表者役職", "Representative title", true},
	{"representative.email", "代表者メールアドレス", "Representative email", true},
	{"representative.phone", "代表者電話番号", "Representative phone", true},
	{"contact.name", "担当者氏名|担当者名|担当者|ご担当者名|氏名|お名前", "Contact|Contact name|Contact person|Name", true},
	{"contact.furigana", "担当者フリガナ|担当者氏名フリガナ", "Contact (kana)", true},
	{"contact.latin", "担当者氏名(英字)|担当者ローマ字", "Contact in Latin letters", true},
	{"contact.birth_date", "担当者生年月日|生年月日", "Contact date of birth|Date of birth", true},
	{"contact.role", "担当者役職|役職|部署", "Title|Contact title|Department", true},
	{"contact.email", "メールアドレス|担当者メールアドレス|Eメール|メール", "Email|E-mail|Email address|E-mail address", true},
	{"contact.phone", "電話番号|担当者電話番号|電話|TEL", "Phone|Telephone|Phone number|Contact phone", true},
	{"on_behalf_of.form", "委託元区分", "On behalf of (legal form)", true},
	{"on_behalf_of.name", "委託元|購入依頼者|代理購入の依頼者", "On behalf of", true},
	{"on_behalf_of.corporate_number", "委託元法人番号", "On behalf of (corporate number)", true},
	{"on_behalf_of.address", "委託元所在地", "On behalf of (address)", true},
	{"on_behalf_of.residence", "委託元所在国", "On behalf of (country)", true},
	{"payer.form", "支払者区分", "Payer (legal form)", true},
	{"payer.name", "支払者|支払者名|お支払者", "Payer|Payer name", true},
	{"payer.corporate_number", "支払者法人番号", "Payer corporate number", true},
	{"payer.address", "支払者所在地|支払者住所", "Payer address", true},
	{"payer.residence", "支払者所在国", "Payer country", true},
	{"end_user.form", "最終需要者区分|エンドユーザー区分", "End user (legal form)", true},
	{"end_user.name", "最終需要者|エンドユーザー|利用者名", "End user|End user name", true},
	{"end_user.corporate_number", "最終需要者法人番号|エンドユーザー法人番号", "End user corporate number", true},
	{"end_user.address", "最終需要者所在地|エンドユーザー所在地|最終需要者住所", "End user address", true},
	{"end_user.birth_date", "最終需要者生年月日", "End user date of birth", true},
	{"end_user.residence", "最終需要者所在国|エンドユーザー所在国", "End user country", true},
	{"ship_to.name", "送付先名|お届け先名|送付先氏名|送り先名", "Ship to name|Recipient", true},
	{"ship_to.address", "送付先|送付先住所|お届け先|お届け先住所|送り先", "Ship to|Shipping address|Delivery address", true},
	{"ship_to.postal_code", "送付先郵便番号|お届け先郵便番号", "Shipping postal code", true},
	{"ship_to.country", "送付先国|お届け先国|仕向国", "Shipping country|Destination country", true},
	{"item.name", "商品名|製品名|品名|ご注文商品", "Product|Product name|Item", true},
	{"item.kind", "商品種別|品目区分", "Item kind|Product kind", true},
	{"item.provision", "提供方法", "Provision|Provided by", true},
	{"item.concern_class", "懸念区分", "Concern class", false},
	{"item.classification", "該非判定|該非判定結果", "Classification", false},
	{"item.classification_date", "該非判定日", "Classification date", false},
	{"item.classification_document", "該非判定書番号", "Classification document", false},
	{"item.domestic_only", "国内限定", "Domestic only", false},
	{"quantity", "数量|個数|ライセンス数", "Quantity", true},
	{"end_use", "使用目的|用途|利用目的|最終用途", "End use|Purpose|Use", true},
	{"resale", "転売|再販|転売の有無", "Resale", true},
	{"re_export", "再輸出|海外持ち出し|国外持出しの有無", "Re-export|Reexport", true},
	{"declarations", "誓約|誓約事項|申告", "Declarations|Declaration", true},
	{"channel.ip", "IPアドレス", "IP address", false},
	{"channel.port", "送信元ポート", "Source port", false},
	{"channel.device", "端末識別子", "Device", false},
	{"channel.payment_token", "決済トークン", "Payment token", false},
	{"channel.key", "公開鍵", "Public key", false},
}

// pathByLabel finds a field by a folded label or by its own path; a path wins.
var pathByLabel = func() map[string]string {
	m := map[string]string{}
	for _, l := range labels {
		for _, w := range strings.Split(l.ja+"|"+l.en, "|") {
			if old, ok := m[fold(w)]; ok && old != l.path {
				panic("application: label " + w + " stands for two fields")
			}
			m[fold(w)] = l.path
		}
	}
	return m
}()

var inMail = func() map[string]bool {
	m := map[string]bool{}
	for _, l := range labels {
		m[l.path] = l.mail
	}
	return m
}()

// claimable reports whether an applicant may say this field in a mail. What the
// operator knows itself may not come from outside: an external id could borrow
// the evidence of another application, a classification could open the gate.
func claimable(path string) bool {
	top, _, _ := strings.Cut(path, ".")
	switch top {
	case "external_id", "source", "received_at", "channel", "mail":
		return false
	case "item":
		return inMail[path]
	}
	return true
}

// words are the ways in which people write the codes of enumerations, for CSV
// and mail; JSON takes the codes only.
var words = map[string]string{
	"はい": "yes", "有": "yes", "あり": "yes", "する": "yes", "true": "yes", "y": "yes",
	"いいえ": "no", "無": "no", "なし": "no", "しない": "no", "false": "no", "n": "no",
	"会社": "company", "法人": "company", "株式会社": "kabushiki_kaisha", "有限会社": "yugen_kaisha", "合同会社": "godo_kaisha",
	"合名会社": "gomei_kaisha", "合資会社": "goshi_kaisha", "その他の法人": "corporation", "官公庁": "public_body",
	"個人事業主": "sole_proprietor", "任意団体": "association", "外国会社": "foreign_company", "個人": "person",
	"ソフトウェア": "software", "ソフトウエア": "software", "サーバー": "server", "サーバ": "server", "物品": "shipment",
	"発送": "shipment", "ダウンロード": "download", "リモートアクセス": "remote_access", "サポート": "support", "ホスティング": "hosting",
	"最終用途": "end_use", "再輸出しない": "no_reexport", "軍事利用しない": "no_military_use", "特定類型に該当しない": "no_specified_category", "その他": "other",
}
