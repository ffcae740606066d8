package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/policy"
)

const smallPolicy = `schema: 1
name: small
version: "3"
rules:
  - id: free
    outcome: note
    when: contact.free_mail
    text: {en: a free mailbox, ja: フリーメール}
  - id: never
    outcome: review
    when: application.quantity > 1000
    text: {en: many, ja: 多数}
cases:
  - name: free mail
    facts: {contact: {free_mail: true}}
    expect: {outcome: approve, reasons: [free]}
`

func policyFile(t *testing.T, src string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.yaml")
	if err := os.WriteFile(path, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPolicyCheck(t *testing.T) {
	var out bytes.Buffer
	path := policyFile(t, smallPolicy)
	if err := policyCheck(&out, path); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{path + ": policy small, version 3\n", "rules     2\n", "required  shipment  address.shared, contact,", "must be live: register, list\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
}

func TestPolicyCheckSaysWhere(t *testing.T) {
	path := policyFile(t, strings.Replace(smallPolicy, "contact.free_mail\n", "contact.freemail\n", 1))
	err := policyCheck(&bytes.Buffer{}, path)
	var bad badInput
	if !errors.As(err, &bad) {
		t.Fatalf("error %v is not bad input", err)
	}
	if want := path + `:7:18: rules.free.when: there is no fact "freemail" here (did you mean contact.free_mail?)`; !strings.Contains(err.Error(), want) {
		t.Errorf("error:\n%v\nwant:\n%s", err, want)
	}
	if err := policyCheck(&bytes.Buffer{}, filepath.Join(t.TempDir(), "none.yaml")); !errors.As(err, &bad) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestPolicyTest(t *testing.T) {
	var out bytes.Buffer
	if err := policyTest(&out, policyFile(t, smallPolicy)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"ok  approve  free mail  free\n", "1 cases, 0 failing; no case fires: never\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}

	out.Reset()
	path := policyFile(t, strings.Replace(smallPolicy, "outcome: approve, reasons: [free]", "outcome: review, reasons: []", 1))
	err := policyTest(&out, path)
	var bad badInput
	if !errors.As(err, &bad) {
		t.Fatalf("error %v is not bad input", err)
	}
	for _, want := range []string{path + ":14: free mail: outcome approve, want review", path + ":14: free mail: reasons [free], want []"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in: %v", want, err)
		}
	}
	if !strings.Contains(out.String(), "FAIL  approve") {
		t.Errorf("table:\n%s", out.String())
	}
}

func TestPolicyDefault(t *testing.T) {
	var out bytes.Buffer
	if err := policyTest(&out, "default"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "no case fires") {
		t.Error(out.String())
	}
	// What is shown can be taken as it is.
	if err := policyTest(&out, policyFile(t, policy.Default().Source)); err != nil {
		t.Error(err)
	}
}
