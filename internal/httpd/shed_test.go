package httpd

import (
	"log/slog"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// never is nobody who leaves; nil, so that it belongs to no bubble.
var never chan struct{}

func TestInteractiveGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDoor(Limits{Work: 2, Batch: 1, Queue: 2, Wait: time.Second})
		if !d.enter(Batch, never) || !d.enter(Interactive, never) {
			t.Fatal("an empty room turns away")
		}
		var order []string
		come := func(name string, c Class) {
			go func() {
				if d.enter(c, never) {
					order = append(order, name)
					d.leave(c)
				}
			}()
			synctest.Wait()
		}
		come("batch", Batch)
		come("one", Interactive)
		come("two", Interactive)
		if d.enter(Interactive, never) {
			t.Error("a full queue lets in")
		}
		d.leave(Interactive)
		synctest.Wait()
		d.leave(Batch)
		synctest.Wait()
		if len(order) != 3 || order[0] != "one" || order[1] != "two" || order[2] != "batch" {
			t.Errorf("order %v", order)
		}
		if d.turned[Interactive].Load() != 1 {
			t.Error("not counted")
		}
	})
}

func TestBatchHasAShare(t *testing.T) {
	d := newDoor(Limits{Work: 4, Batch: 1, Queue: 0, Wait: time.Second})
	if !d.enter(Batch, never) || d.enter(Batch, never) {
		t.Error("batch takes more than its share")
	}
	for range 3 {
		if !d.enter(Interactive, never) {
			t.Error("the rest is not left to interactive requests")
		}
	}
	if d.enter(Interactive, never) {
		t.Error("more in work than allowed")
	}
}

func TestWaitingHasAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDoor(Limits{Work: 1, Batch: 1, Queue: 5, Wait: 50 * time.Millisecond})
		d.enter(Interactive, never)
		start := time.Now()
		if d.enter(Interactive, never) || time.Since(start) != 50*time.Millisecond {
			t.Errorf("let in, or after %s", time.Since(start))
		}
		gone := make(chan struct{})
		close(gone)
		if d.enter(Interactive, gone) {
			t.Error("who has gone is let in")
		}
		if n, w := d.load(Interactive); n != 1 || w != 0 {
			t.Errorf("%d in work, %d waiting", n, w)
		}
		d.leave(Interactive)
		if !d.enter(Interactive, never) {
			t.Error("nobody in work, and turned away")
		}
	})
}

func TestOverload(t *testing.T) {
	s, _ := testServer(t, func(c *Config) { c.Limits.Work, c.Limits.Queue = 0, 0 })
	w := ask(s, "POST", "/v1/applications", "body", "Authorization: Bearer broken")
	if w.Code != 503 || w.Header().Get("Retry-After") != "1" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := ask(s, "GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("health under load: %d", w.Code)
	}
}

func BenchmarkTurnedAway(b *testing.B) {
	d := newDoor(Limits{})
	b.ReportAllocs()
	for b.Loop() {
		d.enter(Interactive, never)
	}
}

// BenchmarkRefusal is a refusal over a connection that is kept, client included.
func BenchmarkRefusal(b *testing.B) {
	c := Config{Clock: time.Now, Auth: testKeys, Log: slog.New(slog.DiscardHandler), Limits: Defaults(2)}
	c.Limits.Work, c.Limits.Queue = 0, 0
	s, err := New(NewMux(), routes(), c)
	if err != nil {
		b.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go s.Run(b.Context(), l, nil)
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	body := strings.Repeat("a", 1000)
	request := []byte("POST /v1/applications HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer examiner\r\nContent-Length: 1000\r\n\r\n" + body)
	answer := make([]byte, 4096)
	b.ReportAllocs()
	for b.Loop() {
		conn.Write(request)
		if n, err := conn.Read(answer); err != nil || !strings.Contains(string(answer[:n]), " 503 ") {
			b.Fatal(n, err)
		}
	}
}
