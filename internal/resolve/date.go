package resolve

import (
	"strconv"
	"strings"
)

// day is a date as it is compared: parts that are not known are 0.
type day struct {
	year     int16
	month    uint8
	dom      uint8
	twoDigit bool // the century was not written
}

// text is the date in eight digits.
func (d day) text() string {
	b := make([]byte, 0, 8)
	for _, p := range [...]struct{ n, width int }{{int(d.year), 4}, {int(d.month), 2}, {int(d.dom), 2}} {
		s := strconv.Itoa(p.n)
		for i := len(s); i < p.width; i++ {
			b = append(b, '0')
		}
		b = append(b, s...)
	}
	return string(b)
}

var months = map[string]uint8{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// parseDay reads a date in whatever way it is written. Where day and month
// cannot be told apart it takes the month first: a swap is a level of its own.
func parseDay(s string) (day, bool) {
	if i := strings.IndexAny(s, "Tt"); i == 10 {
		s = s[:i]
	}
	if s = strings.TrimSpace(s); len(s) == 19 && s[10] == ' ' && strings.Count(s, ":") == 2 {
		s = s[:10]
	}
	parts := words(s)
	if len(parts) == 1 {
		return oneNumber(parts[0])
	}
	var nums []string
	var month uint8
	for _, p := range parts {
		if p[0] >= '0' && p[0] <= '9' {
			nums = append(nums, strings.TrimRight(p, "stndrh"))
		} else if m := months[p[:min(3, len(p))]]; m > 0 && month == 0 {
			month = m
		}
	}
	var v [3]int
	if len(nums) > 3 || len(nums) == 0 {
		return day{}, false
	}
	for i, n := range nums {
		x, err := strconv.Atoi(n)
		if err != nil {
			return day{}, false
		}
		v[i] = x
	}
	switch {
	case month > 0 && len(nums) == 1:
		return checked(v[0], int(month), 0, len(nums[0]))
	case month > 0 && len(nums) == 2 && len(nums[0]) >= 3:
		return checked(v[0], int(month), v[1], len(nums[0]))
	case month > 0 && len(nums) == 2:
		return checked(v[1], int(month), v[0], len(nums[1]))
	case len(nums) == 2 && len(nums[0]) == 4:
		return checked(v[0], v[1], 0, 4)
	case len(nums) == 2:
		return checked(v[1], v[0], 0, len(nums[1]))
	case len(nums) == 3 && len(nums[0]) >= 3:
		return checked(v[0], v[1], v[2], len(nums[0]))
	case len(nums) == 3 && v[0] > 12:
		return checked(v[2], v[1], v[0], len(nums[2]))
	case len(nums) == 3:
		return checked(v[2], v[0], v[1], len(nums[2]))
	}
	return day{}, false
}

// oneNumber reads 19560409 and 1956.
func oneNumber(s string) (day, bool) {
	n, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return day{}, false
	case len(s) == 8:
		return checked(n/10000, n/100%100, n%100, 4)
	case len(s) == 4:
		return checked(n, 0, 0, 4)
	}
	return day{}, false
}

// checked keeps months and days that do not exist: a slip made them.
func checked(y, m, d, width int) (day, bool) {
	short := width <= 2
	if y < 0 || y > 9999 || m < 0 || m > 99 || d < 0 || d > 99 {
		return day{}, false
	}
	if short {
		y += 1900
	}
	return day{int16(y), uint8(m), uint8(d), short}, true
}

// levels of kindDate
const (
	dateExact = iota
	dateSwapped
	dateDigit
	dateOtherYear
	dateYearOnly
	dateNear
	dateTwoDigits
	dateSameYear
	dateDiffers
)

// vague reports whether only the year is known; the first of January stands for
// that in many a file.
func (d day) vague() bool { return d.month == 0 || d.month == 1 && d.dom <= 1 }

func (d day) compare(e day) int {
	if d.twoDigit || e.twoDigit { // the century is not evidence
		d.year, e.year = d.year%100, e.year%100
	}
	sameYear := d.year == e.year
	if d.month == 0 || e.month == 0 {
		if !sameYear {
			return dateDiffers
		}
		return dateYearOnly
	}
	if sameYear && d.month == e.month && d.dom == e.dom {
		return dateExact
	}
	if sameYear && d.month == e.dom && d.dom == e.month {
		return dateSwapped
	}
	n := d.edits(e)
	if n > 2 && (day{e.year, e.dom, e.month, false}).edits(d) == 1 { // swapped, and a slip
		n = 2
	}
	switch {
	case n == 1:
		return dateDigit
	case d.month == e.month && d.dom == e.dom:
		return dateOtherYear
	case sameYear && (d.vague() || e.vague()):
		return dateYearOnly
	case sameYear && (d.month == e.month || d.dom == e.dom):
		return dateNear
	case n == 2:
		return dateTwoDigits
	case sameYear:
		return dateSameYear
	}
	return dateDiffers
}

// edits counts the digits that differ; two neighbours that changed places are one.
func (d day) edits(e day) int {
	a, b := d.digits(), e.digits()
	n := 0
	for i := 0; i < 8; i++ {
		if a[i] == b[i] {
			continue
		}
		n++
		if i < 7 && a[i] == b[i+1] && a[i+1] == b[i] {
			i++
		}
	}
	return n
}

func (d day) digits() [8]uint8 {
	y := d.year
	return [8]uint8{uint8(y / 1000), uint8(y / 100 % 10), uint8(y / 10 % 10), uint8(y % 10), d.month / 10, d.month % 10, d.dom / 10, d.dom % 10}
}
