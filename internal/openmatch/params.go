package openmatch

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity/model"
)

// Limits of the API.
const (
	maxLimit   = 500
	maxOffset  = 9499
	maxBatch   = 100
	maxExclude = 50
)

// params reads parameters of a URL and keeps what is wrong with them.
type params struct {
	values url.Values
	wrong  []place
}

func (p *params) refuse(kind, name, msg string) {
	p.wrong = append(p.wrong, place{Type: kind, Loc: []any{"query", name}, Msg: msg})
}

// err is 422 with all that is wrong, nil for nothing.
func (p *params) err() error {
	if len(p.wrong) == 0 {
		return nil
	}
	return &failure{status: 422, detail: p.wrong}
}

// last is the value of a parameter that counts.
func (p *params) last(name string) (string, bool) {
	v := p.values[name]
	if len(v) == 0 {
		return "", false
	}
	return v[len(v)-1], true
}

func (p *params) text(name, otherwise string) string {
	if v, ok := p.last(name); ok {
		return v
	}
	return otherwise
}

// list gives all values that are not empty.
func (p *params) list(name string) (out []string) {
	for _, v := range p.values[name] {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// count reads a number of at most most; less than nothing is nothing.
func (p *params) count(name string, otherwise, most int) int {
	v, ok := p.last(name)
	if !ok {
		return otherwise
	}
	n, err := strconv.Atoi(strings.TrimSpace(v))
	switch {
	case err != nil:
		p.refuse("int_parsing", name, "Input should be a valid integer, unable to parse string as an integer")
		return otherwise
	case n > most:
		p.refuse("less_than_equal", name, fmt.Sprintf("Input should be less than or equal to %d", most))
	}
	return max(n, 0)
}

// share reads a number as a score, in 1/1000.
func (p *params) share(name string, otherwise int) int {
	v, ok := p.last(name)
	if !ok || v == "" {
		return otherwise
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	if err != nil || f != f || f > 1e6 || f < -1e6 {
		p.refuse("float_parsing", name, "Input should be a valid number, unable to parse string as a number")
		return otherwise
	}
	if f < 0 {
		return -1
	}
	return int(f*1000 + 0.5)
}

func (p *params) flag(name string, otherwise bool) bool {
	v, ok := p.last(name)
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "":
		return otherwise || ok
	case "1", "true", "on", "t", "yes", "y":
		return true
	case "0", "false", "off", "f", "no", "n":
		return false
	}
	p.refuse("bool_parsing", name, "Input should be a valid boolean, unable to interpret input")
	return otherwise
}

var dateTime = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]00:?00)?)?$`)

// since reads changed_since: a day, or a time as entities write it.
func (p *params) since() string {
	v, ok := p.last("changed_since")
	if v = strings.TrimSpace(v); !ok || v == "" {
		return ""
	}
	if !dateTime.MatchString(v) {
		p.refuse("string_pattern_mismatch", "changed_since", "Input should be a date or a time in UTC, as 2024-02-29 or 2024-02-29T12:00:00")
		return ""
	}
	return strings.Replace(v[:min(len(v), len("2024-02-29T12:00:00"))], " ", "T", 1)
}

// schemaOf finds a schema; 400 for one that is not there.
func schemaOf(name string) (*model.Schema, error) {
	if s := model.Get(name); s != nil {
		return s, nil
	}
	return nil, badRequest("Invalid schema: %s", clip(name))
}

// clip bounds a text of the client that is told back.
func clip(s string) string {
	if len(s) > 100 {
		s = strings.ToValidUTF8(s[:100], "") + "…"
	}
	return s
}
