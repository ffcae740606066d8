package entities

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/resolve"
)

// Synthetic sets are made up with faults that differ from those of the public
// ones: persons of long ago who are told of in many ways, families, and sites of
// organisations that share brands, buildings and telephones.

// maker draws what a synthetic set is made of.
type maker struct {
	*rand.Rand
	givens, surnames, places, jobs, streets []string
	records                                 []*resolve.Record
	truth                                   map[string]string
}

var nicknames = map[string][]string{
	"william": {"bill", "will", "willy"}, "robert": {"bob", "rob", "robbie"}, "thomas": {"tom", "tommy"}, "elizabeth": {"liz", "beth", "eliza"},
	"margaret": {"peggy", "maggie", "meg"}, "john": {"jack", "johnny"}, "james": {"jim", "jimmy"}, "edward": {"ed", "ned", "ted"},
	"richard": {"dick", "rick"}, "henry": {"harry", "hal"}, "charles": {"charlie", "chas"}, "mary": {"polly", "molly"}, "george": {}, "anne": {"nan", "annie"},
	"katherine": {"kate", "kitty"}, "samuel": {"sam"}, "joseph": {"joe"}, "david": {"dave"}, "alexander": {"alec", "sandy"}, "frances": {"fanny"}, "walter": {"wat"},
}

func newMaker(seed uint64) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 77)), truth: map[string]string{}}
	m.givens = []string{"john", "william", "thomas", "mary", "james", "elizabeth", "george", "robert", "charles", "henry", "edward", "margaret", "richard", "anne", "david", "joseph", "samuel", "katherine", "walter", "alexander", "frances"}
	for len(m.givens) < 250 {
		m.givens = append(m.givens, m.word(2))
	}
	for len(m.surnames) < 2500 {
		m.surnames = append(m.surnames, m.word(2+m.IntN(2)))
	}
	for len(m.places) < 400 {
		m.places = append(m.places, m.word(2)+m.one("ton", "ham", "ford", "by", " upon "+m.word(1), "shire", "wick"))
	}
	for len(m.jobs) < 120 {
		m.jobs = append(m.jobs, m.word(2)+m.one("er", "ist", "or", "ian"))
	}
	for len(m.streets) < 600 {
		m.streets = append(m.streets, m.word(2))
	}
	return m
}

func (m *maker) one(of ...string) string { return of[m.IntN(len(of))] }
func (m *maker) chance(p float64) bool   { return m.Float64() < p }

// word makes a word of n syllables.
func (m *maker) word(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(m.one("b", "br", "c", "d", "f", "g", "gr", "h", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "sh"))
		b.WriteString(m.one("a", "e", "i", "o", "u", "ea", "ai"))
		b.WriteString(m.one("", "n", "r", "l", "s", "ck", "m", "nd"))
	}
	return b.String()
}

// often draws with a few common values and many rare ones.
func (m *maker) often(of []string) string {
	return of[int(math.Pow(m.Float64(), 2.2)*float64(len(of)))]
}

// slip changes a letter or two.
func (m *maker) slip(s string) string {
	r := []rune(s)
	if len(r) < 3 {
		return s
	}
	i := m.IntN(len(r) - 1)
	switch m.IntN(4) {
	case 0:
		r[i], r[i+1] = r[i+1], r[i]
	case 1:
		r = slices.Delete(r, i, i+1)
	case 2:
		r[i] = rune('a' + m.IntN(26))
	case 3:
		r = slices.Insert(r, i, rune('a'+m.IntN(26)))
	}
	return string(r)
}

func (m *maker) add(id, entity string, schema string, values map[resolve.Field]string) {
	r := &resolve.Record{ID: id, Schema: schema, Values: map[resolve.Field][]string{}}
	for f, v := range values {
		if v != "" {
			r.Values[f] = []string{v}
		}
	}
	m.records = append(m.records, r)
	m.truth[id] = entity
}

// Persons makes records of n persons of long ago.
func Persons(n int, seed uint64) ([]*resolve.Record, map[string]string) {
	m := newMaker(seed)
	var family, home string
	for e := range n {
		if e == 0 || !m.chance(0.25) { // else a relative of the one before
			family, home = m.often(m.surnames), m.often(m.places)
		}
		m.person(e, family, home)
	}
	return m.records, m.truth
}

