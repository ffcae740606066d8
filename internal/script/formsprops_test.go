package script

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// wordFormKeys are all forms that are words.
func wordFormKeys() []string {
	t := &forms().words
	return slices.Sorted(maps.Keys(t.back))
}

// However many forms stand at a name, something of it stays, in its key too;
// a form always has a class and a side; and the key is stable.
func TestFormsLeaveAName(t *testing.T) {
	keys := wordFormKeys()
	rapid.Check(t, func(t *rapid.T) {
		var ws []string
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			ws = append(ws, rapid.SampledFrom(keys).Draw(t, "form"))
		}
		if at := rapid.IntRange(-1, len(ws)).Draw(t, "at"); at >= 0 {
			ws = slices.Insert(ws, at, coreName().Draw(t, "name"))
		}
		s := strings.Join(ws, " ")
		c := Company(s)
		if c.Core == "" || c.Key == "" {
			t.Fatalf("of %q nothing is left: %+v", s, c)
		}
		if (c.FormName == "") != (c.FormClass == "") || (c.FormName == "") != (c.Position == "") {
			t.Fatalf("Company(%q) = %+v", s, c)
		}
		if NameKey(c.Key) != c.Key {
			t.Fatalf("the key of %q is %q, and of that %q", s, c.Key, NameKey(c.Key))
		}
	})
}

// A form behind a name, whatever its case and its dots, leaves the bare name.
func TestFormsHoweverTyped(t *testing.T) {
	keys := wordFormKeys()
	rapid.Check(t, func(t *rapid.T) {
		name, key := coreName().Draw(t, "name"), rapid.SampledFrom(keys).Draw(t, "form")
		if forms().words.back[key].dotted {
			key = strings.Join(strings.Split(strings.ReplaceAll(key, " ", ""), ""), ".") + "."
		}
		for _, s := range []string{name + " " + key, name + ", " + key, strings.ToUpper(name + " " + key), name + " (" + key + ")", "\"" + name + "\" " + key} {
			if c := Company(s); c.Core != name || c.FormName == "" {
				t.Fatalf("Company(%q) = %+v, want the core %q", s, c, name)
			}
		}
	})
}

// Classes are symmetric, and none contradicts itself or its absence.
func TestFormsContradictIsSymmetric(t *testing.T) {
	classes := map[string]bool{"": true}
	for _, f := range forms().words.back {
		classes[f.form.class] = true
	}
	for _, side := range []side{forms().front, forms().back} {
		for _, fs := range side {
			for _, f := range fs {
				classes[f.class] = true
			}
		}
	}
	all := slices.Sorted(maps.Keys(classes))
	if len(all) < 12 || slices.Contains(all, "other") {
		t.Errorf("classes: %q", all)
	}
	for _, a := range all {
		if FormsContradict(a, a) || FormsContradict(a, "") || FormsContradict("", a) {
			t.Errorf("%q contradicts itself or nothing", a)
		}
		for _, b := range all {
			if FormsContradict(a, b) != FormsContradict(b, a) {
				t.Errorf("%q and %q", a, b)
			}
		}
	}
}
