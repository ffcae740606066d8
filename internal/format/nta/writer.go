package nta

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Writer writes rows in the publisher's bulk format, byte for byte: no header,
// lines end with LF, text columns in quotes unless empty, nothing else quoted.
type Writer struct {
	w   *bufio.Writer
	enc Encoding
	buf []byte
}

// NewWriter returns a writer of rows in enc. Call Flush at the end.
func NewWriter(w io.Writer, enc Encoding) *Writer {
	return &Writer{w: bufio.NewWriterSize(w, 256<<10), enc: enc}
}

// Write writes one row. seq is the running number of the row in its file. Of a
// row of process 99 only seq, number and process are written. It fails if enc
// lacks a character or the file cannot be written; what the columns say is not
// checked, so that damaged files can be made for tests.
func (w *Writer) Write(seq int, number string, row *entity.Row) error {
	b := strconv.AppendInt(w.buf[:0], int64(seq), 10)
	v := [Columns]string{colNumber: number, colProcess: row.Process}
	if row.Process != entity.ProcessDeleted {
		values(&v, row)
	}
	var err error
	for i := 1; i < Columns; i++ {
		b = append(b, ',')
		s := v[i]
		if s == "" {
			continue
		}
		if !quoted[i] {
			b = append(b, s...)
			continue
		}
		if strings.IndexByte(s, '"') >= 0 {
			s = strings.ReplaceAll(s, `"`, `""`)
		}
		b = append(b, '"')
		if b, err = w.enc.AppendEncoded(b, s); err != nil {
			return fmt.Errorf("write row %d of %s: %s: %w", seq, number, columnNames[i], err)
		}
		b = append(b, '"')
	}
	w.buf = append(b, '\n')
	if _, err := w.w.Write(w.buf); err != nil {
		return fmt.Errorf("write row %d of %s: %w", seq, number, err)
	}
	return nil
}

// Flush writes what is buffered; without it the file is cut off.
func (w *Writer) Flush() error {
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("write register rows: %w", err)
	}
	return nil
}

func values(v *[Columns]string, r *entity.Row) {
	v[colCorrect], v[colLatest], v[colHidden] = zeroOne(r.Correct), zeroOne(r.Latest), zeroOne(r.Hidden)
	v[colUpdated], v[colChanged] = r.Updated.String(), r.Changed.String()
	v[colCloseDate], v[colAssigned] = r.CloseDate.String(), r.Assigned.String()
	v[colName], v[colNameImage], v[colKind] = r.Name, r.NameImageID, r.Kind
	v[colPrefecture], v[colCity], v[colStreet], v[colAddressImage] = r.Prefecture, r.City, r.Street, r.AddressImageID
	v[colPrefectureCode], v[colCityCode], v[colPostCode] = r.PrefectureCode, r.CityCode, r.PostCode
	v[colOutside], v[colOutsideImage] = r.Outside, r.OutsideImageID
	v[colCloseCause], v[colSuccessor], v[colChangeCause] = r.CloseCause, r.Successor, r.ChangeCause
	v[colEnName], v[colEnPrefecture], v[colEnCity], v[colEnOutside] = r.EnName, r.EnPrefecture, r.EnCity, r.EnOutside
	v[colFurigana] = r.Furigana
}

func zeroOne(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
