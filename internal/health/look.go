package health

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"golang.org/x/sys/unix"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/job"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Bounds beyond which a condition holds.
const (
	spaceFull   = 64 << 20
	spaceLow    = 1 << 30
	lagMost     = 30 * time.Second
	waitMost    = time.Hour
	unreadMost  = time.Minute
	clockSlack  = 2 * time.Second
	descriptors = 4096
)

// Opening says why a data directory could not be opened.
func Opening(err error) []Found {
	code := "store_unreadable"
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrNewerSchema):
		code = "schema_newer"
	case errors.Is(err, vault.ErrKeyFileMode):
		code = "key_exposed"
	case errors.Is(err, vault.ErrWrongKey), errors.Is(err, vault.ErrKeyFile):
		code = "key_wrong"
	case errors.Is(err, fs.ErrNotExist):
		code = "key_missing"
	case errors.Is(err, unix.ENOSPC):
		code = "disk_full"
	case errors.Is(err, unix.EROFS), errors.Is(err, fs.ErrPermission), errors.Is(err, store.ErrDisk):
		code = "store_not_writable"
	}
	return []Found{New(code, err.Error())}
}

// Store looks whether the store reads and writes, and at what waits in it.
func Store(ctx context.Context, db *store.DB, at entity.Instant) (out []Found) {
	var newest entity.Instant
	var messages delivery.Health
	var jobs job.Health
	err := db.View(ctx, func(tx *store.Tx) (err error) {
		if newest, err = tx.NewestLeaf(); err != nil {
			return err
		}
		if messages, err = delivery.Look(tx); err != nil {
			return err
		}
		jobs, err = job.Look(tx, at)
		return err
	})
	if err != nil {
		return []Found{New("store_unreadable", err.Error())}
	}
	if err := db.Probe(ctx); err != nil {
		out = append(out, New("store_not_writable", err.Error()))
	}
	if ahead := span(at, newest); ahead > clockSlack {
		out = append(out, New("clock_behind", fmt.Sprintf("by %s", ahead.Round(time.Second))))
	}
	return append(out, waiting(messages, jobs, at)...)
}

func waiting(m delivery.Health, j job.Health, at entity.Instant) (out []Found) {
	if m.OldestUnread != 0 && span(m.OldestUnread, at) > unreadMost {
		out = append(out, New("outbox_backlog", fmt.Sprintf("%d messages", m.Unread)))
	}
	if m.OldestWaiting != 0 && span(m.OldestWaiting, at) > waitMost {
		out = append(out, New("webhook_waiting", fmt.Sprintf("%d deliveries, the oldest since %s", m.Waiting, m.OldestWaiting)))
	}
	if m.Dead > 0 {
		out = append(out, New("webhook_dead", fmt.Sprintf("%d deliveries", m.Dead)))
	}
	if j.Dead > 0 || j.Oldest != 0 && span(j.Oldest, at) > waitMost {
		out = append(out, New("jobs_failing", fmt.Sprintf("%d given up, %d waiting", j.Dead, j.Waiting)))
	}
	return out
}

// Ledger judges how far the log is behind; fault is why nothing is sequenced.
func Ledger(waiting int64, oldest time.Duration, fault error, served bool) []Found {
	detail := fmt.Sprintf("%d leaves, the oldest for %s", waiting, oldest.Round(time.Second))
	switch {
	case fault != nil:
		return []Found{New("ledger_stopped", fault.Error())}
	case oldest > lagMost:
		return []Found{New("ledger_lagging", detail)}
	case waiting > 0 && !served:
		return []Found{New("ledger_unsequenced", detail)}
	}
	return nil
}

// Source is what is judged of a live source.
type Source struct {
	Name, Kind string
	Register   bool
	Records    int64
	Published  entity.Instant
	MaxAge     time.Duration
	Err        error
}

// Sources judges what is live.
func Sources(live []Source, at entity.Instant) (out []Found) {
	if len(live) == 0 {
		return []Found{New("source_none", "")}
	}
	register := false
	for _, s := range live {
		register = register || s.Register
		age := span(s.Published, at)
		switch {
		case s.Err != nil:
			out = append(out, New("source_unusable", s.Name+": "+s.Err.Error()))
		case s.Records == 0:
			out = append(out, New("source_empty", s.Name))
		case age > s.MaxAge:
			out = append(out, New("source_stale", fmt.Sprintf("%s: %s old, %s allowed", s.Name, age.Round(time.Hour), s.MaxAge)))
		}
	}
	if !register {
		out = append(out, New("register_missing", ""))
	}
	return out
}

// Disk looks at the space where a data directory is.
func Disk(dir string) []Found {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return []Found{New("store_unreadable", err.Error())}
	}
	free := st.Bavail * uint64(st.Bsize)
	detail := fmt.Sprintf("%d MB free", free>>20)
	switch {
	case free < spaceFull:
		return []Found{New("disk_full", detail)}
	case free < spaceLow:
		return []Found{New("disk_low", detail)}
	}
	return nil
}

// Descriptors looks at how many files may be open.
func Descriptors() []Found {
	var r unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &r); err != nil || r.Cur >= descriptors {
		return nil
	}
	return []Found{New("descriptors_low", fmt.Sprint(r.Cur))}
}

// span returns the time from one instant to another.
func span(from, to entity.Instant) time.Duration { return time.Duration(to-from) * time.Microsecond }
