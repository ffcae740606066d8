package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
)

// Kinds of field in the digest of a row, as bytes.
const (
	fieldNull  = 'n'
	fieldText  = 's'
	fieldBytes = 'b'
	fieldInt   = 'i'
	fieldBool  = 't'
)

// RowDigest returns the digest of a stored row: SHA-256 over the table's name
// and the values of its columns, in base64. Each value stands after its kind
// and its length, so that no two rows have the same bytes. Values are string,
// []byte, int64, bool or nil (NULL); another type is a programmer's error and
// panics. The columns and their order are part of the format of the log: see
// docs/formats/ledger.md.
func RowDigest(table string, values ...any) string {
	h := sha256.New()
	var room [512]byte
	b := appendText(room[:0], fieldText, table)
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			b = append(b, fieldNull)
		case string:
			b = appendText(b, fieldText, v)
		case []byte:
			b = binary.AppendUvarint(append(b, fieldBytes), uint64(len(v)))
			h.Write(b)
			h.Write(v) // the long ones are not copied
			b = b[:0]
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, fieldInt), uint64(v))
		case bool:
			b = append(b, fieldBool, byte(map[bool]int{true: 1}[v]))
		default:
			panic(fmt.Sprintf("ledger: a row of %s holds a %T", table, v))
		}
	}
	h.Write(b)
	return base64.RawStdEncoding.EncodeToString(h.Sum(room[:0]))
}

func appendText(b []byte, kind byte, s string) []byte {
	return append(binary.AppendUvarint(append(b, kind), uint64(len(s))), s...)
}
