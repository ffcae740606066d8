package identifier

import "strings"

// CompareAddress sets a claimed address against a source's. result is a
// finding.Result by its text: agrees, differs, absent_at_source, not_claimed or
// not_checked. degree is 0 to 10000. why is "" or a code: other_prefecture,
// other_city, other_town, other_block, building_differs, prefecture_omitted,
// ward_omitted, former_city, town_by_reading, town_not_compared, town_partly,
// number_incomplete, number_missing, not_parsed. An address that is not
// understood is not_checked, never differs.
func CompareAddress(claimed, source string) (result string, degree int, why string) {
	switch {
	case strings.TrimSpace(claimed) == "":
		return "not_claimed", 0, ""
	case strings.TrimSpace(source) == "":
		return "absent_at_source", 0, ""
	}
	return CompareParsed(ParseAddress(claimed), ParseAddress(source))
}

// CompareParsed is CompareAddress for addresses that are parsed already. Where
// one side names a municipality that is no more, agreeing with either name of
// the place is enough.
func CompareParsed(c, s Address) (result string, degree int, why string) {
	result, degree, why = compareParsed(&c, &s)
	if result == "agrees" {
		if c.Before != nil && why == "" {
			return result, degree - 500, "former_city"
		}
		return result, degree, why
	}
	if c.Before != nil {
		if r, d, w := CompareParsed(*c.Before, s); r == "agrees" {
			return r, d, w
		}
	}
	if s.Before != nil {
		if r, d, w := CompareParsed(c, *s.Before); r == "agrees" {
			return r, d, w
		}
	}
	return result, degree, why
}

func compareParsed(c, s *Address) (result string, degree int, why string) {
	if s.City == "" && s.Prefecture == "" || c.City == "" && c.Prefecture == "" {
		return "not_checked", 0, "not_parsed"
	}
	if c.Prefecture != "" && s.Prefecture != "" && c.Prefecture != s.Prefecture {
		return "differs", 0, "other_prefecture"
	}
	if c.City == "" || s.City == "" {
		return "not_checked", 0, "not_parsed"
	}
	degree = 10000
	note := func(by int, code string) {
		if degree -= by; why == "" {
			why = code
		}
	}
	switch sameCity(c.City, s.City) {
	case 0:
		return "differs", 1000, "other_city"
	case 1:
		note(1000, "ward_omitted")
	}
	by, town := compareTowns(c, s)
	if town == "other_town" {
		return "differs", 3000, town
	} else if town != "" {
		note(by, town)
	}
	switch sameNumbers(c, s) {
	case numbersDiffer:
		if degree = 4000; c.firstNumber() == s.firstNumber() {
			degree = 5000
		}
		return "differs", degree, "other_block"
	case numbersMissing:
		return "not_checked", 0, "number_missing"
	case numbersPartly:
		note(1500, "number_incomplete")
	}
	if town == "town_not_compared" {
		return "not_checked", 0, town
	}
	if buildingsDiffer(c, s) {
		note(1000, "building_differs")
	}
	if c.PrefectureOmitted && !s.PrefectureOmitted {
		note(300, "prefecture_omitted")
	}
	return "agrees", degree, why
}

// compareTowns says what sets two towns of one city apart, and how much that
// takes from the degree: other_town, town_partly, town_by_reading where one is
// in Latin letters and may be read so, town_not_compared where it may not, since
// not all readings of towns are known. "" where they are the same.
func compareTowns(c, s *Address) (by int, code string) {
	ct, st := c.written(), s.written()
	if latinText(ct) != latinText(st) {
		if latinText(ct) && readsLike(s.Town, ct) || latinText(st) && readsLike(c.Town, st) {
			return 200, "town_by_reading"
		}
		return 0, "town_not_compared"
	}
	ck, sk := townKey(ct, c.Prefecture == "北海道"), townKey(st, s.Prefecture == "北海道")
	switch {
	case ck == sk:
		return 0, ""
	case ck == "" || sk == "" || c.numbers() == "" || c.numbers() != s.numbers():
		return 0, "other_town"
	case strings.HasPrefix(ck, sk), strings.HasPrefix(sk, ck), strings.HasSuffix(ck, sk), strings.HasSuffix(sk, ck):
		return 1500, "town_partly"
	}
	return 0, "other_town"
}

// written is the town as the text has it.
func (a *Address) written() string {
	if a.Latin != "" {
		return a.Latin
	}
	return a.Town
}

// sameCity gives 2 for the same city, 1 where one side left the ward out, 0
// for different ones.
func sameCity(a, b string) int {
	a, b = foldPlace(a), foldPlace(b)
	switch {
	case a == b:
		return 2
	case strings.HasSuffix(a, "市") && strings.HasPrefix(b, a), strings.HasSuffix(b, "市") && strings.HasPrefix(a, b):
		return 1
	}
	return 0
}

// latinText reports whether a town is written in Latin letters, so that it
// cannot be compared with one in kanji.
func latinText(s string) bool {
	for _, r := range s {
		if isCJK(r) {
			return false
		}
	}
	return s != ""
}

const (
	numbersSame = iota
	numbersPartly
	numbersDiffer
	numbersMissing
)

// sameNumbers compares block and number; a number that only one side goes on
// to give may be a room or a sub-number.
func sameNumbers(c, s *Address) int {
	a, b := c.numbers(), s.numbers()
	switch {
	case a == b:
		return numbersSame
	case a == "" || b == "":
		return numbersMissing
	case strings.HasPrefix(a, b+"-") && a[len(b)+1:] == s.Room, strings.HasPrefix(b, a+"-") && b[len(a)+1:] == c.Room:
		return numbersSame
	case strings.HasPrefix(a, b+"-"), strings.HasPrefix(b, a+"-"):
		return numbersPartly
	}
	return numbersDiffer
}

func (a *Address) firstNumber() string {
	first, _, _ := strings.Cut(a.numbers(), "-")
	return first
}

// buildingsDiffer reports whether both sides name a building or room and they
// are not the same.
func buildingsDiffer(c, s *Address) bool {
	if c.Room != "" && s.Room != "" && !strings.EqualFold(c.Room, s.Room) {
		return true
	}
	a, b := buildingKey(c.Building), buildingKey(s.Building)
	return a != "" && b != "" && a != b && !strings.Contains(a, b) && !strings.Contains(b, a)
}
