package casefile

import (
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// added reads what the person who works the case puts beside the statements.
func (o *object) added(f *casefile.File) {
	o.each("things", func(e *object) {
		f.Things = append(f.Things, casefile.Thing{Ref: e.ref("ref"), Names: e.texts("names"), Unnamed: e.flag("unnamed"),
			Note: e.text("note"), Recorded: e.recorded()})
		e.done()
	})
	o.each("decisions", func(e *object) { f.Decisions = append(f.Decisions, e.decision()) })
	o.each("terms", func(e *object) {
		f.Terms = append(f.Terms, casefile.Term{Name: e.must("name"), Within: e.texts("within"), Same: e.texts("same"),
			Renders: e.text("renders"), Reason: e.text("reason"), By: e.text("by"), Recorded: e.recorded()})
		e.done()
	})
	o.each("tellers", func(e *object) {
		f.Tellers = append(f.Tellers, casefile.Teller{Who: e.must("who"), Of: e.must("of"), Reason: e.text("reason"),
			By: e.text("by"), Recorded: e.recorded()})
		e.done()
	})
	o.each("positions", func(e *object) {
		f.Positions = append(f.Positions, casefile.Position{ID: e.must("id"), On: casefile.Question{Subject: e.ref("subject"), Topic: e.must("topic")},
			Statements: e.texts("statements"), Holds: e.text("holds"), Reason: e.must("reason"), By: e.must("by"), Recorded: e.recorded()})
		e.done()
	})
	o.each("hypotheses", func(e *object) {
		f.Hypotheses = append(f.Hypotheses, casefile.Hypothesis{ID: e.must("id"), Text: e.must("text"), By: e.text("by"), Recorded: e.recorded()})
		e.done()
	})
	o.each("assessments", func(e *object) {
		f.Assessments = append(f.Assessments, casefile.Assessment{ID: e.must("id"), Hypothesis: e.must("hypothesis"), Statement: e.must("statement"),
			Stance:   casefile.Stance(e.oneOf("stance", string(casefile.For), string(casefile.Against), string(casefile.Neutral), string(casefile.NotApplicable))),
			Strength: int(e.int("strength")), Reason: e.text("reason"), By: e.must("by"), Recorded: e.recorded()})
		e.done()
	})
	o.each("steps", func(e *object) {
		f.Steps = append(f.Steps, casefile.Step{ID: e.must("id"), What: e.must("what"),
			State: e.oneOf("state", casefile.Planned, casefile.Requested, casefile.Done, casefile.Dropped), By: e.text("by"), When: e.date("when"),
			Statement: e.text("statement"), Note: e.text("note"), Recorded: e.recorded()})
		e.done()
	})
	o.each("evidence", func(e *object) { f.Evidence = append(f.Evidence, e.evidence()) })
	o.each("withdrawals", func(e *object) {
		f.Withdrawals = append(f.Withdrawals, casefile.Withdrawal{ID: e.must("id"), Kind: e.must("kind"), Of: e.must("of"),
			Reason: e.must("reason"), By: e.must("by"), Recorded: e.recorded()})
		e.done()
	})
}

// decision reads {id, same: [a, b]} or {id, apart: [a, b]}.
func (o *object) decision() casefile.Decision {
	d := casefile.Decision{ID: o.must("id"), Same: o.has("same"), Reason: o.must("reason"), By: o.must("by"), Recorded: o.recorded()}
	same, apart := o.refs("same"), o.refs("apart")
	two := append(same, apart...)
	if len(two) != 2 || len(same) == 1 {
		o.fail("same", "wants two things", "same: [a, b] or apart: [a, b]")
	} else {
		d.A, d.B = two[0], two[1]
	}
	o.done()
	return d
}

func (o *object) evidence() casefile.Evidence {
	e := casefile.Evidence{ID: o.must("id"), Name: o.must("name"), Digest: o.must("digest"), Size: o.int("size"), Source: o.text("source"),
		Marking: o.marking(), Recorded: o.recorded()}
	o.each("custody", func(c *object) {
		e.Custody = append(e.Custody, casefile.Custody{At: c.instant("at"), From: c.text("from"), To: c.must("to"), Why: c.text("why")})
		c.done()
	})
	o.done()
	return e
}

func (o *object) chain(key string) []statement.Told {
	var out []statement.Told
	o.each(key, func(e *object) {
		out = append(out, statement.Told{Who: e.must("who"), How: e.text("how")})
		e.done()
	})
	return out
}
