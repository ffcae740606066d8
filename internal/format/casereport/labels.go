package casereport

// labels are the words of the page.
var labels = map[string]map[string]string{
	"en": {
		"for": "For", "recipient": "For", "purpose": "To be used", "author": "From", "asof": "As of", "marking": "Marking", "held": "Statements held back",
		"note": "This page holds what sources say, each with who says it and how far that can be judged (Admiralty grade: source A to F, information 1 to 6; F and 6 cannot be judged). " +
			"It asserts nothing itself. Whoever is named in connection with a procedure is innocent until a court has decided otherwise; denials stand beside what they deny. " +
			"Who has received this page is told when something in it is taken back.",
		"sources": "Sources", "id": "Id", "source": "Source", "published": "Published", "language": "Language", "reliability": "Reliability", "derives": "Takes from", "translated": "translated:",
		"disagreements": "Where the sources disagree", "alarm": "to be looked at", "says": "says", "origins": "independent origins", "silent": "Silent on this",
		"timeline": "What is said to have happened", "when": "When", "who": "Who says so", "what": "What is said",
		"procedure": "Procedures, as they are reported", "state": "State", "house": "the author", "statements": "All statements", "grade": "Grade",
		"evidence": "Evidence files", "file": "File", "custody": "In whose hands",
		"class.contradiction": "contradiction", "class.within_one_report": "within one report", "class.granularity": "granularity", "class.evolution": "evolution",
		"class.scope": "scope", "class.translation": "translation", "class.derivation": "derivation", "class.silence": "silence",
		"how.reprint": "reprint of", "how.relay": "relays", "how.cites": "cites",
		"polarity.denies": "denies", "polarity.no_evidence": "no evidence", "polarity.no_answer": "asked, no answer",
		"role.unwitting": "said to be unwitting", "role.coerced": "said to be coerced", "role.acting": "said to be acting", "role.unknown": "role unknown",
		"state.planned": "planned", "state.requested": "requested", "state.done": "done", "state.dropped": "dropped",
		"care.criminal_procedure": "criminal procedure", "care.belief": "belief",
		"held.tlp": "marked closer", "held.care": "special-care data", "held.communication": "communication data", "held.no_rule": "about a whole people",
		"held.denial_held": "what denies them is held back", "held.procedure_held": "the state of a procedure is held back",
	},
	"ja": {
		"for": "提供先", "recipient": "提供先", "purpose": "利用目的", "author": "作成", "asof": "時点", "marking": "取扱い", "held": "記載していない記述",
		"note": "本書は各情報源の記述を、発言者と評価(アドミラルティ方式:情報源 A~F、内容 1~6。F と 6 は評価不能)とともに並べたものであり、本書自体は何も断定しません。" +
			"手続に関して名前の挙がる者は、裁判で確定するまで無罪と推定されます。否認は、否認の対象と並べて記載しています。記載が撤回されたときは、提供先に連絡します。",
		"sources": "情報源", "id": "番号", "source": "情報源", "published": "公表", "language": "言語", "reliability": "信頼性", "derives": "引用元", "translated": "翻訳:",
		"disagreements": "情報源の食い違い", "alarm": "要確認", "says": "記述", "origins": "独立した出所", "silent": "言及なし",
		"timeline": "時系列(記述による)", "when": "時期", "who": "発言者", "what": "内容",
		"procedure": "手続の状況(報道等による)", "state": "状況", "house": "作成者", "statements": "全記述", "grade": "評価",
		"evidence": "証拠ファイル", "file": "ファイル", "custody": "保管の経過",
		"class.contradiction": "矛盾", "class.within_one_report": "同一記事内", "class.granularity": "粒度", "class.evolution": "推移",
		"class.scope": "対象範囲", "class.translation": "翻訳", "class.derivation": "転載・引用", "class.silence": "言及なし",
		"how.reprint": "再掲:", "how.relay": "転電:", "how.cites": "引用:",
		"polarity.denies": "否認", "polarity.no_evidence": "証拠なし", "polarity.no_answer": "照会に回答なし",
		"role.unwitting": "認識なしとされる", "role.coerced": "強要とされる", "role.acting": "実行とされる", "role.unknown": "役割不明",
		"state.planned": "予定", "state.requested": "請求", "state.done": "実施", "state.dropped": "取止め",
		"care.criminal_procedure": "刑事手続", "care.belief": "信条",
		"held.tlp": "より厳しい取扱い", "held.care": "要配慮情報", "held.communication": "通信データ", "held.no_rule": "集団全体についての発言",
		"held.denial_held": "否認を記載できないため", "held.procedure_held": "手続の状況を記載できないため",
	},
}
