package casefile

import (
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Change is one thing that is otherwise at the later of two times.
type Change struct {
	What string `json:"what"` // kind of entry, disagreement, order
	ID   string `json:"id"`
	How  string `json:"how"` // added, withdrawn, changed, gone
	Says string `json:"says"`
}

// Diff tells what changed in a case between two times: what was added and
// withdrawn, which disagreements came, went or are of another class, and
// whether the hypotheses stand in another order.
func Diff(f *File, from, to entity.Instant) []Change {
	return f.AsKnown(to).Since(f.AsKnown(from))
}

// Since tells the same of two states of one case, as a store that keeps
// versions has them: an entry whose content was replaced is changed.
func (f *File) Since(before *File) []Change {
	a, b := before, f
	var out []Change
	had := map[[2]string]entry{}
	for _, e := range entries(a) {
		had[[2]string{e.kind, e.id}] = e
	}
	for _, e := range entries(b) {
		was, there := had[[2]string{e.kind, e.id}]
		switch {
		case there && was.at != 0 && was.at != e.at:
			out = append(out, Change{What: e.kind, ID: e.id, How: "changed", Says: e.says})
		case there:
		case e.kind == "withdrawal":
			kind, rest, _ := strings.Cut(e.says, " ")
			of, reason, _ := strings.Cut(rest, ": ")
			out = append(out, Change{What: kind, ID: of, How: "withdrawn", Says: reason})
		default:
			out = append(out, Change{What: e.kind, ID: e.id, How: "added", Says: e.says})
		}
	}
	out = append(out, differences(a, b)...)
	x, y := orderOf(read(a).now()), orderOf(read(b).now())
	if !slices.Equal(x, y) {
		out = append(out, Change{What: "order", ID: "hypotheses", How: "changed", Says: strings.Join(x, ", ") + " → " + strings.Join(y, ", ")})
	}
	return out
}

func (r *reading) now() []Standing { return r.standings(r.assessed("", false)) }

func differences(a, b *File) []Change {
	x, y := classesOf(a), classesOf(b)
	all := maps.Clone(x)
	maps.Copy(all, y)
	var out []Change
	for _, q := range slices.Sorted(maps.Keys(all)) {
		c := Change{What: "disagreement", ID: q, How: "changed", Says: x[q] + " → " + y[q]}
		switch {
		case x[q] == y[q]:
			continue
		case x[q] == "":
			c.How, c.Says = "added", y[q]
		case y[q] == "":
			c.How, c.Says = "gone", x[q]
		}
		out = append(out, c)
	}
	return out
}

func classesOf(f *File) map[string]string {
	out := map[string]string{}
	for _, d := range Disagreements(f) {
		var s []string
		for _, c := range d.Classes {
			s = append(s, string(c))
		}
		out[d.On.String()] = strings.Join(s, ", ")
	}
	return out
}
