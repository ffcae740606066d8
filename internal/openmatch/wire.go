package openmatch

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/openmatch/corpus"
	"github.com/sekifuda/sekifuda/internal/openmatch/country"
)

// nested are entities that stand in a property in the place of their ids.
type nested struct {
	source string
	entity *entity.Entity
	props  map[string][]nested // that are nested; others are texts
	drop   map[string]bool     // properties that only lead back
}

// appendEntity writes an entity, up to its closing bracket, which is left to
// the caller.
func appendEntity(b []byte, n *nested) []byte {
	e := n.entity
	b = append(b, `{"id":`...)
	b = appendText(b, e.ID)
	b = append(b, `,"caption":`...)
	b = appendText(b, captionOf(e))
	b = append(b, `,"schema":`...)
	b = appendText(b, e.Schema)
	b = append(b, `,"properties":{`...)
	b = n.appendProperties(b)
	b = append(b, `},"datasets":`...)
	b = appendTexts(b, corpus.Datasets(n.source, e))
	b = append(b, `,"referents":`...)
	b = appendTexts(b, e.Referents)
	b = append(b, `,"target":`...)
	b = strconv.AppendBool(b, e.Target)
	for _, t := range []struct{ name, value string }{{"first_seen", e.FirstSeen}, {"last_seen", e.LastSeen}, {"last_change", e.LastChange}} {
		b = append(b, `,"`...)
		b = append(b, t.name...)
		b = append(b, `":`...)
		b = appendTime(b, t.value)
	}
	return b
}

// properties are written in the order of their names.
func (n *nested) appendProperties(b []byte) []byte {
	var stack [48]string
	names := stack[:0]
	for name := range n.entity.Properties {
		if n.props[name] == nil && !n.drop[name] {
			names = append(names, name)
		}
	}
	for name := range n.props {
		names = append(names, name)
	}
	slices.Sort(names)
	schema := model.Get(n.entity.Schema)
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, name)
		b = append(b, ':')
		if inside := n.props[name]; inside != nil {
			b = append(b, '[')
			for k := range inside {
				if k > 0 {
					b = append(b, ',')
				}
				b = appendNested(b, &inside[k])
			}
			b = append(b, ']')
			continue
		}
		if p := schema.Property(name); p != nil && p.Type == "country" {
			b = appendCountries(b, n.entity.Properties[name])
			continue
		}
		b = appendTexts(b, n.entity.Properties[name])
	}
	return b
}

// appendCountries writes countries as codes: lists of publishers name them.
func appendCountries(b []byte, values []string) []byte {
	var stack [8]string
	codes := stack[:0]
	for _, v := range values {
		code := cmp.Or(country.Code(v), v)
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return appendTexts(b, codes)
}

// appendNested writes an entity, or only its id where it was not found.
func appendNested(b []byte, n *nested) []byte {
	if n.entity.Schema == "" {
		return appendText(b, n.entity.ID)
	}
	return append(appendEntity(b, n), '}')
}

// captionOf is what an entity is called.
func captionOf(e *entity.Entity) string {
	if e.Caption != "" {
		return e.Caption
	}
	s := model.Get(e.Schema)
	if s == nil {
		return e.Schema
	}
	for _, prop := range s.Caption {
		if v := e.First(prop); v != "" {
			return v
		}
	}
	return s.Label
}

// appendTime writes a time without zone, to the second, null where there is
// none.
func appendTime(b []byte, v string) []byte {
	switch {
	case len(v) < 10:
		return append(b, "null"...)
	case len(v) == 10:
		v += "T00:00:00"
	case len(v) > 19:
		v = v[:19]
	}
	return appendText(b, v)
}

func appendTexts(b []byte, texts []string) []byte {
	b = append(b, '[')
	for i, s := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, s)
	}
	return append(b, ']')
}

const hexDigits = "0123456789abcdef"

// appendText writes a text as JSON; what is not UTF-8 becomes a sign that says so.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[start:i]...), `\ufffd`...)
				start = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}

// appendShare writes 1/1000 as a number from 0 to 1.
func appendShare(b []byte, thousandths int) []byte {
	return strconv.AppendFloat(b, float64(thousandths)/1000, 'f', -1, 64)
}

// appendTotal writes how many there are; atLeast says that there may be more.
func appendTotal(b []byte, n int, atLeast bool) []byte {
	b = append(b, `{"value":`...)
	b = strconv.AppendInt(b, int64(n), 10)
	if atLeast {
		return append(b, `,"relation":"gte"}`...)
	}
	return append(b, `,"relation":"eq"}`...)
}
