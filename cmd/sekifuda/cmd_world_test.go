package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/world"
)

func TestWorldCommandWritesAndSaysHowToGoOn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "w")
	c := worldCmd{Companies: 600, Applications: 20, Lists: 40, Seed: 3, Out: dir, Zip: true}
	var out bytes.Buffer
	if err := c.runWorld(context.Background(), &out, world.DefaultAt); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"600 bodies", "--min 600", "--min 40", "--published 2026-02-27T21:00:00+09:00", ".zip", "truth.jsonl"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("nothing is said of %s:\n%s", want, out.String())
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, world.FileManifest))
	if err != nil {
		t.Fatal(err)
	}
	var m world.Manifest
	if err := json.Unmarshal(b, &m); err != nil || m.Seed != 3 || m.Applications != 20 {
		t.Errorf("%+v %v", m, err)
	}
	var bad badInput
	if err := c.runWorld(context.Background(), &out, world.DefaultAt); !errors.As(err, &bad) {
		t.Errorf("writing into a directory that is not empty: %v", err)
	}
	c.Force = true
	if err := c.runWorld(context.Background(), &out, world.DefaultAt); err != nil {
		t.Error(err)
	}
}

func TestWorldCommandRefusesBadMixes(t *testing.T) {
	dir := t.TempDir()
	mix := filepath.Join(dir, "mix.yaml")
	if err := os.WriteFile(mix, []byte("sharez: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := worldCmd{Companies: 600, Applications: 20, Lists: 40, Mix: mix, Out: filepath.Join(dir, "w")}
	var bad badInput
	if err := c.runWorld(context.Background(), &bytes.Buffer{}, world.DefaultAt); !errors.As(err, &bad) || !strings.Contains(err.Error(), "sharez") {
		t.Errorf("%v", err)
	}
}
