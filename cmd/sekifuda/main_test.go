package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"sekifuda": main,
	})
}

// TestScripts runs the command line as a user does; each script is one story.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SEKIFUDA_KEY_FILE", filepath.Join(env.WorkDir, "master.key"))
			env.Setenv("SEKIFUDA_DATA", filepath.Join(env.WorkDir, "data"))
			env.Setenv("SEKIFUDA_AT", "2026-02-28T09:00:00+09:00")
			env.Setenv("HOME", env.WorkDir)
			env.Values[servingKey{}] = &serving{}
			return nil
		},
		Cmds: withServer(map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code":    code,
			"damage":  damage,
			"cut":     cut,
			"waitfor": waitfor,
		}),
	})
}

// code runs sekifuda and wants an exit code: code 3 screen a.jsonl
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command…")
	}
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec("sekifuda", args[1:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit code %d, want %s\n%s%s", got, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// damage alters one byte in the middle of every file that matches.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	paths, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(paths) == 0 {
		ts.Fatalf("nothing matches %s", args[0])
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		ts.Check(err)
		for i := len(b) / 3; i < len(b)/3+200; i++ {
			b[i] ^= 0x55
		}
		ts.Check(os.Chmod(p, 0o644))
		ts.Check(os.WriteFile(p, b, 0o644))
	}
}

// cut copies the first part of a file: cut FROM TO BYTES-FROM-THE-END
func cut(ts *testscript.TestScript, _ bool, args []string) {
	from, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	b, err := os.ReadFile(from[0])
	ts.Check(err)
	n := 0
	fmt.Sscan(args[2], &n)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b[:len(b)-n], 0o644))
}

// waitfor waits until a file has grown to some bytes: waitfor FILE BYTES
func waitfor(ts *testscript.TestScript, _ bool, args []string) {
	want := int64(0)
	fmt.Sscan(args[1], &want)
	for range 2000 {
		if fi, err := os.Stat(ts.MkAbs(args[0])); err == nil && fi.Size() >= want {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	ts.Fatalf("%s does not grow to %d bytes", args[0], want)
}
