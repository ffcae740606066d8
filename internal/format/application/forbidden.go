package application

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/identifier"
)

// scan finds data that must never be taken; a variable so that a test can plant
// a find in every field.
var scan = identifier.Forbidden

// forbidden words a find by its kind and place, never by its value.
func forbidden(field, text string, typed bool, registered func(string) bool) string {
	if registered == nil {
		registered = func(string) bool { return false }
	}
	found := scan(field, text, typed, registered)
	if found == nil {
		return ""
	}
	return fmt.Sprintf("holds data that is never taken (%s) at byte %d", found.Kind, found.Offset)
}
