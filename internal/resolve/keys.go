package resolve

// Kinds of keys; which fields a key is made of decides from which pairs the
// weights of a field are learned.
const (
	keyName      = iota // given and family name, in any order
	keyBirth            // birth date
	keySoundYear        // how the given or the family name sounds, year of birth
	keyPhone
	keyEmail
	keyIdent
	keySoundPlace // how a name sounds, and postcode or town
	keyMonthPlace // month of birth, and postcode or town
	keyHouse      // house number and street
	keyBody       // the two rarest words of a name
	keyWord       // the rarest word of a name and a postcode, or alone
	keyOther      // rare value of an unknown field
	keyKinds
)

// keyFields has, for each kind of key, the groups that it is made of.
var keyFields = [keyKinds][]string{
	keyName: {"name"}, keyBirth: {"birth_date"}, keySoundYear: {"name", "birth_date"}, keyPhone: {"phone"}, keyEmail: {"email"},
	keySoundPlace: {"name", "address", "birth_place"}, keyMonthPlace: {"birth_date", "address", "birth_place"}, keyHouse: {"address"}, keyBody: {"body_name"}, keyWord: {"body_name", "address"},
}

// Keys appends the keys under which a record is compared with others to dst: two
// records are compared where they share one. A key that too many records of the
// epoch have is left out, or made narrower.
func (e *Epoch) Keys(p *Prepared, dst []uint64) []uint64 {
	n := len(dst)
	e.keys(p, func(kind int, k uint64) bool {
		if _, crowded := e.crowded[k]; crowded {
			return false
		}
		for _, have := range dst[n:] {
			if have == k {
				return true
			}
		}
		dst = append(dst, k)
		return true
	})
	return dst
}

func key(kind int, parts ...uint64) uint64 {
	h := uint64(kind+1) * 0x9E3779B97F4A7C15
	for _, p := range parts {
		h = mix(h ^ p)
	}
	return mix(h)
}

func hash(s string) uint64 { return hashOf(7, s) }

// keys calls emit for each key; emit returns false where the key is crowded,
// and a narrower one is made then.
func (e *Epoch) keys(p *Prepared, emit func(kind int, k uint64) bool) {
	var f facets
	e.facets(p, &f)
	for i := range p.names {
		n := &p.names[i]
		g, fam := hash(n.given.text), hash(n.family.text)
		has, hasFam := n.given.text != "", n.family.text != ""
		if has && hasFam {
			if !emit(keyName, key(keyName, min(g, fam), max(g, fam))) {
				for _, y := range f.years {
					emit(keyName, key(keyName, min(g, fam), max(g, fam), y))
				}
				for _, c := range f.places {
					emit(keyName, key(keyName, min(g, fam), max(g, fam), c))
				}
			}
		}
		for k, name := range [2]string{n.given.text, n.family.text} {
			if name == "" {
				continue
			}
			s, other := sound(name), initial([2]string{n.family.text, n.given.text}[k])
			for _, y := range f.years {
				if !emit(keySoundYear, key(keySoundYear, s, y)) && other != 0 {
					emit(keySoundYear, key(keySoundYear, s, y, other))
				}
			}
			for _, c := range f.places {
				if !emit(keySoundPlace, key(keySoundPlace, s, c)) && other != 0 {
					emit(keySoundPlace, key(keySoundPlace, s, c, other))
				}
			}
		}
	}
	for _, m := range f.months {
		for _, c := range f.places {
			emit(keyMonthPlace, key(keyMonthPlace, m, c))
		}
	}
	for _, d := range f.dates {
		if emit(keyBirth, key(keyBirth, d)) {
			continue
		}
		for i := range p.names {
			emit(keyBirth, key(keyBirth, d, initial(p.names[i].given.text)))
			emit(keyBirth, key(keyBirth, d, initial(p.names[i].family.text), 1))
		}
	}
	e.valueKeys(p, &f, emit)
}

// valueKeys are those of phones, mailboxes, identifiers, addresses and names of
// organisations.
func (e *Epoch) valueKeys(p *Prepared, f *facets, emit func(kind int, k uint64) bool) {
	for i := range p.feats {
		c := &e.Comparisons[p.feats[i].comp]
		for j := range p.feats[i].values {
			v := &p.feats[i].values[j]
			switch c.Kind {
			case kindPhone:
				e.narrow(p, emit, keyPhone, key(keyPhone, hash(v.text[max(0, len(v.text)-7):])))
			case kindEmail:
				if !e.narrow(p, emit, keyEmail, key(keyEmail, hash(v.text))) || len(v.mark) < 4 {
					continue
				}
				e.narrow(p, emit, keyEmail, key(keyEmail, hash(v.mark), 1))
			case kindIdent:
				e.narrow(p, emit, keyIdent, key(keyIdent, c.seed, hash(v.text)))
			case kindAddress:
				a, _ := rarest(v.toks)
				if v.mark != "" && a != nil {
					e.narrow(p, emit, keyHouse, key(keyHouse, hash(v.mark), hash(a.text)))
				}
			case kindBody:
				e.bodyKeys(v, f, emit)
			}
		}
	}
	if f.street != 0 {
		e.narrow(p, emit, keyHouse, key(keyHouse, f.house, f.street))
	}
}

