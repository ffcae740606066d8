package register

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// codecVersion is the first byte of every record.
const codecVersion = 1

// maxRows bounds what a decoder allocates; no body comes near it.
const maxRows = 1 << 20

var errRecord = errors.New("register record is damaged")

// texts lists the text columns in the order of their bits. The order is part of
// the format: append, never reorder.
func texts(r *entity.Row) [textColumns]*string {
	return [textColumns]*string{
		&r.Process, &r.Name, &r.NameImageID, &r.Kind, &r.Prefecture, &r.City, &r.Street, &r.AddressImageID,
		&r.PrefectureCode, &r.CityCode, &r.PostCode, &r.Outside, &r.OutsideImageID, &r.CloseCause,
		&r.Successor, &r.ChangeCause, &r.EnName, &r.EnPrefecture, &r.EnCity, &r.EnOutside, &r.Furigana,
	}
}

// Bits of the mask: texts, days, flags.
const (
	textColumns = 21
	firstDay    = textColumns
	firstFlag   = firstDay + 4
	bitsInUse   = firstFlag + 3
)

func days(r *entity.Row) [4]*entity.Day {
	return [4]*entity.Day{&r.Updated, &r.Changed, &r.CloseDate, &r.Assigned}
}

func flags(r *entity.Row) [3]*bool { return [3]*bool{&r.Correct, &r.Latest, &r.Hidden} }

// none is what the first row is compared with: no text, no day.
var none = entity.Row{Updated: entity.NoDay, Changed: entity.NoDay, CloseDate: entity.NoDay, Assigned: entity.NoDay}

// encode appends the canonical bytes of rows: each row is a mask of the columns
// that differ from the row before, and their values. History rows repeat nearly
// everything, so this halves the file without a compressor.
func encode(b []byte, rows []entity.Row) []byte {
	b = append(b, codecVersion)
	b = binary.AppendUvarint(b, uint64(len(rows)))
	prev := &none
	for i := range rows {
		b = encodeRow(b, prev, &rows[i])
		prev = &rows[i]
	}
	return b
}

func encodeRow(b []byte, prev, row *entity.Row) []byte {
	mask := uint64(0)
	was, is := texts(prev), texts(row)
	for i := range is {
		if *was[i] != *is[i] {
			mask |= 1 << i
		}
	}
	wasDay, isDay := days(prev), days(row)
	for i := range isDay {
		if *wasDay[i] != *isDay[i] {
			mask |= 1 << (firstDay + i)
		}
	}
	for i, f := range flags(row) {
		if *f { // flags are values, not changes
			mask |= 1 << (firstFlag + i)
		}
	}
	b = binary.AppendUvarint(b, mask)
	for i := range is {
		if mask&(1<<i) != 0 {
			b = appendText(b, *is[i])
		}
	}
	for i := range isDay {
		if mask&(1<<(firstDay+i)) != 0 {
			b = binary.AppendVarint(b, int64(*isDay[i]))
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decode reads what encode wrote. The texts of the registration are parts of
// data. It fails on any other bytes and never panics.
func decode(number, data string) (*entity.Registration, error) {
	d := decoder{rest: data}
	if d.byte() != codecVersion {
		return nil, fmt.Errorf("body %s: %w: unknown version", number, errRecord)
	}
	n := d.uvarint()
	if n > maxRows || n > uint64(len(d.rest)) {
		return nil, fmt.Errorf("body %s: %w: %d rows", number, errRecord, n)
	}
	g := &entity.Registration{Number: number, Rows: make([]entity.Row, n)}
	for i := range g.Rows {
		if g.Rows[i] = none; i > 0 {
			g.Rows[i] = g.Rows[i-1]
		}
		d.row(&g.Rows[i])
	}
	if d.bad || d.rest != "" {
		return nil, fmt.Errorf("body %s: %w", number, errRecord)
	}
	return g, nil
}

// decoder consumes rest; once bad it gives zeros.
type decoder struct {
	rest string
	bad  bool
}

func (d *decoder) row(row *entity.Row) {
	mask := d.uvarint()
	if mask >= 1<<bitsInUse {
		d.bad = true
		return
	}
	columns := texts(row)
	for m := mask & (1<<textColumns - 1); m != 0; m &= m - 1 {
		*columns[bits.TrailingZeros64(m)] = d.text()
	}
	for i, p := range days(row) {
		if mask&(1<<(firstDay+i)) != 0 {
			*p = d.day()
		}
	}
	for i, p := range flags(row) {
		*p = mask&(1<<(firstFlag+i)) != 0
	}
}

func (d *decoder) byte() byte {
	if d.rest == "" {
		d.bad = true
		return 0
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

func (d *decoder) uvarint() (v uint64) {
	for shift := 0; shift < 64; shift += 7 {
		b := d.byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	d.bad = true
	return 0
}

func (d *decoder) text() string {
	n := d.uvarint()
	if n > uint64(len(d.rest)) {
		d.bad = true
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) day() entity.Day {
	u := d.uvarint()
	v := int64(u>>1) ^ -int64(u&1)
	if v != int64(int32(v)) {
		d.bad = true
		return entity.NoDay
	}
	return entity.Day(v)
}
