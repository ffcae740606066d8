package application

import (
	"regexp"
	"strings"

	"github.com/sekifuda/sekifuda/internal/record"
)

var (
	scientific  = regexp.MustCompile(`^[+-]?\d+(\.\d+)?[eE]\+?\d+$`)
	floated     = regexp.MustCompile(`^\d+\.0$`)
	hashes      = regexp.MustCompile(`^#{2,}$`)
	formulaFail = regexp.MustCompile(`^#(NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$`)
	serialDay   = regexp.MustCompile(`^[1-7]\d{4}(\.\d+)?$`)
	onlyDigits  = regexp.MustCompile(`^\d+$`)
	quotedCell  = regexp.MustCompile(`^="([^"]*)"$`)
)

// unprotect takes off what people and spreadsheets put before a cell so that it
// is kept as text: an apostrophe, or ="…".
func unprotect(path, cell string) string {
	if m := quotedCell.FindStringSubmatch(cell); m != nil {
		return m[1]
	}
	if len(cell) < 2 || cell[0] != '\'' {
		return cell
	}
	if strings.ContainsRune("=+-@\t", rune(cell[1])) || isNumberColumn(path) && cell[1] >= '0' && cell[1] <= '9' {
		return cell[1:]
	}
	return cell
}

// damaged says what a spreadsheet did to a cell, "" where nothing is seen.
// domestic is false where the row names a country other than Japan.
func damaged(path, cell string, domestic bool) (msg, fix string) {
	const asText = "format the column as text, enter the value again"
	switch {
	case hashes.MatchString(cell):
		return "the cell holds only number signs: its column was too narrow when it was saved", "widen the column, save again"
	case formulaFail.MatchString(cell):
		return "the cell holds a formula error: a value that begins with = + - or @ was taken for a formula", "write an apostrophe before the value"
	case strings.ContainsRune(cell, '\ufffd'):
		return "the cell has characters that were lost in a conversion", `save the source as "CSV UTF-8"`
	case isNumberColumn(path) && scientific.MatchString(cell):
		return "a spreadsheet turned the number into scientific notation, its digits are lost", asText
	case isNumberColumn(path) && path != "quantity" && floated.MatchString(cell):
		return "a program turned the number into a decimal", asText
	case isDateColumn(path) && serialDay.MatchString(cell):
		return "a spreadsheet turned the date into a serial number", "format the column as text, write 2026-01-31"
	case domestic && strings.HasSuffix(path, "postal_code") && onlyDigits.MatchString(cell) && len(cell) >= 4 && len(cell) < 7:
		return "the postal code has lost its leading zero", asText + "; for a code of another country, fill in the country"
	case domestic && strings.HasSuffix(path, "phone") && lostZero(cell):
		return "the telephone number has lost its leading zero", asText + "; for a number of another country, begin with + and the country"
	}
	return "", ""
}

// lostZero knows the lengths of Japanese numbers: ten digits, eleven for mobile
// and IP, always a zero first.
func lostZero(s string) bool {
	if !onlyDigits.MatchString(s) || s[0] == '0' {
		return false
	}
	return len(s) == 9 || len(s) == 10 && s[1] == '0' && strings.IndexByte("56789", s[0]) >= 0
}

func isNumberColumn(path string) bool {
	switch last := path[strings.LastIndexByte(path, '.')+1:]; last {
	case "corporate_number", "phone", "postal_code", "quantity", "external_id", "identifiers", "port", "payment_token":
		return true
	}
	return strings.Contains(path, "identifiers.")
}

func isDateColumn(path string) bool {
	switch last := path[strings.LastIndexByte(path, '.')+1:]; last {
	case "birth_date", "founded", "classification_date", "received_at", "date":
		return true
	}
	return false
}

// isDomestic tells whether the numbers around path may be read as Japanese.
func isDomestic(app *record.Application, path string) bool {
	country := app.Applicant.Residence
	switch {
	case strings.HasPrefix(path, "ship_to."):
		country = app.ShipTo.Country
	case strings.HasPrefix(path, "payer."):
		country = app.Payer.Residence
	case strings.HasPrefix(path, "end_user."):
		country = app.EndUser.Residence
	case strings.HasPrefix(path, "on_behalf_of."):
		country = app.OnBehalfOf.Residence
	}
	switch strings.ToUpper(country) {
	case "", "JP", "JPN", "JAPAN", "日本", "日本国":
		return true
	}
	return false
}
