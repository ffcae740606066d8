package token

import (
	"runtime"
	"syscall"
	"testing"
	"time"
)

// spent runs work on one thread and gives the processor time of one round: the
// machine may be busy with other things.
func spent(work func(), rounds int) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	work()
	start := threadTime()
	for range rounds {
		work()
	}
	return (threadTime() - start) / time.Duration(rounds)
}

func threadTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var r syscall.Rusage
	if err := syscall.Getrusage(thread, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// TestTimes measures what building and asking cost on names as they come, and
// fails only far above the bars: 40 µs for the keys of a term, 50 µs for a Latin
// name that is looked for, 200 µs for one in kanji.
func TestTimes(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	var latinNames, kanjiNames []string
	var terms = map[string][]string{}
	for _, c := range pairsFound {
		for _, name := range []string{c.a, c.b} {
			if anyUnspaced(wordsOf(name, c.kind)) {
				kanjiNames = append(kanjiNames, name)
			} else if alphabetOf(name) == latin {
				latinNames = append(latinNames, name)
			}
			for _, w := range Writings(name, c.kind) {
				for _, term := range w {
					kind := [...]string{"latin", "native", "kana", "kanji", "hangul"}[alphabetOf(term)]
					if term[:1] != termWord {
						kind = "other"
					}
					terms[kind] = append(terms[kind], term)
				}
			}
		}
	}
	for _, kind := range []string{"latin", "native", "kana", "kanji", "hangul", "other"} {
		list := terms[kind]
		per := spent(func() {
			for _, term := range list {
				Keys(term)
			}
		}, 20) / time.Duration(len(list))
		t.Logf("keys of a term, %s: %v", kind, per)
		if per > 400*time.Microsecond {
			t.Errorf("keys of a term, %s: %v", kind, per)
		}
	}
	for _, c := range []struct {
		what  string
		names []string
		bar   time.Duration
	}{{"Latin", latinNames, 50 * time.Microsecond}, {"kanji, kana, Hangul", kanjiNames, 200 * time.Microsecond}} {
		per := spent(func() {
			for _, name := range c.names {
				Ask(name, Unknown)
			}
		}, 20) / time.Duration(len(c.names))
		t.Logf("asking for a name, %s: %v", c.what, per)
		if per > 4*c.bar {
			t.Errorf("asking for a name, %s: %v, want %v", c.what, per, c.bar)
		}
	}
}
