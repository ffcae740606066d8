package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// wire is one connection of the measuring client. It writes requests that were
// made beforehand and reads of an answer what it must, so that on few cores the
// client takes as little as possible from what it measures.
type wire struct {
	conn   net.Conn
	in     *bufio.Reader
	buf    []byte // of a request
	body   []byte // of an answer, where it is kept
	keep   bool
	closes bool
}

func dialWire(ctx context.Context, addr string) (*wire, error) {
	c, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &wire{conn: c, in: bufio.NewReaderSize(c, 16<<10)}, nil
}

// do sends a request and returns the status of the answer.
func (w *wire) do(request []byte) (status int, err error) {
	if _, err := w.conn.Write(request); err != nil {
		return 0, err
	}
	line, err := w.in.ReadSlice('\n')
	if err != nil || len(line) < 12 {
		return 0, fmt.Errorf("status line: %w", err)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, err
	}
	length, chunked, err := w.header()
	if err != nil {
		return 0, err
	}
	w.body = w.body[:0]
	if !chunked {
		return status, w.take(length)
	}
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		n, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 64)
		if err != nil {
			return 0, err
		}
		if err := w.take(int(n)); err != nil {
			return 0, err
		}
		if _, err := w.in.Discard(2); err != nil || n == 0 {
			return status, err
		}
	}
}

func (w *wire) header() (length int, chunked bool, err error) {
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return 0, false, err
		}
		if len(line) <= 2 {
			return length, chunked, nil
		}
		switch name, value, _ := bytes.Cut(line, []byte(": ")); string(name) {
		case "Content-Length":
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, false, err
			}
		case "Transfer-Encoding":
			chunked = true
		case "Connection":
			w.closes = true
		}
	}
}

func (w *wire) take(n int) error {
	if !w.keep {
		_, err := w.in.Discard(n)
		return err
	}
	at := len(w.body)
	w.body = append(w.body, make([]byte, n)...)
	_, err := io.ReadFull(w.in, w.body[at:])
	return err
}

// load is what is asked of a server: Next writes the nth request into a buffer.
type load struct {
	addr  string
	conns int
	next  func(buf []byte, n int64) []byte
}

// answered is what came of a load.
type answered struct {
	OK, Limited, Shed, Failed int64
	Seconds                   float64
	took                      []time.Duration // of those that were done, sorted
	refusals                  []time.Duration
	first                     string // the first answer that was not expected
}

func (t *answered) add(o *answered) {
	t.OK, t.Limited, t.Shed, t.Failed = t.OK+o.OK, t.Limited+o.Limited, t.Shed+o.Shed, t.Failed+o.Failed
	t.took, t.refusals = append(t.took, o.took...), append(t.refusals, o.refusals...)
	if t.first == "" {
		t.first = o.first
	}
}

func (t *answered) count(status int, took time.Duration, body []byte) {
	switch {
	case status < 300:
		t.OK++
		t.took = append(t.took, took)
	case status == 429:
		t.Limited++
		t.refusals = append(t.refusals, took)
	case status == 503:
		t.Shed++
		t.refusals = append(t.refusals, took)
	default:
		t.Failed++
		if t.first == "" {
			t.first = fmt.Sprintf("%d %s", status, body)
		}
	}
}

func (t *answered) perSecond() float64 { return float64(t.OK) / t.Seconds }

// at returns a quantile of what was done, in milliseconds.
func (t *answered) at(q float64) float64 { return millisAt(t.took, q) }

func millisAt(sorted []time.Duration, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return float64(sorted[min(len(sorted)-1, int(q*float64(len(sorted))))].Microseconds()) / 1000
}

// run asks for some time; rate 0 is as fast as each connection answers (closed
// loop), otherwise so many a second arrive whatever the server does (open loop).
// Of an open loop times count from when a request was due, with sent from when
// it was sent.
func (l load) run(ctx context.Context, rate float64, during time.Duration, sent bool) (*answered, error) {
	var n atomic.Int64
	var mu sync.Mutex
	var wg sync.WaitGroup
	all, errs := &answered{}, []error(nil)
	wires := make([]*wire, l.conns)
	for i := range wires {
		w, err := dialWire(ctx, l.addr)
		if err != nil {
			return nil, err
		}
		defer w.conn.Close()
		wires[i] = w
	}
	start := time.Now()
	for _, w := range wires {
		wg.Go(func() {
			one := &answered{}
			err := l.drive(ctx, w, one, &n, start, rate, during, sent)
			mu.Lock()
			defer mu.Unlock()
			all.add(one)
			if err != nil {
				errs = append(errs, err)
			}
		})
	}
	wg.Wait()
	all.Seconds = time.Since(start).Seconds()
	slices.Sort(all.took)
	slices.Sort(all.refusals)
	if len(errs) > 0 {
		return all, fmt.Errorf("%d of %d connections broke: %w", len(errs), l.conns, errs[0])
	}
	return all, ctx.Err()
}

func (l load) drive(ctx context.Context, w *wire, t *answered, n *atomic.Int64, start time.Time, rate float64, during time.Duration, sent bool) error {
	w.keep = t.first == ""
	for ctx.Err() == nil {
		i := n.Add(1) - 1
		due := time.Now()
		if rate > 0 {
			due = start.Add(time.Duration(float64(i) / rate * float64(time.Second)))
			time.Sleep(time.Until(due))
		}
		if due.Sub(start) > during {
			return nil
		}
		w.buf = l.next(w.buf[:0], i)
		if sent {
			due = time.Now()
		}
		status, err := w.do(w.buf)
		if err != nil {
			return fmt.Errorf("request %d: %w", i, err)
		}
		t.count(status, time.Since(due), w.body)
		if w.keep = w.keep && t.OK == 0; w.closes {
			return errors.New("the server closed the connection")
		}
	}
	return nil
}

// request is one that was made beforehand, with the place of a number in it.
type request struct {
	text   []byte
	number int // place of ten digits; 0: none
}

// newRequest writes out a request. mark, where it occurs in the body, is
// overwritten with the number of the request.
func newRequest(method, path, host, key string, body, mark []byte) request {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host)
	if key != "" {
		fmt.Fprintf(&b, "Authorization: Bearer %s\r\n", key)
	}
	if body != nil {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	r := request{text: b.Bytes()}
	if i := bytes.Index(r.text, mark); len(mark) > 0 && i >= 0 {
		r.number = i
	}
	return r
}

// write writes the request with a number in its place.
func (r request) write(buf []byte, n int64) []byte {
	buf = append(buf, r.text...)
	for i := r.number + 9; r.number > 0 && i >= r.number; i-- {
		buf[i] = byte('0' + n%10)
		n /= 10
	}
	return buf
}

// every returns a function that goes through requests again and again, numbered
// from from on.
func every(requests []request, from *atomic.Int64) func([]byte, int64) []byte {
	return func(buf []byte, n int64) []byte {
		return requests[n%int64(len(requests))].write(buf, from.Add(1))
	}
}
