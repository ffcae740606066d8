package health

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/job"
	"github.com/sekifuda/sekifuda/internal/vault"
)

var noon = entity.InstantOf(time.Date(2026, 2, 28, 12, 0, 0, 0, time.UTC))

func codes(found []Found) string {
	var out []string
	for _, f := range found {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

func TestTableIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Conditions() {
		if seen[c.Code] || c.Means == "" || c.Remedy == "" || !slices.Contains([]Level{Fails, Warns, Tells}, c.Level) {
			t.Errorf("%+v", c)
		}
		if c.Blocks && c.Level != Fails {
			t.Errorf("%s blocks, and does not fail", c.Code)
		}
		seen[c.Code] = true
	}
	page, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Conditions() {
		ready := "yes"
		if c.Blocks {
			ready = "no"
		}
		if line := fmt.Sprintf("| `%s` | %s | %s | %s | %s |\n", c.Code, c.Level, ready, c.Means, c.Remedy); !strings.Contains(string(page), line) {
			t.Errorf("docs/operations.md lacks the line\n%s", line)
		}
	}
}

func TestOpening(t *testing.T) {
	for err, want := range map[error]string{
		nil: "", store.ErrNewerSchema: "schema_newer", vault.ErrKeyFileMode: "key_exposed", vault.ErrWrongKey: "key_wrong",
		fs.ErrNotExist: "key_missing", unix.ENOSPC: "disk_full", unix.EROFS: "store_not_writable", errors.New("x"): "store_unreadable",
	} {
		if err != nil {
			err = fmt.Errorf("open: %w", err)
		}
		if got := codes(Opening(err)); got != want {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
}

func TestSources(t *testing.T) {
	register := Source{Name: "register", Register: true, Records: 5, Published: noon, MaxAge: time.Hour}
	list := Source{Name: "ofac", Records: 5, Published: noon, MaxAge: time.Hour}
	with := func(s Source, change func(*Source)) Source { change(&s); return s }
	for _, c := range []struct {
		want string
		live []Source
	}{
		{"source_none", nil},
		{"", []Source{register, list}},
		{"register_missing", []Source{list}},
		{"source_stale", []Source{register, with(list, func(s *Source) { s.Published -= 2 * entity.Instant(time.Hour/time.Microsecond) })}},
		{"source_empty", []Source{register, with(list, func(s *Source) { s.Records = 0 })}},
		{"source_unusable", []Source{register, with(list, func(s *Source) { s.Err = fs.ErrNotExist })}},
	} {
		if got := codes(Sources(c.live, noon)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestLedgerAndWhatWaits(t *testing.T) {
	for _, c := range []struct {
		want string
		got  []Found
	}{
		{"", Ledger(0, 0, nil, false)},
		{"", Ledger(5, time.Second, nil, true)},
		{"ledger_unsequenced", Ledger(5, time.Second, nil, false)},
		{"ledger_lagging", Ledger(5, time.Minute, nil, true)},
		{"ledger_stopped", Ledger(0, 0, errors.New("damaged"), true)},
		{"", waiting(delivery.Health{}, job.Health{}, noon)},
		{"outbox_backlog", waiting(delivery.Health{Unread: 1, OldestUnread: 1}, job.Health{}, noon)},
		{"webhook_waiting webhook_dead", waiting(delivery.Health{Waiting: 1, OldestWaiting: 1, Dead: 1}, job.Health{}, noon)},
		{"jobs_failing", waiting(delivery.Health{}, job.Health{Dead: 1}, noon)},
		{"jobs_failing", waiting(delivery.Health{}, job.Health{Oldest: 1}, noon)},
	} {
		if got := codes(c.got); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestStore(t *testing.T) {
	var fault error
	dir := t.TempDir()
	db, err := store.OpenWith(t.Context(), dir, store.Options{Fault: func(step string) error {
		if step == "commit" {
			return fault
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(Store(t.Context(), db, noon)); got != "" {
		t.Errorf("well: %s", got)
	}
	fault = errors.New("no space")
	got := Store(t.Context(), db, noon)
	if codes(got) != "store_not_writable" || !Failing(got) || len(Blocking(append(got, got...))) != 1 {
		t.Errorf("full: %v", got)
	}
	db.Close()
	if got := codes(Store(t.Context(), db, noon)); got != "store_unreadable" {
		t.Errorf("closed: %s", got)
	}
	if got := Disk(dir); slices.ContainsFunc(got, func(f Found) bool { return f.Code == "store_unreadable" }) {
		t.Errorf("disk: %v", got)
	}
	if got := codes(Disk(dir + "/none")); got != "store_unreadable" {
		t.Errorf("no directory: %s", got)
	}
}
