package client

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/problem"
)

func serve(t *testing.T, h http.HandlerFunc) *Client {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return &Client{URL: s.URL + "/", Key: "sk_x"}
}

// What the server could not do now is sent again with the same key, and only then.
func TestTriedAgain(t *testing.T) {
	n, seen := 0, map[string]bool{}
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		seen[r.Header.Get("Idempotency-Key")+string(b)+r.Header.Get("Authorization")] = true
		if n++; n < 2 {
			problem.New(http.StatusServiceUnavailable, "").Write(w)
			return
		}
		fmt.Fprint(w, `{"id":"7"}`)
	})
	var out struct{ ID string }
	if err := c.Post(t.Context(), "/v1/x", map[string]int{"a": 1}, &out, "once"); err != nil || out.ID != "7" || n != 2 || !seen[`once{"a":1}Bearer sk_x`] || len(seen) != 1 {
		t.Errorf("%v %+v after %d, %v", err, out, n, seen)
	}
	n = 0
	var p *problem.Problem
	if err := c.Post(t.Context(), "/v1/x", nil, nil, ""); !errors.As(err, &p) || p.Status != 503 || n != 1 {
		t.Errorf("without a key: %v after %d", err, n)
	}
}

func TestRefusals(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/problem":
			problem.New(422, "", problem.Item{Place: "body.a", Message: "wrong"}).Write(w)
		case "/page":
			w.WriteHeader(502)
			fmt.Fprint(w, "<html>")
		case "/away":
			http.Redirect(w, r, "/problem", http.StatusFound)
		default:
			fmt.Fprint(w, "<html>")
		}
	})
	for path, want := range map[string]string{"/problem": "body.a: wrong", "/page": "502", "/away": "302", "/other": "not what this release expects"} {
		if err := c.Get(t.Context(), path, &struct{}{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

func TestList(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("after") == "" {
			fmt.Fprint(w, `{"items":[1,2],"next":"a+b"}`)
			return
		}
		fmt.Fprintf(w, `{"items":[%d]}`, len(r.URL.Query().Get("after")))
	})
	var got []int
	err := List(t.Context(), c, "/v1/x", func(n int) error { got = append(got, n); return nil })
	if err != nil || fmt.Sprint(got) != "[1 2 3]" {
		t.Errorf("%v %v", got, err)
	}
}
