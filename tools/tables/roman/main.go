// Command roman turns transliteration rules of CLDR, and the few of our own in
// this directory, into the table that package script/roman embeds.
//
//	go run ./tables/roman -out ../internal/script/roman/roman.tbl
//
// The rules are read from deb/usr/share/unicode/cldr/common/transforms below
// $SEKIFUDA_TABLES (default ../../tables). Capitals, the way back and what only
// serves it are left out: names are folded before they are read. The same
// sources give the same bytes.
package main

import (
	_ "embed"
	"encoding/xml"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

//go:embed styles.txt
var stylesText string

//go:embed own.txt
var ownText string

func main() {
	log.SetFlags(0)
	log.SetPrefix("roman: ")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	tables := os.Getenv("SEKIFUDA_TABLES")
	if tables == "" {
		tables = "../../tables"
	}
	text, err := build(filepath.Join(tables, "deb/usr/share/unicode/cldr/common/transforms"))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, []byte(text), 0o666); err != nil {
		log.Fatal(err)
	}
}

// build writes the table: the styles in their order, then each transform that
// they name, once.
func build(dir string) (string, error) {
	own, err := ownTransforms(ownText)
	if err != nil {
		return "", err
	}
	var head, body strings.Builder
	fmt.Fprintf(&head, "# Made by tools/tables/roman from CLDR 41 (transforms, Unicode licence) and rules of our own (own.txt).\n")
	done := map[string]bool{}
	for _, line := range strings.Split(stylesText, "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		fmt.Fprintf(&head, "style\t%s\n", strings.Join(f, "\t"))
		for _, name := range f[2:] {
			if done[name] || strings.HasPrefix(name, "!") {
				continue
			}
			done[name] = true
			rules, ok := own[name]
			if base, change, derived := strings.Cut(name, ":"); derived && !ok {
				if rules, err = derive(dir, base, own[change]); err != nil {
					return "", err
				}
				ok = true
			}
			if !ok {
				if rules, err = cldr(dir, name); err != nil {
					return "", err
				}
			}
			text, err := compile(rules)
			if err != nil {
				return "", fmt.Errorf("%s: %w", name, err)
			}
			fmt.Fprintf(&body, "transform\t%s\n%s", name, text)
		}
	}
	return head.String() + body.String(), nil
}

// cldr reads the rules of one transform of CLDR.
func cldr(dir, name string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, name+".xml"))
	if err != nil {
		return "", err
	}
	var doc struct {
		Rules []string `xml:"transforms>transform>tRule"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return strings.Join(doc.Rules, "\n"), nil
}

// derive reads a transform of CLDR with other rules in the place of some: each line of
// the change is one rule as CLDR has it, "=>", and the one that stands for it.
func derive(dir, base, change string) (string, error) {
	rules, err := cldr(dir, base)
	if err != nil {
		return "", err
	}
	for _, line := range strings.Split(strings.TrimSpace(change), "\n") {
		from, to, ok := strings.Cut(line, " => ")
		if !ok || strings.Count(rules, "\n"+from) != 1 {
			return "", fmt.Errorf("%s: %q is not one rule of it", base, from)
		}
		rules = strings.Replace(rules, "\n"+from, "\n"+to, 1)
	}
	return rules, nil
}

// ownTransforms splits own.txt at its "== NAME" lines.
func ownTransforms(text string) (map[string]string, error) {
	out := map[string]string{}
	for _, part := range strings.Split("\n"+text, "\n== ")[1:] {
		name, rules, _ := strings.Cut(part, "\n")
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("own.txt: %s stands there twice", name)
		}
		out[strings.TrimSpace(name)] = rules
	}
	return out, nil
}
