package api

import (
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// checkText trims a text that a person wrote and refuses one that is empty or
// holds data that are never taken.
func (a *API) checkText(who caller, place string, text *string) error {
	if *text = strings.TrimSpace(*text); *text == "" {
		return invalid(place, "the field is required", "")
	}
	if bad := identifier.Forbidden(place, *text, false, a.Counter(who.Tenant).Registered); bad != nil {
		return invalid(place, "holds data that is never taken ("+bad.Kind+")", "remove it")
	}
	return nil
}

// instant reads a time of a request, 0 for none.
func instant(place, text string) (entity.Instant, error) {
	if text == "" {
		return 0, nil
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return 0, invalid(place, "is no time", "write RFC 3339: 2026-02-28T09:00:00+09:00, with + as %2B in an address")
	}
	return entity.InstantOf(t), nil
}
