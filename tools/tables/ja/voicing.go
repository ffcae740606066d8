package main

import "strings"

// voiced gives the readings that r takes inside of a word: rendaku (h also
// to p), and the doubling of its last kana.
func voiced(r string) []string {
	k := []rune(r)
	var out []string
	if v, ok := voicing[k[0]]; ok {
		for _, c := range v {
			out = append(out, string(c)+string(k[1:]))
		}
	}
	if last := k[len(k)-1]; len(k) > 1 && strings.ContainsRune("つちくき", last) {
		out = append(out, string(k[:len(k)-1])+"っ")
	}
	return out
}

var voicing = func() map[rune][]rune {
	m := map[rune][]rune{}
	from, to := []rune("かきくけこさしすせそたちつてとはひふへほ"), []rune("がぎぐげござじずぜぞだぢづでどばびぶべぼ")
	for i, r := range from {
		m[r] = []rune{to[i]}
		if strings.ContainsRune("はひふへほ", r) {
			m[r] = append(m[r], to[i]+1)
		}
	}
	m['ち'], m['つ'] = []rune("ぢじ"), []rune("づず")
	return m
}()
