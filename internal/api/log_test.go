package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

func (r *rig) sequence() *ledger.Signer {
	r.t.Helper()
	signer, err := notary.OpenSigner(r.t.Context(), r.DB, r.Vault, "sekifuda/test")
	if err != nil {
		r.t.Fatal(err)
	}
	s := notary.Sequencer{DB: r.DB, Signer: signer, Clock: r.Clock, Holder: "test"}
	if _, err := s.Once(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	return signer
}

// decided returns the id of the decision on an application.
func (r *rig) decided(tenant, application string) (id string) {
	r.t.Helper()
	if err := r.DB.View(r.t.Context(), func(tx *store.Tx) error {
		row, err := decision.LatestFor(tx, tenant, application)
		id = row.ID
		return err
	}); err != nil {
		r.t.Fatal(err)
	}
	return id
}

func TestReceipt(t *testing.T) {
	r := newRig(t)
	r.decide("default", "A-1", "A-2", "A-3")
	reader := who(access.DecisionsRead)
	id := r.decided("default", "A-2")
	path := "/v1/decisions/" + id + "/receipt"
	if w := r.ask(reader, "GET", path, ""); w.Code != http.StatusAccepted || w.Header().Get("Retry-After") != "1" || w.Body.Len() > 0 {
		t.Errorf("before it is sequenced: %d %v %s", w.Code, w.Header(), w.Body)
	}
	signer := r.sequence()
	w := r.ask(reader, "GET", path, "")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	receipt, err := ledger.ParseReceipt(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	leaf, checkpoint, err := receipt.Verify(signer.Key())
	if err != nil || leaf.ID != id || leaf.Kind != ledger.KindDecision || checkpoint.Size < 3 {
		t.Errorf("%+v %+v %v", leaf, checkpoint, err)
	}
	r.want(http.StatusNotFound, reader, "GET", "/v1/decisions/"+id[:10]+"/receipt", "")
	r.want(http.StatusNotFound, reader, "GET", "/v1/decisions/A-2/receipt", "")
	r.decide("other", "B-1")
	r.sequence()
	r.want(http.StatusNotFound, reader, "GET", "/v1/decisions/"+r.decided("other", "B-1")+"/receipt", "")
	r.want(http.StatusForbidden, who(access.LedgerRead), "GET", path, "")
}

// TestLedger reads the log as a monitor does: the leaves give the root that the
// checkpoint says, and the proofs hold.
func TestLedger(t *testing.T) {
	r := newRig(t)
	monitor := who(access.LedgerRead)
	for _, path := range []string{"key", "checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1", "tile/nonsense"} {
		r.want(http.StatusNotFound, monitor, "GET", "/v1/ledger/"+path, "")
	}
	r.decide("default", "A-1", "A-2", "A-3")
	signer := r.sequence()
	if w := r.ask(monitor, "GET", "/v1/ledger/key", ""); w.Body.String() != signer.Key()+"\n" {
		t.Errorf("key %s", w.Body)
	}
	checkpoint, err := ledger.OpenCheckpoint(r.ask(monitor, "GET", "/v1/ledger/checkpoint", "").Body.Bytes(), signer.Key())
	if err != nil {
		t.Fatal(err)
	}
	w := r.ask(monitor, "GET", fmt.Sprintf("/v1/ledger/tile/entries/000.p/%d", checkpoint.Size), "")
	leaves, err := ledger.ParseBundle(w.Body.Bytes())
	if err != nil || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("bundle: %v, %v", w.Header(), err)
	}
	var edge ledger.Edge
	var hashes string
	for _, l := range leaves {
		h := ledger.Hash(l)
		hashes += string(h[:])
		edge.Append(h)
	}
	if edge.Size() != checkpoint.Size || edge.Root() != checkpoint.Root {
		t.Errorf("the bundle gives %d leaves with root %v, the checkpoint says %+v", edge.Size(), edge.Root(), checkpoint)
	}
	if w := r.ask(monitor, "GET", fmt.Sprintf("/v1/ledger/tile/0/000.p/%d", checkpoint.Size), ""); w.Body.String() != hashes {
		t.Errorf("tile of %d bytes, want %d", w.Body.Len(), len(hashes))
	}
	inclusion := r.want(http.StatusOK, monitor, "GET", fmt.Sprintf("/v1/ledger/inclusion?size=%d&index=1", checkpoint.Size), "")
	if err := tlog.CheckRecord(proofIn(t, inclusion), checkpoint.Size, checkpoint.Root, 1, ledger.Hash(leaves[1])); err != nil {
		t.Error(err)
	}
	consistency := r.want(http.StatusOK, monitor, "GET", fmt.Sprintf("/v1/ledger/consistency?size=%d&smaller=1", checkpoint.Size), "")
	if err := tlog.CheckTree(proofIn(t, consistency), checkpoint.Size, checkpoint.Root, 1, ledger.Hash(leaves[0])); err != nil {
		t.Error(err)
	}
	for _, query := range []string{"inclusion?size=1&index=1", "inclusion?size=1000&index=1", "inclusion?size=1", "inclusion?size=0&index=0", "consistency?size=1&smaller=2", "consistency?size=1&smaller=1&more=1"} {
		r.want(http.StatusUnprocessableEntity, monitor, "GET", "/v1/ledger/"+query, "")
	}
	for _, path := range []string{"tile/0/000", "tile/entries/001.p/1", "tile/1/000.p/1", "tile/0/000.p/01", "tile/8/0/000.p/1"} {
		r.want(http.StatusNotFound, monitor, "GET", "/v1/ledger/"+path, "")
	}
	r.want(http.StatusForbidden, who(access.DecisionsRead), "GET", "/v1/ledger/checkpoint", "")
}

func proofIn(t *testing.T, answer map[string]any) (out []tlog.Hash) {
	t.Helper()
	for _, text := range answer["hashes"].([]any) {
		h, err := tlog.ParseHash(text.(string))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, h)
	}
	return out
}
