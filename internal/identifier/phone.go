package identifier

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
)

// Kinds of a PhoneNumber.
const (
	PhoneFixed    = "fixed"
	PhoneMobile   = "mobile"
	PhoneIP       = "ip"
	PhoneTollFree = "toll_free"
	PhoneOther    = "other"
)

// PhoneNumber is a valid telephone number.
type PhoneNumber struct {
	E164   string
	Kind   string   // fixed, mobile, ip, toll_free, other
	Region string   // ISO country, "" for those of no country
	Area   []string // Japanese fixed lines: prefectures the area code may lie in; empty where unknown, which is no difference
}

// Phone reads a telephone number as written in region (an ISO country, "" for
// JP). ErrFormat means that it cannot be a number or that the numbering plan
// has no such number.
func Phone(s, region string) (PhoneNumber, error) {
	if region == "" {
		region = "JP"
	}
	text := phoneText(s)
	if len(text) > 64 {
		return PhoneNumber{}, fmt.Errorf("phone: too long: %w", ErrFormat)
	}
	if region == "JP" {
		if p, ok := japanesePhone(text); ok {
			return p, nil
		}
	}
	n, err := phonenumbers.Parse(text, region)
	if err != nil {
		return PhoneNumber{}, fmt.Errorf("phone: %w: %w", err, ErrFormat)
	}
	if !phonenumbers.IsValidNumber(n) {
		return PhoneNumber{}, fmt.Errorf("phone: no such number in its country's plan: %w", ErrFormat)
	}
	p := PhoneNumber{E164: phonenumbers.Format(n, phonenumbers.E164), Region: phonenumbers.GetRegionCodeForNumber(n), Kind: phoneKind(phonenumbers.GetNumberType(n))}
	if national, ok := strings.CutPrefix(p.E164, "+81"); ok && p.Kind == PhoneFixed {
		p.Area = areaOf(national)
	}
	return p, nil
}

// phoneText brings widths, dashes and the words before a number into ASCII.
func phoneText(s string) string {
	t := strings.Map(func(r rune) rune {
		if isIgnorable(r) {
			return -1
		}
		r = asciiRune(r)
		if isDash(r) || r == 'ー' {
			return '-'
		}
		return r
	}, strings.TrimSpace(s))
	for _, w := range []string{"TEL", "Tel", "tel", "電話番号", "電話", "FAX", "Fax", "携帯"} {
		if rest, ok := strings.CutPrefix(t, w); ok {
			t = strings.TrimLeft(rest, " :.")
			break
		}
	}
	return t
}

func phoneKind(t phonenumbers.PhoneNumberType) string {
	switch t {
	case phonenumbers.FIXED_LINE:
		return PhoneFixed
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE:
		return PhoneMobile
	case phonenumbers.VOIP:
		return PhoneIP
	case phonenumbers.TOLL_FREE:
		return PhoneTollFree
	}
	return PhoneOther
}

// phonePrefixesTSV has, by length of the national number, the prefixes below
// which the library finds every number valid, and its type.
//
//go:embed phoneprefixes.tsv
var phonePrefixesTSV string

// phonePrefixes is that table: the length, a blank and the prefix give a kind.
var phonePrefixes = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(phonePrefixesTSV) {
		f := strings.Fields(line)
		t, err := strconv.Atoi(f[2])
		if err != nil {
			panic("identifier: phoneprefixes.tsv: " + err.Error())
		}
		m[f[0]+" "+f[1]] = phoneKind(phonenumbers.PhoneNumberType(t))
	}
	return m
})

// japanesePhone is the fast way for well-formed Japanese numbers; ok is false
// where the library has to judge, which takes fifty times as long.
func japanesePhone(text string) (p PhoneNumber, ok bool) {
	rest, foreign := strings.CutPrefix(text, "+81")
	var digits [11]byte
	n := 0
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c >= '0' && c <= '9':
			if n == len(digits) {
				return p, false
			}
			digits[n] = c
			n++
		case c == '-' || c == ' ' || c == '(' || c == ')':
		default:
			return p, false
		}
	}
	national := string(digits[:n])
	if trunk := strings.HasPrefix(national, "0"); trunk {
		national = national[1:]
	} else if !foreign {
		return p, false
	}
	if p.Kind = prefixKind(national); p.Kind == "" {
		return p, false
	}
	p.E164, p.Region = "+81"+national, "JP"
	if p.Kind == PhoneFixed {
		p.Area = areaOf(national)
	}
	return p, true
}

// prefixKind returns the kind of a national number that is valid beyond doubt.
func prefixKind(national string) string {
	var key [12]byte
	switch len(national) {
	case 9:
		copy(key[:], "9 ")
	case 10:
		copy(key[:], "10 ")
	default:
		return ""
	}
	from := len(national) - 7 // 2 or 3: where the prefix begins in key
	n := copy(key[from:], national[:6])
	m := phonePrefixes()
	for end := from + 1; end <= from+n; end++ {
		if kind := m[string(key[:end])]; kind != "" {
			return kind
		}
	}
	return ""
}
