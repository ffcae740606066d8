package application

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/record"
)

// spot is one place of a record where text stands. Spots are worked out once:
// every text of every row is judged twice, and millions of rows may come.
type spot struct {
	path   string // from the record, or from the element of the list around it
	index  []int
	field  record.Field
	opaque bool   // made by machines, never judged for forbidden data
	typed  bool   // a telephone or corporate number by definition
	name   bool   // may be of any length
	list   bool   // a list of texts
	items  []spot // of the elements of a list of objects
}

var (
	applicationTexts = spotsOf("application", reflect.TypeFor[record.Application]())
	evidenceTexts    = spotsOf("evidence", reflect.TypeFor[record.Evidence]())
)

// opaque fields are made by machines: an id of a mail or an order has long runs
// of digits that mean nothing, and one in ten would pass a check digit.
var opaque = map[string]bool{"mail.message_id": true, "mail.date": true, "external_id": true, "application": true, "received_at": true, "at": true}

func spotsOf(kind string, t reflect.Type) []spot {
	fields := map[string]record.Field{}
	for _, f := range record.Fields(kind) {
		fields[f.Path] = f
	}
	return spots(nil, t, nil, "", "", fields)
}

// spots walks a type; path is what a user sees from the nearest list on,
// around the generic path of that list.
func spots(out []spot, t reflect.Type, index []int, path, around string, fields map[string]record.Field) []spot {
	for i, name := range fieldsOf(t).names {
		at := append(append([]int(nil), index...), i)
		s := spot{path: path + name, index: at, field: fields[around+path+name]}
		switch ft := t.Field(i).Type; ft.Kind() {
		case reflect.Struct:
			out = spots(out, ft, at, s.path+".", around, fields)
			continue
		case reflect.Slice:
			if ft.Elem().Kind() == reflect.Struct {
				s.items = spots(nil, ft.Elem(), nil, "", around+s.path+".N.", fields)
			}
			s.list = s.items == nil
		case reflect.String:
		default:
			continue
		}
		s.opaque = opaque[around+s.path]
		s.typed = strings.HasSuffix(name, "phone") || name == "corporate_number"
		s.name = name == "name" || name == "english_name" || name == "furigana" || name == "latin" || name == "aliases"
		out = append(out, s)
	}
	return out
}

// visit calls f for every text of a record, given by a pointer, in the order of
// its fields, empty ones included.
func visit(spots []spot, rec any, f func(s *spot, path, text string)) {
	visitAt(spots, reflect.ValueOf(rec).Elem(), "", f)
}

func visitAt(spots []spot, v reflect.Value, prefix string, f func(s *spot, path, text string)) {
	for i := range spots {
		s := &spots[i]
		at := v.FieldByIndex(s.index)
		if at.Kind() == reflect.String {
			f(s, prefix+s.path, at.String())
			continue
		}
		for n := range at.Len() {
			path := prefix + s.path + "." + strconv.Itoa(n)
			if s.list {
				f(s, path, at.Index(n).String())
			} else {
				visitAt(s.items, at.Index(n), path+".", f)
			}
		}
	}
}
