package identifier

import "strings"

// move is where the addresses of a town, or of a whole municipality, went.
type move struct {
	city, town string // town: its name for one town, what now stands before it for a municipality
}

// moves are what a register's histories show of a municipality that is no more.
type moves struct {
	ofTown map[string]map[move]int // by the key of the town
	ofCity map[move]int
}

// Standing says that a body has its seat in this municipality now, so that it is
// one still, and whoever left it went elsewhere.
func (t *CityTowns) Standing() { t.standing = true }

// Renamed reports whether two addresses of one body are one place before and
// after its municipality was merged into another or renamed: in the same
// prefecture, with the same numbers, in a town of the same name or one that ends
// in it. Anything else is a move of the body.
func Renamed(old, now Address) bool {
	_, _, ok := became(&old, &now)
	return ok
}

// became returns the key of the old town and what stands before it now.
func became(old, now *Address) (was, before string, ok bool) {
	if old.Prefecture == "" || old.Prefecture != now.Prefecture || old.City == now.City || old.City == "" || now.City == "" || now.Town == "" || old.numbers() == "" || old.numbers() != now.numbers() {
		return "", "", false
	}
	hokkaido := old.Prefecture == "北海道"
	was = townKey(old.Town, hokkaido)
	before, ok = strings.CutSuffix(townKey(now.Town, hokkaido), was)
	return was, before, ok && was != ""
}

// AddMove learns from one body's history that an address of this municipality
// is now written as another one, where Renamed says so.
func (t *CityTowns) AddMove(old, now Address) {
	was, before, ok := became(&old, &now)
	if !ok {
		return
	}
	if t.moved.ofTown == nil {
		t.moved = moves{ofTown: map[string]map[move]int{}, ofCity: map[move]int{}}
	}
	if t.moved.ofTown[was] == nil {
		t.moved.ofTown[was] = map[move]int{}
	}
	t.moved.ofTown[was][move{now.City, now.Town}]++
	t.moved.ofCity[move{now.City, before}]++
}

// renamed gives an address of a municipality that is no more as it is written
// now, with the old one in Before.
func (t *CityTowns) renamed(a Address) Address {
	if t == nil || t.standing || len(t.moved.ofCity) == 0 {
		return a
	}
	was := a
	if to, ok := most(t.moved.ofTown[townKey(a.Town, a.Prefecture == "北海道")], 1); ok {
		a.City, a.Town, a.Before = to.city, to.town, &was
	} else if to, ok := most(t.moved.ofCity, 2); ok {
		a.City, a.Town, a.Before = to.city, to.town+a.Town, &was
	}
	return a
}

// most returns the move that more than half show, and at least so many.
func most(counts map[move]int, least int) (best move, ok bool) {
	all, n := 0, 0
	for m, count := range counts {
		if all += count; count > n {
			best, n = m, count
		}
	}
	return best, n >= least && 2*n > all
}
