package register

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// merge joins the rows that are known of a body with new ones: history first,
// by the day the publisher changed the row, then the day it took effect, then by
// content; the current row last. The order of the input does not count, so one
// set of rows has one encoding.
func merge(known, fresh []entity.Row) []entity.Row {
	fresh = slices.Clone(fresh)
	deletion, current := settle(fresh)
	rows := make([]entity.Row, 0, len(known)+len(fresh))
	for _, r := range known {
		if deletion || current {
			r.Latest = false
		}
		rows = append(rows, r)
	}
	rows = append(rows, fresh...)
	slices.SortFunc(rows, compare)
	rows = slices.Compact(rows)
	last := len(rows) - 1
	if last < 0 || !rows[last].Latest {
		return rows
	}
	// A difference repeats as history what the base holds as current, and the
	// other way round where nothing changed after all.
	again := rows[last]
	again.Latest = false
	return slices.DeleteFunc(rows, func(r entity.Row) bool { return r == again })
}

// settle leaves at most one of the new rows marked as the latest: two full
// files of different dates may be given together, and the newer row wins. A
// deletion that no later row follows wins over all.
func settle(rows []entity.Row) (deletion, current bool) {
	newest, deleted := -1, -1
	for i := range rows {
		switch {
		case rows[i].Process == entity.ProcessDeleted:
			if deleted < 0 || rows[i].Updated > rows[deleted].Updated {
				deleted = i
			}
		case rows[i].Latest && (newest < 0 || compare(rows[newest], rows[i]) < 0):
			newest = i
		}
	}
	deletion = deleted >= 0 && (newest < 0 || rows[deleted].Updated == entity.NoDay || rows[deleted].Updated >= rows[newest].Updated)
	for i := range rows {
		rows[i].Latest = i == newest && !deletion
	}
	return deletion, newest >= 0 && !deletion
}

// compare orders the rows of one body. Without a row marked as the latest the
// last one is current (entity.Registration.Current), so a deletion, which has
// no dates, sorts behind the history.
func compare(a, b entity.Row) int {
	return cmp.Or(
		compareBool(a.Latest, b.Latest),
		compareBool(a.Process == entity.ProcessDeleted, b.Process == entity.ProcessDeleted),
		cmp.Compare(a.Updated, b.Updated),
		cmp.Compare(a.Changed, b.Changed),
		compareContent(&a, &b),
	)
}

func compareContent(a, b *entity.Row) int {
	x, y := texts(a), texts(b)
	for i := range x {
		if c := strings.Compare(*x[i], *y[i]); c != 0 {
			return c
		}
	}
	return cmp.Or(
		cmp.Compare(a.CloseDate, b.CloseDate),
		cmp.Compare(a.Assigned, b.Assigned), compareBool(a.Correct, b.Correct), compareBool(a.Hidden, b.Hidden),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
