package triage

import (
	"errors"

	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// ErrUnknown is returned by a Tracer where nothing here has to do with a thing.
var ErrUnknown = errors.New("nothing here has to do with it")

func isUnknown(err error) bool { return errors.Is(err, ErrUnknown) }

func isErased(err error) bool { return errors.Is(err, casebook.ErrErased) }
