package httpd

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// TestGracefulStop lets a request that is in work end, tells on a connection
// that is open that the server is not ready, and leaves nothing running.
func TestGracefulStop(t *testing.T) {
	defer goleak.VerifyNone(t)
	entered, goOn := make(chan struct{}), make(chan struct{})
	slow := Route{Pattern: "GET /slow", Open: true, Class: Interactive, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-goOn
		io.WriteString(w, "done")
	})}
	c := Config{Clock: time.Now, Log: slog.New(slog.DiscardHandler), Limits: Defaults(2)}
	c.Limits.Notice = 300 * time.Millisecond
	s, err := New(NewMux(), []Route{slow}, c)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, l, nil) }()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	got := make(chan string, 1)
	go func() {
		resp, err := client.Get("http://" + l.Addr().String() + "/slow")
		if err != nil {
			got <- err.Error()
			return
		}
		defer resp.Body.Close()
		b, _ := io.ReadAll(resp.Body)
		got <- string(b)
	}()
	<-entered
	stop()
	for !s.draining.Load() {
		time.Sleep(time.Millisecond)
	}
	resp, err := client.Get("http://" + l.Addr().String() + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != 503 || !strings.Contains(string(b), "stopping") {
		t.Errorf("while stopping: %d %s", resp.StatusCode, b)
	}
	time.Sleep(c.Limits.Notice)
	close(goOn)
	if text := <-got; text != "done" {
		t.Errorf("the request in work got %q", text)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestConnectionsAreBounded(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	l := &bounded{Listener: inner, places: make(chan struct{}, 1)}
	accepted := make(chan net.Conn, 2)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted <- c
		}
	}()
	for range 2 {
		c, err := net.Dial("tcp", inner.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	first := <-accepted
	select {
	case <-accepted:
		t.Fatal("two connections in one place")
	case <-time.After(50 * time.Millisecond):
	}
	first.Close()
	first.Close()
	(<-accepted).Close()
}
