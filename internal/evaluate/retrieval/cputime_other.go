//go:build !linux

package retrieval

import "time"

// CPUTime is what the calling thread has spent; 0 here, where nothing tells.
func CPUTime() time.Duration { return 0 }
