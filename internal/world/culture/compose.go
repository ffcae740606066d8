package culture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// table returns the first of the kinds that the tradition has a table of.
func (t *Tradition) table(kinds ...string) *bearers {
	for _, k := range kinds {
		if b := t.tables()[k]; b != nil {
			return b
		}
	}
	panic("culture: " + t.Code + " has no table of " + strings.Join(kinds, ", "))
}

func bySex(female bool, woman, man string) string {
	if female {
		return woman
	}
	return man
}

// given draws a given name; names for both are in a table of their own.
func (t *Tradition) given(role string, female bool, dice Dice) Part {
	kind := bySex(female, "f", "m")
	own, both := t.tables()[kind], t.tables()["u"]
	if both != nil && dice.IntN(own.draw.Total()+both.draw.Total()) >= own.draw.Total() {
		own = both
	}
	p := own.pick(dice)
	p.Role = role
	return p
}

// surname draws a surname: of the sex where surnames have one.
func (t *Tradition) surname(role string, female bool, dice Dice) Part {
	kind := bySex(female, "sf", "sm")
	own, all := t.tables()[kind], t.tables()["s"]
	if own == nil || all != nil && dice.IntN(own.draw.Total()+all.draw.Total()) >= own.draw.Total() {
		own = all
	}
	p := own.pick(dice)
	p.Role = role
	return p
}

// plainName is a given name and a surname.
func plainName(t *Tradition, female bool, dice Dice) []Part {
	return []Part{t.given(RoleGiven, female, dice), t.surname(RoleSurname, female, dice)}
}

// englishName has a second given name now and then.
func englishName(t *Tradition, female bool, dice Dice) []Part {
	parts := []Part{t.given(RoleGiven, female, dice)}
	if dice.IntN(10) < 3 {
		parts = append(parts, t.given(RoleMiddle, female, dice))
	}
	return append(parts, t.surname(RoleSurname, female, dice))
}

// twoSurnames is of Spanish and Portuguese: two surnames mostly, and often two
// given names.
func twoSurnames(t *Tradition, female bool, dice Dice) []Part {
	parts := []Part{t.given(RoleGiven, female, dice)}
	if dice.IntN(10) < 3 {
		parts = append(parts, t.given(RoleMiddle, female, dice))
	}
	parts = append(parts, t.surname(RoleSurname, female, dice))
	if dice.IntN(10) < 8 {
		parts = append(parts, t.surname(RoleSecond, female, dice))
	}
	return parts
}

// givenNamesOnly is of Indonesia: one or two names and one that stands last.
func givenNamesOnly(t *Tradition, female bool, dice Dice) []Part {
	parts := []Part{t.given(RoleGiven, female, dice)}
	if dice.IntN(10) < 4 {
		parts = append(parts, t.given(RoleMiddle, female, dice))
	}
	return append(parts, t.surname(RoleSurname, female, dice))
}

// vietnameseName puts a middle name before the given one, Thị for many women;
// given names of two words hold theirs.
func vietnameseName(t *Tradition, female bool, dice Dice) []Part {
	given := t.given(RoleGiven, female, dice)
	var middle []Part
	if female && dice.IntN(10) < 5 {
		middle = []Part{{Role: RoleMiddle, Native: "Thị", Latin: []string{"Thi"}}}
	} else if !female && dice.IntN(10) < 3 {
		middle = []Part{{Role: RoleMiddle, Native: "Văn", Latin: []string{"Van"}}}
	}
	parts := append(middle, given)
	return append(parts, t.surname(RoleSurname, female, dice))
}

// chineseName is a surname and a given name of two characters, or of one.
func chineseName(t *Tradition, female bool, dice Dice) []Part {
	var given Part
	if dice.IntN(100) < 15 {
		given = t.table(bySex(female, "f1", "m1")).pick(dice)
	} else {
		head := t.table(bySex(female, "fh", "mh")).pick(dice)
		tail := t.table(bySex(female, "ft", "mt")).pick(dice)
		given = joined(head, tail, "-")
	}
	given.Role = RoleGiven
	return []Part{given, t.surname(RoleSurname, female, dice)}
}

