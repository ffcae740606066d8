package script

import "strings"

// stripWords removes a form that is words: Ltd. behind, ООО in front. At least
// one word stays. second says that another form is gone already.
func stripWords(s string, second bool) (string, *form, string) {
	ws := words(s)
	t := &forms().words
	if n, f := t.atEnd(s, ws, second); f != nil {
		end := len(ws) - n - 1
		if end > 0 && linksPartner(ws[end].key, ws[end+1].key) {
			end--
		}
		return trimSigns(s[:ws[end].end]), f, Back
	}
	if n, f := t.atStart(s, ws, second); f != nil {
		return trimSigns(s[ws[n].start:]), f, Front
	}
	return s, nil, ""
}

// atEnd finds the longest form at the end of ws that leaves a word. A word
// that another one is joined to (Resort & Spa) is no form.
func (t *wordTables) atEnd(s string, ws []word, second bool) (int, *form) {
	if len(ws) < 2 {
		return 0, nil
	}
	count, found := 0, (*form)(nil)
	for n := min(t.endWith[ws[len(ws)-1].key], len(ws)-1); n > 0; n-- {
		part := ws[len(ws)-n:]
		if f, ok := look(t.back, part); ok && !(second && f.single) && !(f.dotted && !dotted(s, part)) && !joins(ws[:len(ws)-n]) {
			count, found = n, f.form
			break
		}
	}
	if n := letters(ws); n > count && n > 1 { // s. a. r. l.
		part := ws[len(ws)-n:]
		if f, ok := lookLetters(t.back, part); ok && (n > 2 || dotted(s, part)) {
			return n, f.form
		}
	}
	return count, found
}

// linksPartner reports whether a form begins with the partner that a word links
// to the name: y Cía. S. en C.
func linksPartner(link, partner string) bool {
	switch partner {
	case "cia", "cie", "co", "comp", "company", "compania":
		switch link {
		case "&", "and", "y", "e", "et", "und":
			return true
		}
	}
	return false
}

// joins reports whether ws ends with a word that joins what follows to it.
func joins(ws []word) bool {
	last := ws[len(ws)-1].key
	return len(ws) > 1 && (last == "&" || last == "and")
}

// letters counts the single letters at the end of ws, of which one word stays.
func letters(ws []word) int {
	n := 0
	for n < len(ws)-1 && n < 6 && len(ws[len(ws)-1-n].key) == 1 && ws[len(ws)-1-n].key != "&" {
		n++
	}
	return n
}

func lookLetters(table map[string]wordForm, part []word) (wordForm, bool) {
	var stack [8]byte
	key := stack[:0]
	for _, w := range part {
		key = append(key, w.key...)
	}
	f, ok := table[string(key)]
	return f, ok
}

// atStart finds the longest form at the start of ws that leaves a word.
func (t *wordTables) atStart(s string, ws []word, second bool) (int, *form) {
	if len(ws) < 2 {
		return 0, nil
	}
	for n := min(t.begin[ws[0].key], len(ws)-1); n > 0; n-- {
		part := ws[:n]
		if f, ok := look(t.front, part); ok && !(second && f.single) && !(f.dotted && !dotted(s, part)) &&
			frontEnds(s[part[n-1].end:ws[n].start], f.quoted) {
			return n, f.form
		}
	}
	return 0, nil
}

// frontEnds reports whether what stands between a form in front and the name
// fits: no comma, which divides a family name from the rest, and a quotation
// mark where the form needs one.
func frontEnds(between string, quoted bool) bool {
	return strings.IndexByte(between, ',') < 0 && (!quoted || strings.IndexByte(between, '"') >= 0)
}

func look(table map[string]wordForm, part []word) (wordForm, bool) {
	if len(part) == 1 {
		f, ok := table[part[0].key]
		return f, ok
	}
	var stack [128]byte
	key := stack[:0]
	for i, w := range part {
		if i > 0 {
			key = append(key, ' ')
		}
		key = append(key, w.key...)
	}
	f, ok := table[string(key)]
	return f, ok
}

func dotted(s string, part []word) bool {
	return strings.IndexByte(s[part[0].start:part[len(part)-1].end], '.') >= 0
}
