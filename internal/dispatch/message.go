package dispatch

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// message is the body: fixed, with ids, codes and links. Who needs more asks
// for it by the link, with a key that may.
type message struct {
	Type      string         `json:"type"`
	Timestamp entity.Instant `json:"timestamp"` // when it happened
	Data      data           `json:"data"`
}

// data has the fields that apply to the type.
type data struct {
	ID          string `json:"id,omitempty"`
	Application string `json:"application,omitempty"` // the operator's own id
	Case        string `json:"case,omitempty"`        // the operator's own id
	Outcome     string `json:"outcome,omitempty"`
	Provisional bool   `json:"provisional,omitempty"`
	Source      string `json:"source,omitempty"`
	Digest      string `json:"digest,omitempty"`
	URL         string `json:"url,omitempty"` // path on this server
}

// body makes the body of a delivery from rows that never change, so that each
// try sends the same bytes. It fails with store.ErrNotFound where what it
// tells of is gone.
func body(tx *store.Tx, d delivery.Delivery) ([]byte, error) {
	m := message{Type: d.Topic, Timestamp: d.At, Data: data{ID: d.Ref}}
	var err error
	switch d.Topic {
	case event.Decision:
		err = ofDecision(tx, d, &m.Data)
	case event.SourceLive:
		err = ofSource(d, &m.Data)
	case event.IdentityFalse, event.IdentityWithdrawn:
		err = ofIdentity(tx, d, &m.Data)
	case event.Evidence:
		err = ofEvidence(tx, d, &m.Data)
	case event.CaseWithdrawn:
		err = ofCase(d, &m.Data)
	case event.MeasureTaken, event.MeasureEnded:
		m.Data.URL = "/v1/measures/" + url.PathEscape(d.Ref)
	case event.Ping:
	default:
		err = fmt.Errorf("topic %q is unknown to this release: %w", d.Topic, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("message %s: %w", d.ID, err)
	}
	return json.Marshal(m)
}

func ofDecision(tx *store.Tx, d delivery.Delivery, to *data) error {
	row, err := decision.Get(tx, d.Tenant, d.Ref)
	if err != nil {
		return err
	}
	to.Application, to.Outcome = row.Application, string(row.Outcome)
	to.URL = "/v1/decisions/" + url.PathEscape(row.ID)
	return nil
}

func ofSource(d delivery.Delivery, to *data) error {
	l, err := event.ParseLive(d.Ref)
	if err != nil {
		return errors.Join(err, store.ErrNotFound)
	}
	*to = data{Source: l.Source, Digest: l.Digest, URL: "/v1/sources/" + url.PathEscape(l.Source)}
	return nil
}

func ofIdentity(tx *store.Tx, d delivery.Delivery, to *data) error {
	p, err := record.GetProof(tx, d.Tenant, d.Ref)
	if err != nil {
		return err
	}
	to.Application, to.Provisional = p.Application, p.Provisional
	to.URL = "/v1/identities/" + url.PathEscape(p.ID)
	return nil
}

// ofCase names the case and the notice: whom to tell, and of what, is told to who
// may read the case.
func ofCase(d delivery.Delivery, to *data) error {
	id, notice, ok := strings.Cut(d.Ref, "/")
	if !ok {
		return fmt.Errorf("ref %q: %w", d.Ref, store.ErrNotFound)
	}
	*to = data{ID: notice, Case: id, URL: "/v1/cases/" + url.PathEscape(id) + "/notices"}
	return nil
}

func ofEvidence(tx *store.Tx, d delivery.Delivery, to *data) error {
	application, err := record.EvidenceOn(tx, d.Tenant, d.Ref)
	if err != nil {
		return err
	}
	to.Application = application
	to.URL = "/v1/applications/" + url.PathEscape(application) + "/evidence"
	return nil
}
