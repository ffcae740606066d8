package main

import (
	"embed"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// hand holds shares written by hand, from general knowledge of how common
// names and words are. A line "@ person", "@ body" or "@ unit NAME person"
// begins a list; "+N" at its end adds N/100 bits. Words follow, commonest
// first: WORD=N is N bearers in 100,000, words without a number lie evenly (in
// bits) between their neighbours that have one; A|B are spellings of one word.
// After "person", "slavic" adds the form for women of each surname.
//
//go:embed hand/*.txt
var hand embed.FS

type handWord struct {
	spellings []string
	share     float64 // of 1; 0 is to be filled in
}

func (t *result) addHand() error {
	files, err := hand.ReadDir("hand")
	if err != nil {
		return err
	}
	for _, f := range files {
		text, err := hand.ReadFile("hand/" + f.Name())
		if err != nil {
			return err
		}
		if err := t.addHandFile(string(text)); err != nil {
			return fmt.Errorf("hand/%s: %w", f.Name(), err)
		}
	}
	return nil
}

func (t *result) addHandFile(text string) error {
	for _, block := range strings.Split("\n"+text, "\n@ ")[1:] {
		head, rest, _ := strings.Cut(block, "\n")
		plain, slavic := strings.CutPrefix(head, "person slavic")
		if slavic {
			head = "person" + plain
		}
		into, more, err := t.target(strings.Fields(head))
		if err != nil {
			return err
		}
		words, err := parseHand(rest)
		if err != nil {
			return fmt.Errorf("%s: %w", head, err)
		}
		for _, w := range words {
			if slavic {
				w.spellings = append(w.spellings, women(w.spellings)...)
			}
			for _, s := range w.spellings {
				into.add(s, w.share, more)
				if into == t.person {
					t.hand[s] = max(t.hand[s], w.share)
				}
			}
		}
	}
	return nil
}

func (t *result) target(head []string) (*list, int, error) {
	more := 0
	if n := len(head); n > 0 && strings.HasPrefix(head[n-1], "+") {
		var err error
		if more, err = strconv.Atoi(head[n-1][1:]); err != nil {
			return nil, 0, fmt.Errorf("head %q: %w", head, err)
		}
		head = head[:n-1]
	}
	switch {
	case len(head) == 1 && head[0] == "person":
		return t.person, more, nil
	case len(head) == 1 && head[0] == "body":
		return t.body, more, nil
	case len(head) == 3 && head[0] == "unit":
		return t.unit(head[1] + " " + head[2]), more, nil
	}
	return nil, 0, fmt.Errorf("no list %q", head)
}

func parseHand(text string) ([]handWord, error) {
	var words []handWord
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, f := range strings.Fields(line) {
			name, number, has := strings.Cut(f, "=")
			w := handWord{spellings: strings.Split(name, "|")}
			if has {
				n, err := strconv.ParseFloat(number, 64)
				if err != nil || n <= 0 {
					return nil, fmt.Errorf("%q is no share", f)
				}
				w.share = n / 100000
			}
			words = append(words, w)
		}
	}
	return words, fill(words)
}

// fill gives words without a number one between those of their neighbours.
func fill(words []handWord) error {
	last := -1
	for i, w := range words {
		if w.share == 0 {
			continue
		}
		if last < 0 && i > 0 {
			return fmt.Errorf("%q comes first and has no number", words[0].spellings[0])
		}
		for j := last + 1; j < i; j++ {
			part := float64(j-last) / float64(i-last)
			words[j].share = math.Exp((1-part)*math.Log(words[last].share) + part*math.Log(w.share))
		}
		last = i
	}
	if last != len(words)-1 {
		return fmt.Errorf("%q comes last and has no number", words[len(words)-1].spellings[0])
	}
	return nil
}

// women gives the forms for women of those words that end like surnames.
func women(men []string) []string {
	var out []string
	for _, m := range men {
		a := "a"
		if m[0] >= 0x80 {
			a = "а"
		}
		for _, end := range []string{"ov", "ev", "in", "ов", "ев", "ёв", "ин"} {
			if stem, ok := strings.CutSuffix(m, end); ok && len(stem) > len(end) {
				out = append(out, m+a)
			}
		}
	}
	return out
}
