package main

import "strings"

// cyrillicFiles writes Russian and Ukrainian names: surnames of men and women,
// given names, patronymics.
func cyrillicFiles(s source) ([]file, error) {
	common, err := s.common()
	if err != nil {
		return nil, err
	}
	var out []file
	for _, l := range []struct {
		code  string
		latin func(string) []string
	}{{"ru", russian}, {"uk", ukrainian}} {
		f := file{name: l.code, weights: "flat", from: "@faker-js/faker 10.6.0 (MIT), " + l.code + ", the commonest by hand"}
		for _, k := range []struct{ kind, field, sex string }{
			{"s", "last_name", "generic"}, {"sm", "last_name", "male"}, {"sf", "last_name", "female"},
			{"m", "first_name", "male"}, {"f", "first_name", "female"},
			{"pm", "middle_name", "male"}, {"pf", "middle_name", "female"},
		} {
			names, err := s.all(k.field, k.sex, l.code)
			if err != nil {
				return nil, err
			}
			spell := func(n string) entry { return entry{native: n, latin: distinct(l.latin(n))} }
			var entries []entry
			for _, n := range spread(names, most) {
				entries = append(entries, spell(n))
			}
			f.lines = append(f.lines, kindEntries{k.kind, weigh(entries, common[l.code+" "+k.kind], spell)})
		}
		out = append(out, f)
	}
	return out, nil
}

// distinct drops repeated spellings.
func distinct(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// russian gives the usual English spelling, that of passports (ICAO 9303) and
// the German one.
func russian(name string) []string {
	low := strings.ToLower(name)
	return []string{
		title(transcribe(ending(low, "y"), " е ye ё yo", english)),
		title(transcribe(low, "", passport)),
		title(transcribe(ending(low, "i"), " е je ё jo", german)),
	}
}

// ending writes -ий and -ый as the customary spellings do.
func ending(s, as string) string {
	for _, e := range []string{"ий", "ый"} {
		if strings.HasSuffix(s, e) {
			return strings.TrimSuffix(s, e) + as
		}
	}
	return s
}

const english = "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya"
const passport = "а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ ie ы y ь - э e ю iu я ia"
const german = "а a б b в w г g д d е e ё jo ж sch з s и i й i к k л l м m н n о o п p р r с s т t у u ф f х ch ц z ч tsch ш sch щ schtsch ъ - ы y ь - э e ю ju я ja"

// ukrainian gives the national system of 2010 and the usual English spelling.
func ukrainian(name string) []string {
	low := strings.ToLower(name)
	return []string{
		title(transcribe(low, " є ye ї yi й y ю yu я ya", national)),
		title(transcribe(ending(low, "y"), " є ye ї yi й y ю yu я ya", national)),
		title(transcribe(low, " є ie ї i й i ю iu я ia", strings.Replace(national, "г h", "г g", 1))),
	}
}

const national = "а a б b в v г h ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ь - ю iu я ia"

// transcribe writes letters by a table of pairs ("-" for nothing); first is
// the table of letters at the beginning of a name.
func transcribe(s, first, table string) string {
	var b strings.Builder
	start, rest := pairs(first), pairs(table)
	for i, r := range []rune(s) {
		if l, ok := start[r]; ok && i == 0 {
			b.WriteString(l)
		} else if l, ok := rest[r]; ok {
			b.WriteString(l)
		} else if r < 0x80 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func pairs(table string) map[rune]string {
	out := map[rune]string{}
	f := strings.Fields(table)
	for i := 0; i+1 < len(f); i += 2 {
		out[[]rune(f[i])[0]] = strings.Trim(f[i+1], "-")
	}
	return out
}

// title writes the first letter large, and those after a hyphen or space.
func title(s string) string {
	b := []byte(s)
	for i := range b {
		if (i == 0 || b[i-1] == ' ') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}
