package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// beginning is how a server begins on an empty data directory.
type beginning struct {
	Millis     int64 `json:"first_answer_ms"`
	ResidentMB int64 `json:"first_resident_mb"`
}

var listensOn = regexp.MustCompile(`listening on (\S+)`)

// firstAnswer starts a server on a new directory below dir and asks it as soon
// as it listens.
func firstAnswer(ctx context.Context, binary, dir string) (f beginning, err error) {
	cmd := exec.CommandContext(ctx, binary, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"), "--key-file", filepath.Join(dir, "key"))
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "SEKIFUDA_") })
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return f, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return f, err
	}
	defer func() {
		cmd.Process.Signal(syscall.SIGTERM)
		err = errors.Join(err, cmd.Wait())
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		m := listensOn.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		resp, err := http.Get(m[1] + "/healthz")
		if err != nil {
			return f, err
		}
		resp.Body.Close()
		f.Millis = time.Since(start).Milliseconds()
		f.ResidentMB, err = residentOf(cmd.Process.Pid)
		return f, err
	}
	return f, fmt.Errorf("the server says nothing: %s", complaint.String())
}

// residentOf returns how many MB of memory a process has.
func residentOf(pid int) (int64, error) { return statusOf(pid, "VmRSS:") }

// statusOf returns a line of a process's status, in MB.
func statusOf(pid int, name string) (int64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb >> 10, err
		}
	}
	return 0, errors.New("no " + name)
}
