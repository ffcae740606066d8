package fuzzy

import (
	"encoding/binary"
	"math/bits"
)

// writs sums up what is known of writings.
type writs struct {
	slots []writSlot
	used  []uint32 // places
	shift int
}

type writSlot struct {
	writing uint32 // + 1
	alone   uint32 // slots of its terms if they share none, else unclear
	bound
	mass   uint16
	common [2]uint16
}

// posting is what stands in a list.
type posting struct {
	writing uint32
	mass    uint16
	common  [2]uint16
}

func postingIn(p []byte) posting {
	v := binary.LittleEndian.Uint64(p)
	return posting{uint32(v), uint16(v >> 32), [2]uint16{uint16(v >> 48), binary.LittleEndian.Uint16(p[8:])}}
}

// reset makes room for about n writings.
func (t *writs) reset(n int) {
	b := max(10, bits.Len(uint(2*n)))
	if len(t.slots) == 1<<b && len(t.used) < len(t.slots)/16 {
		for _, i := range t.used {
			t.slots[i] = writSlot{}
		}
	} else if cap(t.slots) >= 1<<b {
		t.slots = t.slots[:1<<b]
		clear(t.slots)
	} else {
		t.slots = make([]writSlot, 1<<b)
	}
	t.used, t.shift = t.used[:0], 32-b
}

// add says whether the writing is new.
func (t *writs) add(p posting, b bound, alone uint32) bool {
	w := p.writing
	m := uint32(len(t.slots) - 1)
	for i := w * 0x9E3779B1 >> t.shift; ; i = (i + 1) & m {
		e := &t.slots[i]
		if e.writing == w+1 {
			if e.bound = e.plus(b); e.alone&alone != 0 {
				e.alone = unclear
			} else {
				e.alone |= alone
			}
			return false
		}
		if e.writing == 0 {
			*e = writSlot{w + 1, alone, b, p.mass, p.common}
			if t.used = append(t.used, i); 4*len(t.used) > 3*len(t.slots) {
				t.grow()
			}
			return true
		}
	}
}

func (t *writs) grow() {
	old := t.slots
	t.slots = make([]writSlot, 2*len(old))
	t.used, t.shift = t.used[:0], t.shift-1
	for _, e := range old {
		if e.writing > 0 {
			t.add(posting{e.writing - 1, e.mass, e.common}, e.bound, e.alone)
		}
	}
}
