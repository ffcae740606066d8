package application

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/record"
	"golang.org/x/text/width"
)

// assign writes the text of a CSV cell or a mail line into the field at path.
// It returns what is wrong with the text, never the text.
func assign(app *record.Application, path, text string) (msg, fix string) {
	v := reflect.ValueOf(app).Elem()
	for _, part := range strings.Split(path, ".") {
		if v.Kind() == reflect.Slice {
			n, _ := strconv.Atoi(part) // headers were checked by canonical
			for v.Len() <= n {
				v.Set(reflect.Append(v, reflect.New(v.Type().Elem()).Elem()))
			}
			v = v.Index(n)
			continue
		}
		i, ok := fieldsOf(v.Type()).index[part]
		if !ok {
			return "there is no such field", ""
		}
		v = v.Field(i)
	}
	switch {
	case v.Kind() == reflect.Int:
		return assignInt(v, text)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		for _, part := range split(text, ";；") {
			v.Set(reflect.Append(v, reflect.ValueOf(part)))
		}
		return "", ""
	case v.Kind() == reflect.Slice:
		return assignDeclarations(app, text)
	}
	v.SetString(coded(path, text))
	return "", ""
}

func assignInt(v reflect.Value, text string) (msg, fix string) {
	t := strings.ReplaceAll(width.Narrow.String(text), ",", "")
	t = strings.TrimRight(t, "個本台件")
	n, err := strconv.ParseInt(strings.TrimSpace(t), 10, 64)
	if err != nil || n < 0 || n > 1<<53 {
		return "a whole number from 0 expected", "write digits only"
	}
	v.SetInt(n)
	return "", ""
}

// assignDeclarations reads KIND|DATE|SIGNER|TEXT; KIND|DATE …
func assignDeclarations(app *record.Application, text string) (msg, fix string) {
	for _, one := range split(text, ";；") {
		parts := append(strings.Split(strings.ReplaceAll(one, "｜", "|"), "|"), "", "", "")
		if len(parts) > 7 {
			return "a declaration has more than four parts", "write KIND|DATE|SIGNER|TEXT; …"
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		app.Declarations = append(app.Declarations, record.Declaration{
			Kind: coded("declarations.N.kind", parts[0]), Date: parts[1], Signer: parts[2], Text: parts[3],
		})
	}
	return "", ""
}

// coded turns the words of people into the code of an enumeration.
func coded(path, text string) string {
	f := appFields[generic(path)]
	if f.Enum == nil || slices.Contains(f.Enum, text) {
		return text
	}
	folded := fold(text)
	if w, ok := words[folded]; ok && slices.Contains(f.Enum, w) {
		return w
	}
	if slices.Contains(f.Enum, folded) {
		return folded
	}
	return text
}

// generic replaces the numbers in a path by N, as in record.Fields.
func generic(path string) string {
	parts := strings.Split(path, ".")
	for i, p := range parts {
		if p != "" && strings.Trim(p, "0123456789") == "" {
			parts[i] = "N"
		}
	}
	return strings.Join(parts, ".")
}

// canonical turns a header or label into a path; ok is false where nobody
// knows it. Elements of lists are numbered from 0, below 100.
func canonical(name string) (path string, ok bool) {
	name = strings.TrimSpace(name)
	if p, ok := pathByLabel[fold(name)]; ok {
		return p, true
	}
	g := generic(name)
	f, ok := appFields[g]
	if !ok {
		// applicant.aliases.0: an element of a list of texts
		g, isItem := strings.CutSuffix(g, ".N")
		if f, ok = appFields[g]; !ok || !isItem || f.Items != "string" {
			return "", false
		}
	}
	for _, p := range strings.Split(name, ".") {
		if p != "" && strings.Trim(p, "0123456789") == "" && len(p) > 2 {
			return "", false
		}
	}
	return name, !slices.Contains(strings.Split(name, "."), "N")
}

// split cuts at any of the separators and drops what is empty.
func split(text, separators string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
