package gate

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
)

// Part is the output of one shard of a batch: JSON lines in the order of their
// positions. It is read twice.
type Part struct {
	Name string
	File io.ReadSeeker
}

// mergePositions bounds how many rows are named beside a shared key.
const mergePositions = 20

// Merge puts the parts of one batch together in the order of the input and adds
// to each line which other rows, by other applicants, brought the same thing.
// That is a note for people: what was not proved false decides nothing. It
// fails with a *format.Error for a line that is none, a position that comes
// twice or out of order, and a gap.
func Merge(parts []Part, emit func(*Line) error) error {
	holders, err := keyHolders(parts)
	if err != nil {
		return err
	}
	var readers []*partReader
	for _, p := range parts {
		r, err := newPartReader(p)
		if err != nil {
			return err
		}
		readers = append(readers, r)
	}
	for want := 1; ; want++ {
		r := lowest(readers)
		if r == nil {
			return nil
		}
		if r.head.Position != want {
			return r.fail(fmt.Sprintf("position %d where %d is due", r.head.Position, want), "give all parts of one batch, each once")
		}
		share(r.head, holders)
		if err := emit(r.head); err != nil {
			return err
		}
		if err := r.next(); err != nil {
			return err
		}
	}
}

type holder struct {
	position  int
	applicant string
}

// keyHolders is the first pass: who brought which key. Keys that one row alone
// brought are dropped.
func keyHolders(parts []Part) (map[string][]holder, error) {
	all := map[string][]holder{}
	for _, p := range parts {
		r, err := newPartReader(p)
		if err != nil {
			return nil, err
		}
		for r.head != nil {
			for _, k := range r.head.Keys {
				all[k] = append(all[k], holder{r.head.Position, r.head.Applicant})
			}
			if err := r.next(); err != nil {
				return nil, err
			}
		}
	}
	for k, h := range all {
		if len(h) < 2 {
			delete(all, k)
			continue
		}
		// The order of the parts is an accident of how the batch was divided.
		slices.SortFunc(h, func(a, b holder) int { return a.position - b.position })
	}
	return all, nil
}

func share(l *Line, holders map[string][]holder) {
	l.SharesIn = nil
	for _, k := range l.Keys {
		kind, _, _ := strings.Cut(k, ":")
		s := Sharing{Kind: kind}
		for _, h := range holders[k] {
			if h.applicant != l.Applicant && len(s.Positions) < mergePositions {
				s.Positions = append(s.Positions, h.position)
			}
		}
		if len(s.Positions) > 0 {
			l.SharesIn = append(l.SharesIn, s)
		}
	}
}

// partReader reads one part, holding the next line.
type partReader struct {
	name string
	in   *bufio.Reader
	line int
	head *Line // nil at the end
}

func newPartReader(p Part) (*partReader, error) {
	if _, err := p.File.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("merge %s: %w", p.Name, err)
	}
	r := &partReader{name: p.Name, in: bufio.NewReaderSize(p.File, 1<<16)}
	return r, r.next()
}

func (r *partReader) next() error {
	before := 0
	if r.head != nil {
		before = r.head.Position
	}
	r.head = nil
	text, err := r.in.ReadBytes('\n')
	if errors.Is(err, io.EOF) && len(text) == 0 {
		return nil
	}
	r.line++
	if err != nil {
		return r.fail("the last line is cut off", "run that shard again")
	}
	l := &Line{}
	if err := json.Unmarshal(text, l); err != nil || l.Position < 1 || l.Decision == nil && len(l.Problems) == 0 {
		return r.fail("not a line of `screen --json`", "give the files that the shards wrote")
	}
	if l.Position <= before {
		return r.fail(fmt.Sprintf("position %d after %d", l.Position, before), "give the files as they were written")
	}
	r.head = l
	return nil
}

func (r *partReader) fail(msg, fix string) error {
	return &format.Error{File: r.name, Line: r.line, Msg: msg, Fix: fix}
}

func lowest(readers []*partReader) *partReader {
	var low *partReader
	for _, r := range readers {
		if r.head != nil && (low == nil || r.head.Position < low.head.Position) {
			low = r
		}
	}
	return low
}
