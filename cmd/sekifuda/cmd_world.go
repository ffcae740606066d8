package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/world"
)

// worldCmd writes a synthetic world. Its time is fixed unless --at is given:
// the same flags always write the same bytes.
type worldCmd struct {
	Companies    int    `help:"Bodies in the register." default:"50000"`
	Applications int    `help:"Applications." default:"1000"`
	Lists        int    `help:"Entries of each sanctions list." default:"300"`
	Seed         uint64 `help:"Everything follows from it." default:"1"`
	Mix          string `help:"Mix of applications, YAML or JSON; see docs/world.md." type:"existingfile" placeholder:"FILE"`
	Out          string `help:"Directory to write to; must be empty or absent, unless --force." required:"" type:"path" placeholder:"DIR"`
	Zip          bool   `help:"Register as a zip archive."`
	Sjis         bool   `help:"Register in Shift_JIS."`
	Demo         bool   `help:"The forty applications of the demo in place of a drawn mix."`
	Force        bool   `help:"Write into a directory that is not empty."`
}

// Run writes the world and says how to use it.
func (c *worldCmd) Run(a *app) error {
	at := world.DefaultAt
	if a.flags.At != "" {
		var err error
		if at, err = a.at(); err != nil {
			return err
		}
	}
	return c.runWorld(a.ctx, a.out, at)
}

func (c *worldCmd) runWorld(ctx context.Context, w io.Writer, at entity.Instant) error {
	if c.Companies < 1 {
		return badInput{fmt.Errorf("--companies %d: want 100 or more", c.Companies)}
	}
	o := world.Options{
		Companies: c.Companies, Applications: c.Applications, Listed: c.Lists, Seed: c.Seed, At: at,
		Zip: c.Zip, ShiftJIS: c.Sjis, Demo: c.Demo,
	}
	if c.Mix != "" {
		f, err := os.Open(c.Mix)
		if err != nil {
			return badInput{fmt.Errorf("--mix: %w", err)}
		}
		defer f.Close()
		if o.Mix, err = world.ReadMix(f); err != nil {
			return badInput{fmt.Errorf("--mix %s: %w", c.Mix, err)}
		}
	}
	if found, err := os.ReadDir(c.Out); err == nil && len(found) > 0 && !c.Force {
		return badInput{fmt.Errorf("--out %s: not empty (choose another, or --force)", c.Out)}
	}
	m, err := world.Write(ctx, c.Out, o)
	if err != nil {
		return err
	}
	return printWorld(w, c.Out, m)
}

// printWorld says what was written and the commands that import it.
func printWorld(w io.Writer, dir string, m *world.Manifest) error {
	_, err := fmt.Fprintf(w, "%s: seed %d, %d bodies in %d rows, %d entries a list, %d applications\n", dir, m.Seed, m.Companies, m.Rows, m.Listed, m.Applications)
	names := make([]string, 0, len(m.Kinds))
	for k := range m.Kinds {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		fmt.Fprintf(w, "  %-24s %d\n", k, m.Kinds[k])
	}
	fmt.Fprintf(w, "truth: %s\nnext, in %s:\n", filepath.Join(dir, world.FileTruth), dir)
	for _, c := range m.Commands {
		_, err = fmt.Fprintln(w, "  "+c)
	}
	if err != nil {
		return fmt.Errorf("world: print: %w", err)
	}
	return nil
}
