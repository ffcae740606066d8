package world

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/record"
)

type product struct{ name, provision, class string }

var (
	domesticSoftware = []product{
		{"セキモリ エンドポイント 7 国内法人版", "download", "8-9"}, {"みはり番 サーバ保護 国内版", "download", "8-9"},
		{"ログ番所 統合監視 国内法人版", "remote_access", "8-9"}, {"封緘メール暗号化 国内版", "download", "8-9"},
	}
	software = []product{
		{"図面台帳 2026", "download", "not_listed"}, {"在庫日和 クラウド", "remote_access", "not_listed"},
		{"現場日報 Pro", "download", "not_listed"}, {"給与のいろは 8", "download", "not_listed"}, {"リモート保守キット", "support", "not_listed"},
	}
	servers = []product{
		{"専用サーバー S2（8コア）", "hosting", "not_listed"}, {"仮想サーバー V4（4GB）", "hosting", "not_listed"},
		{"仮想サーバー V16（16GB）", "hosting", "not_listed"}, {"ストレージ領域 T10", "remote_access", "not_listed"},
	}
	goods = []product{
		{"オシロスコープ OS-204", "shipment", "not_listed"}, {"産業用コントローラ PC-11", "shipment", "not_listed"},
		{"赤外線カメラ IR-30", "shipment", "not_listed"}, {"圧力センサー PS-7", "shipment", "not_listed"}, {"業務用ルーター RT-5", "shipment", "8-9"},
	}
	endUses = []string{
		"社内端末の保護", "自社ウェブサイトの運用", "基幹システムの更新に伴う入れ替え", "支店の業務端末に導入するため", "製造ラインの検査工程で使用",
		"社員用ファイル共有", "顧客管理システムの動作環境", "開発部門の試験環境", "老朽化した機器の交換", "テレワーク環境の整備",
		"研究室の計測に使用", "店舗の在庫管理", "見積書と請求書の作成", "社内研修で使用", "監視体制の強化のため",
	}
)

// choose picks the item that is asked for. domestic says that the applicant may
// have an item of the country only, sent that he can receive a parcel.
func (b *draft) item(domestic, sent bool) {
	m := b.mix.Items
	if !domestic {
		m.DomesticSoftware = 0
	}
	if !sent {
		m.Shipment = 0
	}
	sum := m.DomesticSoftware + m.Software + m.Server + m.Shipment
	if sum == 0 {
		m.Software, sum = 1, 1
	}
	i := &b.Application.Item
	var p product
	switch x := b.d.IntN(sum); {
	case x < m.DomesticSoftware:
		p, i.Kind, i.DomesticOnly = pick(b.d, domesticSoftware), record.ItemSoftware, "yes"
	case x < m.DomesticSoftware+m.Software:
		p, i.Kind, i.DomesticOnly = pick(b.d, software), record.ItemSoftware, "no"
	case x < m.DomesticSoftware+m.Software+m.Server:
		p, i.Kind, i.DomesticOnly = pick(b.d, servers), record.ItemServer, "no"
	default:
		p, i.Kind, i.DomesticOnly = pick(b.d, goods), record.ItemShipment, "no"
	}
	b.describe(p)
	b.Application.Quantity = pick(b.d, []int{1, 1, 1, 2, 3, 5, 10, 20, 50})
	b.Application.EndUse = pick(b.d, endUses)
	b.Application.Resale, b.Application.ReExport = "no", "no"
}

// describe fills in what the catalogue says of the product.
func (b *draft) describe(p product) {
	i := &b.Application.Item
	i.Name, i.Provision, i.ConcernClass = p.name, p.provision, "none"
	if b.d.chance(b.mix.Items.Concern) {
		i.ConcernClass = pick(b.d, []string{"M", "C", "CW", "B/C"})
	}
	if b.d.chance(b.mix.Items.Unclassified) {
		b.prove(record.Evidence{Kind: "classification", Value: p.class, Document: "GH-" + b.d.letters(6), Result: "confirmed"})
		return
	}
	i.Classification = p.class
	i.ClassificationDate = (b.w.day - entity.Day(b.d.between(40, 400))).String()
	i.ClassificationDocument = fmt.Sprintf("GH-2025-%04d", b.d.between(1, 980))
}

// declare signs the declarations that the item asks for.
func (b *draft) declare(signer string) {
	kinds := []string{"end_use", "no_reexport"}
	if c := b.Application.Item.ConcernClass; c != "none" || b.d.chance(400) {
		kinds = append(kinds, "no_military_use")
	}
	if b.d.chance(250) {
		kinds = append(kinds, "no_specified_category")
	}
	if b.Application.ReExport == "yes" {
		kinds = []string{"end_use", "no_military_use"}
	}
	skip := ""
	if b.kind.honest && b.d.chance(b.mix.Noise.NoDeclaration) {
		skip = pick(b.d, kinds[:2])
		if b.d.chance(500) {
			b.prove(record.Evidence{Kind: "declaration", Value: skip, Document: "DC-" + b.d.letters(6), Result: "confirmed"})
		} else if b.Application.Item.DomesticOnly == "yes" || b.Application.Item.ConcernClass != "none" {
			b.unanswered("a declaration is missing")
		}
	}
	for _, k := range kinds {
		if k == skip {
			continue
		}
		b.Application.Declarations = append(b.Application.Declarations, record.Declaration{
			Kind: k, Signer: signer, Date: (b.received - entity.Day(b.d.IntN(10))).String(),
		})
	}
}

// prove adds evidence that the operator obtained.
func (b *draft) prove(e record.Evidence) {
	e.Application = b.Application.ExternalID
	if e.Subject == "" {
		e.Subject = "applicant"
	}
	e.By = pick(b.d, []string{"clerk.hayashi", "clerk.ono", "clerk.kida"})
	e.At = fmt.Sprintf("%sT%02d:%02d:00+09:00", min(b.received+entity.Day(b.d.between(1, 3)), b.w.day-1), b.d.between(9, 17), b.d.IntN(60))
	b.Evidence = append(b.Evidence, e)
}

// unanswered says that the operator is still waiting.
func (b *draft) unanswered(why string) {
	b.Truth.Answered, b.Truth.Expected = false, ExpectReview
	if b.Truth.Note == "" {
		b.Truth.Note = why
	}
}
