// Package register keeps a corporate register in snapshot files: one record a
// body, with every row that the register ever published of it, found by number,
// by any name it has or had, and by the addresses of its seats.
package register

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Row is one row of a register with the number of its body.
type Row struct {
	Number string
	entity.Row
}

// Kinds of exact keys. Those with a c are of the current address only, so that
// counting neighbours needs no record.
const (
	keyBlock        = "block:"
	keyRoom         = "bldg:"
	keyCurrentBlock = "cblock:"
	keyCurrentRoom  = "cbldg:"
)

// keysVersion names all that a stored key depends on. A snapshot of another
// version would silently miss what is written differently now, so it is
// refused.
func keysVersion() string {
	return fmt.Sprintf("register/3 script/%d identifier/%d token/%d", script.Version, identifier.Version, token.Version)
}
