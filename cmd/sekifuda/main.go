// Command sekifuda examines who is asking before something that can do harm is
// handed over. README.md tells how to begin; `sekifuda --help` lists the
// commands. Each command is one file cmd_*.go that wires packages together and
// holds no logic of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
	_ "time/tzdata" // zones are needed where the machine has none

	"github.com/alecthomas/kong"

	"github.com/sekifuda/sekifuda/internal/release"
)

// Exit codes, see ARCHITECTURE.md. Bad input wins over a missing source.
const (
	exitDone    = 0
	exitFailed  = 1
	exitBad     = 2
	exitMissing = 3
	exitRelease = 4
)

// badInput marks an error that the user can mend in the input.
type badInput struct{ error }

func (b badInput) Unwrap() error { return b.error }

// sourceMissing says that decisions were made without a source.
var errSourceMissing = errors.New("a source was missing, stale or empty: the decisions say not_checked")

// errOtherRelease says that a replay needs another release.
var errOtherRelease = errors.New("another release is needed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("sekifuda"),
		kong.Description("Examines who is asking before something that can do harm is handed over."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.UsageOnError(),
		kong.Vars{"version": "sekifuda " + release.Version},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(stderr, "sekifuda:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintln(stderr, "sekifuda:", err)
		return exitBad
	}
	a := &app{ctx: ctx, flags: &c.Flags, in: stdin, out: stdout, err: stderr, newID: timedID}
	stop, err := profile(c.Profile)
	if err != nil {
		return a.report(badInput{err})
	}
	defer stop()
	if err := a.usePacks(parsed); err != nil {
		return a.report(err)
	}
	return a.report(parsed.Run(a))
}

// profile writes a CPU profile to path until stop is called; "" does nothing.
func profile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); f.Close() }, nil
}

// report prints an error, if any, and turns it into an exit code.
func (a *app) report(err error) int {
	var bad badInput
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.err, "sekifuda: interrupted; run the same command again, what is done is kept")
		return exitFailed
	case errors.As(err, &bad):
		fmt.Fprintln(a.err, "sekifuda:", err)
		return exitBad
	case errors.Is(err, errSourceMissing):
		fmt.Fprintln(a.err, "sekifuda:", err)
		return exitMissing
	case errors.Is(err, errOtherRelease):
		fmt.Fprintln(a.err, "sekifuda:", err)
		return exitRelease
	}
	fmt.Fprintln(a.err, "sekifuda:", err)
	return exitFailed
}
