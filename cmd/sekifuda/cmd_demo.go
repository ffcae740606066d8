package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/report"
	"github.com/sekifuda/sekifuda/internal/world"
)

type demoCmd struct {
	Seed      uint64 `help:"Everything in the demo's world follows from it." default:"1"`
	Companies int    `help:"Companies in the register." default:"50000"`
	Case      bool   `help:"Work the case that ships as an example: five reports that disagree, and the operator's books."`
	Keep      string `help:"Keep the world and the data in this directory." type:"path" placeholder:"DIR"`
}

// Run makes a world, imports it, examines its applications, and prints what
// came out. It works at a fixed time unless --at is given, so that the same
// seed prints the same.
func (c *demoCmd) Run(a *app) error {
	if found, err := os.ReadDir(c.Keep); c.Keep != "" && err == nil && len(found) > 0 {
		return badInput{fmt.Errorf("--keep %s: not empty, choose another", c.Keep)}
	}
	dir, done, err := workDir(c.Keep)
	if err != nil {
		return err
	}
	defer done()
	at := world.DefaultAt
	if c.Case {
		if at, err = entity.ParseAt(caseDay, time.UTC); err != nil {
			return err
		}
	}
	if a.flags.At != "" {
		if at, err = a.at(); err != nil {
			return err
		}
	}
	quiet := *a // what is told on the way does not belong into the demo
	quiet.err = io.Discard
	d := &demo{app: &quiet, dir: dir, at: at, ja: a.flags.Lang == "ja"}
	a.flags.Data, a.flags.KeyFile = filepath.Join(dir, "data"), filepath.Join(dir, "master.key")
	a.flags.At = at.String()
	quiet.newID = countedIDs()
	if c.Case {
		return d.runCase()
	}
	return d.run(c)
}

type demo struct {
	*app
	dir string
	at  entity.Instant
	ja  bool
	h   *house
}

// say prints a line in the language of the demo.
func (d *demo) say(en, ja string, args ...any) {
	if d.ja {
		en = ja
	}
	fmt.Fprintf(d.out, en+"\n", args...)
}

func (d *demo) run(c *demoCmd) error {
	m, err := world.Write(d.ctx, d.dir, world.Options{Companies: c.Companies, Seed: c.Seed, At: d.at, Demo: true})
	if err != nil {
		return err
	}
	d.say("A synthetic world (seed %d): %d companies in the register, two lists of %d entries, %d applications.",
		"合成データの世界（シード%d）：登記%d社、リスト2種（各%d件）、申込み%d件。", m.Seed, m.Companies, m.Listed, m.Applications)
	if d.h, err = d.open(); err != nil {
		return err
	}
	defer d.h.Close()
	if err := d.prepare(); err != nil {
		return err
	}
	outcomes, yardstick, err := d.screen(d.at)
	if err != nil {
		return err
	}
	if err := d.look(yardstick); err != nil {
		return err
	}
	if err := d.stale(outcomes); err != nil {
		return err
	}
	d.next()
	return nil
}

// prepare imports the sources and records what the operator's staff found out
// before: answers and papers, and identities proved false.
func (d *demo) prepare() error {
	for _, s := range worldSources {
		r, err := s.add(d.app, d.h, d.dir, d.at)
		if err != nil {
			return err
		}
		d.say("imported %-4s %6d records, published %s", "取込 %-4s %6d件、公表日 %s", s.kind, r.Records, r.Snapshot.Published.DayIn(world.Zone))
	}
	known := filepath.Join(d.dir, world.FileKnown)
	proved, err := identitiesFile(d.app, filepath.Join(d.dir, world.FileProved))
	if err != nil {
		return err
	}
	err = eachJSON(known, func(known record.Application) error { return d.h.books.Remember(d.ctx, &known, d.at) })
	if err != nil {
		return err
	}
	for _, p := range proved {
		p.At = d.at
		if err := d.h.books.ProveFalse(d.ctx, p); err != nil {
			return err
		}
	}
	return recordEvidence(d.app, d.h, filepath.Join(d.dir, world.FileEvidence), d.at)
}

