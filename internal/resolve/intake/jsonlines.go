package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/resolve"
)

// readJSON reads objects, one a line, or one array of them.
func readJSON(name string, b []byte, o Options) (*File, error) {
	lines, err := objects(name, b)
	if err != nil {
		return nil, err
	}
	if len(lines) > 0 && lines[0].obj["RECORD_ID"] != nil && o.ID == "" {
		return readFeatures(name, lines, o)
	}
	columns := map[string]bool{}
	for _, l := range lines {
		for k := range l.obj {
			columns[k] = true
		}
	}
	header := slices.Sorted(maps.Keys(columns))
	if err := known(name, header, o); err != nil {
		return nil, err
	}
	rows := make([][]string, len(lines))
	for i, l := range lines {
		rows[i] = make([]string, len(header))
		for j, h := range header {
			if vs := texts(l.obj[h]); len(vs) > 0 {
				rows[i][j] = vs[0]
			}
		}
	}
	cols := roles(header, o, func(i int) bool { return distinct(rows, i) })
	f := &File{Columns: cols}
	schema := schemaOfColumns(cols)
	for _, l := range lines {
		rec := &resolve.Record{Source: name, Schema: schema, Values: map[resolve.Field][]string{}}
		for j, h := range header {
			for _, v := range texts(l.obj[h]) {
				put(rec, cols[j].Role, v)
			}
		}
		f.Records = append(f.Records, rec)
	}
	return f, nil
}

type object struct {
	line int
	obj  map[string]any
}

func objects(name string, b []byte) ([]object, error) {
	if t := bytes.TrimSpace(b); len(t) > 0 && t[0] == '[' {
		var all []map[string]any
		if err := decode(t, &all); err != nil {
			return nil, &format.Error{File: name, Line: 1, Msg: fmt.Sprintf("not a JSON array of objects: %v", err)}
		}
		out := make([]object, len(all))
		for i, o := range all {
			out[i] = object{i + 1, o}
		}
		return out, nil
	}
	var out []object
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(nil, 16<<20)
	for n := 1; sc.Scan(); n++ {
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		var o map[string]any
		if err := decode(line, &o); err != nil {
			return nil, &format.Error{File: name, Line: n, Msg: fmt.Sprintf("not a JSON object: %v", err)}
		}
		out = append(out, object{n, o})
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return out, nil
}

func decode(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	return d.Decode(v)
}

// texts gives the texts of a value: itself, or the elements of an array.
func texts(v any) (out []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case json.Number:
		return []string{v.String()}
	case bool:
		return []string{fmt.Sprint(v)}
	case []any:
		for _, x := range v {
			out = append(out, texts(x)...)
		}
	}
	return out
}

// joinTexts joins what is not empty.
func joinTexts(sep string, vs ...string) string {
	return strings.Join(slices.DeleteFunc(vs, func(s string) bool { return strings.TrimSpace(s) == "" }), sep)
}
