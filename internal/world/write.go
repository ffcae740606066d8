package world

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Files of a world, relative to its directory.
const (
	FileApplications = "applications.jsonl"
	FileEvidence     = "evidence.jsonl"
	FileKnown        = "known.jsonl"
	FileProved       = "proved.jsonl"
	FileTruth        = "truth.jsonl"
	FileManifest     = "world.json"
)

// Manifest says what a world consists of and how it is imported.
type Manifest struct {
	Generator    string         `json:"generator"`
	Seed         uint64         `json:"seed"`
	At           entity.Instant `json:"at"`
	Companies    int            `json:"companies"`
	Rows         int            `json:"rows"`
	Listed       int            `json:"listed"`
	Applications int            `json:"applications"`
	Known        int            `json:"known"`
	Kinds        map[string]int `json:"kinds"`
	Mix          *Mix           `json:"mix"`
	Register     string         `json:"register"`
	Difference   string         `json:"difference"`
	Commands     []string       `json:"commands"` // to be run in the world's directory
}

// Write makes the whole world in dir, which is created; files of an earlier
// world of other sizes are overwritten, others are left. It fails on the first
// file that cannot be written and says which.
func Write(ctx context.Context, dir string, o Options) (*Manifest, error) {
	w, err := New(o)
	if err != nil {
		return nil, err
	}
	for _, sub := range []string{"register", "lists/ofac", "lists/un", "mail"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return nil, fmt.Errorf("world: %w", err)
		}
	}
	seen := w.newAbsence(w.slots() * tries)
	if err := w.registerFile(ctx, filepath.Join(dir, "register"), seen); err != nil {
		return nil, err
	}
	if err := w.differenceFile(dir, seen); err != nil {
		return nil, err
	}
	if err := w.writeLists(filepath.Join(dir, "lists")); err != nil {
		return nil, err
	}
	m := w.manifest()
	if err := w.writeKnown(dir, seen); err != nil {
		return nil, err
	}
	if err := w.writeApplications(ctx, dir, seen, m); err != nil {
		return nil, err
	}
	return m, create(filepath.Join(dir, FileManifest), func(f io.Writer) error {
		e := json.NewEncoder(f)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(m)
	})
}

func (w *World) differenceFile(dir string, seen *absence) error {
	for k := range diffNew {
		seen.look(w.company(w.opt.Companies + k))
	}
	text, err := w.diffFile()
	if err != nil {
		return err
	}
	return create(filepath.Join(dir, "register", "diff_"+compact(w.day)+".csv"), func(f io.Writer) error {
		_, err := f.Write(text)
		return err
	})
}

// manifest describes the world but for its applications.
func (w *World) manifest() *Manifest {
	m := &Manifest{
		Generator: "sekifuda world 1", Seed: w.opt.Seed, At: w.opt.At, Companies: w.opt.Companies, Listed: w.opt.Listed,
		Kinds: map[string]int{}, Mix: w.mix, Known: w.knownCount(),
		Register: "register/" + w.registerName(), Difference: "register/diff_" + compact(w.day) + ".csv",
	}
	for i := range w.opt.Companies {
		m.Rows += w.rowCount(i)
	}
	at := w.opt.At.Time().In(Zone).Format("2006-01-02T15:04:05-07:00")
	published := w.listsPublished().Time().In(Zone).Format("2006-01-02T15:04:05-07:00")
	least := func(n, want int) string {
		if n < want {
			return fmt.Sprintf(" --min %d", n)
		}
		return ""
	}
	m.Commands = []string{
		"sekifuda source add nta nta " + m.Register + least(w.opt.Companies, 1000) + " --at " + at,
		"sekifuda source add ofac ofac lists/ofac" + least(w.opt.Listed, 100) + " --published " + published + " --at " + at,
		"sekifuda source add un un lists/un/consolidated.xml" + least(w.opt.Listed, 100) + " --at " + at,
		"sekifuda screen " + FileKnown + " --at " + at,
		"sekifuda identity false --file " + FileProved + " --at " + at,
		"sekifuda evidence add --file " + FileEvidence + " --at " + at,
		"sekifuda screen " + FileApplications + " --at " + at,
	}
	return m
}

// jsonLines writes values, one a line.
type jsonLines struct {
	file *os.File
	buf  *bufio.Writer
	enc  *json.Encoder
}

func newJSONLines(name string) (*jsonLines, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, fmt.Errorf("world: %w", err)
	}
	j := &jsonLines{file: f, buf: bufio.NewWriterSize(f, 1<<16)}
	j.enc = json.NewEncoder(j.buf)
	j.enc.SetEscapeHTML(false)
	return j, nil
}

func (j *jsonLines) put(v any) error {
	if err := j.enc.Encode(v); err != nil {
		return fmt.Errorf("world: write %s: %w", j.file.Name(), err)
	}
	return nil
}

func (j *jsonLines) close() error {
	err := j.buf.Flush()
	if e := j.file.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("world: write %s: %w", j.file.Name(), err)
	}
	return nil
}

// outputs opens several files of lines and closes them all.
func outputs(dir string, names ...string) (files []*jsonLines, done func(*error), err error) {
	done = func(err *error) {
		for _, f := range files {
			if e := f.close(); e != nil && *err == nil {
				*err = e
			}
		}
	}
	for _, n := range names {
		f, err := newJSONLines(filepath.Join(dir, n))
		if err != nil {
			done(&err)
			return nil, nil, err
		}
		files = append(files, f)
	}
	return files, done, nil
}

func (w *World) writeKnown(dir string, seen *absence) (err error) {
	files, done, err := outputs(dir, FileKnown, FileProved)
	if err != nil {
		return err
	}
	defer done(&err)
	r := w.newRun(seen)
	for j := range r.known {
		app, known := r.knownFalse(j)
		if err := files[0].put(app); err != nil {
			return err
		}
		if err := files[1].put(known); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) writeApplications(ctx context.Context, dir string, seen *absence, m *Manifest) (err error) {
	files, done, err := outputs(dir, FileApplications, FileTruth, FileEvidence)
	if err != nil {
		return err
	}
	defer done(&err)
	mails := 0
	for d := range w.applications(seen) {
		if m.Applications%1024 == 0 && ctx.Err() != nil {
			return fmt.Errorf("world: applications: %w", ctx.Err())
		}
		m.Applications++
		m.Kinds[d.Truth.Kind]++
		if err := put3(files, d); err != nil {
			return err
		}
		if mails < 10 && d.Application.Source == "mail" {
			mails++
			if err := writeMail(dir, mails, d); err != nil {
				return err
			}
		}
	}
	return nil
}

func put3(files []*jsonLines, d *Drawn) error {
	if err := files[0].put(d.Application); err != nil {
		return err
	}
	if err := files[1].put(d.Truth); err != nil {
		return err
	}
	for i := range d.Evidence {
		if err := files[2].put(d.Evidence[i]); err != nil {
			return err
		}
	}
	return nil
}
