package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"pgregory.net/rapid"
)

// slowDistance is the plain number of insertions, deletions, replacements and
// swaps of neighbours, found the long way.
func slowDistance(a, b []rune) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return len(a) + len(b)
	}
	d := slowDistance(a[1:], b[1:])
	if a[0] != b[0] {
		d++
	}
	d = min(d, slowDistance(a[1:], b)+1, slowDistance(a, b[1:])+1)
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		d = min(d, slowDistance(a[2:], b[2:])+1)
	}
	return d
}

// The weighted distance lies between a quarter of the plain edits and all of
// them with the cost of the first letter; the limit only ever hides.
func TestDistanceAgainstPlainEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-ehikos]{1,6}`)
		a, b := []rune(word.Draw(t, "a")), []rune(word.Draw(t, "b"))
		plain := slowDistance(a, b)
		d := distance(a, b, 2000)
		if d == far || d < plain*25 || d > plain*100+30 || (d == 0) != (plain == 0) {
			t.Fatalf("%q, %q: %d with %d plain edits", string(a), string(b), d, plain)
		}
		if back := distance(b, a, 2000); back != d {
			t.Fatalf("%q, %q: %d, the other way %d", string(a), string(b), d, back)
		}
		limit := rapid.IntRange(0, 300).Draw(t, "limit")
		got := distance(a, b, limit)
		if got != far && (got != d || got > limit) {
			t.Fatalf("%q, %q: %d under the limit %d, else %d", string(a), string(b), got, limit, d)
		}
		if got != far && !mayBeNear(maskOf(a), maskOf(b), limit) {
			t.Fatalf("%q, %q are %d apart and the masks hide it", string(a), string(b), got)
		}
	})
	long := []rune(strings.Repeat("a", maxRunes+1))
	if distance(long, long, 300) != far {
		t.Error("a word beyond the limit has a distance")
	}
}

// One slip in a long word of a name keeps it in sight; a whole other word does not.
func TestOneSlipStaysInSight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.StringMatching(`[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]`), 2, 3, rapid.ID[string]).Draw(t, "words")
		name := strings.Join(words, " ")
		r := []rune(words[0])
		i := rapid.IntRange(1, len(r)-2).Draw(t, "i")
		swapped := slices.Clone(r)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		for _, slip := range []string{string(slices.Delete(slices.Clone(r), i, i+1)), string(slices.Insert(slices.Clone(r), i, r[i])), string(swapped)} {
			slipped := strings.Join(append([]string{slip}, words[1:]...), " ")
			if score, why := scoreNames(entity.Person, slipped, name); score < Agrees || score >= Full {
				t.Fatalf("%q, %q: %d %s", slipped, name, score, why)
			}
		}
		if score, _ := scoreNames(entity.Person, strings.Join(append([]string{"qqqqwwwq"}, words[1:]...), " "), name); score >= Agrees {
			t.Fatalf("%q with another first word: %d", name, score)
		}
	})
}

// A number that differs never agrees, however alike the rest is; written out
// or with zeros it is the same number.
func TestNumbersDecide(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Vostra Brigade 7", "Vostra Brigade 007", true}, {"Vostra Brigade 7", "Vostra Brigade Seven", true}, {"Vostra Brigade VII", "Vostra Brigade 7", true}, {"Seventh Vostra Brigade", "7th Vostra Brigade", true},
		{"Vostra Brigade 21", "Vostra Brigade Twenty-One", true}, {"Vostra Brigade 7", "Vostra Brigade 17", false}, {"Vostra Brigade 7", "Vostra Brigade 8", false}, {"Vostra 2020 Ltd", "Vostra 2021 Ltd", false},
		{"第一北辰丸商事", "第二北辰丸商事", false}, {"北辰1号投資組合有限", "北辰2号投資組合有限", false}, {"北辰第十投資事業", "北辰第九投資事業", false},
	} {
		if score, why := scoreNames(entity.Company, c.a, c.b); (score >= Agrees) != c.same {
			t.Errorf("%q, %q: %d %s, want the same: %v", c.a, c.b, score, why, c.same)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, 9999).Draw(t, "n"), rapid.IntRange(1, 9999).Draw(t, "m")
		score, _ := scoreNames(entity.Company, "Vostra Marine Fund "+itoa(n), "Vostra Marine Fund "+itoa(m))
		if (score >= Agrees) != (n == m) {
			t.Fatalf("funds %d and %d: %d", n, m, score)
		}
	})
}

// Identifiers by kind: which settle, which only point, and in what spelling.
func TestIdentifierKinds(t *testing.T) {
	for _, c := range []struct{ prop, value, claim, identity string }{
		{"passportNumber", "A1234567", "passport:ａ１２３ ４５６７", finding.IdentityConfirmed},
		{"passportNumber", "A1234567", "passport:A1234568", finding.IdentityUnknown},
		{"idNumber", "99-1234", "national_id:991234", finding.IdentityConfirmed},
		{"idNumber", "99-1234", "idNumber:99 1235", finding.IdentityContradicted},
		{"taxNumber", "1234567890", "tax:123-456-7890", finding.IdentityConfirmed},
		{"taxNumber", "1234567890", "tax:1234567891", finding.IdentityContradicted},
		{"registrationNumber", "HRB 12345", "registration:hrb12345", finding.IdentityConfirmed},
		{"registrationNumber", "7000012050002", "corporate_number:T7000012050002", finding.IdentityConfirmed},
		{"dunsCode", "12-345-6789", "duns:123456789", finding.IdentityConfirmed},
		{"mmsi", "123456789", "mmsi:987654321", finding.IdentityUnknown},
		{"vatCode", "DE123456789", "vat:DE 123456789", finding.IdentityConfirmed},
		{"email", "m@example.org", "email:m@example.org", finding.IdentityUnknown},
		{"phone", "+81352530001", "phone:+81352530001", finding.IdentityUnknown},
		{"idNumber", "99-1234", "passport:991234", finding.IdentityUnknown},
		{"idNumber", "", "id:991234", finding.IdentityUnknown},
		{"idNumber", "99-1234", "id:", finding.IdentityUnknown},
		{"idNumber", "99-1234", "991234", finding.IdentityUnknown},
	} {
		e := &entity.Entity{Schema: entity.LegalEntity, Properties: map[string][]string{"name": {"Vostra Marine"}, c.prop: {c.value}}}
		if r := Score(&Query{Names: []string{"Vostra Marine"}, Identifiers: []string{c.claim}}, e); r.Identity != c.identity {
			t.Errorf("%s %q, claimed %q: %s (%s), want %s", c.prop, c.value, c.claim, r.Identity, r.Why, c.identity)
		}
	}
}
