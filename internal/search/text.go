package search

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/identifier"
)

// What a text that somebody typed may be; the first four are those of a Hit.
const (
	AsMail  = "email"
	AsPhone = "phone"
)

// ErrNotIndexed says that no source is searched by what was asked for.
var ErrNotIndexed = errors.New("not indexed")

// Text says what a text is: a corporate number, an identifier (KIND:VALUE), an
// address, or else a name; and who is looked for by it. It fails with
// ErrNotIndexed for mail addresses, telephones and identifiers that sources do
// not have, and with an error of package identifier for a number that is none.
func Text(s string) (as string, w *Wanted, err error) {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "@＠") {
		if _, err := identifier.Email(s); err == nil {
			return AsMail, nil, ErrNotIndexed
		}
	}
	if kind, value, ok := strings.Cut(s, ":"); ok && isKind(kind) {
		return identified(kind, value)
	}
	if digits(s) == 13 {
		n, err := identifier.CorporateNumber(s)
		if err != nil {
			return ByNumber, nil, fmt.Errorf("%s: %w", s, err)
		}
		return ByNumber, &Wanted{Numbers: []string{n}, Identifiers: []string{"registration:" + n}}, nil
	}
	if digits(s) >= 9 {
		if _, err := identifier.Phone(s, "JP"); err == nil {
			return AsPhone, nil, ErrNotIndexed
		}
	}
	if identifier.ParseAddress(s).BlockKey() != "" {
		return ByAddress, &Wanted{Places: []string{s}, Addresses: []string{s}}, nil
	}
	return ByName, &Wanted{Names: []string{s}}, nil
}

// indexedKinds are the kinds of identifiers by which lists are searched;
// otherKinds are compared once something is found.
var (
	indexedKinds = []string{"passport", "id", "national_id", "tax", "inn", "registration", "lei", "imo", "corporate_number"}
	otherKinds   = []string{"mmsi", "swift", "bic", "duns", "ogrn", "vat", "crypto", "email", "phone", "website"}
)

func plainKind(kind string) string { return strings.ToLower(strings.TrimSpace(kind)) }

func isKind(kind string) bool {
	k := plainKind(kind)
	return slices.Contains(indexedKinds, k) || slices.Contains(otherKinds, k)
}

func identified(kind, value string) (string, *Wanted, error) {
	kind, value = plainKind(kind), strings.TrimSpace(value)
	if !slices.Contains(indexedKinds, kind) {
		return ByIdentifier, nil, fmt.Errorf("%s: %w", kind, ErrNotIndexed)
	}
	o, err := identifier.ParseIdentifier(kind + ":" + value)
	if err != nil {
		return ByIdentifier, nil, err
	}
	w := &Wanted{Identifiers: []string{o.Kind + ":" + value}}
	if n, err := identifier.CorporateNumber(value); err == nil && (o.Kind == "corporate_number" || o.Kind == "registration") {
		w.Numbers = []string{n}
	}
	return ByIdentifier, w, nil
}

// digits counts the digits of a text that has nothing but digits and the signs
// between them; 0 for others.
func digits(s string) (n int) {
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r >= '０' && r <= '９':
			n++
		case !strings.ContainsRune(" 　-－‐()（）+＋.Tt", r):
			return 0
		}
	}
	return n
}