func (m *maker) person(e int, family, home string) {
	given, middle := m.often(m.givens), ""
	if m.chance(0.4) {
		middle = m.often(m.givens)
	}
	title := ""
	if m.chance(0.2) {
		title = fmt.Sprintf(", %s %s of %s", m.one("1st", "2nd", "3rd", "5th"), m.one("baron", "earl", "viscount", "baronet"), m.often(m.places))
	}
	year, month, dom := 1600+m.IntN(390), 1+m.IntN(12), 1+m.IntN(28)
	if m.chance(0.1) {
		month, dom = 1, 1
	}
	code := func() string { return fmt.Sprintf("%s%d %d%s", home[:2], len(home), 1+m.IntN(9), m.word(1)[:2]) }
	post, job, gender := code(), m.often(m.jobs), m.one("male", "female")
	for k := range 1 + int(m.ExpFloat64()*9) {
		g, f, mid, y, mo, d, place, pc, occ, sex := given, family, middle, year, month, dom, home, post, job, gender
		if alt := nicknames[given]; len(alt) > 0 && m.chance(0.2) {
			g = alt[m.IntN(len(alt))]
		} else if m.chance(0.12) {
			g = m.slip(g)
		} else if m.chance(0.05) {
			g = g[:1]
		}
		if m.chance(0.12) {
			f = m.slip(f)
		} else if m.chance(0.05) {
			f = m.often(m.surnames)
		}
		if m.chance(0.5) {
			mid = ""
		}
		full := strings.Join(strings.Fields(g+" "+mid+" "+f), " ")
		if m.chance(0.5) {
			full += title
		}
		if m.chance(0.04) {
			g, f = f, g
		}
		dob := ""
		switch {
		case m.chance(0.12):
		case m.chance(0.12):
			dob = fmt.Sprintf("%d-01-01", y)
		case m.chance(0.12):
			dob = m.oneDigit(fmt.Sprintf("%d-%02d-%02d", y, mo, d))
		case m.chance(0.05):
			dob = fmt.Sprintf("%d-%02d-%02d", y+m.IntN(9)-4, 1+m.IntN(12), 1+m.IntN(28))
		default:
			dob = fmt.Sprintf("%d-%02d-%02d", y, mo, d)
		}
		if m.chance(0.15) {
			place = ""
		} else if m.chance(0.1) {
			place = m.often(m.places)
		}
		if m.chance(0.25) {
			pc = code()
		}
		m.add(fmt.Sprintf("p%d-%d", e, k), fmt.Sprint(e), "Person", map[resolve.Field]string{
			resolve.GivenName: m.unless(0.05, g), resolve.FamilyName: m.unless(0.05, f), resolve.Name: full, resolve.BirthDate: dob,
			resolve.BirthPlace: place, resolve.Postcode: m.unless(0.2, pc), resolve.Gender: m.unless(0.2, sex), resolve.Occupation: m.unless(0.35, occ)})
	}
}

func (m *maker) unless(p float64, s string) string {
	if m.chance(p) {
		return ""
	}
	return s
}

func (m *maker) oneDigit(s string) string {
	b := []byte(s)
	for {
		if i := m.IntN(len(b)); b[i] != '-' {
			b[i] = byte('0' + m.IntN(10))
			return string(b)
		}
	}
}

// Families makes records of persons who live in households of one address, one
// telephone and one surname, n households.
func Families(n int, seed uint64) ([]*resolve.Record, map[string]string) {
	m := newMaker(seed)
	for h := range n {
		surname, street, number := m.often(m.surnames), m.often(m.streets), 1+m.IntN(150)
		phone, city := fmt.Sprintf("555%07d", m.IntN(1e7)), m.often(m.places)
		year := 1940 + m.IntN(40)
		for who := range 1 + m.IntN(4) {
			given := m.often(m.givens)
			y := year + m.IntN(6)
			if who > 1 {
				y += 28
			}
			dob := fmt.Sprintf("%d-%02d-%02d", y, 1+m.IntN(12), 1+m.IntN(28))
			mail := fmt.Sprintf("%s.%s%d@%s.example", given, surname, m.IntN(90), m.one("mail", "post", "home"))
			for k := range 1 + m.IntN(3) {
				g, b := given, dob
				if m.chance(0.15) {
					g = m.slip(g)
				} else if m.chance(0.1) {
					g = g[:1]
				}
				if m.chance(0.1) {
					b = m.oneDigit(b)
				}
				address := fmt.Sprintf("%d %s %s, %s", number, street, m.one("street", "st", "St."), city)
				m.add(fmt.Sprintf("f%d-%d-%d", h, who, k), fmt.Sprint(h, who), "Person", map[resolve.Field]string{resolve.GivenName: g,
					resolve.FamilyName: m.unless(0.03, surname), resolve.BirthDate: m.unless(0.35, b), resolve.Address: m.unless(0.1, address), resolve.Phone: m.unless(0.3, phone), resolve.Email: m.unless(0.5, mail)})
			}
		}
	}
	return m.records, m.truth
}

