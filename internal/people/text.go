package people

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
)

// The text of a key: sk_, its id in 22 letters and digits, _, 256 random bits in
// 43. Whoever finds one in a log can tell which it is, and revoke it.
const (
	textPrefix = "sk_"
	idLen      = 22
	secretLen  = 43
	textLen    = len(textPrefix) + idLen + 1 + secretLen
)

// newText makes the text of the key with an id (a UUID).
func newText(id string) (text, secret string, err error) {
	short, err := shortID(id)
	if err != nil {
		return "", "", err
	}
	var random [32]byte
	rand.Read(random[:]) // never fails
	secret = letters(random[:], secretLen)
	return textPrefix + short + "_" + secret, secret, nil
}

// split takes the text of a key apart; ok is false where it is none.
func split(text string) (id, secret string, ok bool) {
	if len(text) != textLen || !strings.HasPrefix(text, textPrefix) || text[len(textPrefix)+idLen] != '_' {
		return "", "", false
	}
	id, ok = longID(text[len(textPrefix) : len(textPrefix)+idLen])
	return id, text[textLen-secretLen:], ok
}

// shortID writes a UUID in 22 letters and digits.
func shortID(id string) (string, error) {
	b, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	if err != nil || len(b) != 16 {
		return "", fmt.Errorf("id %q of a key is no UUID", id)
	}
	return letters(b, idLen), nil
}

func longID(short string) (id string, ok bool) {
	var b [16]byte
	n, ok := new(big.Int).SetString(short, 62)
	if !ok || n.Sign() < 0 || n.BitLen() > 128 {
		return "", false
	}
	n.FillBytes(b[:])
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], true
}

// letters writes bytes as a number of base 62 with so many digits.
func letters(b []byte, n int) string {
	text := new(big.Int).SetBytes(b).Text(62)
	return strings.Repeat("0", n-len(text)) + text
}
