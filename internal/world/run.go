package world

import (
	"context"
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/record"
)

// run is one pass over the applications of a world: which companies took part
// already, and which invented identities turned out to be clean.
type run struct {
	w      *World
	seen   *absence
	used   map[int]bool
	recent []int // honest companies that impostors may pick as well
	slot   int   // next slot of invented identities
	rings  int
	known  int
}

// remember keeps a few honest companies.
func (r *run) remember(i int) {
	if len(r.recent) < 64 {
		r.recent = append(r.recent, i)
	} else {
		r.recent[i%64] = i
	}
}

// order deals the kinds of n applications in a fixed shuffle.
func (w *World) order(n int) []uint8 {
	out := make([]uint8, 0, n)
	for k, c := range w.mix.counts(n) {
		for range c {
			out = append(out, uint8(k))
		}
	}
	newDice().at(w.opt.Seed, streamKind, 0).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// slots is how many applications need an invented identity.
func (w *World) slots() int {
	if w.opt.Demo {
		return 16
	}
	n := 0
	for k, c := range w.mix.counts(w.opt.Applications) {
		switch kinds[k].name {
		case falseNonexistent, falseNumberOfAnother, falseYoung, falseSharesMemory:
			n += c
		}
	}
	return n + w.knownCount()
}

// knownCount is how many identities were proved false before.
func (w *World) knownCount() int {
	if w.opt.Demo {
		return 2
	}
	n := 0
	for k, c := range w.mix.counts(w.opt.Applications) {
		if kinds[k].name == falseSharesMemory {
			n = c
		}
	}
	if n == 0 {
		return 0
	}
	return max(1, n*w.mix.Overlap.KnownFalse/100)
}

func (w *World) newRun(seen *absence) *run {
	r := &run{w: w, seen: seen, used: map[int]bool{}, known: w.knownCount()}
	falses := 0
	if !w.opt.Demo {
		for k, c := range w.mix.counts(w.opt.Applications) {
			if !kinds[k].honest {
				falses += c
			}
		}
	}
	r.rings = max(1, falses*w.mix.Overlap.Ring/1000/w.mix.Overlap.RingSize)
	return r
}

// Scan looks through the whole register for neighbours of the invented
// identities without writing anything. It fails only if ctx ends.
func (w *World) scan(ctx context.Context) (*absence, error) {
	a := w.newAbsence(w.slots() * tries)
	for i := range w.opt.Companies + diffNew {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, fmt.Errorf("world: scan: %w", ctx.Err())
		}
		a.look(w.company(i))
	}
	return a, nil
}

// Applications yields the applications of the world in their order, each with
// its truth and evidence. It reads the register through first; an error ends it.
func (w *World) Applications(ctx context.Context) iter.Seq2[*Drawn, error] {
	return func(yield func(*Drawn, error) bool) {
		a, err := w.scan(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		for d := range w.applications(a) {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func (w *World) applications(a *absence) iter.Seq[*Drawn] {
	if w.opt.Demo {
		return w.demo(a)
	}
	return func(yield func(*Drawn) bool) {
		r := w.newRun(a)
		r.slot = r.known // the first slots belong to what is known already
		for k, kind := range w.order(w.opt.Applications) {
			if !yield(r.draw(k, &kinds[kind])) {
				return
			}
		}
	}
}

// begin starts application k of a kind.
func (r *run) begin(k int, kd *kind) *draft {
	b := &draft{w: r.w, d: newDice().at(r.w.opt.Seed, streamApplication, k), k: k, kind: kd, mix: r.w.mix, run: r}
	b.Application.ExternalID = fmt.Sprintf("A-%06d", k+1)
	b.Truth = Truth{ExternalID: b.Application.ExternalID, Honest: kd.honest, Kind: kd.name, Expected: kd.expect, Answered: kd.honest}
	b.when()
	return b
}

// draw makes application k.
func (r *run) draw(k int, kd *kind) *Drawn {
	b := r.begin(k, kd)
	kd.build(b)
	if kd.honest && !b.d.chance(r.w.mix.Evidence.Answered) {
		b.withhold()
	}
	return &b.Drawn
}

// withhold takes back some or all of the evidence: not everybody answers in time.
func (b *draft) withhold() {
	if len(b.Evidence) == 0 {
		return
	}
	keep := b.Evidence[:0:0]
	for _, e := range b.Evidence {
		switch e.Kind {
		case "letter", "call", "mail", "dns", "certificate", "identity_document":
			continue
		case "register_extract":
			if b.Application.Applicant.Form == record.FormForeign {
				continue // it would stand for an answer
			}
		}
		if b.d.chance(500) {
			keep = append(keep, e)
		}
	}
	b.Evidence = keep
	b.unanswered("did not answer yet")
}
