package identifier

import (
	"fmt"
	"strings"
)

// PostalCode reads a Japanese postal code: seven digits in any width, with or
// without 〒 and a dash. Anything else is ErrFormat.
func PostalCode(s string) (string, error) {
	t := strings.TrimLeft(strings.TrimSpace(s), "〒〶 　")
	digits, clean := digitsOnly(t)
	if !clean || len(digits) != 7 {
		return "", fmt.Errorf("postal code: want 7 digits: %w", ErrFormat)
	}
	return digits, nil
}