// screen examines the applications and prints the table.
func (d *demo) screen(at entity.Instant) (map[string]finding.Outcome, string, error) {
	labels, yardstick, err := d.labels()
	if err != nil {
		return nil, "", err
	}
	o, err := d.reportOptions()
	if err != nil {
		return nil, "", err
	}
	fmt.Fprintln(d.out)
	table := report.NewTable(d.out, o)
	outcomes := map[string]finding.Outcome{}
	_, err = d.app.screen(d.h, policy.Default(), []string{filepath.Join(d.dir, world.FileApplications)}, shard{}, func(l *gate.Line) error {
		r := reportRow(l)
		r.Note = labels[r.External]
		if l.Decision != nil {
			outcomes[r.External] = l.Decision.Outcome
		}
		return table.Write(r)
	})
	if err != nil {
		return nil, "", err
	}
	return outcomes, yardstick, table.Close()
}

// labels are the names of the cases; the first labelled one is the yardstick.
func (d *demo) labels() (labels map[string]string, yardstick string, err error) {
	labels = map[string]string{}
	err = eachJSON(filepath.Join(d.dir, world.FileTruth), func(t world.Truth) error {
		if t.Label == nil {
			return nil
		}
		if yardstick == "" {
			yardstick = t.ExternalID
		}
		labels[t.ExternalID] = t.Label.EN
		if d.ja {
			labels[t.ExternalID] = t.Label.JA
		}
		return nil
	})
	return labels, yardstick, err
}

// look shows the decision on the yardstick whole.
func (d *demo) look(yardstick string) error {
	dec, app, err := d.h.books.Decision(d.ctx, yardstick)
	if err != nil {
		return err
	}
	o, err := d.reportOptions()
	if err != nil {
		return err
	}
	d.say("\nThe yardstick, whole (sekifuda explain %s):\n", "\n基準となる事例の全体（sekifuda explain %s）：\n", yardstick)
	return report.Explain(d.out, explained(dec, app), o)
}

// stale examines the same applications three days later, when nobody has
// brought the lists up to date.
func (d *demo) stale(before map[string]finding.Outcome) error {
	later := d.at + entity.Instant(3*24*time.Hour/time.Microsecond)
	d.flags.At = later.String()
	turned, approved := 0, 0
	_, err := d.app.screen(d.h, policy.Default(), []string{filepath.Join(d.dir, world.FileApplications)}, shard{}, func(l *gate.Line) error {
		if before[l.Decision.Application] == finding.Approve && l.Decision.Outcome == finding.Review {
			turned++
		}
		if l.Decision.Outcome == finding.Approve {
			approved++
		}
		return nil
	})
	if err != nil {
		return err
	}
	d.say("\nThree days later, with the same lists, now too old: %d approvals have become reviews, %d approvals are left.",
		"\n3日後、リストを更新しないまま同じ申込みを審査：承認%d件が要確認に変わり、承認は%d件。", turned, approved)
	return nil
}

func (d *demo) next() {
	d.say(`
Try next:
  sekifuda demo --keep DIR                     keep the world and the data, then
  sekifuda --data DIR/data --key-file DIR/master.key source list
  sekifuda --data DIR/data --key-file DIR/master.key explain APPLICATION
  sekifuda world --out DIR                     a world of your own size
  sekifuda source add nta register FILE.zip    the real register
  sekifuda screen FILE.csv                     your own applications`, `
次に試すこと：
  sekifuda demo --keep DIR                     データを残し、続けて
  sekifuda --data DIR/data --key-file DIR/master.key source list
  sekifuda --data DIR/data --key-file DIR/master.key explain 申込番号
  sekifuda world --out DIR                     任意の規模の合成データ
  sekifuda source add nta register FILE.zip    実際の法人番号データ
  sekifuda screen FILE.csv                     自社の申込みデータ`)
}

// eachJSON reads a file of JSON lines.
func eachJSON[T any](path string, take func(T) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := eachJSONFrom(bufio.NewReader(f), take); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func eachJSONFrom[T any](r io.Reader, take func(T) error) error {
	dec := json.NewDecoder(r)
	for dec.More() {
		var v T
		if err := dec.Decode(&v); err != nil {
			return err
		}
		if err := take(v); err != nil {
			return err
		}
	}
	return nil
}
