package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/uuid"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// cli is the whole command line.
type cli struct {
	Flags
	Version kong.VersionFlag `help:"Print the release, which decisions name."`

	Demo     demoCmd     `cmd:"" help:"Make a small world, examine 40 applications in it, and show what comes out."`
	World    worldCmd    `cmd:"" help:"Write a synthetic world: a register, lists, applications, and the truth beside them."`
	Source   sourceCmd   `cmd:"" help:"Import registers and lists, and show what is live."`
	Screen   screenCmd   `cmd:"" help:"Examine applications from files."`
	Serve    serveCmd    `cmd:"" help:"Serve the API: applications, decisions, searches, the ledger."`
	Key      keyCmd      `cmd:"" help:"Make, show and revoke keys of the API."`
	Openapi  openapiCmd  `cmd:"" help:"Print the description of the API (OpenAPI 3.1)."`
	Doctor   doctorCmd   `cmd:"" help:"Find what does not work, and say what to do."`
	Explain  explainCmd  `cmd:"" help:"Show one decision whole."`
	Replay   replayCmd   `cmd:"" help:"Evaluate a stored decision again and compare it byte by byte."`
	Evidence evidenceCmd `cmd:"" help:"Record answers and documents on applications."`
	Record   recordCmd   `cmd:"" help:"Contracts, assets, leases, accounts and events from your own books."`
	Case     caseCmd     `cmd:"" help:"Case files: what sources say, where they disagree, who holds what, what left to whom."`
	Trace    traceCmd    `cmd:"" help:"From a reported address, mailbox or account to contracts and identities, with the way to each."`
	Identity identityCmd `cmd:"" help:"Prove an identity false, or withdraw the proof."`
	Report   reportCmd   `cmd:"" help:"Abuse reports: take in, find whose it was, judge."`
	Measure  measureCmd  `cmd:"" help:"Preserve, and take measures that have an end."`
	Review   reviewCmd   `cmd:"" help:"Contracts that share with an identity proved false."`
	Request  requestCmd  `cmd:"" help:"What authorities ask for, and who looked at communication data."`
	Policy   policyCmd   `cmd:"" help:"Check and test policies."`
	Stix     stixCmd     `cmd:"" help:"Check STIX bundles."`
	Export   exportCmd   `cmd:"" help:"Take decisions out in bulk."`
	Verify   verifyCmd   `cmd:"" help:"Verify the store against its ledger, or a receipt."`
	Backup   backupCmd   `cmd:"" help:"Take a backup, beside a running server too."`
	Restore  restoreCmd  `cmd:"" help:"Bring a backup back into an empty data directory or database."`
	Find     findCmd     `cmd:"" help:"Look for a name, a number, an identifier or an address in all live sources."`
	Match    matchCmd    `cmd:"" help:"Look for every entity of a file in sources, and write ranked candidates."`
	Compare  compareCmd  `cmd:"" help:"Compare two names and show which part answered which."`
	Resolve  resolveCmd  `cmd:"" help:"Find which records of files are about the same person or organisation."`
	Eval     evalCmd     `cmd:"" help:"Compare decisions with a world's truth, and measure the matcher."`
	Bench    benchCmd    `cmd:"" help:"Measure."`

	Resolution resolutionCmd `cmd:"" help:"Who is the same as whom among applicants, accounts and customers; judgements on it."`
}

// Flags are the settings that every command shares.
type Flags struct {
	Data    string `help:"Data directory." default:"./sekifuda-data" env:"SEKIFUDA_DATA" type:"path"`
	DB      string `help:"Store: postgres://… (default: SQLite in the data directory)." env:"SEKIFUDA_DB" placeholder:"DSN"`
	Blobs   string `help:"Directory of snapshot files that several nodes share." env:"SEKIFUDA_BLOBS" type:"path" placeholder:"DIR"`
	KeyFile string `help:"Master key, made on first use; never inside the data directory." env:"SEKIFUDA_KEY_FILE" type:"path"`
	Packs   string `help:"Directory of optional packs of readings (default: packs in the data directory)." env:"SEKIFUDA_PACKS" type:"path" placeholder:"DIR"`
	Server  string `help:"Change things through this server (default: the one that runs on the data directory); the key is taken from SEKIFUDA_KEY." env:"SEKIFUDA_SERVER" placeholder:"URL"`
	At      string `help:"Examine as of this time or day (default: now)." placeholder:"TIME" env:"SEKIFUDA_AT"`
	Zone    string `help:"Zone in which a day without a time is meant." default:"Asia/Tokyo" env:"SEKIFUDA_ZONE"`
	Profile string `help:"Write a CPU profile of the command." type:"path" placeholder:"FILE" hidden:""`
	Lang    string `help:"Language of what is printed." enum:"en,ja" default:"en" env:"SEKIFUDA_LANG"`
}

// tenant is the one tenant of the command line.
const tenant = "default"

// app carries what commands need from outside: context, flags, streams, clock.
type app struct {
	ctx      context.Context
	flags    *Flags
	in       io.Reader
	out, err io.Writer
	newID    func() (string, error) // UUIDv7 for what is recorded

	packsRead bool
	packNames []string // of the packs in use, see packs
}

// timedID is a UUIDv7 of now.
func timedID() (string, error) {
	id, err := uuid.NewV7()
	return id.String(), err
}

// countedIDs makes the same ids in every run, for the demo.
func countedIDs() func() (string, error) {
	n := 0
	return func() (string, error) {
		n++
		return fmt.Sprintf("019c0000-0000-7000-8000-%012x", n), nil
	}
}

// zone loads --zone.
func (a *app) zone() (*time.Location, error) {
	z, err := time.LoadLocation(a.flags.Zone)
	if err != nil {
		return nil, badInput{fmt.Errorf("--zone %q: %w", a.flags.Zone, err)}
	}
	return z, nil
}

// at returns --at, or now: the only place besides the server's requests where
// the clock is read.
func (a *app) at() (entity.Instant, error) {
	if a.flags.At == "" {
		return entity.InstantOf(time.Now()), nil
	}
	z, err := a.zone()
	if err != nil {
		return 0, err
	}
	at, err := entity.ParseAt(a.flags.At, z)
	if err != nil {
		return 0, badInput{fmt.Errorf("--at: %w", err)}
	}
	return at, nil
}

// keyFile returns --key-file or its default in the user's configuration.
func (a *app) keyFile() (string, error) {
	if a.flags.KeyFile != "" {
		return a.flags.KeyFile, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no place for the master key: %w (give --key-file)", err)
	}
	return filepath.Join(dir, "sekifuda", "master.key"), nil
}
