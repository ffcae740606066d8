package lock

import (
	"errors"
	"testing"
)

func TestLock(t *testing.T) {
	dir := t.TempDir()
	if _, ok := Running(dir); ok {
		t.Error("a server runs on an empty directory")
	}
	info := Info{PID: 7, URL: "http://127.0.0.1:1"}
	l, err := Take(dir, info)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := Running(dir); !ok || got != info {
		t.Errorf("running: %+v %v", got, ok)
	}
	if _, err := Take(dir, Info{PID: 8}); !errors.Is(err, ErrHeld) {
		t.Errorf("taken twice: %v", err)
	}
	if got, ok := Running(dir); !ok || got != info {
		t.Errorf("the second attempt changed the file: %+v %v", got, ok)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	if _, ok := Running(dir); ok {
		t.Error("still running after the release")
	}
	again, err := Take(dir, Info{PID: 9, URL: "u"})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Release()
	if got, _ := Running(dir); got.PID != 9 {
		t.Errorf("%+v", got)
	}
}
