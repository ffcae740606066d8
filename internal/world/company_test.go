package world

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

func TestCompaniesArePureFunctions(t *testing.T) {
	a, b := mustNew(t, Options{Companies: 3000, Seed: 9}), mustNew(t, Options{Companies: 3000, Seed: 9, Applications: 7})
	for _, i := range []int{2999, 0, 1500, 7, 207, 3001} {
		x, y := fmt.Sprintf("%+v", *a.company(i)), fmt.Sprintf("%+v", *b.company(i))
		if x != y {
			t.Errorf("body %d:\n%s\n%s", i, x, y)
		}
		if r, s := fmt.Sprintf("%+v", a.rows(a.company(i))), fmt.Sprintf("%+v", b.rows(b.company(i))); r != s {
			t.Errorf("rows of %d differ", i)
		}
	}
}

func TestTraitsHaveTheirShares(t *testing.T) {
	w := mustNew(t, Options{Companies: 1000})
	got := map[trait]int{}
	for i := range 1000 {
		got[w.trait(i)]++
	}
	for x, s := range traits {
		// The bodies of the public take one place in two hundred.
		if n := got[trait(x)]; s.share > 0 && (n < s.share-3 || n > s.share) {
			t.Errorf("trait %d: %d of 1000, want %d", x, n, s.share)
		}
	}
	if got[traitPublic] != 5 {
		t.Errorf("%d public bodies", got[traitPublic])
	}
	if w.trait(1000) != traitYoung || w.trait(5000) != traitYoung {
		t.Error("a body beyond the file is not young")
	}
}

// each calls f for some bodies of a trait.
func each(t *testing.T, w *World, want trait, f func(c *company, rows []entity.Row)) {
	t.Helper()
	n := 0
	for i := range w.opt.Companies {
		if w.trait(i) == want {
			c := w.company(i)
			f(c, w.rows(c))
			n++
		}
	}
	if n == 0 {
		t.Errorf("no body has trait %d", want)
	}
}

func TestHistories(t *testing.T) {
	w := mustNew(t, Options{Companies: 4000, Seed: 3})
	for x, s := range traits {
		if s.share == 0 {
			continue
		}
		each(t, w, trait(x), func(c *company, rows []entity.Row) {
			if len(rows) != s.rows || rows[0].Process != entity.ProcessNew {
				t.Errorf("trait %d: %d rows, the first of process %s", x, len(rows), rows[0].Process)
			}
		})
	}
	each(t, w, traitRenamed, func(c *company, rows []entity.Row) {
		if rows[0].Name == rows[1].Name || rows[0].Address() != rows[1].Address() || rows[1].Process != entity.ProcessName {
			t.Errorf("renamed: %s to %s", rows[0].Name, rows[1].Name)
		}
	})
	each(t, w, traitMoved, func(c *company, rows []entity.Row) {
		if rows[0].Address() == rows[1].Address() || rows[0].Name != rows[1].Name || rows[1].Process != entity.ProcessSeat {
			t.Errorf("moved: %s to %s", rows[0].Address(), rows[1].Address())
		}
	})
	each(t, w, traitShell, func(c *company, rows []entity.Row) {
		if rows[0].Name == rows[2].Name || rows[0].Address() == rows[2].Address() || rows[2].Assigned != entity.NumbersBegan || w.published-rows[2].Changed > 60 {
			t.Errorf("shell: %+v", rows)
		}
	})
	each(t, w, traitRevived, func(c *company, rows []entity.Row) {
		if rows[1].CloseCause != "21" || rows[2].Process != entity.ProcessRevived || rows[2].CloseDate != entity.NoDay {
			t.Errorf("revived: %+v", rows)
		}
	})
	each(t, w, traitYoung, func(c *company, rows []entity.Row) {
		if age := w.day - rows[0].Assigned; age < 1 || age > 90 {
			t.Errorf("young: %d days", age)
		}
	})
}

