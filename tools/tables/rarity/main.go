// Command rarity makes the table of package rarity: what sharing a word of a
// name says. See sources.go for what it reads and hand/ for what was written
// by hand.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("out", "", "file to write")
	text := flag.Bool("text", false, "print the words by what they say instead")
	flag.Parse()
	if err := run(*out, *text); err != nil {
		fmt.Fprintln(os.Stderr, "rarity:", err)
		os.Exit(1)
	}
}

func run(out string, text bool) error {
	t, err := build(sourcesFromEnv())
	if err != nil {
		return err
	}
	if text {
		_, err := os.Stdout.WriteString(t.dump())
		return err
	}
	plain := t.text()
	packed, err := pack(plain)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "rarity: %d words of persons, %d of bodies, %d bytes, packed %d\n", len(t.person.bits), len(t.body.bits), len(plain), len(packed))
	if out == "" {
		return nil
	}
	return os.WriteFile(out, packed, 0o644)
}

// pack compresses without a time or a name, so the same text is the same bytes.
func pack(text string) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write([]byte(text)); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
