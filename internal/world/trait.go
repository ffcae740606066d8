package world

// trait is what befell a body of the register.
type trait uint8

const (
	traitPlain trait = iota
	traitClosed
	traitDormant // closed by the registrar
	traitMerged
	traitRenamed
	traitMoved
	traitMovedNow   // in the last two months
	traitRenamedNow // in the last two months
	traitRevived
	traitShell // bought: old, then name and seat changed at once, just now
	traitYoung
	traitLookalike
	traitVirtual
	traitShared
	traitPublic
	traitNone
)

// traits says for each trait how many in a thousand bodies have it and how many
// rows they have. The plain ones are the rest.
var traits = [...]struct{ share, rows int }{
	traitPlain:      {0, 1},
	traitClosed:     {96, 2},
	traitDormant:    {30, 2},
	traitMerged:     {20, 2},
	traitRenamed:    {30, 2},
	traitMoved:      {80, 2},
	traitMovedNow:   {14, 2},
	traitRenamedNow: {6, 2},
	traitRevived:    {5, 3},
	traitShell:      {5, 3},
	traitYoung:      {18, 1},
	traitLookalike:  {46, 1},
	traitVirtual:    {25, 1},
	traitShared:     {35, 1},
	traitPublic:     {0, 1},
}

// slots holds the trait of each of a thousand consecutive bodies, before they
// are spread: in any thousand each trait occurs exactly as often as it should,
// so that even a small world has all of them.
var slots = func() (out [1000]trait) {
	at := 0
	for t, s := range traits {
		for range s.share {
			out[at] = trait(t)
			at++
		}
	}
	return out
}()

const publicEvery = 200

// trait returns what befell body i. It is cheap: no names are made.
func (w *World) trait(i int) trait {
	if i >= w.opt.Companies {
		return traitYoung
	}
	if i%publicEvery == 7 && i/publicEvery < len(w.public) {
		return traitPublic
	}
	return slots[(uint64(i)*7919+w.slotShift)%1000]
}

// find returns a body with one of the wanted traits that the dice fall on, and
// that ok accepts; -1 if there is none in three rounds of looking.
func (w *World) find(d *dice, ok func(i int) bool, want ...trait) int {
	n := w.opt.Companies
	start := d.IntN(n)
	step := 7
	for gcd(uint64(step), uint64(n)) != 1 {
		step++
	}
	for k := range min(n, 50_000) {
		i := (start + k*step) % n
		t := w.trait(i)
		for _, x := range want {
			if t == x && (ok == nil || ok(i)) {
				return i
			}
		}
	}
	return -1
}
