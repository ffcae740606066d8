package world

import (
	"strconv"

	"github.com/sekifuda/sekifuda/internal/record"
)

// listedName is a person of the lists as a clerk compares one.
type listedName struct {
	id, given, surname string
	year               int // of birth; 0 where the list gives none
}

// listIndex finds listed persons by the first letter of their surname or by
// their given name.
type listIndex struct {
	full      map[string]bool
	byInitial map[string][]listedName
	byGiven   map[string][]listedName
}

func (w *World) onLists() *listIndex {
	w.listOnce.Do(func() {
		x := &listIndex{full: map[string]bool{}, byInitial: map[string][]listedName{}, byGiven: map[string][]listedName{}}
		for list := range 2 {
			for k := range w.opt.Listed {
				l := w.listEntry(list, k)
				if !l.entity.IsPerson() {
					continue
				}
				n := listedName{id: l.entity.ID, given: givenName(&l.person), surname: lastName(&l.person)}
				if l.entity.First("birthDate") != "" {
					n.year = yearOf(&l.person)
				}
				x.full[l.person.latin()] = true
				x.byInitial[n.surname[:1]] = append(x.byInitial[n.surname[:1]], n)
				x.byGiven[n.given] = append(x.byGiven[n.given], n)
			}
		}
		w.listNames = x
	})
	return w.listNames
}

func yearOf(p *person) int {
	y, err := strconv.Atoi(p.birth.String()[:4])
	if err != nil {
		return 0
	}
	return y
}

// isListed reports whether a Latin name, given name first, is on a list.
func (w *World) isListed(latin string) bool { return w.onLists().full[latin] }

// nearListed returns the listed persons whose name a matcher may take for p's.
func (w *World) nearListed(p *person) []listedName {
	x := w.onLists()
	given, surname := givenName(p), lastName(p)
	var out []listedName
	for _, n := range x.byInitial[surname[:1]] {
		if distance(n.given, given)+distance(n.surname, surname) <= nearEdits {
			out = append(out, n)
		}
	}
	for _, n := range x.byGiven[given] {
		if n.surname[:1] != surname[:1] && distance(n.surname, surname) <= nearEdits {
			out = append(out, n)
		}
	}
	return out
}

const nearEdits = 5

// distance is the number of edits between two short names.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// apart is by how many years births must differ for a date to settle that two
// persons of one name are two.
const apart = 5

// birthDates answers for those whose name is near one on a list: with a birth
// date, and where the list gives none or nearly the same, with the decision of
// two people.
func (b *draft) birthDates() {
	a := &b.Application
	if a.Representative.Name == b.rep.written() {
		b.tellApart("representative", &b.rep)
	}
	if a.Contact.Name == b.contact.written() {
		b.tellApart("contact", &b.contact)
	}
	if a.ShipTo.Name != "" && a.ShipTo.Name == b.contact.written() {
		b.tellApart("ship_to", &b.contact)
	}
}

func (b *draft) tellApart(subject string, p *person) {
	near := b.w.nearListed(p)
	if len(near) == 0 && !p.abroad {
		return
	}
	b.prove(record.Evidence{Kind: "birth_date", Subject: subject, Value: p.birth.String(), Document: "ID-" + b.d.letters(6), Result: "confirmed"})
	for _, n := range near {
		if d := yearOf(p) - n.year; n.year != 0 && (d >= apart || d <= -apart) {
			continue
		}
		b.prove(record.Evidence{Kind: "list_cleared", Subject: subject, Value: n.id, Document: "LC-" + b.d.letters(6), Result: "confirmed"})
		b.Evidence[len(b.Evidence)-1].Second = "clerk.sudo"
	}
}
