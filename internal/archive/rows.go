package archive

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
)

// Kinds of a value, one byte before each.
const (
	isNull = iota
	isInt
	isText
	isBytes
	isFalse
	isTrue
)

// appendRow writes a row: each value with its kind before it, texts and bytes
// with their length, whole numbers as zigzag varints.
func appendRow(b []byte, row []any) ([]byte, error) {
	for i, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, isNull)
		case int64:
			b = binary.AppendVarint(append(b, isInt), v)
		case string:
			b = append(binary.AppendUvarint(append(b, isText), uint64(len(v))), v...)
		case []byte:
			b = append(binary.AppendUvarint(append(b, isBytes), uint64(len(v))), v...)
		case bool:
			if v {
				b = append(b, isTrue)
			} else {
				b = append(b, isFalse)
			}
		default:
			return nil, fmt.Errorf("column %d holds a %T", i, v)
		}
	}
	return b, nil
}

var errRow = errors.New("a row ends in the middle")

// rows yields the rows of a part. The slice is used again.
func rows(b []byte, columns int) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		row := make([]any, columns)
		for len(b) > 0 {
			for i := range row {
				var err error
				if row[i], b, err = value(b); err != nil {
					yield(nil, err)
					return
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func value(b []byte) (v any, rest []byte, err error) {
	if len(b) == 0 {
		return nil, nil, errRow
	}
	kind := b[0]
	b = b[1:]
	switch kind {
	case isNull:
		return nil, b, nil
	case isFalse, isTrue:
		return kind == isTrue, b, nil
	case isInt:
		n, size := binary.Varint(b)
		if size <= 0 {
			return nil, nil, errRow
		}
		return n, b[size:], nil
	case isText, isBytes:
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			return nil, nil, errRow
		}
		b = b[size:]
		if kind == isText {
			return string(b[:n]), b[n:], nil
		}
		return b[:n:n], b[n:], nil
	}
	return nil, nil, fmt.Errorf("a value of kind %d", kind)
}
