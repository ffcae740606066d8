package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// fakerPackage is the unpacked npm package, at the version that the tables are
// made from.
const fakerPackage = "npm/faker-js-faker-10.6.0/package/dist"

var (
	group   = regexp.MustCompile("(female|male|generic):(\\[[^\\]]*\\]|`[^`]*`\\.split\\(`(.)`\\))")
	literal = regexp.MustCompile("`([^`]*)`|\"([^\"]*)\"")
)

// locale is the names of one locale by field ("first_name") and sex.
type locale struct{ text string }

func (s source) locale(code string) (locale, error) {
	found, err := filepath.Glob(filepath.Join(s.tables, fakerPackage, code+"-????????.js"))
	if err != nil || len(found) != 1 {
		return locale{}, fmt.Errorf("locale %s: %d files %v", code, len(found), err)
	}
	b, err := os.ReadFile(found[0])
	return locale{string(b)}, err
}

// names returns the entries of one field and sex; nil where it has none.
func (l locale) names(field, sex string) []string {
	person := strings.Index(l.text, "person:{")
	if person < 0 {
		return nil
	}
	at := strings.Index(l.text[person:], field+":{")
	if at < 0 {
		return nil
	}
	rest := l.text[person+at+len(field)+2:]
	for {
		m := group.FindStringSubmatchIndex(rest)
		if m == nil || m[0] > 1 { // the groups of one field follow each other
			return nil
		}
		if rest[m[2]:m[3]] == sex {
			return values(rest[m[4]:m[5]])
		}
		rest = rest[m[1]:]
	}
}

// values reads an array, or a text that is split at its separator.
func values(js string) []string {
	if strings.HasPrefix(js, "[") {
		var out []string
		for _, m := range literal.FindAllStringSubmatch(js, -1) {
			out = append(out, m[1]+m[2])
		}
		return out
	}
	end := strings.LastIndex(js, "`.split(`")
	return strings.Split(js[1:end], js[end+len("`.split(`"):][:1])
}

// all joins a field and sex of several locales.
func (s source) all(field, sex string, codes ...string) ([]string, error) {
	var out []string
	for _, c := range codes {
		l, err := s.locale(c)
		if err != nil {
			return nil, err
		}
		out = append(out, l.names(field, sex)...)
	}
	return out, nil
}

// spread takes n of a list at equal steps, so that an alphabetical one is cut
// fairly.
func spread(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	out := make([]string, 0, n)
	for i := range n {
		out = append(out, list[i*len(list)/n])
	}
	return out
}
