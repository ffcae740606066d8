package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

func (a *API) export() {
	text := func(format string) *huma.Schema { return &huma.Schema{Type: "string", Format: format} }
	outcomes := &huma.Schema{Type: "string", Enum: []any{string(finding.Approve), string(finding.Review), string(finding.Refuse)}}
	raw(a, operation{
		id: "export-decisions", method: http.MethodGet, path: "/v1/export/decisions", scope: access.Export, class: httpd.Batch, tag: "decisions",
		summary: "Decisions in bulk, with their applications and receipts",
		detail: "One JSON object a line, in the order in which they were recorded: `decision`, `application`, and `receipt` where the leaf is sequenced; " +
			"`erased` where nothing but the id is left. That it was taken out, by which key, how many and with which digest stands in the ledger. " +
			"An answer that breaks off ends without its last chunk.",
		errors: []int{http.StatusUnprocessableEntity},
	}, "application/x-ndjson", []*huma.Param{
		{Name: "since", In: "query", Description: "made at this time or later", Schema: text("date-time")},
		{Name: "until", In: "query", Description: "made before this time", Schema: text("date-time")},
		{Name: "outcome", In: "query", Description: "only these", Schema: outcomes},
	}, a.exportDecisions)
}

// A client that takes fewer than perDeadline decisions in the time of stalled is
// given up.
const (
	perDeadline = 100
	stalled     = time.Minute
)

func (a *API) exportDecisions(w http.ResponseWriter, r *http.Request, who caller) error {
	wanted, err := wantedOf(r)
	if err != nil {
		return err
	}
	id, err := a.NewID()
	if err != nil {
		return err
	}
	log := &notary.Log{DB: a.DB}
	e := &gate.Export{Books: a.books(who.Tenant), Wanted: wanted, ID: id, By: who.ID, At: who.at, Receipt: func(ctx context.Context, leaf int64) (string, error) {
		receipt, err := log.ReceiptOf(ctx, leaf)
		if errors.Is(err, notary.ErrNotSequenced) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		return string(receipt.Text()), nil
	}}
	w.Header().Set("Content-Type", "application/x-ndjson")
	w.Header().Set("Content-Disposition", `attachment; filename="decisions.jsonl"`)
	w.Header().Set("Cache-Control", "no-store")
	told := 0
	_, err = e.Run(r.Context(), w, func(to io.Writer, x *gate.Exported) error {
		if told++; told%perDeadline == 1 { // as long as the client takes them, the answer may last
			if err := http.NewResponseController(w).SetWriteDeadline(a.Clock().Time().Add(stalled)); err != nil && !errors.Is(err, http.ErrNotSupported) {
				return err
			}
		}
		return gate.WriteLine(to, x)
	})
	if err != nil && told > 0 {
		a.Log.ErrorContext(r.Context(), "request failed", "operation", "export-decisions", "error", err.Error())
		panic(http.ErrAbortHandler) // the client must not take a part for the whole
	}
	return err
}

// wantedOf reads the query strictly.
func wantedOf(r *http.Request) (w decision.Wanted, err error) {
	for name, values := range r.URL.Query() {
		place := "query." + name
		if len(values) != 1 {
			return w, invalid(place, "stands more than once", "give it once")
		}
		switch value := values[0]; name {
		case "since":
			w.Since, err = instant(place, value)
		case "until":
			w.Until, err = instant(place, value)
		case "outcome":
			switch w.Outcome = finding.Outcome(value); w.Outcome {
			case finding.Approve, finding.Review, finding.Refuse:
			default:
				err = invalid(place, "is no outcome", "approve, review or refuse")
			}
		default:
			err = invalid(place, "is not known here", "leave it out")
		}
		if err != nil {
			return w, err
		}
	}
	return w, nil
}
