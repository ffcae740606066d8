package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/inventory"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
)

// Bounds of one import over HTTP; more comes in several requests.
const (
	maxRecords     = 1000
	maxRecordsBody = 4 << 20
	maxMissing     = 100
)

// recordLine is the current version of a record, without its content.
type recordLine struct {
	ExternalID string          `json:"external_id"`
	Version    int64           `json:"version" doc:"from 1"`
	Source     string          `json:"source,omitempty" doc:"which system says so"`
	From       entity.Instant  `json:"from" format:"date-time"`
	To         *entity.Instant `json:"to,omitempty" format:"date-time" doc:"exclusive; absent while it runs"`
	Recorded   entity.Instant  `json:"recorded" format:"date-time"`
}

// recordWhole is a version of a record with its content.
type recordWhole struct {
	recordLine
	Kind     string          `json:"kind"`
	Versions int             `json:"versions" doc:"how many there are"`
	Record   json.RawMessage `json:"record" doc:"as docs/records.md says"`
}

// imported says what came of an import.
type imported struct {
	inventory.Result
	MissingCount int         `json:"missing_count" doc:"references that lead nowhere yet; they are kept, and found when what they name comes"`
	Missing      []reference `json:"missing" nullable:"false" doc:"the first of them"`
}

type reference struct {
	Kind  string `json:"kind"`
	ID    string `json:"external_id"`
	Field string `json:"field" doc:"in which it stands"`
}

func (a *API) records() {
	a.importing()
	op(a, operation{
		id: "list-records", method: http.MethodGet, path: "/v1/records/{kind}", scope: access.RecordsRead, class: httpd.Interactive, tag: "records",
		summary: "Records of a kind, in the order of their ids, without their content",
	}, func(ctx context.Context, who caller, in *struct {
		Page
		Kind string `path:"kind"`
	}) (*list[recordLine], error) {
		after, err := in.after()
		if err != nil {
			return nil, err
		}
		if !isBook(in.Kind) {
			return nil, store.ErrNotFound
		}
		all, err := a.inventory(who).List(ctx, in.Kind, after, in.Limit+1)
		if err != nil {
			return nil, err
		}
		return mapped(listOf(in.Page, all, func(r book.Row) string { return r.ExternalID }), lineOf), nil
	})
	op(a, operation{
		id: "get-record", method: http.MethodGet, path: "/v1/records/{kind}/{id}", scope: access.RecordsRead, class: httpd.Interactive, tag: "records",
		summary: "One record, its current version or an earlier one",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		Kind    string `path:"kind"`
		ID      string `path:"id" doc:"external id, percent-encoded"`
		Version int    `query:"version" minimum:"1" doc:"absent: the current one"`
	}) (*single[recordWhole], error) {
		all, err := a.inventory(who).Get(ctx, in.Kind, in.ID)
		if err != nil {
			return nil, err
		}
		n := in.Version
		if n == 0 {
			n = len(all)
		}
		if n > len(all) {
			return nil, store.ErrNotFound
		}
		h := all[n-1]
		return one(in.IfKnown, recordWhole{lineOf(h.Row), h.Kind, len(all), h.Record})
	})
}

func (a *API) inventory(who caller) *inventory.Inventory {
	return &inventory.Inventory{DB: a.DB, Vault: a.Vault, Tenant: who.Tenant, Zone: a.Zone}
}

func isBook(kind string) bool {
	for _, k := range application.BookKinds() {
		if k == kind {
			return true
		}
	}
	return false
}

func lineOf(r book.Row) recordLine {
	l := recordLine{ExternalID: r.ExternalID, Version: r.Version, Source: r.Source, From: r.From, Recorded: r.At}
	if r.To != inventory.Forever {
		l.To = &r.To
	}
	return l
}

