package gate

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// TestNamesInOtherWriting: a name that nobody bears as it is written is looked
// for in other letters and misspelt. With the address it finds the body; without
// it, it is shown, and nobody is refused for being absent.
func TestNamesInOtherWriting(t *testing.T) {
	const here, elsewhere = "東京都千代田区霞が関3-2-5", "東京都港区芝公園4-2-8"
	for _, tt := range []struct {
		name, address, code string
		agrees              finding.Result
		why                 string
		absent              bool
		shown               string
	}{
		{"Minase Kogyo Co., Ltd.", here, CodeFound, finding.Agrees, "rendered", false, "株式会社水無瀬工業"},
		{"Minase Industries Co., Ltd.", here, CodeFound, finding.Agrees, "rendered", false, "株式会社水無瀬工業"},
		{"株式会社水無頼工業", here, CodeFound, finding.Differs, "one_edit", false, "株式会社水無瀬工業"},
		{"Minase Kogyo Co., Ltd.", elsewhere, CodeNotFound, "", "", false, "株式会社水無瀬工業"},
		{"Borealis Freight Co., Ltd.", elsewhere, CodeNotFound, "", "", true, ""},
	} {
		f := honest(t)
		a := &f.input.Application.Applicant
		a.Name, a.Address, a.CorporateNumber = tt.name, tt.address, ""
		d := f.decide(t)
		exists := of(d, "register.exists")[0]
		if exists.Code != tt.code {
			t.Errorf("%s at %s: %s, want %s", tt.name, tt.address, exists.Code, tt.code)
		}
		shown := ""
		if len(exists.Matches) > 0 {
			shown = exists.Matches[0].Caption
		}
		if shown != tt.shown {
			t.Errorf("%s: shows %q first, want %q", tt.name, shown, tt.shown)
		}
		if refused := d.Outcome == finding.Refuse; refused != tt.absent {
			t.Errorf("%s at %s: %s", tt.name, tt.address, d.Outcome)
		}
		if g := of(d, "register.agrees"); tt.agrees != "" && (g[0].Comparisons[0].Result != tt.agrees || g[0].Comparisons[0].Why != tt.why) {
			t.Errorf("%s: name %s %s, want %s %s", tt.name, g[0].Comparisons[0].Result, g[0].Comparisons[0].Why, tt.agrees, tt.why)
		}
	}
}
