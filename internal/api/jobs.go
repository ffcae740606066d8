package api

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/problem"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"

	"github.com/sekifuda/sekifuda/internal/store/job"
)

// task is a job as operators see it.
type task struct {
	ID        string          `json:"id"`
	Kind      string          `json:"kind"`
	Key       string          `json:"key" doc:"what it is about; the same work is one job"`
	State     string          `json:"state" enum:"waiting,running,done,dead"`
	Attempts  int64           `json:"attempts"`
	LastError string          `json:"last_error,omitempty"`
	Added     entity.Instant  `json:"added" format:"date-time"`
	Next      *entity.Instant `json:"next,omitempty" format:"date-time" doc:"when it is due, or when the lease of who runs it ends"`
	Finished  *entity.Instant `json:"finished,omitempty" format:"date-time"`
}

func toTask(j job.Job) task {
	t := task{ID: j.ID, Kind: string(j.Kind), Key: j.Key, State: j.State, Attempts: j.Attempts, LastError: j.LastError, Added: j.Added}
	if j.Finished != 0 {
		t.Finished = &j.Finished
	} else {
		t.Next = &j.RunAt
	}
	return t
}

func (a *API) jobs() {
	op(a, operation{
		id: "list-jobs", method: http.MethodGet, path: "/v1/jobs", scope: access.Operate, class: httpd.Control, tag: "jobs",
		summary: "Jobs, newest first",
	}, func(ctx context.Context, who caller, in *struct {
		Page
		State string `query:"state" enum:"waiting,running,done,dead"`
	}) (*list[task], error) {
		before, err := in.afterNumber()
		if err != nil {
			return nil, err
		}
		var all []job.Job
		err = a.view(ctx, func(tx *store.Tx) (err error) {
			all, err = job.List(tx, who.Tenant, in.State, before, in.Limit+1)
			return err
		})
		if err != nil {
			return nil, err
		}
		return mapped(listOf(in.Page, all, func(j job.Job) string { return number(j.Seq) }), toTask), nil
	})
	op(a, operation{
		id: "get-job", method: http.MethodGet, path: "/v1/jobs/{id}", scope: access.Operate, class: httpd.Control, tag: "jobs",
		summary: "One job",
	}, func(ctx context.Context, who caller, in *struct {
		IfKnown
		ID string `path:"id"`
	}) (*single[task], error) {
		var j job.Job
		err := a.view(ctx, func(tx *store.Tx) (err error) {
			j, err = job.Get(tx, who.Tenant, in.ID)
			return err
		})
		if err != nil {
			return nil, err
		}
		return one(in.IfKnown, toTask(j))
	})
	op(a, operation{
		id: "compact-source", method: http.MethodPost, path: "/v1/sources/{name}/compaction", scope: access.SourcesWrite, class: httpd.Control, tag: "sources",
		summary: "Join the base of a source and its differences, as a job", status: http.StatusAccepted, errors: []int{http.StatusConflict},
		detail: "Asked for again while the job is there, it is the same job. Search goes on meanwhile.",
	}, a.compact)
}

func (a *API) compact(ctx context.Context, who caller, in *struct {
	Name string `path:"name"`
}) (*accepted[task], error) {
	var j job.Job
	err := a.DB.Tx(ctx, func(tx *store.Tx) error {
		chain, err := stored.LiveOf(tx, in.Name)
		if err != nil {
			return err
		}
		if len(chain.Snapshots) < 2 {
			return problem.New(http.StatusConflict, "the source has no differences to join: nothing needs to be done")
		}
		head := chain.Snapshots[len(chain.Snapshots)-1].Digest
		id, _, err := job.Enqueue(tx, event.Compaction{Source: in.Name, Head: head}.Job(), who.at)
		if err != nil {
			return err
		}
		if err := job.Again(tx, id, who.at); err != nil { // one that was given up is asked for by a person now
			return err
		}
		if j, err = job.Get(tx, who.Tenant, id); err != nil {
			return err
		}
		return a.adminLeaf(tx, who, id, "compaction")
	})
	if err != nil {
		return nil, err
	}
	return &accepted[task]{Location: "/v1/jobs/" + j.ID, Body: toTask(j)}, nil
}