// Sites makes records of n sites of organisations: brands with branches, several
// sites at one address, head offices' telephones.
func Sites(n int, seed uint64) ([]*resolve.Record, map[string]string) {
	m := newMaker(seed)
	suffix := []string{"child care center", "head start", "learning academy", "day care", "preschool", "early childhood center", "nursery school", "childrens center"}
	type brand struct{ name, phone string }
	var brands []brand
	for range max(n/8, 1) {
		brands = append(brands, brand{m.word(2) + " " + m.one("family services", "community center", "childrens network", "ymca", "association"), fmt.Sprintf("%07d", 2e6+m.IntN(8e6))})
	}
	var number int
	var street string
	for e := range n {
		if e == 0 || !m.chance(0.08) { // else in the building of the one before
			number, street = 100*(1+m.IntN(90))+m.IntN(99), m.often(m.streets[:150])
		}
		dir, kind, suite := m.one("N", "S", "E", "W"), m.one("street st st.", "avenue ave ave.", "blvd boulevard blvd.", "road rd rd."), m.IntN(40)
		words := strings.Fields(kind)
		name, agency := m.word(2)+" "+m.one(suffix...), ""
		phone := fmt.Sprintf("%07d", 2e6+m.IntN(8e6))
		if m.chance(0.4) {
			b := brands[m.IntN(len(brands))]
			agency = b.name
			name = b.name + " " + m.often(m.streets)
			if m.chance(0.3) {
				phone = b.phone
			}
		}
		zip := fmt.Sprintf("606%02d", int(hash(street))%60)
		for k := range 1 + int(m.ExpFloat64()*2.5) {
			nm := name
			switch {
			case m.chance(0.15):
				nm = m.slip(nm)
			case m.chance(0.15) && agency != "":
				nm = agency
			case m.chance(0.15):
				nm += " " + m.one("inc", "llc", "site 2", "program", "school")
			case m.chance(0.1):
				nm = strings.ReplaceAll(strings.ReplaceAll(nm, "center", "ctr"), "child", "chld")
			}
			a := fmt.Sprintf("%d %s %s %s", number, m.one(dir, dir+".", map[string]string{"N": "North", "S": "South", "E": "East", "W": "West"}[dir]), street, words[m.IntN(3)])
			if m.chance(0.1) {
				a += fmt.Sprintf(" suite %d", suite)
			}
			if m.chance(0.06) {
				a = m.slip(a)
			}
			p := phone
			if m.chance(0.1) {
				p = fmt.Sprintf("%07d", 2e6+m.IntN(8e6))
			} else if m.chance(0.2) {
				p = "(312) " + p[:3] + "-" + p[3:]
			}
			m.add(fmt.Sprintf("s%d-%d", e, k), fmt.Sprint(e), "Organization", map[resolve.Field]string{resolve.Name: nm, resolve.Address: m.unless(0.03, a),
				resolve.Postcode: m.unless(0.4, zip), resolve.Phone: m.unless(0.25, p), "x:program": m.unless(0.4, m.one(suffix...)), "x:agency": m.unless(0.5, agency), "x:hours": m.unless(0.6, m.one("full day", "half day", "extended"))})
		}
	}
	return m.records, m.truth
}

func hash(s string) (h uint32) {
	for _, c := range s {
		h = h*31 + uint32(c)
	}
	return h
}

// Made are the synthetic sets, size 1 for tests and 10 for the full measure.
func Made(size int, seed uint64) []MadeSet {
	return []MadeSet{
		{"persons of long ago", func() ([]*resolve.Record, map[string]string) { return Persons(500*size, seed) }},
		{"families", func() ([]*resolve.Record, map[string]string) { return Families(300*size, seed) }},
		{"sites", func() ([]*resolve.Record, map[string]string) { return Sites(100*size, seed) }},
	}
}

// MadeSet is a synthetic set.
type MadeSet struct {
	Name string
	Make func() ([]*resolve.Record, map[string]string)
}

// Measure resolves the set and compares the result with the truth.
func (s *MadeSet) Measure() (Figures, *resolve.Resolution, error) {
	records, truth := s.Make()
	return measure(s.Name, records, truth)
}
