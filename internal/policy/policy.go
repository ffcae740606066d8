// Package policy turns facts into an outcome. A policy is one YAML file: rules
// whose conditions are CEL over finding.Facts, the settings that checks ask
// for, and cases that hold the rules to what they are meant to do.
//
// The file decides what an operator wants. What nobody may want is decided by
// the guards and floors of this package (guards.go, floors.go), which run after
// the rules and cannot be switched off: a check that did not run never approves,
// a name alone refuses nobody, absence refuses only where it is proven.
//
// The package reads no clock, no environment and no file. Everything that a
// verdict depends on is in its arguments and in the policy's digest.
package policy

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/format"
)

// MaxBytes bounds a policy file. The default policy has a twentieth of it.
const MaxBytes = 1 << 20

// Policy is one policy, compiled. It is immutable and may be used by any number
// of goroutines.
type Policy struct {
	Name    string // from the file
	Version string // from the file, for people
	Digest  string // SHA-256 of the file's bytes in hex: what decisions name
	Source  string // the file as it was read
	File    string // the name that Parse was given

	settings Settings
	sources  sources
	checks   map[string]checkRule
	order    []string // checks of the policy, sorted
	asks     map[string]finding.Text
	rules    []*rule
	cases    []testCase
}

//go:embed default.yaml
var defaultSource []byte

var defaultPolicy = sync.OnceValues(func() (*Policy, error) { return Parse("default.yaml", defaultSource) })

// Default returns the policy that is built in. It panics only if the embedded
// file does not compile, which a test excludes.
func Default() *Policy {
	p, err := defaultPolicy()
	if err != nil {
		panic(fmt.Sprintf("policy: the embedded default policy: %v", err))
	}
	return p
}

// Parse reads and compiles a policy. The error joins one *format.Error for each
// thing that is wrong, with line and column, in the order of the file; there is
// no policy then, because half a policy would approve what the other half stops.
func Parse(name string, data []byte) (*Policy, error) {
	sum := sha256.Sum256(data)
	p := &Policy{Digest: hex.EncodeToString(sum[:]), Source: string(data), File: name}
	r := &reader{file: name, lines: splitLines(string(data))}
	p.build(r)
	if err := r.err(); err != nil {
		return nil, err
	}
	return p, nil
}

// build reads the file into p and leaves what is wrong in r.
func (p *Policy) build(r *reader) {
	if len(p.Source) > MaxBytes {
		r.add(place{}, "", fmt.Sprintf("the policy has %d bytes", len(p.Source)), fmt.Sprintf("at most %d", MaxBytes))
		return
	}
	root := r.parse(p.Source)
	if root == nil {
		return
	}
	f := newPolicyFile()
	r.decode(root, &f)
	p.Name, p.Version = f.Name.Value, f.Version.Value
	f.checkHead(r, r.at(root))
	p.settings = f.Settings.build(r)
	p.sources = f.Sources.build(r)
	p.buildChecks(r, f.Checks, f.Settings.Timeout)
	p.buildAsks(r, f.Asks)
	p.buildRules(r, f.Rules)
	p.buildCases(r, &f)
}

// Rules returns the ids of the rules in the order of the file.
func (p *Policy) Rules() []string {
	ids := make([]string, len(p.rules))
	for i, r := range p.rules {
		ids[i] = r.id
	}
	return ids
}

// Errors takes the error of Parse apart into its places, in the order of the
// file. An error that is none of Parse's gives nothing.
func Errors(err error) []*format.Error {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		var out []*format.Error
		for _, e := range joined.Unwrap() {
			out = append(out, Errors(e)...)
		}
		return out
	}
	var fe *format.Error
	if errors.As(err, &fe) {
		return []*format.Error{fe}
	}
	return nil
}

// sortErrors puts the errors of a file in its order and drops repetitions.
func sortErrors(errs []*format.Error) []*format.Error {
	slices.SortStableFunc(errs, func(a, b *format.Error) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return slices.CompactFunc(errs, func(a, b *format.Error) bool { return *a == *b })
}
