package script

import "strings"

// wordForm is a form that is words of its own, in one writing.
type wordForm struct {
	form   *form
	dotted bool // only where the name has dots in it: P.A.
	quoted bool // in front only before a quotation mark: AT "Zastava"
	single bool // never as a second form: as a word it is too common
}

// wordTables holds such forms by the keys of their words, joined by a space.
// The longest form at a word tells how many words are worth a look-up.
type wordTables struct {
	back, front    map[string]wordForm
	endWith, begin map[string]int
}

func newWordTables() wordTables {
	return wordTables{
		back: make(map[string]wordForm, 8192), front: make(map[string]wordForm, 2048),
		endWith: make(map[string]int, 4096), begin: make(map[string]int, 1024),
	}
}

// add enters the writings of a form, which semicolons divide.
func (t *wordTables) add(f *form, writings string) {
	for w := range strings.SplitSeq(writings, ";") {
		for _, spelt := range expand(strings.TrimSpace(w)) {
			t.addOne(f, spelt)
		}
	}
}

// addOne enters one writing with its marks. What an earlier line has entered
// stays.
func (t *wordTables) addOne(f *form, w string) {
	wf, front, back := wordForm{form: f}, false, true
	for w != "" && strings.IndexByte("<^\".?", w[0]) >= 0 {
		switch w[0] {
		case '<':
			front = true
		case '^':
			front, back = true, false
		case '"':
			front, wf.quoted = true, true
		case '.':
			wf.dotted = true
		case '?':
			wf.single = true
		}
		w = w[1:]
	}
	ws := keysOfForm(w)
	if len(ws) == 0 {
		return
	}
	key := strings.Join(ws, " ")
	if back {
		enter(t.back, t.endWith, key, ws[len(ws)-1], len(ws), wf)
	}
	if front {
		enter(t.front, t.begin, key, ws[0], len(ws), wf)
	}
}

// keysOfForm gives the keys of the words of a writing; most are plain ASCII.
func keysOfForm(w string) []string {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c != ' ' && c != '&' && (c < 'a' || c > 'z') {
			return keysOf(words(Fold(w)))
		}
	}
	return strings.Fields(w)
}

func enter(table map[string]wordForm, longest map[string]int, key, edge string, n int, f wordForm) {
	if _, ok := table[key]; ok {
		return
	}
	table[key] = f
	longest[edge] = max(longest[edge], n)
}

// expand writes out what braces hold: sp{ z,} oo is sp z oo and sp oo.
func expand(w string) []string {
	open := strings.IndexByte(w, '{')
	if open < 0 {
		return []string{w}
	}
	end, depth := open, 0
	var cuts []int
	for ; end < len(w); end++ {
		switch w[end] {
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			if depth == 1 {
				cuts = append(cuts, end)
			}
		}
		if depth == 0 {
			break
		}
	}
	var out []string
	from := open + 1
	for _, to := range append(cuts, end) {
		for _, middle := range expand(w[from:to]) {
			for _, rest := range expand(w[end+1:]) {
				out = append(out, w[:open]+middle+rest)
			}
		}
		from = to + 1
	}
	return out
}