func TestMergersNameTheirSuccessor(t *testing.T) {
	w := mustNew(t, Options{Companies: 4000, Seed: 4})
	each(t, w, traitMerged, func(c *company, rows []entity.Row) {
		s := w.company(c.successor)
		if s.trait != traitPlain || rows[1].Successor != s.number || !strings.Contains(rows[1].ChangeCause, s.number) {
			t.Errorf("merged into %+v: %+v", s.trait, rows[1])
		}
	})
}

func TestLookalikesResembleOthers(t *testing.T) {
	w := mustNew(t, Options{Companies: 4000, Seed: 5})
	each(t, w, traitLookalike, func(c *company, rows []entity.Row) {
		if c.resembles < 0 {
			t.Errorf("%s resembles nobody", c.name.text())
			return
		}
		n, _ := w.base(newDice(), c.resembles)
		if c.name.text() == n.text() {
			t.Errorf("%s is the same name", n.text())
		}
		if a, b := []rune(c.name.core), []rune(n.core); len(a) > len(b)+3 || len(b) > len(a)+3 {
			t.Errorf("%s does not resemble %s", c.name.core, n.core)
		}
	})
}

func TestNumbersTellKindAndOffice(t *testing.T) {
	w := mustNew(t, Options{Companies: 3000, Seed: 6})
	for i := range 3000 {
		c := w.company(i)
		if _, err := identifier.CorporateNumber(c.number); err != nil {
			t.Fatalf("%s: %v", c.number, err)
		}
		if c.name.kind == kindOther && !strings.HasPrefix(c.number[1:], "7001") {
			t.Errorf("%s is of kind %s", c.number, c.name.kind)
		}
		if c.trait == traitPlain && c.name.kind == kindKK && c.number[5:7] != "01" {
			t.Errorf("%s is of kind %s", c.number, c.name.kind)
		}
	}
}

func TestDomainsAreOfNobody(t *testing.T) {
	w := mustNew(t, Options{Companies: 2000})
	seen := map[string]int{}
	for i := range 2000 {
		d := w.domain(w.company(i))
		if !strings.HasSuffix(d, ".example") || strings.HasPrefix(d, "-") || strings.Contains(d, "..") || len(d) < 9 {
			t.Errorf("domain %q", d)
		}
		if _, err := identifier.Domain("https://www." + d + "/"); err != nil {
			t.Errorf("%s: %v", d, err)
		}
		seen[d]++
	}
	if len(seen) < 1800 {
		t.Errorf("%d domains for 2000 bodies", len(seen))
	}
}

func TestPublicBodies(t *testing.T) {
	codes := map[string]bool{}
	for _, p := range publicBodies() {
		if codes[p.kind+p.code] || len(p.code) != 5 || p.kana == "" {
			t.Errorf("%+v", p)
		}
		codes[p.kind+p.code] = true
		if strings.Contains(p.name, "市") && strings.HasSuffix(p.name, "区") {
			t.Errorf("%s is a ward of a city, no municipality", p.name)
		}
	}
}

func TestFindSaysWhereNothingIs(t *testing.T) {
	w := mustNew(t, Options{Companies: 1000})
	d := newDice()
	if i := w.find(d, func(int) bool { return false }, traitPlain); i != -1 {
		t.Errorf("found %d", i)
	}
	if i := w.find(d, nil, traitShell); i < 0 || w.trait(i) != traitShell {
		t.Errorf("found %d of trait %d", i, w.trait(i))
	}
}

func TestTokensHoldNoDigits(t *testing.T) {
	d := newDice()
	for range 100 {
		if s := d.letters(20); len(s) != 20 || strings.ContainsAny(s, "0123456789") {
			t.Errorf("token %q", s)
		}
	}
}

func TestImpossibleDaysAreNotMade(t *testing.T) {
	w := mustNew(t, Options{Companies: 500, At: entity.InstantOf(DefaultAt.Time().AddDate(3, 5, 2))})
	for i := range 500 {
		for _, r := range w.rows(w.company(i)) {
			if r.Assigned < entity.NumbersBegan || r.Assigned > w.published || r.Changed > w.published {
				t.Errorf("body %d: %+v", i, r)
			}
		}
	}
}
