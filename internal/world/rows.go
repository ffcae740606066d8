package world

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// rows returns all rows of the body as the publisher would have them, oldest
// first.
func (w *World) rows(c *company) []entity.Row {
	d := newDice().at(w.opt.Seed, streamHistory, c.index+1<<40)
	last := w.row(d, c, &c.name, &c.seat)
	first := last
	first.Process, first.Changed, first.Latest = entity.ProcessNew, c.assigned, false
	first.Updated = w.updated(c.assigned + entity.Day(d.between(1, 9)))
	if c.assigned == entity.NumbersBegan {
		first.Updated = c.assigned + entity.Day(d.between(17, 1200))
	}
	last.Changed = c.changed
	last.Updated = w.updated(c.changed + entity.Day(d.between(1, 12)))
	switch c.trait {
	case traitClosed, traitDormant:
		last.Process, last.CloseDate, last.CloseCause = entity.ProcessClosed, c.closed, c.cause
	case traitMerged:
		last.Process, last.CloseDate, last.CloseCause = entity.ProcessMerged, c.closed, c.cause
		s := w.company(c.successor)
		last.Successor = s.number
		last.ChangeCause = "令和" + wide(max(1, year(c.closed)-2018)) + "年" + s.seat.Prefecture().Name + s.seat.City().Name + s.name.text() + "（" + s.number + "）に合併し解散"
	case traitRenamed, traitRenamedNow:
		last.Process = entity.ProcessName
		first = w.withName(first, &c.before)
	case traitMoved, traitMovedNow:
		last.Process = entity.ProcessSeat
		first = withSeat(first, &c.from)
	case traitRevived:
		closed := first
		closed.Process, closed.Changed, closed.CloseDate, closed.CloseCause = entity.ProcessClosed, c.closed, c.closed, "21"
		closed.Updated = c.closed + entity.Day(d.between(5, 40))
		last.Process = entity.ProcessRevived
		return []entity.Row{first, closed, last}
	case traitShell:
		first = withSeat(w.withName(first, &c.before), &c.from)
		moved := withSeat(last, &c.from)
		moved.Process, moved.Latest = entity.ProcessName, false
		last.Process = entity.ProcessSeat
		return []entity.Row{first, moved, last}
	default:
		first.Latest = true
		if d.chance(2) {
			first.Street = "（" + first.City + "旧" + first.Street + "）\n"
		}
		return []entity.Row{first}
	}
	return []entity.Row{first, last}
}

// updated keeps the day of an update before the file's own.
func (w *World) updated(day entity.Day) entity.Day { return min(day, w.published) }

func year(d entity.Day) int { return int(d.String()[0]-'0')*1000 + atoi3(d.String()[1:4]) }

func atoi3(s string) int { return int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0') }

// row fills the columns that do not depend on the history.
func (w *World) row(d *dice, c *company, n *name, s *seat) entity.Row {
	r := entity.Row{
		Kind: n.kind, Latest: true, Assigned: c.assigned, CloseDate: noDay,
		Correct: d.chance(12),
	}
	r = withSeat(w.withName(r, n), s)
	if !d.chance(850) {
		r.Furigana = ""
	}
	if d.chance(150) {
		r.EnName = englishName(d, n)
		r.EnPrefecture, r.EnCity = s.Prefecture().Latin, s.english()
	}
	if c.trait != traitPublic && d.chance(3) {
		r.Hidden = true
	}
	return r
}

func (w *World) withName(r entity.Row, n *name) entity.Row {
	r.Name, r.Kind, r.Furigana = n.text(), n.kind, strings.ReplaceAll(n.kana, "・", "")
	if len([]rune(r.Furigana)) > 60 || r.Furigana == "" {
		r.Furigana = ""
	}
	return r
}

func withSeat(r entity.Row, s *seat) entity.Row {
	r.Prefecture, r.City, r.Street = s.Prefecture().Name, s.City().Name, s.street()
	r.PrefectureCode, r.CityCode, r.PostCode = s.Prefecture().Code, s.City().Code, s.Town().Postal
	return r
}

// englishName is the voluntary English name of the register.
func englishName(d *dice, n *name) string {
	switch n.kind {
	case kindKK:
		return n.english + pick(d, []string{" Co., Ltd.", " Co., Ltd.", " Co., Ltd.", ", Inc.", " K.K.", " Corporation", " Ltd."})
	case kindYK:
		return n.english + pick(d, []string{" Ltd.", " Limited", " Y.K."})
	case kindGK:
		return n.english + pick(d, []string{" LLC", " G.K.", ", LLC"})
	}
	return n.english
}
