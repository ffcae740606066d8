// Package client speaks /v1 for the command line: what changes a running server
// goes through it.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/problem"
)

// Client asks one server with one key.
type Client struct {
	URL  string // http://127.0.0.1:8080
	Key  string
	HTTP *http.Client // nil: one that gives up after a minute
}

// tries is how often a request is sent where the server says that it may help.
const tries = 4

// maxAnswer bounds what is read of an answer.
const maxAnswer = 64 << 20

// Post sends a body and reads the answer into out, which may be nil. once, where
// not "", is the Idempotency-Key: with one, what the server could not do now is
// tried again. It fails with *problem.Problem where the server refuses.
func (c *Client) Post(ctx context.Context, path string, body, out any, once string) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for n := 1; ; n++ {
		err = c.send(ctx, http.MethodPost, path, text, once, out)
		var p *problem.Problem
		if once == "" || n == tries || !errors.As(err, &p) || p.RetryAfter == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(min(p.RetryAfter, 30)) * time.Second):
		}
	}
}

// Send sends bytes of a media type and reads the answer into out; errors as of
// Post. What it sends must be nothing new when it is sent again.
func (c *Client) Send(ctx context.Context, path, media string, body []byte, out any) error {
	return c.sendAs(ctx, http.MethodPost, path, media, body, "", out)
}

// Get reads what is at a path into out; errors as of Post.
func (c *Client) Get(ctx context.Context, path string, out any) error {
	return c.send(ctx, http.MethodGet, path, nil, "", out)
}

// List calls each with every item of a list, page by page.
func List[T any](ctx context.Context, c *Client, path string, each func(T) error) error {
	for after := ""; ; {
		var page struct {
			Items []T    `json:"items"`
			Next  string `json:"next"`
		}
		if err := c.Get(ctx, path+"?limit=500&after="+url.QueryEscape(after), &page); err != nil {
			return err
		}
		for _, item := range page.Items {
			if err := each(item); err != nil {
				return err
			}
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}

func (c *Client) send(ctx context.Context, method, path string, body []byte, once string, out any) error {
	return c.sendAs(ctx, method, path, "application/json", body, once, out)
}

func (c *Client) sendAs(ctx context.Context, method, path, media string, body []byte, once string, out any) error {
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.URL, "/")+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("server %s: %w", c.URL, err)
	}
	r.Header.Set("Authorization", "Bearer "+c.Key)
	if body != nil {
		r.Header.Set("Content-Type", media)
	}
	if once != "" {
		r.Header.Set("Idempotency-Key", once)
	}
	hc := c.HTTP
	if hc == nil {
		hc = &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	resp, err := hc.Do(r)
	if err != nil {
		return fmt.Errorf("server %s does not answer: %w", c.URL, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if resp.StatusCode >= 300 {
		return refusal(resp, text)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("%s %s: the answer is not what this release expects: %w", method, path, err)
	}
	return nil
}

// refusal reads a problem; something in between may have answered otherwise.
func refusal(resp *http.Response, text []byte) error {
	p := &problem.Problem{}
	if err := json.Unmarshal(text, p); err != nil || p.Code == "" {
		p = problem.New(resp.StatusCode, "the server did not say why")
	}
	p.Status = resp.StatusCode
	p.RetryAfter, _ = strconv.Atoi(resp.Header.Get("Retry-After"))
	return p
}
