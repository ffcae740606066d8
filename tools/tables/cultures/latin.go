package main

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// latin is a culture of names written in Latin letters.
type latin struct {
	name    string
	locales []string
	hand    string // list by hand that is added, "" for none
	german  bool   // ä is also written ae
}

var latins = []latin{
	{name: "en", locales: []string{"en"}},
	{name: "de", locales: []string{"de"}, german: true},
	{name: "fr", locales: []string{"fr", "fr_CH", "fr_BE"}},
	{name: "es", locales: []string{"es", "es_MX"}},
	{name: "pt", locales: []string{"pt_PT", "pt_BR"}, hand: "pt"},
	{name: "it", locales: []string{"it"}},
	{name: "pl", locales: []string{"pl"}},
	{name: "tr", locales: []string{"tr"}},
	{name: "id", locales: []string{"id_ID"}},
	{name: "ng", locales: []string{"en_NG", "yo_NG"}, hand: "ng"},
	{name: "vi", locales: []string{"vi"}, hand: "vi"},
}

// most bounds the entries of one kind, to keep the tables small.
const most = 320

func latinFiles(s source) ([]file, error) {
	common, err := s.common()
	if err != nil {
		return nil, err
	}
	var out []file
	for _, l := range latins {
		f, err := l.file(s, common)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (l latin) file(s source, common map[string][]string) (file, error) {
	f := file{name: l.name, weights: "flat", from: "@faker-js/faker 10.6.0 (MIT), " + strings.Join(l.locales, ", ")}
	hand := map[string][]string{}
	if l.hand != "" {
		f.from += ", and by hand"
		var err error
		if hand, err = s.byHand(l.hand); err != nil {
			return f, err
		}
	}
	if common[l.name+" m"] != nil {
		f.from += ", the commonest by hand"
	}
	for _, k := range []struct{ kind, field, sex string }{
		{"s", "last_name", "generic"}, {"sm", "last_name", "male"}, {"sf", "last_name", "female"},
		{"m", "first_name", "male"}, {"f", "first_name", "female"}, {"u", "first_name", "generic"},
	} {
		names, err := s.all(k.field, k.sex, l.locales...)
		if err != nil {
			return f, err
		}
		if l.name == "vi" && k.kind == "s" {
			names = nil // those by hand, with their shares
		}
		names = append(slices.Clone(names), hand[k.kind]...)
		entries := l.weighed(spread(names, most), common[l.name+" "+k.kind])
		if l.name == "pl" && k.kind == "s" {
			f.lines = append(f.lines, polish(entries)...)
			continue
		}
		f.lines = append(f.lines, kindEntries{k.kind, entries})
	}
	return f, nil
}

func (l latin) entries(names []string) []entry {
	var out []entry
	for _, n := range names {
		n, share, _ := strings.Cut(strings.TrimSpace(norm.NFC.String(n)), ":")
		weight, _ := strconv.Atoi(share)
		if strings.ContainsAny(n, "./(),") {
			continue
		}
		e := entry{native: n, weight: weight}
		if plain := ascii(n); plain != n {
			e.latin = []string{plain}
			if two := umlauts.Replace(n); l.german && ascii(two) != plain {
				e.latin = append(e.latin, ascii(two))
			}
		}
		out = append(out, e)
	}
	return out
}

var (
	umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")
	letters = strings.NewReplacer("ß", "ss", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ı", "i", "æ", "ae", "Æ", "Ae", "œ", "oe", "Œ", "Oe", "’", "'")
)

// ascii writes a name in letters without marks.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(letters.Replace(s)))
}

// weighed gives the entries of a kind with their weights, if the commonest are
// known.
func (l latin) weighed(names, common []string) []entry {
	return weigh(l.entries(names), common, func(n string) entry { return l.entries([]string{n})[0] })
}

// polish parts the surnames that have a form for women from the others.
func polish(names []entry) []kindEntries {
	out := []kindEntries{{kind: "s"}, {kind: "sm"}, {kind: "sf"}}
	for _, n := range names {
		switch {
		case strings.HasSuffix(n.native, "ski"), strings.HasSuffix(n.native, "cki"), strings.HasSuffix(n.native, "dzki"):
			w := entry{native: n.native[:len(n.native)-1] + "a", weight: n.weight}
			for _, l := range n.latin {
				w.latin = append(w.latin, l[:len(l)-1]+"a")
			}
			out[1].entries, out[2].entries = append(out[1].entries, n), append(out[2].entries, w)
		default:
			out[0].entries = append(out[0].entries, n)
		}
	}
	return out
}
