package match

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script"
)

// script imports nothing of the project, so it repeats the codes of record.
func TestFormCodesAreTheRecords(t *testing.T) {
	for name, want := range map[string]string{
		"株式会社関所": record.FormKK, "有限会社関所": record.FormYK, "合同会社関所": record.FormGK, "合名会社関所": record.FormGomei,
		"合資会社関所": record.FormGoshi, "医療法人関所会": record.FormCorporation, "Sekifuda GmbH": record.FormForeign, "Sekifuda Ltd": "",
	} {
		if got := script.Company(name).Form; got != want {
			t.Errorf("form of %q is %q, want %q", name, got, want)
		}
	}
}
