package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/store"
)

// proof is a Merkle proof.
type proof struct {
	Size   int64    `json:"size" doc:"leaves of the tree in which it proves"`
	Hashes []string `json:"hashes" nullable:"false" doc:"base64, in the order of RFC 6962"`
}

// InTree is the part of an input that says which tree is meant.
type InTree struct {
	Size int64 `query:"size" required:"true" minimum:"1" doc:"leaves of the tree in which is proved"`
}

// ledger serves what a monitor needs: below /v1/ledger stand checkpoint and tile
// as C2SP tlog-tiles has them.
func (a *API) ledger() {
	raw(a, operation{
		id: "get-receipt", method: http.MethodGet, path: "/v1/decisions/{id}/receipt", scope: access.DecisionsRead, class: httpd.Control, tag: "decisions",
		summary: "The receipt of a decision: proof that its leaf is in the ledger",
		detail: "Text in the form of C2SP tlog-proof, whose extra line is the leaf; `sekifuda verify --receipt` verifies it with nothing but the log's key. " +
			"202 with Retry-After until the leaf has its place, which takes a second at most.",
		errors: []int{http.StatusAccepted},
	}, "text/plain; charset=utf-8", []*huma.Param{pathParam("id", "of the decision, whole")}, a.receipt)
	raw(a, operation{
		id: "get-ledger-key", method: http.MethodGet, path: "/v1/ledger/key", scope: access.LedgerRead, class: httpd.Control, tag: "ledger",
		summary: "The public key with which checkpoints are verified",
		detail:  "Ask for it once and keep it: who takes it anew each time takes the server's word.",
	}, "text/plain; charset=utf-8", nil, func(w http.ResponseWriter, r *http.Request, _ caller) error {
		key, err := a.log().Key(r.Context())
		return answerText(w, []byte(key+"\n"), key == "", err)
	})
	raw(a, operation{
		id: "get-checkpoint", method: http.MethodGet, path: "/v1/ledger/checkpoint", scope: access.LedgerRead, class: httpd.Control, tag: "ledger",
		summary: "The present signed checkpoint (C2SP tlog-checkpoint)",
	}, "text/plain; charset=utf-8", nil, func(w http.ResponseWriter, r *http.Request, _ caller) error {
		signed, err := a.log().Checkpoint(r.Context())
		return answerText(w, signed, len(signed) == 0, err)
	})
	raw(a, operation{
		id: "get-tile", method: http.MethodGet, path: "/v1/ledger/tile/{path...}", scope: access.LedgerRead, class: httpd.Control, tag: "ledger",
		summary: "A tile of hashes, or with entries/ a bundle of leaves (C2SP tlog-tiles)",
		detail:  "The path is that of the form: `0/x001/067`, `0/000.p/5`, `entries/000.p/5`.",
	}, "application/octet-stream", []*huma.Param{pathParam("path", "level, number and, of a partial tile, width")}, a.tile)
	op(a, operation{
		id: "prove-inclusion", method: http.MethodGet, path: "/v1/ledger/inclusion", scope: access.LedgerRead, class: httpd.Control, tag: "ledger",
		summary: "Proof that the tree of a size has its leaf at a place",
	}, func(ctx context.Context, _ caller, in *struct {
		InTree
		Index int64 `query:"index" required:"true" minimum:"0" doc:"place of the leaf, from 0"`
	}) (*struct{ Body proof }, error) {
		hashes, err := a.log().Inclusion(ctx, in.Size, in.Index)
		return proofOf(in.Size, hashes, err)
	})
	op(a, operation{
		id: "prove-consistency", method: http.MethodGet, path: "/v1/ledger/consistency", scope: access.LedgerRead, class: httpd.Control, tag: "ledger",
		summary: "Proof that the tree of a size begins with the tree of a smaller one",
	}, func(ctx context.Context, _ caller, in *struct {
		InTree
		Smaller int64 `query:"smaller" required:"true" minimum:"1"`
	}) (*struct{ Body proof }, error) {
		hashes, err := a.log().Consistency(ctx, in.Size, in.Smaller)
		return proofOf(in.Size, hashes, err)
	})
}

func pathParam(name, what string) *huma.Param {
	return &huma.Param{Name: name, In: "path", Required: true, Description: what, Schema: &huma.Schema{Type: "string"}}
}

func (a *API) log() *notary.Log { return &notary.Log{DB: a.DB} }

// answerText writes a text; nothing is there yet where missing says so.
func answerText(w http.ResponseWriter, text []byte, missing bool, err error) error {
	if err == nil && missing {
		err = store.ErrNotFound
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(text)
	return nil // whoever hung up does not hear it
}

func (a *API) receipt(w http.ResponseWriter, r *http.Request, who caller) error {
	id := r.PathValue("id")
	receipt, err := a.log().Receipt(r.Context(), who.Tenant, id)
	if errors.Is(err, notary.ErrNotSequenced) {
		w.Header().Set("Retry-After", "1")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusAccepted)
		return nil
	}
	if err != nil {
		return err
	}
	// The start of an id is for people at a command line.
	if leaf, err := ledger.Parse(receipt.Leaf); err != nil || leaf.ID != id {
		return store.ErrNotFound
	}
	return answerText(w, receipt.Text(), false, nil)
}

func (a *API) tile(w http.ResponseWriter, r *http.Request, _ caller) error {
	t, err := ledger.ParseTilePath("tile/" + r.PathValue("path"))
	if err != nil {
		return store.ErrNotFound
	}
	b, err := a.log().Tile(r.Context(), t)
	if errors.Is(err, notary.ErrRange) {
		return store.ErrNotFound
	}
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Cache-Control", "private, max-age=31536000, immutable") // a tile at a width never changes
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.Write(b)
	return nil // whoever hung up does not hear it
}

func proofOf[H interface{ String() string }](size int64, hashes []H, err error) (*struct{ Body proof }, error) {
	if errors.Is(err, notary.ErrRange) {
		return nil, problem.New(http.StatusUnprocessableEntity, "the log does not reach so far",
			problem.Item{Place: "query.size", Message: "no such tree or place", Fix: "ask for /v1/ledger/checkpoint: its second line is the size"})
	}
	if err != nil {
		return nil, err
	}
	p := proof{Size: size, Hashes: []string{}}
	for _, h := range hashes {
		p.Hashes = append(p.Hashes, h.String())
	}
	return &struct{ Body proof }{p}, nil
}
