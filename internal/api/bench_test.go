package api

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/record"
)

// BenchmarkExamine is one application by the handler, without a network; its
// parts stand below. What it has more than the gate is the API's own cost.
func BenchmarkExamine(b *testing.B) {
	for _, once := range []bool{false, true} {
		b.Run(fmt.Sprintf("once=%v", once), func(b *testing.B) {
			r := newRig(b)
			p := who(access.Examine)
			var n atomic.Int64
			b.ReportAllocs()
			b.SetParallelism(16)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					id := fmt.Sprint("A-", n.Add(1))
					q := httptest.NewRequest("POST", "/v1/applications", strings.NewReader(applicationText(id)))
					q.Header.Set("Content-Type", "application/json")
					if once {
						q.Header.Set("Idempotency-Key", id)
					}
					w := httptest.NewRecorder()
					r.mux.ServeHTTP(w, q.WithContext(httpd.WithPrincipal(q.Context(), p)))
					if w.Code != 201 {
						b.Errorf("%d %s", w.Code, w.Body)
					}
				}
			})
		})
	}
	b.Run("gate", func(b *testing.B) {
		r := newRig(b)
		var n atomic.Int64
		b.ReportAllocs()
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				app := &record.Application{}
				if bad := application.Value([]byte(applicationText(fmt.Sprint("A-", n.Add(1)))), app, readLimits); bad != nil {
					b.Fatal(bad)
				}
				if _, err := r.counter("default").Examine(b.Context(), gate.Asked{App: app, At: noon}); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
