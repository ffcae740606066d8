package access

import (
	"errors"
	"testing"
)

func TestParseScope(t *testing.T) {
	for _, s := range Scopes() {
		if got, err := ParseScope(string(s)); got != s || err != nil {
			t.Errorf("%s: %s %v", s, got, err)
		}
	}
	if _, err := ParseScope("everything"); !errors.Is(err, ErrScope) {
		t.Errorf("an unknown scope: %v", err)
	}
}

func TestMay(t *testing.T) {
	for _, tc := range []struct {
		name string
		p    *Principal
		want bool
	}{
		{"nobody", nil, false},
		{"holds it", &Principal{Scopes: []Scope{Match}}, true},
		{"holds another", &Principal{Scopes: []Scope{Examine}}, false},
		{"not yet expired", &Principal{Scopes: []Scope{Match}, Expires: 11}, true},
		{"expired", &Principal{Scopes: []Scope{Match}, Expires: 10}, false},
		{"revoked", &Principal{Scopes: []Scope{Match}, Revoked: 10}, false},
	} {
		if got := tc.p.May(Match, 10); got != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}

func TestCovers(t *testing.T) {
	p := &Principal{Scopes: []Scope{Match, Examine}}
	if !p.Covers([]Scope{Match}) || p.Covers([]Scope{Match, KeysWrite}) || !p.Covers(nil) {
		t.Error("covers more or less than it holds")
	}
}
