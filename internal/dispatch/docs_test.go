package dispatch

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
)

var writeDocs = flag.Bool("update", false, "write the example in docs/webhooks.md anew")

// The example of docs/webhooks.md is what is sent, and verifies.
func TestExample(t *testing.T) {
	const body = `{"type":"decision","timestamp":"2026-02-28T00:00:00Z","data":{"id":"abcdefghijklmnopqrstuvwxyz","application":"A-1001","outcome":"review","url":"/v1/decisions/abcdefghijklmnopqrstuvwxyz"}}`
	at := entity.Instant(1_772_236_801_000_000)
	s, err := newSender(Endpoint{Name: "shop", URL: "https://hooks.example.com/sekifuda", Secret: testSecret}, nil)
	if err != nil {
		t.Fatal(err)
	}
	id := delivery.ID("default", "shop", event.Decision, "abcdefghijklmnopqrstuvwxyz")
	want := map[string]string{"id": id, "timestamp": "1772236801", "signature": s.signature(id, at, []byte(body))}
	path := filepath.Join("..", "..", "docs", "webhooks.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if *writeDocs {
		r := strings.NewReplacer("{{id}}", want["id"], "{{timestamp}}", want["timestamp"], "{{signature}}", want["signature"], "{{body}}", body, "{{secret}}", testSecret)
		text = []byte(r.Replace(string(text)))
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h := http.Header{}
	for _, line := range strings.Split(string(text), "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(name, "webhook-") {
			h.Set(name, value)
		}
	}
	for name, value := range want {
		if h.Get("webhook-"+name) != value {
			t.Errorf("webhook-%s is %q on the page, %q is sent", name, h.Get("webhook-"+name), value)
		}
	}
	w, err := webhooks.NewWebhook(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.VerifyIgnoringTimestamp([]byte(body), h); err != nil || !strings.Contains(string(text), "\n"+body+"\n") || !strings.Contains(string(text), testSecret) {
		t.Errorf("the page does not verify: %v", err)
	}
	for _, topic := range append(event.Topics(), event.Ping) {
		if !strings.Contains(string(text), "| `"+topic+"` |") {
			t.Errorf("the page says nothing of %s", topic)
		}
	}
	for _, code := range []string{codeDelivered, codeStatus, codeGone, codeResting, codeRedirected, codeAddress, codeName, codeConnection, codeTLS, codeTime, codeMissing} {
		if !strings.Contains(string(text), "`"+code+"`") {
			t.Errorf("the page says nothing of %s", code)
		}
	}
}
