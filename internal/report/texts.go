package report

import "strings"

// Text returns what a code means, in the language; groups are state, cause,
// check, subject, code, why, ask, field, result, identity, effect and guard. A
// code that has no text is returned as it is, so that nothing is ever hidden.
func Text(lang Lang, group, code string) string {
	if s, ok := lookup(lang, group+"/"+code); ok {
		return s
	}
	return Safe(code)
}

// codeText prefers what a code means in one check to what it means anywhere.
func codeText(lang Lang, check, code string) string {
	if s, ok := lookup(lang, "code/"+check+"/"+code); ok {
		return s
	}
	return Text(lang, "code", code)
}

// say returns a text of this package's own, which both languages have.
func say(lang Lang, key string) string {
	if s, ok := lookup(lang, key); ok {
		return s
	}
	return key[strings.IndexByte(key, '/')+1:]
}

func lookup(lang Lang, key string) (string, bool) {
	m := textsEN
	if lang == JA {
		m = textsJA
	}
	s, ok := m[key]
	return s, ok
}
