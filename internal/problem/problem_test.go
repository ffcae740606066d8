package problem

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	w := httptest.NewRecorder()
	New(422, "the application cannot be read", Item{"body.applicant.nam", "there is no such field", "did you mean applicant.name?"}).Write(w)
	want := `{"type":"urn:sekifuda:problem:invalid","title":"Unprocessable Entity","status":422,"code":"invalid",` +
		`"detail":"the application cannot be read","errors":[{"place":"body.applicant.nam","message":"there is no such field","fix":"did you mean applicant.name?"}]}`
	if got := strings.TrimSpace(w.Body.String()); got != want || w.Code != 422 || w.Header().Get("Content-Type") != ContentTypeJSON {
		t.Errorf("%d %v %s", w.Code, w.Header(), got)
	}
}

// Whoever is told to come back hears when; whoever has no key hears which kind.
func TestHeaders(t *testing.T) {
	for status, want := range map[int][2]string{503: {"Retry-After", "1"}, 429: {"Retry-After", "1"}, 401: {"WWW-Authenticate", `Bearer realm="sekifuda"`}} {
		if got := New(status, "").GetHeaders().Get(want[0]); got != want[1] {
			t.Errorf("%d: %s %q", status, want[0], got)
		}
	}
	if h := New(404, "").GetHeaders(); len(h) != 0 {
		t.Errorf("404: %v", h)
	}
	if p := New(418, ""); p.Code != "status_418" {
		t.Errorf("%+v", p)
	}
}
