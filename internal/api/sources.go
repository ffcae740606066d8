package api

import (
	"context"
	"net/http"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// Sources is what is opened of what is live; *source.Current is one.
type Sources interface {
	Borrow() (live []*source.Loaded, release func())
}

// sourceState is what is live of one source, and whether it can be looked into.
type sourceState struct {
	Name          string         `json:"name"`
	Kind          string         `json:"kind"`
	Records       int64          `json:"records"`
	Published     entity.Instant `json:"published" format:"date-time" doc:"of the newest part; freshness counts from it"`
	PublishedFrom string         `json:"published_from" doc:"what says so: file, flag, import"`
	AgeHours      int            `json:"age_hours" doc:"whole hours since published"`
	MaxAgeHours   int            `json:"max_age_hours" doc:"that the policy allows"`
	Fresh         bool           `json:"fresh" doc:"false: checks that need it are not_checked"`
	Open          bool           `json:"open" doc:"false: it cannot be looked into, see detail and doctor"`
	Detail        string         `json:"detail,omitempty"`
	Chain         []string       `json:"chain" nullable:"false" doc:"digests of the snapshots, base first"`
}

// snapshot is one state that a source was imported in.
type snapshot struct {
	Digest        string         `json:"digest"`
	Base          string         `json:"base,omitempty" doc:"of a difference"`
	Published     entity.Instant `json:"published" format:"date-time"`
	PublishedFrom string         `json:"published_from"`
	Imported      entity.Instant `json:"imported" format:"date-time"`
	Records       int64          `json:"records"`
	Reader        string         `json:"reader" doc:"name and version of what read the files"`
	Raw           []rawFile      `json:"raw" nullable:"false" doc:"the files as they were received"`
	Live          bool           `json:"live"`
}

type rawFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

func (a *API) sources() {
	op(a, operation{
		id: "list-sources", method: http.MethodGet, path: "/v1/sources", scope: access.SourcesRead, class: httpd.Control, tag: "sources",
		summary: "Which registers and lists are live, and how old they are",
	}, func(ctx context.Context, who caller, in *struct{ Page }) (*list[sourceState], error) {
		after, err := in.after()
		if err != nil {
			return nil, err
		}
		all, err := a.liveSources(ctx, who.at)
		for len(all) > 0 && all[0].Name <= after {
			all = all[1:]
		}
		return listOf(in.Page, all, func(s sourceState) string { return s.Name }), err
	})
	op(a, operation{
		id: "get-source", method: http.MethodGet, path: "/v1/sources/{name}", scope: access.SourcesRead, class: httpd.Control, tag: "sources",
		summary: "One source",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		Name string `path:"name"`
	}) (*single[sourceState], error) {
		all, err := a.liveSources(ctx, who.at)
		for _, s := range all {
			if s.Name == in.Name {
				return one(in.IfKnown, s)
			}
		}
		if err == nil {
			err = store.ErrNotFound
		}
		return nil, err
	})
	op(a, operation{
		id: "list-snapshots", method: http.MethodGet, path: "/v1/sources/{name}/snapshots", scope: access.SourcesRead, class: httpd.Control, tag: "sources",
		summary: "What was imported of a source, in the order of import",
	}, a.listSnapshots)
}

// liveSources returns what is live in name order.
func (a *API) liveSources(ctx context.Context, at entity.Instant) (out []sourceState, err error) {
	var chains []stored.Chain
	err = a.view(ctx, func(tx *store.Tx) (err error) {
		chains, err = stored.Live(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	live, release := a.Sources.Borrow()
	defer release()
	for _, c := range chains {
		last := c.Snapshots[len(c.Snapshots)-1]
		age, most := at.Time().Sub(c.Published().Time()), a.MaxAge(c.Kind, c.Source)
		s := sourceState{
			Name: c.Source, Kind: c.Kind, Published: c.Published(), PublishedFrom: last.PublishedFrom,
			AgeHours: int(age / time.Hour), MaxAgeHours: int(most / time.Hour), Fresh: age <= most,
			Chain: c.Ref().Chain, Detail: "went live a moment ago and is being opened",
		}
		for _, l := range live {
			if l.Chain.Source == c.Source {
				s.Open, s.Records, s.Detail = l.Err == nil, l.Records, ""
				if l.Err != nil {
					s.Detail = "a file of it cannot be read; sekifuda doctor says more"
				}
			}
		}
		out = append(out, s)
	}
	return out, nil
}

func (a *API) listSnapshots(ctx context.Context, who caller, in *struct {
	Page
	Name string `path:"name"`
}) (*list[snapshot], error) {
	after, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	var all []stored.Snapshot
	err = a.view(ctx, func(tx *store.Tx) (err error) {
		all, err = stored.List(tx, in.Name)
		return err
	})
	if err == nil && len(all) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	for len(all) > 0 && all[0].Seq <= after {
		all = all[1:]
	}
	return mapped(listOf(in.Page, all, func(s stored.Snapshot) string { return number(s.Seq) }), toSnapshot), nil
}

func toSnapshot(s stored.Snapshot) snapshot {
	out := snapshot{
		Digest: s.Digest, Base: s.Base, Published: s.Published, PublishedFrom: s.PublishedFrom, Imported: s.Imported,
		Records: s.Records, Reader: s.Reader, Raw: []rawFile{}, Live: s.Live,
	}
	for _, r := range s.Raw {
		out.Raw = append(out.Raw, rawFile(r))
	}
	return out
}
