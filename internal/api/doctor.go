package api

import (
	"context"
	"net/http"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/health"
	"github.com/sekifuda/sekifuda/internal/httpd"
)

// diagnosis is what the doctor found.
type diagnosis struct {
	Fine  bool           `json:"fine" doc:"nothing fails"`
	Found []health.Found `json:"found" nullable:"false" doc:"what holds, and what to do; nothing personal"`
}

// doctor tells what `sekifuda doctor` tells, seen from inside the server.
func (a *API) doctor() {
	op(a, operation{
		id: "doctor", method: http.MethodGet, path: "/v1/doctor", scope: access.Operate, class: httpd.Control, tag: "about",
		summary: "Every condition under which this server does not do what it should, with the remedy",
	}, func(ctx context.Context, _ caller, _ *struct{}) (*struct{ Body diagnosis }, error) {
		found := a.Doctor(ctx)
		if found == nil {
			found = []health.Found{}
		}
		return &struct{ Body diagnosis }{diagnosis{Fine: !health.Failing(found), Found: found}}, nil
	})
}
