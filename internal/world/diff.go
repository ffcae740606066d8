package world

import (
	"bytes"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/nta"
)

// diffNew, diffMoved and diffGone are the rows of the difference file of the day
// after the register: new registrations, moves, and deletions.
const (
	diffNew   = 12
	diffMoved = 6
	diffGone  = 1
)

// touched reports whether the difference file changes body i.
func (w *World) touched(i int) bool {
	w.diffOnce.Do(func() {
		w.diffBodies = map[int]bool{}
		d := newDice().at(w.opt.Seed, streamDiff, 0)
		for range diffMoved + diffGone {
			if j := w.find(d, func(j int) bool { return !w.diffBodies[j] }, traitPlain); j >= 0 {
				w.diffBodies[j] = true
				w.diffOrder = append(w.diffOrder, j)
			}
		}
	})
	return w.diffBodies[i]
}

// diffFile returns the difference file of the day after the register.
func (w *World) diffFile() ([]byte, error) {
	w.touched(0)
	var b bytes.Buffer
	out := nta.NewWriter(&b, w.encoding())
	seq := 0
	put := func(number string, r *entity.Row) error {
		seq++
		if err := out.Write(seq, number, r); err != nil {
			return fmt.Errorf("world: difference file: %w", err)
		}
		return nil
	}
	for k := range diffNew {
		c := w.company(w.opt.Companies + k)
		for _, r := range w.rows(c) {
			r.Updated = w.day
			if err := put(c.number, &r); err != nil {
				return nil, err
			}
		}
	}
	for n, j := range w.diffOrder {
		c := w.company(j)
		if n >= diffMoved {
			r := entity.Row{Process: entity.ProcessDeleted, Updated: noDay, Changed: noDay, CloseDate: noDay, Assigned: noDay}
			if err := put(c.number, &r); err != nil {
				return nil, err
			}
			continue
		}
		r := w.rows(c)[0]
		w.move(c)
		r = withSeat(r, &c.from)
		r.Process, r.Changed, r.Updated = entity.ProcessSeat, w.day-entity.Day(4+n), w.day
		first := w.rows(w.company(j))[0]
		first.Latest = false
		for _, x := range []entity.Row{first, r} {
			if err := put(w.company(j).number, &x); err != nil {
				return nil, err
			}
		}
	}
	if err := out.Flush(); err != nil {
		return nil, fmt.Errorf("world: difference file: %w", err)
	}
	return b.Bytes(), nil
}
