package identifier

import "strings"

// mailDropWords are said by those who receive mail for others. Written in the
// form that plain gives.
var mailDropWords = []string{
	"バーチャルオフィス", "ヴァーチャルオフィス", "virtual office", "virtualoffice", "私書箱", "私書函",
	"p.o.box", "p.o. box", "po box", "p.o box", "pobox", "post office box", "pmb ", "pmb#", "private mailbox", "mail box etc", "mailboxes etc", "mailbox ",
	"転送", "郵便受取", "住所貸", "住所レンタル", "シェアオフィス", "シェアードオフィス", "share office", "shared office",
	"レンタルオフィス", "rental office", "サービスオフィス", "serviced office", "コワーキング", "coworking", "co-working",
	"サテライトオフィス", "satellite office", "貸しオフィス", "電話代行", "秘書代行", "mail forwarding", "mail drop", "maildrop",
	"気付", "局留", "郵便局留", "poste restante", "general delivery", "c/o ", "care of ",
	"regus", "リージャス", "ビジネスセンター", "business center", "business centre",
}

// forwarderWords are said by those who send goods on.
var forwarderWords = []string{
	"フォワーダー", "フォワーディング", "freight forward", "forwarder", "forwarding", "国際物流", "国際輸送", "国際宅配", "国際転送",
	"転送サービス", "転送コム", "海外転送", "海外発送代行", "輸出代行", "購入代行", "代理購入", "発送代行", "proxy buying", "proxy shipping",
	"logistics warehouse", "logistics center", "logistics centre", "物流センター", "物流倉庫", "ロジスティクス", "ロジスティックス", "logistics",
	"通関", "customs broker", "保税", "bonded warehouse", "乙仲", "海貨", "air cargo", "エアカーゴ", "航空貨物", "freight", "consolidat", "コンソリ",
	"parcel forward", "package forward", "reship", "re-ship", "transshipment", "trans-shipment", "積替", "倉庫気付", "営業所止", "センター止",
}

// MailDrop reports whether a name or address says that mail is received here
// for others: a virtual or shared office, a post-office box, "care of". It is a
// signal for a person, never a verdict: plenty of honest companies rent a desk.
func MailDrop(s string) bool { return MailDropWord(s) != "" }

// MailDropWord returns the word by which MailDrop answers, "" where there is none.
func MailDropWord(s string) string { return firstWord(s, mailDropWords) }

// Forwarder reports whether a name or address is that of a freight forwarder or
// of a service that sends goods on.
func Forwarder(s string) bool { return ForwarderWord(s) != "" }

// ForwarderWord returns the word by which Forwarder answers, "" where there is none.
func ForwarderWord(s string) string { return firstWord(s, forwarderWords) }

// firstWord returns the first of words in s. A word of Latin letters must begin
// where no letter precedes it, so that "spmb 1" is no mailbox; words that end in
// a blank must end so, which the end of the text also satisfies.
func firstWord(s string, words []string) string {
	t := plain(s) + " "
	for _, w := range words {
		for from := 0; ; {
			i := strings.Index(t[from:], w)
			if i < 0 {
				break
			}
			i += from
			if w[0] >= 0x80 || i == 0 || !isLetter(t[i-1]) {
				return strings.TrimSpace(w)
			}
			from = i + 1
		}
	}
	return ""
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }
