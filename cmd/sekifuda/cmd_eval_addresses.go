package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"

	"github.com/sekifuda/sekifuda/internal/evaluate/addresses"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// evalAddressesCmd measures how Japanese addresses are read.
type evalAddressesCmd struct {
	Towns    string `required:"" help:"CSV of towns: prefecture,city,town,koaza." type:"existingfile"`
	Readings string `help:"TSV of towns and their kana; with it a sixth of the addresses is written in English order." type:"existingfile"`
	N        int    `name:"n" help:"Addresses to write." default:"7000"`
	Seed     uint64 `help:"Seed of what is drawn; the parser was made with seeds below 100." default:"100"`
	Errors   int    `help:"Print so many addresses that were not read rightly." placeholder:"N"`
	JSON     bool   `help:"Print JSON."`
}

// addressesReport has one report for each thing that may be known of towns.
type addressesReport struct {
	Towns   string           `json:"towns"` // known, or unknown
	Measure addresses.Report `json:"measure"`
}

// Run measures with the towns unknown and with them known.
func (c *evalAddressesCmd) Run(a *app) error {
	towns, err := c.read()
	if err != nil {
		return badInput{err}
	}
	cases := addresses.Draw(towns, addresses.Options{N: c.N, Seed: c.Seed})
	first, _ := addresses.Halves(towns)
	all, half := learn(towns), learn(first)
	known := func(s string) identifier.Address { return identifier.ParseAddressIn(all, s) }
	byHalf := func(s string) identifier.Address { return identifier.ParseAddressIn(half, s) }
	reports := []addressesReport{
		{"unknown", addresses.Measure(cases, parsed(identifier.ParseAddress), c.Errors)},
		{"half known", addresses.Measure(cases, parsed(byHalf), c.Errors)},
		{"known", addresses.Measure(cases, parsed(known), c.Errors)},
	}
	if c.JSON {
		return writeJSON(a.out, reports)
	}
	return printAddresses(a.out, reports)
}

// learn gives the towns of a list to the parser, as addresses of a register
// would: read by its rules.
func learn(towns []addresses.Town) identifier.Towns {
	in := map[string]*identifier.CityTowns{}
	for _, t := range towns {
		text := t.Prefecture + t.County + t.City + t.Name + t.Koaza
		if t.Chome > 0 {
			text += strconv.Itoa(t.Chome) + "丁目"
		}
		a := identifier.ParseAddress(text + "999番地")
		if in[a.CityKey()] == nil {
			in[a.CityKey()] = &identifier.CityTowns{}
		}
		in[a.CityKey()].Add(a)
	}
	return func(prefecture, city string) *identifier.CityTowns {
		return in[identifier.Address{Prefecture: prefecture, City: city}.CityKey()]
	}
}

// parsed makes a reader of addresses that Measure can ask.
func parsed(read func(string) identifier.Address) func(string) addresses.Parsed {
	return func(s string) addresses.Parsed {
		p := read(s)
		return addresses.Parsed{Prefecture: p.Prefecture, City: p.City, Town: p.Town, Block: p.Block, Number: p.Number}
	}
}

// read gives the towns, with their readings where those are given.
func (c *evalAddressesCmd) read() ([]addresses.Town, error) {
	f, err := os.Open(c.Towns)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	towns, err := addresses.Read(f)
	if err != nil || c.Readings == "" {
		return towns, err
	}
	g, err := os.Open(c.Readings)
	if err != nil {
		return nil, err
	}
	defer g.Close()
	kana, err := addresses.Readings(g)
	if err != nil {
		return nil, err
	}
	cities := map[string]string{}
	for _, m := range identifier.Municipalities() {
		cities[m.Prefecture+m.Name] = m.Kana
	}
	addresses.GiveReadings(towns, kana, cities)
	return towns, nil
}

func printAddresses(out io.Writer, all []addressesReport) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, r := range all {
		fmt.Fprintf(w, "TOWNS %s\tCASES\tCITY\tTOWN\tTOWN AND NUMBERS\tAND 丁目\n", r.Towns)
		for _, t := range append([]addresses.Tally{r.Measure.All}, r.Measure.Classes...) {
			share := func(n int) string { return fmt.Sprintf("%.4f", float64(n)/float64(max(t.Cases, 1))) }
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\n", t.Class, t.Cases, share(t.City), share(t.Town), share(t.Right), share(t.Block))
		}
		for _, m := range r.Measure.Missed {
			fmt.Fprintf(w, "missed (%s)\t%q is %s %s %s %s %s, read as %+v\n", m.What, m.Case.Text, m.Case.Prefecture, m.Case.City, m.Case.Town, m.Case.Block, m.Case.Number, m.Got)
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}
