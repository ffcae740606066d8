package nta

import (
	"fmt"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Columns in the publisher's order.
const (
	colSeq = iota
	colNumber
	colProcess
	colCorrect
	colUpdated
	colChanged
	colName
	colNameImage
	colKind
	colPrefecture
	colCity
	colStreet
	colAddressImage
	colPrefectureCode
	colCityCode
	colPostCode
	colOutside
	colOutsideImage
	colCloseDate
	colCloseCause
	colSuccessor
	colChangeCause
	colAssigned
	colLatest
	colEnName
	colEnPrefecture
	colEnCity
	colEnOutside
	colFurigana
	colHidden
)

// columnNames are the publisher's names, which are also those of its XML.
var columnNames = [Columns]string{
	"sequenceNumber", "corporateNumber", "process", "correct", "updateDate", "changeDate", "name", "nameImageId", "kind",
	"prefectureName", "cityName", "streetNumber", "addressImageId", "prefectureCode", "cityCode", "postCode",
	"addressOutside", "addressOutsideImageId", "closeDate", "closeCause", "successorCorporateNumber", "changeCause",
	"assignmentDate", "latest", "enName", "enPrefectureName", "enCityName", "enAddressOutside", "furigana", "hihyoji",
}

// quoted marks the text columns, the only ones written in quotes.
var quoted = mark(colName, colPrefecture, colCity, colStreet, colOutside, colChangeCause, colEnName, colEnPrefecture, colEnCity, colEnOutside, colFurigana)

// interns marks the columns whose values repeat from row to row.
var interns = mark(colProcess, colKind, colPrefecture, colCity, colPrefectureCode, colCityCode, colPostCode, colCloseCause, colEnPrefecture)

func mark(cols ...int) (out [Columns]bool) {
	for _, c := range cols {
		out[c] = true
	}
	return out
}

func knownProcess(s string) bool {
	switch s {
	case "01", "11", "12", "13", "21", "22", "71", "72", "81", "99":
		return true
	}
	return false
}

func knownKind(s string) bool {
	switch s {
	case "101", "201", "301", "302", "303", "304", "305", "399", "401", "499":
		return true
	}
	return false
}

func knownCloseCause(s string) bool {
	return s == "" || s == "01" || s == "11" || s == "21" || s == "31"
}

// build makes a row of the 30 values and checks each by its type. why is "" if
// all is well, else it says what is wrong with column col.
func build(v *[Columns]string) (row Row, col int, why string) {
	if _, ok := number(v[colSeq]); !ok {
		return row, colSeq, bad(v[colSeq], "a number")
	}
	if why := checkNumber(v[colNumber]); why != "" {
		return row, colNumber, why
	}
	if !knownProcess(v[colProcess]) {
		return row, colProcess, bad(v[colProcess], "a process code (01 11 12 13 21 22 71 72 81 99)")
	}
	row.Number, row.Process = v[colNumber], v[colProcess]
	row.Updated, row.Changed, row.CloseDate, row.Assigned = entity.NoDay, entity.NoDay, entity.NoDay, entity.NoDay
	if row.Process == entity.ProcessDeleted {
		col, why = checkDeleted(v)
		return row, col, why
	}
	if col, why := checkCodes(v); why != "" {
		return row, col, why
	}
	for _, d := range [...]struct {
		col      int
		to       *entity.Day
		required bool
	}{{colUpdated, &row.Updated, true}, {colChanged, &row.Changed, true}, {colAssigned, &row.Assigned, true}, {colCloseDate, &row.CloseDate, false}} {
		if v[d.col] == "" && !d.required {
			continue
		}
		day, ok := day(v[d.col])
		if !ok {
			return row, d.col, bad(v[d.col], "a date (yyyy-mm-dd)")
		}
		*d.to = day
	}
	fillText(&row.Row, v)
	return row, 0, ""
}

func fillText(r *entity.Row, v *[Columns]string) {
	r.Correct, r.Latest, r.Hidden = v[colCorrect] == "1", v[colLatest] == "1", v[colHidden] == "1"
	r.Name, r.NameImageID, r.Kind = v[colName], v[colNameImage], v[colKind]
	r.Prefecture, r.City, r.Street, r.AddressImageID = v[colPrefecture], v[colCity], v[colStreet], v[colAddressImage]
	r.PrefectureCode, r.CityCode, r.PostCode = v[colPrefectureCode], v[colCityCode], v[colPostCode]
	r.Outside, r.OutsideImageID = v[colOutside], v[colOutsideImage]
	r.CloseCause, r.Successor, r.ChangeCause = v[colCloseCause], v[colSuccessor], v[colChangeCause]
	r.EnName, r.EnPrefecture, r.EnCity, r.EnOutside = v[colEnName], v[colEnPrefecture], v[colEnCity], v[colEnOutside]
	r.Furigana = v[colFurigana]
}

// checkCodes checks every column that is neither free text nor a date.
func checkCodes(v *[Columns]string) (col int, why string) {
	for _, c := range [...]int{colCorrect, colLatest, colHidden} {
		if v[c] != "0" && v[c] != "1" {
			return c, bad(v[c], "0 or 1")
		}
	}
	if !knownKind(v[colKind]) {
		return colKind, bad(v[colKind], "a kind code (101 201 301 302 303 304 305 399 401 499)")
	}
	if !knownCloseCause(v[colCloseCause]) {
		return colCloseCause, bad(v[colCloseCause], "a closing cause (01 11 21 31)")
	}
	for _, c := range [...]struct{ col, n int }{{colNameImage, 8}, {colAddressImage, 8}, {colOutsideImage, 8}, {colPrefectureCode, 2}, {colCityCode, 3}, {colPostCode, 7}} {
		if s := v[c.col]; s != "" && (len(s) != c.n || !digits(s)) {
			return c.col, bad(s, fmt.Sprintf("%d digits", c.n))
		}
	}
	if s := v[colSuccessor]; s != "" {
		if why := checkNumber(s); why != "" {
			return colSuccessor, why
		}
	}
	if v[colName] == "" && v[colNameImage] == "" {
		return colName, "the name is empty"
	}
	return 0, ""
}

// checkDeleted accepts a row of process 99. Beside the number it may have the
// dates and flags of the deletion, but nothing of the body.
func checkDeleted(v *[Columns]string) (col int, why string) {
	for c, s := range v {
		switch {
		case s == "" || c <= colChanged || c == colLatest || c == colHidden:
		default:
			return c, fmt.Sprintf("a row of process 99 deletes by number, but the column has %q", clip([]byte(s)))
		}
	}
	return 0, ""
}

func bad(s, want string) string { return fmt.Sprintf("%q is not %s", clip([]byte(s)), want) }

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// number reads up to nine digits.
func number[T string | []byte](s T) (int, bool) {
	if len(s) == 0 || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

// checkNumber checks a corporate number: 13 digits, the first of which is 9
// minus the weighted sum of the others (1, 2, 1, 2 … from the right) modulo 9.
func checkNumber(s string) string {
	if len(s) != 13 || !digits(s) {
		return bad(s, "a corporate number of 13 digits")
	}
	sum := 0
	for i := 1; i < 13; i++ {
		d := int(s[i] - '0')
		sum += d << (i & 1) // even places from the right, which count double, are odd from the left
	}
	if int(s[0]-'0') != 9-sum%9 {
		return fmt.Sprintf("%q has a wrong check digit", s)
	}
	return ""
}

// day reads yyyy-mm-dd without allocating.
func day[T string | []byte](s T) (entity.Day, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return entity.NoDay, false
	}
	y, ok1 := number(s[0:4])
	m, ok2 := number(s[5:7])
	d, ok3 := number(s[8:10])
	if !ok1 || !ok2 || !ok3 || y < 1 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return entity.NoDay, false
	}
	// Days from civil, counting years from March so that leap days come last.
	if m <= 2 {
		y, m = y-1, m+12
	}
	return entity.Day(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1 - 719468), true
}

func daysIn(y, m int) int {
	switch time.Month(m) {
	case time.February:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	}
	return 31
}
