package main

import (
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/source"
)

type sourceCmd struct {
	Add     sourceAddCmd     `cmd:"" help:"Import files as the next state of a source and make it live."`
	List    sourceListCmd    `cmd:"" help:"List the live sources, with age and size."`
	Show    sourceShowCmd    `cmd:"" help:"Show every snapshot of one source."`
	Compact sourceCompactCmd `cmd:"" help:"Join a source's full state and its differences into one snapshot."`
}

type sourceAddCmd struct {
	Kind         string   `arg:"" help:"nta, ofac, un or ftm."`
	Name         string   `arg:"" help:"Your name for it; a policy may speak of it by this name."`
	Paths        []string `arg:"" help:"The publisher's files, zip archives, or a directory." type:"path"`
	Published    string   `help:"Day or time of publication, where no file says it." placeholder:"TIME"`
	Min          int64    `help:"Records that a first import needs (default: by kind)."`
	AcceptChange bool     `help:"Go live although the size moved by more than a tenth, or a difference leaves a day out."`
}

func (c *sourceAddCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	o := source.Options{Minimum: c.Min, AcceptChange: c.AcceptChange, At: at}
	if o.Published, err = c.published(); err != nil {
		return err
	}
	h, err := a.open()
	if err != nil {
		return err
	}
	defer h.Close()
	p := newProgress(a.err, "import", c.Name)
	o.Progress = p.imported
	r, err := h.shelf.Add(a.ctx, c.Kind, c.Name, c.Paths, o)
	p.done()
	if err != nil {
		return importError(err)
	}
	fmt.Fprintf(a.out, "%s is live: %d records (before: %d), published %s (%s), snapshot %.12s\n",
		c.Name, r.Records, r.Before, r.Snapshot.Published, r.Snapshot.PublishedFrom, r.Snapshot.Digest)
	if r.Snapshot.PublishedFrom == "import" {
		fmt.Fprintf(a.err, "no file says when %s was published: the time of import stands in; give --published to correct it\n", c.Name)
	}
	return nil
}

// published reads --published; a day means that day in the publisher's zone.
func (c *sourceAddCmd) published() (entity.Instant, error) {
	if c.Published == "" {
		return 0, nil
	}
	zone, err := source.Zone(c.Kind)
	if err != nil {
		return 0, badInput{err}
	}
	at, err := entity.ParseAt(c.Published, zone)
	if err != nil {
		return 0, badInput{fmt.Errorf("--published: %w", err)}
	}
	return at, nil
}

type sourceCompactCmd struct {
	Name string `arg:"" help:"Name of the source."`
}

func (c *sourceCompactCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	p := newProgress(a.err, "join", c.Name)
	r, err := h.shelf.Compact(a.ctx, c.Name, source.Options{At: at, Progress: p.imported})
	p.done()
	if err != nil {
		return importError(err)
	}
	fmt.Fprintf(a.out, "%s is one snapshot now: %d records, published %s, snapshot %.12s\n",
		c.Name, r.Records, r.Snapshot.Published, r.Snapshot.Digest)
	return nil
}

// importError tells bad input from failing machinery.
func importError(err error) error {
	var fe *format.Error
	if errors.As(err, &fe) || errors.Is(err, source.ErrNotLive) || errors.Is(err, os.ErrNotExist) {
		return badInput{err}
	}
	return err
}

type sourceListCmd struct {
	Policy string `help:"Policy whose maximum ages count (default: the embedded one)." type:"path"`
}

func (c *sourceListCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	p, err := readPolicy(c.Policy)
	if err != nil {
		return err
	}
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	loaded, err := h.shelf.Live(a.ctx)
	if err != nil {
		return err
	}
	packs, err := a.packs()
	if err != nil {
		return err
	}
	defer printPacks(a.out, packs)
	if len(loaded) == 0 {
		fmt.Fprintf(a.out, "no source is live in %s; import one: sekifuda source add nta register FILE\n", a.flags.Data)
		return nil
	}
	for _, l := range loaded {
		if l.Err != nil {
			defer fmt.Fprintf(a.out, "%s cannot be read: %v (run `sekifuda source add` again)\n", l.Chain.Source, l.Err)
		}
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tKIND\tRECORDS\tPUBLISHED\tAGE\tSTATE\tSNAPSHOT")
	for _, l := range loaded {
		defer l.Close()
		ref := l.Chain.Ref()
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%.12s\n", l.Chain.Source, l.Chain.Kind, l.Records,
			l.Chain.Published(), age(at, l.Chain.Published()), state(p, l, at), ref.Chain[len(ref.Chain)-1])
	}
	return w.Flush()
}

func age(at, published entity.Instant) string {
	return fmt.Sprintf("%.1f d", at.Time().Sub(published.Time()).Hours()/24)
}

func state(p *policy.Policy, l *source.Loaded, at entity.Instant) string {
	limit := p.MaxAge(l.Chain.Kind, l.Chain.Source)
	switch {
	case l.Err != nil:
		return "UNREADABLE"
	case l.Records == 0:
		return "EMPTY"
	case at.Time().Sub(l.Chain.Published().Time()) < -24*time.Hour:
		return "DATED AFTER THIS TIME"
	case at.Time().Sub(l.Chain.Published().Time()) > limit:
		return fmt.Sprintf("STALE (older than %.4g days)", limit.Hours()/24)
	}
	return "fresh"
}

type sourceShowCmd struct {
	Name string `arg:"" help:"Name of the source."`
}

func (c *sourceShowCmd) Run(a *app) error {
	h, err := a.look()
	if err != nil {
		return err
	}
	defer h.Close()
	all, err := h.shelf.Snapshots(a.ctx, c.Name)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return badInput{fmt.Errorf("no source %q; `sekifuda source list` names them", c.Name)}
	}
	for _, s := range all {
		live := ""
		if s.Live {
			live = "  LIVE"
		}
		fmt.Fprintf(a.out, "snapshot  %s%s\nkind      %s, read by %s\npublished %s (from the %s)\nimported  %s\nrecords   %d\n",
			s.Digest, live, s.Kind, s.Reader, s.Published, s.PublishedFrom, s.Imported, s.Records)
		if s.Base != "" {
			fmt.Fprintf(a.out, "base      %s\n", s.Base)
		}
		fmt.Fprintf(a.out, "file      %s\n", h.shelf.File(s))
		for _, r := range s.Raw {
			fmt.Fprintf(a.out, "raw       %s  %d bytes  sha256 %s\n", r.Name, r.Bytes, r.SHA256)
		}
		fmt.Fprintln(a.out)
	}
	return nil
}
