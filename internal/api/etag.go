package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/sekifuda/sekifuda/internal/problem"
)

// IfKnown is the part of an input that every single thing has.
type IfKnown struct {
	IfNoneMatch string `header:"If-None-Match" doc:"ETag that is known: 304 where it still holds"`
}

// single is one thing with its ETag.
type single[T any] struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         T
}

// one answers with a thing, or with 304 where the client has it. The ETag is a
// digest of what would be sent, so it changes with whatever the client can see.
func one[T any](m IfKnown, body T) (*single[T], error) {
	b, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`
	for _, known := range strings.Split(m.IfNoneMatch, ",") {
		if known = strings.TrimPrefix(strings.TrimSpace(known), "W/"); known == tag || known == "*" {
			return nil, problem.New(http.StatusNotModified, "")
		}
	}
	return &single[T]{ETag: tag, CacheControl: "private, no-cache", Body: body}, nil
}
