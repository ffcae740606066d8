package world

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
	"github.com/sekifuda/sekifuda/internal/record"
)

func TestListsAreRead(t *testing.T) {
	s := theSmall(t)
	n, persons, dates := 0, 0, 0
	for e, err := range ofac.Read([]string{filepath.Join(s.dir, "lists", "ofac")}, format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		want := s.world.listEntry(listOFAC, n).entity
		if e.First("name") != want.First("name") || !slices.Equal(e.Values("birthDate"), want.Values("birthDate")) || e.Schema == entity.Person != want.IsPerson() {
			t.Errorf("entry %d: %+v, want %+v", n, e, want)
		}
		n++
		if e.IsPerson() {
			persons++
			dates += len(e.Values("birthDate"))
		}
	}
	if n != 300 || persons < 150 || dates < persons/2 {
		t.Errorf("%d entries, %d persons, %d birth dates", n, persons, dates)
	}
}

func TestListedPersonsAndTheirNamesakes(t *testing.T) {
	s := theSmall(t)
	listed := map[string]listed{}
	for list := range 2 {
		for k := range 300 {
			l := s.world.listEntry(list, k)
			listed[l.entity.ID] = l
		}
	}
	for _, id := range s.order {
		tr, a := s.truth[id], s.apps[id]
		switch tr.Kind {
		case falseListed:
			l := listed[tr.Note[len("takes part: "):]]
			if !slices.Contains([]string{a.Contact.BirthDate, a.Representative.BirthDate, a.EndUser.BirthDate}, l.person.birth.String()) {
				t.Errorf("%s: nobody was born on %s", id, l.person.birth)
			}
			if l.entity.First("birthDate") != l.person.birth.String() {
				t.Errorf("%s: the list does not say when %s was born", id, l.entity.ID)
			}
		case honestNamesake:
			if !tr.Answered {
				continue
			}
			var l = listed[tr.Note[len("namesake of "):]]
			if a.Contact.Latin != l.entity.First("name") {
				t.Errorf("%s: %s is no namesake of %s", id, a.Contact.Latin, l.entity.First("name"))
			}
			for _, e := range s.evidence[id] {
				if e.Kind == "birth_date" && e.Subject == "contact" && e.Value[:4] == l.person.birth.String()[:4] {
					t.Errorf("%s: born in the same year as %s", id, l.entity.ID)
				}
			}
		}
	}
}

// TestNearListedAnswerTheirBirthDate keeps honest applicants whose name a list
// nearly has from being left in doubt.
func TestNearListedAnswerTheirBirthDate(t *testing.T) {
	s := theSmall(t)
	for _, id := range s.order {
		tr, a := s.truth[id], s.apps[id]
		if !tr.Honest || !tr.Answered || a.Contact.Latin == "" {
			continue
		}
		if !s.world.isListed(a.Contact.Latin) {
			continue
		}
		if !slices.ContainsFunc(s.evidence[id], func(e record.Evidence) bool { return e.Kind == "birth_date" && e.Subject == "contact" }) {
			t.Errorf("%s: %s is on a list and nothing says who it is", id, a.Contact.Latin)
		}
	}
}
