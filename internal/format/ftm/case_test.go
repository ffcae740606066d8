package ftm_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/entity/model"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/statement"
	"pgregory.net/rapid"
)

// TestCaseRoundTrip: a case leaves as entities that the model knows, and comes
// back the same.
func TestCaseRoundTrip(t *testing.T) {
	kinds := []string{statement.Person, statement.Identity, statement.Organization, statement.Group, statement.Contract, statement.IP, statement.Account, statement.Event, statement.Place, statement.Item, statement.Customer}
	rapid.Check(t, func(rt *rapid.T) {
		day, _ := entity.ParseDate("2027-04-20")
		sources := []statement.Source{{ID: "r1", Kind: statement.KindArticle, Title: "A story", Publisher: "Agency", Published: day, URL: "https://n.example/1"}, {ID: "r2", Kind: statement.KindTalk}}
		var list []statement.Statement
		for i := range rapid.IntRange(0, 6).Draw(rt, "n") {
			thing := func(name string) statement.Ref {
				return statement.Ref{Kind: rapid.SampledFrom(kinds).Draw(rt, name), Key: rapid.SampledFrom([]string{"x", "the-woman", "人 \"q\""}).Draw(rt, name+" key")}
			}
			s := statement.Statement{ID: fmt.Sprint("s", i), Source: rapid.SampledFrom([]string{"r1", "r2"}).Draw(rt, "source"), Subject: thing("subject"), Predicate: "member_of",
				Polarity: statement.Polarity(rapid.SampledFrom([]string{"asserts", "denies", "no_answer"}).Draw(rt, "polarity")), Grade: statement.Grade{Source: 'B', Info: '2'},
				Quotation: rapid.SampledFrom([]string{"", "he <b>said</b>"}).Draw(rt, "quotation"), When: day}
			if rapid.Bool().Draw(rt, "object?") {
				s.Object = thing("object")
			} else {
				s.Value = statement.Value{Kind: "number", Text: "9", From: 9007199254740993}
			}
			list = append(list, s)
		}
		out, err := ftm.FromStatements(sources, list, statement.Sharing{Author: "Operator", Container: "c", MaxTLP: statement.Amber})
		if err != nil {
			rt.Fatal(err)
		}
		var file bytes.Buffer
		w := ftm.NewWriter(&file)
		for i := range out {
			known(rt, &out[i])
			if err := w.Write(&out[i]); err != nil {
				rt.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			rt.Fatal(err)
		}
		var back []entity.Entity
		for e, err := range ftm.Read(&file, "f", format.ListLimits) {
			if err != nil {
				rt.Fatal(err)
			}
			back = append(back, e)
		}
		gotSources, got, err := ftm.Statements(back)
		if err != nil {
			rt.Fatal(err)
		}
		slices.SortFunc(got, func(a, b statement.Statement) int { return strings.Compare(a.ID, b.ID) })
		slices.SortFunc(gotSources, func(a, b statement.Source) int { return strings.Compare(a.ID, b.ID) })
		if diff := cmp.Diff(list, got); diff != "" {
			rt.Fatal(diff)
		}
		if diff := cmp.Diff(sources, gotSources); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// known checks an entity against the model, and that a claim says whose it is.
func known(t *rapid.T, e *entity.Entity) {
	schema := model.Get(e.Schema)
	if schema == nil || schema.Abstract {
		t.Fatalf("no schema %s", e.Schema)
	}
	for prop := range e.Properties {
		if schema.Property(prop) == nil {
			t.Fatalf("%s has no %s", e.Schema, prop)
		}
	}
	if e.Schema == "UnknownLink" && (e.First("publisher") == "" || !strings.Contains(e.First("summary"), " says: ")) || e.Schema == "Note" && e.First("proof") == "" {
		t.Fatalf("a claim without who says it: %v", e)
	}
}

func TestCaseKeepsBack(t *testing.T) {
	_, err := ftm.FromStatements([]statement.Source{{ID: "r1", Marking: statement.Marking{TLP: statement.Clear}}},
		[]statement.Statement{{ID: "s1", Source: "r1", Subject: statement.Ref{Kind: "item", Key: "x"}}}, statement.Sharing{Author: "Operator", MaxTLP: statement.Green})
	if err == nil {
		t.Error("what nobody marked left under green")
	}
}
