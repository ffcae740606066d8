package fuzzy

import (
	"encoding/binary"
	"math"
	"slices"
)

// Filter says which records count. It is applied before hits are counted, so
// that Limit hits are found where there are so many.
type Filter struct {
	// Any holds groups of labels: a record needs one of each group. A group
	// without labels asks for nothing.
	Any [][]string
	// Day, where ByDay is set, is a day (from 1970) on which the record holds.
	Day   int32
	ByDay bool
}

// pass is a filter in the labels of one index.
type pass struct {
	groups []uint64
	day    int32
	byDay  bool
	exists func(rec uint32) bool
}

func (x *Index) pass(f *Filter, exists func(rec uint32) bool) pass {
	p := pass{exists: exists}
	if f == nil {
		return p
	}
	p.day, p.byDay = f.Day, f.ByDay
	for _, group := range f.Any {
		if len(group) == 0 {
			continue
		}
		bits := uint64(0) // a label that no record has lets nobody through
		for i, l := range x.labels {
			if slices.Contains(group, l) {
				bits |= 1 << i
			}
		}
		p.groups = append(p.groups, bits)
	}
	return p
}

// lets says whether a record counts.
func (p *pass) lets(x *Index, rec uint32) bool {
	if len(p.groups) > 0 {
		mask := x.maskOf(rec)
		for _, g := range p.groups {
			if g&mask == 0 {
				return false
			}
		}
	}
	if p.byDay {
		if from, to := x.daysOf(rec); p.day < from || p.day >= to {
			return false
		}
	}
	return p.exists == nil || p.exists(rec)
}

func (x *Index) maskOf(rec uint32) uint64 {
	if int64(rec) >= x.mask.Count {
		return 0
	}
	var b [8]byte
	copy(b[:], x.mask.bytes(int64(rec)*x.mask.Width, (int64(rec)+1)*x.mask.Width))
	return binary.LittleEndian.Uint64(b[:])
}

// daysOf gives when a record holds; always where nothing is known.
func (x *Index) daysOf(rec uint32) (from, to int32) {
	if int64(rec) >= x.days.Count {
		return math.MinInt32, math.MaxInt32
	}
	v := x.days.u64(8 * int64(rec))
	return int32(uint32(v)), int32(v >> 32)
}
