package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/trace"
)

// WriteTrace writes an answer of trace for a person to read: who held the
// address, which contracts and identities hang on it, and the way to each with
// its evidence. Its error is that of w.
func WriteTrace(w io.Writer, a *trace.Traced, o Options) error {
	t := tracing{Options: o.normal(), a: a}
	t.asked()
	t.assignment()
	t.list("trace/contracts", a.Contracts)
	t.list("trace/identities", a.Identities)
	t.besides()
	if _, err := io.WriteString(w, t.b.String()); err != nil {
		return fmt.Errorf("write a trace: %w", err)
	}
	return nil
}

type tracing struct {
	Options
	a *trace.Traced
	b strings.Builder
}

func (t *tracing) say(key string) string { return say(t.Lang, key) }

func (t *tracing) when(at entity.Instant) string {
	return at.Time().In(t.Zone).Format("2006-01-02 15:04:05 -07:00")
}

// interval writes [from, to) in days, or to the second where it does not begin
// and end with days.
func (t *tracing) interval(from, to *entity.Instant) string {
	one := func(at *entity.Instant) string {
		if at == nil {
			return ""
		}
		z := at.Time().In(t.Zone)
		if z.Hour() == 0 && z.Minute() == 0 && z.Second() == 0 {
			return z.Format("2006-01-02")
		}
		return z.Format("2006-01-02 15:04:05")
	}
	return one(from) + " – " + one(to)
}

func (t *tracing) asked() {
	fmt.Fprintf(&t.b, "%s %s", Text(t.Lang, "thing", t.a.Kind), Safe(t.a.Value))
	if w := t.a.Time; w != nil {
		fmt.Fprintf(&t.b, "  %s – %s", t.when(w.From), t.when(w.To))
	}
	t.b.WriteString("\n")
	if t.a.Look != "" {
		fmt.Fprintf(&t.b, "%s: %s\n", t.say("trace/look"), Safe(t.a.Look))
	}
}

// assignment tells who held an address, or why that cannot be said.
func (t *tracing) assignment() {
	a := t.a.Assignment
	if a == nil {
		return
	}
	t.b.WriteString("\n")
	if a.Ambiguous {
		fmt.Fprintf(&t.b, "%s\n", t.say("trace/ambiguous"))
		for _, code := range a.Why {
			fmt.Fprintf(&t.b, "  - %s\n", Text(t.Lang, "assignment", code))
		}
	}
	if len(a.Candidates) == 0 {
		return
	}
	rows := [][]string{{t.say("trace/holder"), t.say("trace/contact"), t.say("trace/lease"), t.say("trace/interval"), t.say("trace/ports"), t.say("trace/path")}}
	for i := range a.Candidates {
		c := &a.Candidates[i]
		ports := ""
		if c.PortFrom > 0 || c.PortTo < 65535 {
			ports = strconv.Itoa(c.PortFrom) + "–" + strconv.Itoa(c.PortTo)
		}
		rows = append(rows, []string{orDash(c.Contract), orDash(c.Customer), Safe(c.ID) + " " + c.Prefix.String(), t.interval(&c.From, c.Until), ports, Safe(strings.Join(c.Path, " → "))})
	}
	columnsOf(&t.b, rows)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return Safe(s)
}

func (t *tracing) list(heading string, all []trace.Ranked) {
	fmt.Fprintf(&t.b, "\n%s: %d\n", t.say(heading), len(all))
	for i := range all {
		r := &all[i]
		fmt.Fprintf(&t.b, "%3d  %s  %s", i+1, t.ref(r.Ref), t.standing(r))
		if facts := t.facts(r); facts != "" {
			t.b.WriteString("  " + facts)
		}
		t.b.WriteString("\n")
		for _, p := range r.Paths {
			t.path(p)
		}
	}
}

func (t *tracing) ref(r statement.Ref) string {
	return Text(t.Lang, "thing", r.Kind) + " " + Safe(r.Key)
}

func (t *tracing) standing(r *trace.Ranked) string {
	s := Text(t.Lang, "relation", r.Relation)
	if r.Strength != "" {
		s += ", " + Text(t.Lang, "strength", r.Strength)
	}
	if r.CanContain {
		s += ", " + t.say("trace/can_contain")
	}
	return s
}

// facts are what the books say of a contract, or of who is said to have applied.
func (t *tracing) facts(r *trace.Ranked) string {
	var parts []string
	add := func(label, s string) {
		if s != "" {
			parts = append(parts, t.say(label)+" "+Safe(s))
		}
	}
	if c := r.Contract; c != nil {
		add("trace/customer", c.Customer)
		add("trace/product", c.Product)
		add("trace/status", c.Status)
		parts = append(parts, t.interval(&c.From, c.To))
		add("trace/path", strings.Join(c.Resellers, " → "))
	}
	if a := r.Application; a != nil {
		add("trace/claims", a.Name)
		if a.Proved != "" {
			parts = append(parts, Text(t.Lang, "proved", a.Proved))
		}
	}
	return strings.Join(parts, "; ")
}

// path writes one way on a line, and below it what is said for and against it.
func (t *tracing) path(p trace.Path) {
	if len(p.Hops) == 0 {
		return
	}
	t.b.WriteString("       " + t.ref(p.Hops[0].From))
	var evidence []string
	for _, h := range p.Hops {
		fmt.Fprintf(&t.b, " –%s→ %s", t.tie(h.Tie), t.ref(h.To))
		if h.Sharing > 2 {
			fmt.Fprintf(&t.b, " (%d)", h.Sharing)
		}
		if len(h.Said) > 0 {
			if told := t.told(h.Said[0]); !slices.Contains(evidence, told) {
				evidence = append(evidence, told)
			}
		}
	}
	t.b.WriteString("\n")
	if len(evidence) > 0 {
		fmt.Fprintf(&t.b, "         %s: %s\n", t.say("trace/evidence"), strings.Join(evidence, "; "))
	}
	for _, e := range p.Against {
		fmt.Fprintf(&t.b, "         %s: %s %s\n", t.say("trace/against"), t.tie(e.Tie), t.told(e))
	}
}

func (t *tracing) tie(tie string) string {
	if said, ok := strings.CutPrefix(tie, "says:"); ok {
		return "“" + Safe(said) + "”"
	}
	return Text(t.Lang, "tie", tie)
}

func (t *tracing) told(e trace.Told) string {
	s := Safe(e.Evidence)
	if e.Grade != "" {
		s += " " + e.Grade
	}
	if e.From != nil || e.To != nil {
		s += " " + t.interval(e.From, e.To)
	}
	return s
}

// besides tells what takes no part, and what was not looked at.
func (t *tracing) besides() {
	a := t.a
	line := func(key, text string) { fmt.Fprintf(&t.b, "%s: %s\n", t.say(key), text) }
	t.b.WriteString("\n")
	for _, h := range a.Hubs {
		line("trace/hub", fmt.Sprintf("%s (%d)", t.ref(h.Ref), h.LeftOut))
	}
	for _, s := range a.Impersonated {
		line("trace/stolen", t.ref(s.Ref)+" ("+Safe(s.Application)+")")
	}
	if a.PlaceOnly > 0 {
		line("trace/place_only", strconv.Itoa(a.PlaceOnly))
	}
	if a.Beyond > 0 {
		line("trace/beyond", strconv.Itoa(a.Beyond))
	}
	for _, code := range a.LeftOut {
		line("trace/left_out", Text(t.Lang, "left_out", code))
	}
	line("trace/as_of", t.when(a.AsOf))
	if a.Known != nil {
		line("trace/as_known", t.when(*a.Known))
	}
}