// importing registers the import, whose body the project's own reader reads.
func (a *API) importing() {
	o := operation{
		id: "import-records", method: http.MethodPost, path: "/v1/records/{kind}", scope: access.RecordsWrite, class: httpd.Batch, tag: "records",
		summary: "Store records: one object, or up to 1,000 as JSON lines",
		detail: "All of the request or nothing is stored. A record that is there with the same content is nothing new, with other content it is a new version; " +
			"so a request can be sent again at any time, and needs no Idempotency-Key.",
		errors: []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity},
	}
	kinds := &huma.Schema{Type: "string"}
	for _, k := range application.BookKinds() {
		kinds.Enum = append(kinds.Enum, k)
	}
	raw(a, o, "application/json", []*huma.Param{{Name: "kind", In: "path", Required: true, Schema: kinds}}, a.importRecords)
	doc := a.huma.OpenAPI()
	object := &huma.Schema{OneOf: nil}
	for _, t := range []reflect.Type{reflect.TypeFor[record.Contract](), reflect.TypeFor[record.Asset](), reflect.TypeFor[record.Lease](),
		reflect.TypeFor[record.Account](), reflect.TypeFor[record.Event]()} {
		object.OneOf = append(object.OneOf, doc.Components.Schemas.Schema(t, true, t.Name()))
	}
	described := doc.Paths[o.path].Post
	described.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/json": {Schema: object}, "application/x-ndjson": {},
	}}
	described.Responses["200"].Content["application/json"] = &huma.MediaType{Schema: doc.Components.Schemas.Schema(reflect.TypeFor[imported](), true, "imported")}
}

func (a *API) importRecords(w http.ResponseWriter, r *http.Request, who caller) error {
	kind := r.PathValue("kind")
	switch {
	case !isBook(kind):
		return store.ErrNotFound
	case r.URL.RawQuery != "":
		return invalid("query", "no parameter is known here", "leave it out")
	}
	entries, err := readRecords(http.MaxBytesReader(w, r.Body, maxRecordsBody), r.Header.Get("Content-Type"), kind, a.inventory(who))
	if err != nil {
		return err
	}
	result, err := a.inventory(who).ImportWhole(r.Context(), entries, who.at)
	if err != nil {
		return err
	}
	out := imported{Result: result, MissingCount: len(result.Missing), Missing: []reference{}}
	for _, m := range result.Missing[:min(len(result.Missing), maxMissing)] {
		out.Missing = append(out.Missing, reference(m))
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(w).Encode(out)
}

// readRecords reads the whole body and prepares what is in it.
func readRecords(body io.Reader, contentType, kind string, v *inventory.Inventory) (entries []inventory.Entry, err error) {
	file := "body.jsonl"
	switch media, _, _ := mime.ParseMediaType(contentType); media {
	case "application/json":
		file = "body.json"
	case "application/x-ndjson":
	default:
		p := problem.New(http.StatusUnsupportedMediaType, "this media type is not taken")
		p.Errors = append(p.Errors, problem.Item{Place: "header.Content-Type", Message: "is no kind that is read here", Fix: "send application/json or application/x-ndjson"})
		return nil, p
	}
	var bad []*format.Error
	for row, err := range application.ReadRecords(kind, file, body, format.Limits{Bytes: maxRecordsBody + 1, FieldSize: 64 << 10}) {
		if err != nil {
			return nil, unread(err)
		}
		problems := row.Problems
		if problems == nil {
			var e inventory.Entry
			if e, problems = v.Prepare(row.Record); problems == nil {
				entries = append(entries, e)
			}
		}
		for _, p := range problems {
			if p.Line == 0 {
				p.Line = row.Line
			}
			if p.Field != "" && row.Position > 1 {
				p.Field = number(int64(row.Position-1)) + "." + p.Field
			}
			bad = append(bad, p)
		}
		if len(entries) > maxRecords {
			return nil, invalid("body", "has more than 1,000 records", "send several requests")
		}
		if len(bad) > maxMissing {
			break
		}
	}
	if bad != nil {
		return nil, unreadable(bad)
	}
	if len(entries) == 0 {
		return nil, invalid("body", "holds no record", "send one object, or one a line")
	}
	return entries, nil
}

// unread explains why a body could not be read to its end.
func unread(err error) error {
	var large *http.MaxBytesError
	var fe *format.Error
	switch {
	case errors.As(err, &large):
		return problem.New(http.StatusRequestEntityTooLarge, "the body is larger than 4 MiB: send several requests")
	case errors.As(err, &fe):
		fe.Msg = strings.TrimSpace(fe.Msg)
		return unreadable([]*format.Error{fe})
	}
	return err
}
