package policy

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// factPath names one fact as conditions write it: list.confirmed.
type factPath struct{ group, field string }

func (f factPath) String() string { return f.group + "." + f.field }

// factGroup is one variable of the conditions: a field of finding.Facts.
type factGroup struct {
	name   string
	index  int // of the field in Facts
	typ    reflect.Type
	fields []string       // in the order of the struct
	byName map[string]int // field name to index
}

// factGroups describes finding.Facts, in its order. Everything that depends on
// the shape of Facts is derived from it, so that a new fact needs no change here.
var factGroups = func() []factGroup {
	t := reflect.TypeFor[finding.Facts]()
	var out []factGroup
	for i := range t.NumField() {
		g := factGroup{name: t.Field(i).Tag.Get("cel"), index: i, typ: t.Field(i).Type}
		g.byName = fieldsOf(g.typ)
		for j := range g.typ.NumField() {
			g.fields = append(g.fields, g.typ.Field(j).Tag.Get("cel"))
		}
		out = append(out, g)
	}
	return out
}()

func groupByName(name string) *factGroup {
	for i := range factGroups {
		if factGroups[i].name == name {
			return &factGroups[i]
		}
	}
	return nil
}

// factNames lists all facts, for suggestions.
func groupNames() []string {
	out := make([]string, len(factGroups))
	for i, g := range factGroups {
		out[i] = g.name
	}
	return out
}

// valueText writes a fact's value as it goes into a reason.
func valueText(facts *finding.Facts, f factPath) string {
	g := groupByName(f.group)
	if g == nil || facts == nil {
		return ""
	}
	i, ok := g.byName[f.field]
	if !ok {
		return ""
	}
	v := reflect.ValueOf(facts).Elem().Field(g.index).Field(i)
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int64, reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Slice:
		parts := make([]string, v.Len())
		for j := range parts {
			parts[j] = fmt.Sprint(v.Index(j))
		}
		return strings.Join(parts, ",")
	}
	return fmt.Sprint(v)
}

// stateOf returns the state of the check behind a group, "" for application.
func stateOf(facts *finding.Facts, group string) finding.State {
	return finding.State(valueText(facts, factPath{group, "state"}))
}

// clearFacts are the facts of an application in which every check is clear:
// what cases start from.
func clearFacts() finding.Facts {
	var f finding.Facts
	v := reflect.ValueOf(&f).Elem()
	for _, g := range factGroups {
		if i, ok := g.byName["state"]; ok {
			v.Field(g.index).Field(i).SetString(string(finding.Clear))
		}
	}
	f.Young = finding.YoungFacts{State: string(finding.Clear), RegisteredDays: -1, RenamedDays: -1, MovedDays: -1, RevivedDays: -1}
	return f
}

// activation hands the groups of Facts to a condition without a map.
type activation struct{ facts *finding.Facts }
