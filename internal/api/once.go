package api

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/once"
)

// Once is the part of an input that creates something.
type Once struct {
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" doc:"made by the client for this request and sent again with each retry of it; kept 7 days. A retry gets the first answer with status 200; another request with the same key is a 409"`
}

// request is the claim of a request that creates; nil where the client gave no
// key. Neither his key nor the body can be told from it.
func (a *API) request(who caller, in Once, o string, body []byte) *once.Request {
	if in.IdempotencyKey == "" {
		return nil
	}
	return &once.Request{
		Tenant: who.Tenant, Key: a.Vault.Blind(who.Tenant, "idempotency", who.ID+" "+in.IdempotencyKey),
		Body: a.Vault.Commit("idempotency "+o, body), At: who.at,
	}
}

// claims is what a use case does with a request in its own transaction: it
// returns what the request created before, "" where it did not.
type claims func(tx *store.Tx, id string) (taken string, err error)

func claimer(r *once.Request) claims {
	if r == nil {
		return nil
	}
	return func(tx *store.Tx, id string) (string, error) { return once.Claim(tx, *r, id) }
}

// errTaken ends a transaction in which the key turned out to be taken.
type errTaken struct{ ref string }

func (e errTaken) Error() string { return "served before" }

// claim is claimer for use cases that only want to know whether to go on.
func claim(r *once.Request, id string) func(*store.Tx) error {
	if r == nil {
		return nil
	}
	return func(tx *store.Tx) error {
		taken, err := once.Claim(tx, *r, id)
		if err == nil && taken != "" {
			err = errTaken{taken}
		}
		return err
	}
}

// flights are the requests with a key that are being served: retries that come
// meanwhile wait for the answer of the first, and cost nothing.
type flights struct {
	mu sync.Mutex
	by map[string]*flight
}

type flight struct {
	body  string
	done  chan struct{}
	thing any
	again bool
	err   error
}

// flightTime bounds a request that others wait for, where nothing else does.
const flightTime = 30 * time.Second

// creating serves a request that creates at most once. read fetches what it
// created before; create creates it, claiming the key in its transaction, and
// fails with errTaken where another process was quicker. again says that it was
// served before.
func creating[T any](ctx context.Context, a *API, r *once.Request, read func(context.Context, string) (T, error), create func(context.Context) (T, error)) (thing T, again bool, err error) {
	if r == nil {
		thing, err = create(ctx)
		return thing, false, err
	}
	f, first, err := a.flights.join(r)
	if err != nil {
		return thing, false, err
	}
	if !first {
		select {
		case <-f.done:
		case <-ctx.Done():
			return thing, false, ctx.Err()
		}
		thing, _ = f.thing.(T)
		return thing, true, f.err
	}
	defer a.flights.leave(r, f)
	// The first may hang up; the others wait for what it began.
	deadline, bounded := ctx.Deadline()
	ctx = context.WithoutCancel(ctx)
	var cancel context.CancelFunc
	if bounded {
		ctx, cancel = context.WithDeadline(ctx, deadline)
	} else {
		ctx, cancel = context.WithTimeout(ctx, flightTime)
	}
	defer cancel()
	f.err = errors.New("the request ended without an answer") // where create panics
	thing, f.again, f.err = served(ctx, a, r, read, create)
	f.thing = thing
	return thing, f.again, f.err
}

func served[T any](ctx context.Context, a *API, r *once.Request, read func(context.Context, string) (T, error), create func(context.Context) (T, error)) (thing T, again bool, err error) {
	ref := ""
	err = a.view(ctx, func(tx *store.Tx) (err error) {
		ref, err = once.Find(tx, *r)
		return err
	})
	if err == nil && ref == "" {
		thing, err = create(ctx)
		var taken errTaken
		if !errors.As(err, &taken) {
			return thing, false, reused(err)
		}
		ref, err = taken.ref, nil
	}
	if err != nil {
		return thing, false, reused(err)
	}
	thing, err = read(ctx, ref)
	return thing, true, err
}

// join returns the flight of a request, and whether the caller is to fly it.
func (s *flights) join(r *once.Request) (f *flight, first bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.Tenant + " " + r.Key
	if f = s.by[id]; f != nil {
		if f.body != r.Body {
			err = reused(once.ErrOther)
		}
		return f, false, err
	}
	if s.by == nil {
		s.by = map[string]*flight{}
	}
	f = &flight{body: r.Body, done: make(chan struct{})}
	s.by[id] = f
	return f, true, nil
}

func (s *flights) leave(r *once.Request, f *flight) {
	s.mu.Lock()
	delete(s.by, r.Tenant+" "+r.Key)
	s.mu.Unlock()
	close(f.done)
}

// reused tells a client that its key stands for another request.
func reused(err error) error {
	if !errors.Is(err, once.ErrOther) {
		return err
	}
	return problem.Coded(http.StatusConflict, "idempotency_key_reused", "this Idempotency-Key was used for another request; nothing was done",
		problem.Item{Place: "header.Idempotency-Key", Message: "stands for another request", Fix: "make a new key for each request and send it again only with retries of the same bytes"})
}
