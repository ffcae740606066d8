package world

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/nta"
)

// chunk is how many bodies one worker writes at a time.
const chunk = 4000

// part is the text of one chunk, or why there is none.
type part struct {
	text *bytes.Buffer
	err  error
}

// eachChunk makes the chunks on all processors and hands them to take in order.
func (w *World) eachChunk(ctx context.Context, write func(lo, hi, seq int) (*bytes.Buffer, error), take func(*bytes.Buffer) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	n := (w.opt.Companies + chunk - 1) / chunk
	queue := newQueue(n, runtime.GOMAXPROCS(0)+1)
	var wait sync.WaitGroup
	defer wait.Wait()
	defer cancel()
	wait.Go(func() {
		seq := 1
		for k := range n {
			lo, hi := k*chunk, min((k+1)*chunk, w.opt.Companies)
			first := seq
			for i := lo; i < hi; i++ {
				seq += w.rowCount(i)
			}
			slot, ok := queue.next(ctx)
			if !ok {
				return
			}
			wait.Go(func() {
				text, err := write(lo, hi, first)
				slot <- part{text, err}
			})
		}
		queue.close()
	})
	for slot := range queue.order {
		select {
		case p := <-slot:
			if p.err != nil {
				return p.err
			}
			if err := take(p.text); err != nil {
				return err
			}
			<-queue.free
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// queue keeps the order of chunks and bounds how many are in the making.
type queue struct {
	order chan chan part
	free  chan struct{}
}

func newQueue(n, width int) *queue {
	return &queue{order: make(chan chan part, n), free: make(chan struct{}, width)}
}

func (q *queue) next(ctx context.Context) (chan part, bool) {
	select {
	case q.free <- struct{}{}:
		slot := make(chan part, 1)
		q.order <- slot
		return slot, true
	case <-ctx.Done():
		q.close()
		return nil, false
	}
}

func (q *queue) close() { close(q.order) }

func (w *World) encoding() nta.Encoding {
	if w.opt.ShiftJIS {
		return nta.ShiftJIS
	}
	return nta.UTF8
}

// writeRegister writes the whole register to out and looks for the absent
// identities on the way.
func (w *World) writeRegister(ctx context.Context, out io.Writer, seen *absence) error {
	return w.eachChunk(ctx, func(lo, hi, seq int) (*bytes.Buffer, error) {
		var b bytes.Buffer
		nw := nta.NewWriter(&b, w.encoding())
		for i := lo; i < hi; i++ {
			c := w.company(i)
			if seen != nil {
				seen.look(c)
			}
			for _, r := range w.rows(c) {
				if err := nw.Write(seq, c.number, &r); err != nil {
					return nil, fmt.Errorf("register: body %d: %w", i, err)
				}
				seq++
			}
		}
		return &b, nw.Flush()
	}, func(b *bytes.Buffer) error {
		_, err := out.Write(b.Bytes())
		return err
	})
}

// registerName is the publisher's name of the full file.
func (w *World) registerName() string {
	ext := ".csv"
	if w.opt.Zip {
		ext = ".zip"
	}
	return "00_zenkoku_all_" + compact(w.published) + ext
}

func compact(d entity.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

// registerFile writes the full file into dir.
func (w *World) registerFile(ctx context.Context, dir string, seen *absence) error {
	file := filepath.Join(dir, w.registerName())
	return create(file, func(f io.Writer) error {
		if !w.opt.Zip {
			return w.writeRegister(ctx, f, seen)
		}
		z := zip.NewWriter(f)
		m, err := z.CreateHeader(&zip.FileHeader{
			Name:     strings.TrimSuffix(w.registerName(), ".zip") + ".csv",
			Method:   zip.Deflate,
			Modified: time.Unix(int64(w.published)*86400, 0).UTC(),
		})
		if err != nil {
			return err
		}
		if err := w.writeRegister(ctx, m, seen); err != nil {
			return err
		}
		return z.Close()
	})
}

// create writes one file; a failure names it.
func create(file string, write func(io.Writer) error) error {
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("world: %w", err)
	}
	if err := write(f); err != nil {
		f.Close()
		return fmt.Errorf("world: write %s: %w", file, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("world: write %s: %w", file, err)
	}
	return nil
}