// narrow emits k, or where that is crowded k with each name.
func (e *Epoch) narrow(p *Prepared, emit func(kind int, k uint64) bool, kind int, k uint64) bool {
	if emit(kind, k) {
		return true
	}
	for i := range p.names {
		n := &p.names[i]
		if n.given.text != "" {
			emit(kind, key(kind, k, hash(n.given.text), 1))
		}
		if n.family.text != "" {
			emit(kind, key(kind, k, hash(n.family.text), 2))
		}
	}
	for i := range p.feats {
		if c := &e.Comparisons[p.feats[i].comp]; c.Kind == kindBody {
			if a, _ := rarest(p.feats[i].values[0].toks); a != nil {
				emit(kind, key(kind, k, hash(a.text)))
			}
		}
	}
	return false
}

func (e *Epoch) bodyKeys(v *value, f *facets, emit func(kind int, k uint64) bool) {
	a, b := rarest(v.toks)
	if a == nil {
		return
	}
	if b != nil {
		x, y := hash(a.text), hash(b.text)
		if !emit(keyBody, key(keyBody, min(x, y), max(x, y))) {
			emit(keyBody, key(keyBody, hash(v.text)))
		}
	}
	if !emit(keyWord, key(keyWord, hash(a.text))) {
		for _, c := range f.places {
			emit(keyWord, key(keyWord, hash(a.text), c))
		}
		return
	}
	if b != nil && !emit(keyWord, key(keyWord, hash(b.text))) {
		for _, c := range f.places {
			emit(keyWord, key(keyWord, hash(b.text), c))
		}
	}
}

// rarest gives the two rarest words, of equally rare ones the first by letters.
func rarest(toks []token) (a, b *token) {
	rarer := func(x, y *token) bool {
		return y == nil || x.info > y.info || x.info == y.info && x.text < y.text
	}
	for i := range toks {
		t := &toks[i]
		switch {
		case len(t.text) < 2:
		case rarer(t, a):
			a, b = t, a
		case rarer(t, b):
			b = t
		}
	}
	return a, b
}

// facets are the values that keys are made of.
type facets struct {
	years, dates, months, places                     []uint64
	yearsArray, datesArray, monthsArray, placesArray [4]uint64
	house, street                                    uint64
}

func (e *Epoch) facets(p *Prepared, f *facets) {
	f.years, f.dates, f.months, f.places = f.yearsArray[:0], f.datesArray[:0], f.monthsArray[:0], f.placesArray[:0]
	add := func(to *[]uint64, h uint64) {
		if len(*to) < 4 {
			*to = append(*to, h)
		}
	}
	for i := range p.feats {
		c := &e.Comparisons[p.feats[i].comp]
		for j := range p.feats[i].values {
			v := &p.feats[i].values[j]
			switch {
			case c.Field == BirthDate:
				add(&f.years, uint64(v.day.year)%100)
				if v.day.month != 0 {
					add(&f.months, uint64(v.day.year)*100+uint64(v.day.month))
					month, dom := uint64(v.day.month), uint64(v.day.dom)
					add(&f.dates, uint64(v.day.year)%100*10000+min(month, dom)*100+max(month, dom))
				}
			case c.Field == Postcode, c.Field == City, c.Field == BirthPlace:
				add(&f.places, hash(v.text))
			case c.Field == HouseNumber:
				f.house = hash(v.text)
			case c.Field == Street:
				if a, _ := rarest(v.toks); a != nil {
					f.street = hash(a.text)
				}
			}
		}
	}
}

func initial(s string) uint64 {
	for _, r := range s {
		return uint64(r)
	}
	return 0
}

// sound is a key of how a word sounds: its first letter and its consonants by
// class, none twice in a row.
func sound(s string) uint64 {
	h, last, n := uint64(0), byte(0), 0
	for i := 0; i < len(s) && n < 4; i++ {
		c := s[i]
		if i == 0 {
			h = uint64(c)
			if c >= 'a' && c <= 'z' {
				last = soundClass[c-'a']
			}
			continue
		}
		if c < 'a' || c > 'z' {
			h, last = h*257+uint64(c), 0
			continue
		}
		k := soundClass[c-'a']
		if k != last && k != '0' && k != '-' {
			h = h*257 + uint64(k)
			n++
		}
		if k != '-' {
			last = k
		}
	}
	return mix(h)
}

// soundClass has the class of each letter from a: 0 for vowels, - for what is
// not heard.
const soundClass = "01230120022455012623010202"
