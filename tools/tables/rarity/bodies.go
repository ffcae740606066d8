package main

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// addBodies counts in how many names of companies and organisations on public
// lists a word stands. A word of few of them says more of who is listed than
// of how common it is, and is left out.
func (t *result) addBodies(s sources) error {
	names := map[string][]string{}
	if err := readOFAC(s, names); err != nil {
		return fmt.Errorf("bodies of OFAC: %w", err)
	}
	if err := readUN(s, names); err != nil {
		return fmt.Errorf("bodies of the UN: %w", err)
	}
	counts := map[string]int{}
	for _, list := range names {
		seen := map[string]bool{}
		for _, name := range list {
			core, _, _ := script.CompanyWords(name)
			for _, w := range core {
				seen[w] = true
			}
		}
		for w := range seen {
			counts[w]++
		}
	}
	for w, n := range counts {
		if n >= leastBodies {
			t.body.add(w, float64(n)/float64(len(names)), 0)
		}
	}
	return nil
}

const leastBodies = 8

func readOFAC(s sources, names map[string][]string) error {
	rows, err := readList(s, "sdn.csv")
	if err != nil {
		return err
	}
	for _, f := range rows {
		if len(f) > 2 && strings.TrimSpace(f[2]) == "-0-" {
			names[f[0]] = append(names[f[0]], f[1])
		}
	}
	rows, err = readList(s, "alt.csv")
	if err != nil {
		return err
	}
	for _, f := range rows {
		if len(f) > 3 && names[f[0]] != nil {
			names[f[0]] = append(names[f[0]], f[3])
		}
	}
	return nil
}

func readList(s sources, name string) ([][]string, error) {
	f, err := os.Open(filepath.Join(s.data, "lists", "ofac", name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	return r.ReadAll()
}

func readUN(s sources, names map[string][]string) error {
	f, err := os.Open(filepath.Join(s.data, "lists", "un", "UN_consolidated.xml"))
	if err != nil {
		return err
	}
	defer f.Close()
	var list struct {
		Entities []struct {
			ID      string `xml:"DATAID"`
			Name    string `xml:"FIRST_NAME"`
			Aliases []struct {
				Name string `xml:"ALIAS_NAME"`
			} `xml:"ENTITY_ALIAS"`
		} `xml:"ENTITIES>ENTITY"`
	}
	if err := xml.NewDecoder(f).Decode(&list); err != nil {
		return err
	}
	for _, e := range list.Entities {
		all := []string{e.Name}
		for _, a := range e.Aliases {
			all = append(all, a.Name)
		}
		names["un "+e.ID] = all
	}
	return nil
}