// joined makes one part of two, spelling by spelling.
func joined(head, tail Part, joint string) Part {
	p := Part{Native: head.Native + tail.Native, weight: 1}
	for i := range max(len(head.Latin), len(tail.Latin)) {
		a, b := head.Latin[min(i, len(head.Latin)-1)], tail.Latin[min(i, len(tail.Latin)-1)]
		p.Latin = append(p.Latin, a+joint+lowered(b))
	}
	return p
}

func lowered(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// arabicName has the names of father and grandfather between the given name
// and the family's, as papers do more or less in full.
func arabicName(t *Tradition, female bool, dice Dice) []Part {
	parts := []Part{t.given(RoleGiven, female, dice)}
	for n := []int{0, 0, 1, 1, 2}[dice.IntN(5)]; n > 0; n-- {
		parts = append(parts, t.given(RoleFather, false, dice))
	}
	return append(parts, t.surname(RoleSurname, female, dice))
}

// slavicName has a patronymic as often as not.
func slavicName(t *Tradition, female bool, dice Dice) []Part {
	parts := []Part{t.given(RoleGiven, female, dice)}
	if dice.IntN(2) == 0 {
		p := t.table(bySex(female, "pf", "pm")).pick(dice)
		p.Role = RolePatronymic
		parts = append(parts, p)
	}
	return append(parts, t.surname(RoleSurname, female, dice))
}

// hindiName has Kumar or another name in the middle of some.
func hindiName(t *Tradition, female bool, dice Dice) []Part {
	parts := []Part{t.given(RoleGiven, female, dice)}
	switch dice.IntN(6) {
	case 0:
		parts = append(parts, Part{Role: RoleMiddle, Native: bySex(female, "देवी", "कुमार"), Latin: []string{bySex(female, "Devi", "Kumar")}})
	case 1:
		parts = append(parts, t.given(RoleFather, false, dice))
	}
	return append(parts, t.surname(RoleSurname, female, dice))
}

// thaiTables makes surnames of two words, as families did.
func thaiTables() map[string]*bearers {
	t := readBearers("th")
	var made []Part
	for _, head := range t["sh"].names {
		for _, tail := range t["st"].names {
			if head.Native != tail.Native {
				made = append(made, joined(head, tail, ""))
			}
		}
	}
	t["s"].add(made)
	return t
}

// japaneseTables takes the names of the world and those of people/ja, whose
// readings are in katakana.
func japaneseTables() map[string]*bearers {
	t := readBearers("ja")
	for _, kind := range []string{"m", "f"} {
		for i, p := range t[kind].names {
			t[kind].names[i].Latin = romajiSpellings(p.Latin[0])
			t[kind].names[i].weight = 4
		}
		t[kind].add(fromWords(GivenNames(kind == "f")))
	}
	t["s"] = &bearers{}
	t["s"].add(fromWords(Surnames()))
	return t
}

func fromWords(words []Word) []Part {
	var out []Part
	for _, w := range words {
		latin := romajiSpellings(w.Kana)
		latin[0] = Title(w.Latin)
		out = append(out, Part{Native: w.Text, Latin: latin, weight: w.Weight})
	}
	return out
}

// romajiSpellings writes katakana as passports do, with long vowels as kana
// have them, and with OH.
func romajiSpellings(kana string) []string {
	short := Title(Romaji(kana))
	long := Title(spelledOut(kana))
	out := []string{short}
	if long != short {
		out = append(out, long)
		if oh := strings.NewReplacer("ou", "oh", "oo", "oh", "Ou", "Oh", "Oo", "Oh").Replace(long); oh != long {
			out = append(out, oh)
		}
	}
	return out
}

// spelledOut is Hepburn with every vowel of the kana.
func spelledOut(kana string) string {
	var b strings.Builder
	r := []rune(kana)
	for i := 0; i < len(r); {
		n := 1
		for i+n < len(r) && (strings.ContainsRune("ャュョァィゥェォ", r[i+n]) || r[i+n-1] == 'ッ') {
			n++
		}
		if n == 1 && r[i] == 'ン' {
			b.WriteByte('N')
		} else {
			b.WriteString(Romaji(string(r[i : i+n])))
		}
		i += n
	}
	return b.String()
}
