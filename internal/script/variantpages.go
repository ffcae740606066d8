package script

import "strings"

// page is one 256-rune page of the folding table; 0 means "stands for itself".
type page [256]rune

var (
	// pages folds the runes of the basic plane, beyond folds the others.
	pages  [256]*page
	beyond = map[rune]rune{}
)

func init() {
	for _, class := range append(strings.Fields(variantClasses), tableGroups("=")...) {
		runes := []rune(class)
		for _, r := range runes[1:] {
			setFold(r, runes[0])
		}
	}
	for r := rune(0xFF01); r <= 0xFF5E; r++ { // full-width ASCII
		setFold(r, lowerASCII(r-0xFEE0))
	}
	for to, from := range signClasses {
		for _, r := range from {
			setFold(r, to)
		}
	}
}

// signClasses folds signs that keyboards and fonts mix up.
var signClasses = map[rune]string{
	' ':  "\u3000",
	'-':  "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02D7\uFE58\uFE63\uFF0D\u2500\u2501\u30A0\u2E3A\u2E3B",
	'\'': "\u2018\u2019\u201B\u2032\u02B9\u02BB\u02BC\u02BD\u0060\u00B4\uFF07\uFF40",
	'"':  "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB",
	'・':  "\u00B7\u2022\u2027\u2219\u22C5\u25CF\u25E6\u0387",
	'~':  "\u301C\u223C\uFF5E",
	'σ':  "ς",
	'и':  "ѝ",
	'е':  "ѐ",
	// Arabic letters that keyboards of neighbouring languages write for one another.
	'ا': "أإآٱٲٳٵ", 'ي': "ىیئےۓۍ", 'ك': "کڪڬڭ", 'ه': "ةۀہۂۃھە", 'و': "ؤۇۆۈ", 'ن': "ں", 'ل': "ڵ", 'ر': "ڕ",
}

func setFold(r, to rune) {
	if r == to {
		return
	}
	if r > 0xFFFF {
		beyond[r] = to
		return
	}
	p := pages[r>>8]
	if p == nil {
		p = new(page)
		pages[r>>8] = p
	}
	p[r&0xFF] = to
}

// variant returns the representative of r's class.
func variant(r rune) rune {
	if r > 0xFFFF {
		if v, ok := beyond[r]; ok {
			return v
		}
		return r
	}
	if p := pages[r>>8]; p != nil {
		if v := p[r&0xFF]; v != 0 {
			return v
		}
	}
	return r
}

func lowerASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}
