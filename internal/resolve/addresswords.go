package resolve

import "strings"

// short has the short writing of words of addresses; "" drops the word.
var short = shortWords(`st street str saint strasse
rd road
av ave avenue aven
bl blvd boulevard
dr drive drv
ln lane
ct court crt
pl place plc
cr cres crescent
cct circuit
hwy highway
pkwy parkway
sq square
ter terrace terr
cl close
gr grove
pde parade
n north
s south
e east
w west
ne northeast
nw northwest
se southeast
sw southwest
apt apartment apartments apmnt flat unit
ste suite
fl floor flr
bldg building bld
rm room
ctr center centre
mt mount
ft fort
1st first
2nd second
3rd third
4th fourth
5th fifth
6th sixth
7th seventh
8th eighth
9th ninth
10th tenth`)

func shortWords(text string) map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(text, "\n") {
		ws := strings.Fields(line)
		for _, w := range ws {
			m[w] = ws[0]
		}
	}
	return m
}

// dropped say that something follows.
var dropped = map[string]bool{"no": true, "number": true, "nr": true, "apt": true, "ste": true, "fl": true, "rm": true, "bldg": true, "address": true}

// addressWords gives the words of an address in one writing, and the house number:
// the first number that stands before a word, else the first.
func addressWords(s string) (toks []token, number string) {
	ws := words(s)
	kept := ws[:0]
	for _, w := range ws {
		if c, ok := short[w]; ok {
			w = c
		}
		if cut, ok := strings.CutSuffix(w, "strasse"); ok && len(cut) > 3 {
			kept = append(kept, cut)
			w = "st"
		}
		if !dropped[w] {
			kept = append(kept, w)
		}
	}
	at := -1
	for i, w := range kept {
		if w[0] < '0' || w[0] > '9' || strings.HasSuffix(w, "th") || strings.HasSuffix(w, "st") || strings.HasSuffix(w, "nd") || strings.HasSuffix(w, "rd") {
			continue
		}
		if at < 0 || i == 0 {
			at = i
		}
	}
	for i, w := range kept {
		if i == at {
			number = strings.TrimLeft(w, "0")
			continue
		}
		if len(toks) < maxTokens && !has(toks, w) {
			toks = append(toks, token{text: w, mask: maskOf(w)})
		}
	}
	return toks, number
}
