package world

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// MaxCompanies is the size of the number space: each prefecture has twelve
// offices with a million numbers each.
const MaxCompanies = offices * 1_000_000

const offices = 12

// registries are the first two digits of the registry offices by prefecture.
var registries = [47]int{
	43, 42, 40, 37, 41, 39, 38, 5, 6, 7, 3, 4, 1, 2, 11, 23, 22, 21, 9, 10, 20, 8, 18, 19,
	16, 13, 12, 14, 15, 17, 27, 28, 26, 24, 25, 48, 47, 50, 49, 29, 30, 31, 33, 32, 35, 34, 36,
}

// numbers maps an index to a place in the number space and back, so that every
// body has its own number, numbers do not run in the order of the file, and
// whether a number is taken can be told without a table.
type numbers struct {
	factor, inverse, shift uint64
}

func newNumbers(seed uint64) numbers {
	d := newDice().at(seed, streamNumber, 0)
	n := numbers{shift: d.Uint64N(MaxCompanies)}
	// Coprime to 2, 3 and 5, the prime factors of the space; not small, so that
	// neighbours are far apart.
	for n.factor = d.Uint64N(MaxCompanies/2) + MaxCompanies/4; gcd(n.factor, MaxCompanies) != 1; n.factor++ {
	}
	n.inverse = invert(n.factor, MaxCompanies)
	return n
}

func (n numbers) place(i int) int {
	return int((uint64(i)*n.factor + n.shift) % MaxCompanies)
}

// index is the inverse of place.
func (n numbers) index(place int) int {
	return int((uint64(place) + MaxCompanies - n.shift) % MaxCompanies * n.inverse % MaxCompanies)
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func invert(a, m uint64) uint64 {
	r0, r1, t0, t1 := int64(m), int64(a%m), int64(0), int64(1)
	for r1 != 0 {
		q := r0 / r1
		r0, r1 = r1, r0-q*r1
		t0, t1 = t1, t0-q*t1
	}
	return uint64((t0 + int64(m)) % int64(m))
}

// corporateNumber builds the number of a body registered in prefecture p.
func corporateNumber(kind string, p, place int) string {
	office, serial := place/1_000_000, place%1_000_000
	var base string
	switch kind {
	case kindOther: // bodies that are not registered with a registry office
		base = fmt.Sprintf("7001%02d%06d", 50+office, serial)
	default:
		base = fmt.Sprintf("%02d%02d%s%06d", registries[p], office, numberKinds[kind], serial)
	}
	return string(identifier.CheckDigit(base)) + base
}

// publicNumber is the number of a municipality or an office of the state.
func publicNumber(kind, code string) string {
	base := "000012" + "0" + code
	if kind == kindLocal {
		base = "000020" + code + "0"
	}
	return string(identifier.CheckDigit(base)) + base
}

// Kinds of bodies as the register codes them.
const (
	kindState   = "101"
	kindLocal   = "201"
	kindKK      = "301"
	kindYK      = "302"
	kindGomei   = "303"
	kindGoshi   = "304"
	kindGK      = "305"
	kindBody    = "399"
	kindForeign = "401"
	kindOther   = "499"
)

// numberKinds are the two digits after the office.
var numberKinds = map[string]string{
	kindKK: "01", kindYK: "02", kindGomei: "03", kindGoshi: "03", kindGK: "03", kindBody: "05", kindForeign: "03",
}

// rowCount is a cheap look at how many rows of the register a body has.
func (w *World) rowCount(i int) int { return traits[w.trait(i)].rows }

var noDay = entity.NoDay
