package identifier

import "unicode"

// isIndividual checks the last digit of an Individual Number: the eleven
// digits from the right weighted 2 to 7 and 2 to 6.
func isIndividual(d string) bool {
	if len(d) != 12 {
		return false
	}
	sum, same := 0, true
	for n := 1; n <= 11; n++ {
		q := n + 1
		if n > 6 {
			q = n - 5
		}
		sum += int(d[11-n]-'0') * q
		same = same && d[11-n] == d[11]
	}
	check := 11 - sum%11
	if sum%11 <= 1 {
		check = 0
	}
	// Twelve zeros pass the sum and are nobody's number.
	return int(d[11]-'0') == check && !same
}

// cardRanges are the issuer prefixes of cards and their lengths.
var cardRanges = []struct{ from, to, digits, shortest, longest int }{
	{4, 4, 1, 13, 13}, {4, 4, 1, 16, 16}, {4, 4, 1, 19, 19}, {51, 55, 2, 16, 16}, {2221, 2720, 4, 16, 16},
	{34, 34, 2, 15, 15}, {37, 37, 2, 15, 15}, {3528, 3589, 4, 16, 19}, {300, 305, 3, 14, 19}, {3095, 3095, 4, 14, 19},
	{36, 36, 2, 14, 19}, {38, 39, 2, 14, 19}, {6011, 6011, 4, 16, 19}, {644, 659, 3, 16, 19}, {62, 62, 2, 16, 19}, {81, 81, 2, 16, 19},
	{5018, 5018, 4, 13, 19}, {5020, 5020, 4, 13, 19}, {5038, 5038, 4, 13, 19}, {5893, 5893, 4, 13, 19}, {6304, 6304, 4, 13, 19},
	{6759, 6763, 4, 13, 19}, {2200, 2204, 4, 16, 19}, {60, 60, 2, 16, 16}, {508, 508, 3, 16, 16},
}

// isCard applies the issuer prefixes and the Luhn digit.
func isCard(d string) bool {
	if len(d) < 13 || len(d) > 19 {
		return false
	}
	prefix := 0
	issued := false
	for n := 1; n <= 4 && !issued; n++ {
		prefix = prefix*10 + int(d[n-1]-'0')
		for _, r := range cardRanges {
			issued = issued || r.digits == n && prefix >= r.from && prefix <= r.to && len(d) >= r.shortest && len(d) <= r.longest
		}
	}
	return issued && luhn(d)
}

func luhn(d string) bool {
	sum := 0
	for i := range len(d) {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// residenceCard finds two letters, eight digits, two letters, standing alone.
func (s *scanned) residenceCard() int {
	for i := range s.text {
		if isLatin(s.at(i-1)) || isDigit(s.at(i-1)) || isLatin(s.at(i+12)) || isDigit(s.at(i+12)) {
			continue
		}
		ok := true
		for j := 0; j < 12 && ok; j++ {
			r := s.at(i + j)
			ok = (j < 2 || j >= 10) && isLatin(r) || j >= 2 && j < 10 && isDigit(r)
		}
		if ok {
			return i
		}
	}
	return -1
}

// passwordLabels are words after which ":" or "=" a secret follows.
var passwordLabels = words("パスワード", "ﾊﾟｽﾜｰﾄﾞ", "パスコード", "パスフレーズ", "暗証番号", "password", "passwd", "passcode", "passphrase", "pass phrase", "pass", "pwd", "pw", "pin", "pin code", "pin no", "pincode", "비밀번호", "密码", "密碼", "пароль", "contraseña", "mot de passe", "passwort", "kennwort")

func words(list ...string) [][]rune {
	var out [][]rune
	for _, w := range list {
		out = append(out, []rune(w))
	}
	return out
}

// password finds a label that a value follows on the same line, and returns
// where the value begins.
func (s *scanned) password() int {
	for i, r := range s.text {
		if r != ':' && r != '=' {
			continue
		}
		end := i
		for end > 0 && s.at(end-1) == ' ' || s.at(end-1) == '"' || s.at(end-1) == ')' || s.at(end-1) == '\'' {
			end--
		}
		for _, w := range passwordLabels {
			if !s.endsWith(end, w) {
				continue
			}
			for j := i + 1; j < len(s.text) && s.text[j] != '\n' && s.text[j] != '\r'; j++ {
				if s.text[j] == '/' && s.at(j+1) == '/' {
					break // a scheme, not a label
				}
				if !unicode.IsSpace(s.text[j]) && !unicode.IsPunct(s.text[j]) || s.text[j] == '*' {
					return j
				}
			}
		}
	}
	return -1
}

// endsWith reports whether the text before end ends with w, as a word if w is
// of Latin letters.
func (s *scanned) endsWith(end int, w []rune) bool {
	from := end - len(w)
	if from < 0 || isLatin(w[0]) && isLatin(s.at(from-1)) {
		return false
	}
	for i, r := range w {
		if s.text[from+i] != r {
			return false
		}
	}
	return true
}

// Labels that make short numbers into data that is never taken.
var (
	pensionLabels   = words("基礎年金番号", "年金番号", "年金手帳", "年金記号", "pension number", "pension no", "basic pension")
	insuranceLabels = words("保険者番号", "被保険者証", "被保険者記号", "被保険者等記号", "健康保険証", "保険証番号", "保険証の番号", "保険証記号", "保険証の記号", "健康保険番号", "health insurance number", "health insurance no", "health insurance card", "insured person number", "insurance card number")
)

// labelled finds digits after (within 24 characters) a label of pension or
// insurance.
func (s *scanned) labelled(runs []digitRun) (at int, kind string) {
	if !hasLabelHint(string(s.text)) {
		return -1, ""
	}
	for _, run := range runs {
		total := 0
		for _, g := range run {
			total += g.to - g.from
		}
		from := run.start(0)
		switch {
		case total >= 4 && s.labelBefore(from, insuranceLabels):
			return from, ForbiddenInsurance
		case total >= 10 && s.labelBefore(from, pensionLabels):
			return from, ForbiddenPension
		}
	}
	return -1, ""
}

// labelBefore reports whether one of the labels ends within 24 characters
// before at, with no end of a sentence between.
func (s *scanned) labelBefore(at int, labels [][]rune) bool {
	for end := at; end > 0 && end >= at-24; end-- {
		if s.at(end-1) == '。' {
			return false
		}
		for _, w := range labels {
			if s.endsWith(end, w) {
				return true
			}
		}
	}
	return false
}
