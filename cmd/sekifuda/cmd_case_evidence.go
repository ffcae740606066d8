package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/dossier"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

type caseEvidenceCmd struct {
	Add    caseEvidenceAddCmd    `cmd:"" help:"Record a file: its hash, its size, who has it. The file itself stays where it is."`
	Hand   caseEvidenceHandCmd   `cmd:"" help:"Record that a file went from hand to hand."`
	Verify caseEvidenceVerifyCmd `cmd:"" help:"Compare a file with the hash that was recorded."`
}

type caseEvidenceAddCmd struct {
	changing
	ID     string `arg:"" help:"A short id of your own."`
	File   string `arg:"" help:"The file." type:"existingfile"`
	Name   string `help:"What it is called (default: the file's name)."`
	Source string `help:"Source that it is the text of."`
	From   string `help:"From whom it came."`
	To     string `help:"Who has it now (default: who records it)."`
	Why    string `help:"How it came."`
	TLP    string `help:"Label." enum:"clear,green,amber,amber+strict,red," default:""`
}

func (c *caseEvidenceAddCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	digest, size, err := hashFile(c.File)
	if err != nil {
		return badInput{err}
	}
	e := casefile.Evidence{ID: c.ID, Name: c.Name, Digest: digest, Size: size, Source: c.Source, Marking: statement.Marking{TLP: statement.TLP(c.TLP)},
		Custody: []casefile.Custody{{At: at, From: c.From, To: c.To, Why: c.Why}}}
	if e.Name == "" {
		e.Name = filepath.Base(c.File)
	}
	if e.Custody[0].To == "" {
		e.Custody[0].To = who(c.By)
	}
	return c.added(a, &casefile.File{Evidence: []casefile.Evidence{e}}, "evidence "+c.ID+" sha256 "+digest)
}

func hashFile(path string) (digest string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, fmt.Errorf("read %s: %w", path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

type caseEvidenceHandCmd struct {
	changing
	ID      string `arg:"" help:"Id of the file."`
	To      string `arg:"" help:"Who has it now."`
	Why     string `required:"" help:"Why it went there."`
	Purpose string `default:"to record that it went from hand to hand" hidden:""`
}

// Run adds a hand to those that the file went through.
func (c *caseEvidenceHandCmd) Run(a *app) error {
	at, err := a.at()
	if err != nil {
		return err
	}
	e, err := evidenceOf(a, c.Case, c.ID, c.Purpose, "evidence")
	if err != nil {
		return err
	}
	from := ""
	if n := len(e.Custody); n > 0 {
		from = e.Custody[n-1].To
	}
	e.Recorded, e.Custody = 0, append(e.Custody, casefile.Custody{At: at, From: from, To: c.To, Why: c.Why})
	return c.added(a, &casefile.File{Evidence: []casefile.Evidence{e}}, "evidence "+c.ID+", from "+from+" to "+c.To)
}

// evidenceOf reads a file's entry as it is now.
func evidenceOf(a *app, id, of, purpose, what string) (e casefile.Evidence, err error) {
	at, err := a.at()
	if err != nil {
		return e, err
	}
	h, err := a.look()
	if err != nil {
		return e, err
	}
	defer h.Close()
	versions, err := h.dossier().Entry(a.ctx, id, casefile.KindEvidence, of, dossier.Look{By: who(""), Purpose: purpose, What: what, At: at})
	if err != nil {
		return e, inCase(err)
	}
	return casebook.As[casefile.Evidence](versions[len(versions)-1])
}

type caseEvidenceVerifyCmd struct {
	Case    string `arg:"" help:"Id of the case."`
	ID      string `arg:"" help:"Id of the file."`
	File    string `arg:"" help:"The file." type:"existingfile"`
	Purpose string `required:"" help:"What the look is for; it is recorded."`
}

// Run fails where the file is another: exit code 1.
func (c *caseEvidenceVerifyCmd) Run(a *app) error {
	e, err := evidenceOf(a, c.Case, c.ID, c.Purpose, "verify evidence")
	if err != nil {
		return err
	}
	digest, _, err := hashFile(c.File)
	if err != nil {
		return badInput{err}
	}
	if digest != e.Digest {
		return fmt.Errorf("%s is not the file that was recorded as %s: its SHA-256 is %s, recorded is %s", c.File, c.ID, digest, e.Digest)
	}
	fmt.Fprintf(a.out, "%s is the file that was recorded as %s: sha256 %s\n", c.File, c.ID, digest)
	return nil
}
