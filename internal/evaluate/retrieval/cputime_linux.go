package retrieval

import (
	"time"

	"golang.org/x/sys/unix"
)

// CPUTime is what the calling thread has spent; its goroutine must be locked to
// it. 0 where the system does not tell.
func CPUTime() time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
