package canon

import (
	"fmt"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

// sampleDecision has the size and the make-up of a decision of a batch.
func sampleDecision() *finding.Decision {
	d := &finding.Decision{
		ID: "mzxw6ytboi4dqmrrgu2tknjvgi", Tenant: "demo", Application: "A-000123", Input: digest, Outcome: finding.Review,
		At: 1772236800000000, Generation: finding.Generation{Policy: digest, Matcher: "script3/match1.4", Memory: 42},
	}
	for _, name := range []string{"ofac", "un", "world-ofac"} {
		d.Generation.Snapshots = append(d.Generation.Snapshots, finding.SnapshotRef{Source: name, Chain: []string{digest}})
	}
	text := finding.Text{EN: "The address differs from the one in the register.", JA: "住所が登記情報と一致しません。"}
	for i := range 4 {
		d.Reasons = append(d.Reasons, finding.Reason{
			Rule: fmt.Sprintf("address-differs-%d", i), Version: digest, Outcome: finding.Review, Code: "differs", Text: text,
			Checks: []string{"register.agrees"}, Values: []finding.Operand{{Fact: "agrees.address", Value: "differs"}},
		})
		d.Missing = append(d.Missing, finding.Missing{Check: "represents", Cause: finding.CauseNoEvidence, Ask: []string{"represents.letter"}, Text: text})
	}
	for i := range 14 {
		d.Findings = append(d.Findings, sampleFinding(i))
	}
	return d
}

func sampleFinding(i int) finding.Finding {
	ref := finding.SourceRef{Name: "nta", Kind: "register", Digest: digest, Published: 1772150400000000, Record: "1180301018771"}
	f := finding.Finding{
		Check: "register.agrees", Subject: "applicant", State: finding.Hit, Code: "differs", Source: &ref,
		Detail: "one edit away: \"Kakū Shōji\"", Ask: []string{"represents.letter"},
	}
	if i%3 == 0 {
		f.Comparisons = []finding.Comparison{
			{Field: "name", Claimed: "架空商事株式会社", AtSource: "架空商亊株式会社", Result: finding.Differs, Degree: 9312, Why: "one_edit"},
			{Field: "address", Claimed: "東京都千代田区霞が関1-2-3", AtSource: "東京都千代田区霞が関１丁目２番３号", Result: finding.Agrees, Degree: 10000, Since: "2015-10-05"},
		}
	}
	if i%7 == 0 {
		f.Matches = []finding.Match{{Source: ref, Caption: "KAKU TRADING CO., LTD.", Score: 8800, Identity: finding.IdentityUnknown, Comparisons: f.Comparisons}}
	}
	return f
}

func sampleApplication() *record.Application {
	return &record.Application{
		ExternalID: "A-000123", Source: "shop", ReceivedAt: "2026-02-28T09:00:00+09:00", EndUse: "社内の\n解析基盤", Quantity: 2,
		Applicant: record.Party{
			Form: record.FormKK, Name: "架空商事株式会社", Furigana: "カクウショウジ", EnglishName: "Kaku Trading Co., Ltd.", CorporateNumber: "1180301018771",
			Address: "東京都千代田区霞が関1-2-3 架空ビル4階", PostalCode: "100-0013", Residence: "JP", Phone: "03-0000-0000", Website: "https://kaku.example",
		},
		Representative: record.Human{Name: "架空 太郎", Furigana: "カクウ タロウ", Role: "代表取締役"},
		Contact:        record.Human{Name: "架空 花子", Email: "hanako@kaku.example", Phone: "03-0000-0001"},
		ShipTo:         record.Place{Name: "架空商事", Address: "東京都千代田区霞が関1-2-3", Country: "JP"},
		Item:           record.Item{Name: "関札サーバー", Kind: record.ItemServer, Provision: "shipment", ConcernClass: "none"},
		Declarations:   []record.Declaration{{Kind: "end_use", Date: "2026-02-27", Signer: "架空 太郎"}, {Kind: "no_reexport", Date: "2026-02-27"}},
		Channel:        record.Channel{IP: "192.0.2.10", Port: 50123, Device: "d-91"},
		Mail:           record.Mail{From: "hanako@kaku.example", SendingDomain: "kaku.example", DKIM: "pass", SPF: "pass"},
	}
}

func sampleEntity() *entity.Entity {
	e := &entity.Entity{ID: "ofac-123", Caption: "KAKU TRADING", Schema: entity.Company, Datasets: []string{"ofac"}}
	for _, p := range []string{"name", "alias", "address", "country", "program", "topics", "registrationNumber", "sourceUrl"} {
		e.Add(p, p+" of 架空")
		e.Add(p, "second "+p)
	}
	return e
}

// BenchmarkWays sets the direct way beside the long one on the same values.
func BenchmarkWays(b *testing.B) {
	for _, c := range []struct {
		name string
		in   any
	}{{"decision", sampleDecision()}, {"application", sampleApplication()}, {"entity", sampleEntity()}} {
		for _, way := range []struct {
			name    string
			marshal func(any) ([]byte, error)
		}{{"direct", Marshal}, {"long", viaText}} {
			b.Run(c.name+"/"+way.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					out, err := way.marshal(c.in)
					if err != nil {
						b.Fatal(err)
					}
					b.SetBytes(int64(len(out)))
				}
			})
		}
	}
}
