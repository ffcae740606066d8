package application

import (
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

func TestValue(t *testing.T) {
	var app record.Application
	if bad := Value([]byte(`{"external_id":"A-1","applicant":{"name":"山田商事"}}`), &app, format.Limits{}); bad != nil || app.Applicant.Name != "山田商事" {
		t.Errorf("%v %+v", bad, app)
	}
	for text, want := range map[string]string{
		`{"external_id":"A-1","applicant":{"nam":"x"}}`: "1:35: applicant.nam: there is no such field (did you mean applicant.name?)",
		`{"external_id":"A-1"} x`:                       "1:23: text after the end of the record",
		`[]`:                                            "1:1: a record expected: { … }",
		"{\"external_id\":\n7}":                         "2:1: external_id: a text in quotes expected",
		`{"resale":"perhaps"}`:                          "resale: the value is none of those that are allowed (write yes, no)",
		"":                                              "a record expected: { … }",
	} {
		bad := Value([]byte(text), new(record.Application), format.Limits{})
		if len(bad) == 0 || !strings.Contains(bad[0].Error(), want) && !strings.Contains(":"+bad[0].Error(), want) {
			t.Errorf("%s: %v, want %s", text, bad, want)
		}
	}
	e := record.Evidence{Application: "A-1", By: "key", At: "2026-01-01"}
	if bad := EvidenceValue([]byte(`{"kind":"letter","by":"clerk"}`), &e, format.Limits{}); bad != nil || e.By != "clerk" || e.Application != "A-1" {
		t.Errorf("%v %+v", bad, e)
	}
}

func TestElements(t *testing.T) {
	got, bad := Elements([]byte(` {"applications": [ {"a":1}, [2] ]} `), "applications", 2, format.Limits{})
	if bad != nil || len(got) != 2 || string(got[0]) != `{"a":1}` || string(got[1]) != `[2]` {
		t.Errorf("%s %v", got, bad)
	}
	for text, want := range map[string]string{
		`{"applications":[1,2,3]}`:               "longer than 2",
		`{"applications":[1],"applications":[]}`: "stands twice",
		`{"rows":[1]}`:                           "no such field",
		`{"applications":1}`:                     "a list",
		`{"applications":[1]`:                    "not JSON",
		`{"applications":[1]}]`:                  "text after the end",
		`[]`:                                     "an object",
		"{\"applications\":[\"\xff\"]}":          "not UTF-8",
	} {
		if got, bad := Elements([]byte(text), "applications", 2, format.Limits{}); bad == nil || !strings.Contains(bad.Msg, want) || got != nil {
			t.Errorf("%s: %s %v, want %s", text, got, bad, want)
		}
	}
}

func TestUnmarshal(t *testing.T) {
	var v any
	if err := Unmarshal([]byte(`{"a":{"b":[1,{"a":2}]}} `), &v); err != nil {
		t.Error(err)
	}
	for _, text := range []string{`{"a":1,"a":2}`, `{"x":[{"a":1,"\u0061":2}]}`, `{} {}`, `{"a":"\ud800"}`, "\"\xff\"", ``,
		strings.Repeat("[", 17) + strings.Repeat("]", 17)} {
		if err := Unmarshal([]byte(text), &v); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}
