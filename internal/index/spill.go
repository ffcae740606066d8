package index

import (
	"encoding/binary"
	"errors"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

var errSpill = errors.New("sorted run: record is cut short")

// appendRecord writes all of rec but its key, for the sorter.
func appendRecord(b []byte, r *Record) []byte {
	flags := byte(0)
	if r.Live {
		flags |= flagLive
	}
	if r.Data == nil {
		flags |= flagTombstone
	}
	b = append(b, flags)
	b = binary.AppendUvarint(b, uint64(len(r.Data)))
	b = append(b, r.Data...)
	for _, list := range [][]string{r.Names, r.Keys, r.Labels} {
		b = appendList(b, list)
	}
	b = binary.AppendUvarint(b, uint64(len(r.Writings)))
	for _, w := range r.Writings {
		b = appendList(b, w)
	}
	b = binary.AppendUvarint(b, uint64(uint32(r.From)))
	return binary.AppendUvarint(b, uint64(uint32(r.To)))
}

func appendList(b []byte, list []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, s := range list {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return b
}

// decodeItem is the inverse, for "key NUL record". Its input is our own spill
// file, so damage is a failure of the disk.
func decodeItem(item []byte) (rec Record, err error) {
	key, rest, _ := strings.Cut(string(item), "\x00")
	if rest == "" {
		return rec, errSpill
	}
	flags := rest[0]
	d := spilled{rest: rest[1:]}
	rec.Key = key
	if data := d.text(); flags&flagTombstone == 0 {
		rec.Data = []byte(data)
	}
	rec.Live = flags&flagLive != 0
	rec.Names, rec.Keys, rec.Labels = d.list(), d.list(), d.list()
	for n := d.number(); n > 0 && !d.bad; n-- {
		rec.Writings = append(rec.Writings, token.Writing(d.list()))
	}
	rec.From, rec.To = entity.Day(uint32(d.number())), entity.Day(uint32(d.number()))
	if d.bad {
		return Record{}, errSpill
	}
	return rec, nil
}

// spilled consumes rest; once bad it gives zeros.
type spilled struct {
	rest string
	bad  bool
}

func (d *spilled) number() uint64 {
	v := uint64(0)
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		v |= uint64(d.rest[i]&0x7f) << (7 * i)
		if d.rest[i] < 0x80 {
			d.rest = d.rest[i+1:]
			return v
		}
	}
	d.bad = true
	return 0
}

func (d *spilled) text() (s string) {
	n := d.number()
	if n > uint64(len(d.rest)) {
		d.bad = true
		return ""
	}
	s, d.rest = d.rest[:n], d.rest[n:]
	return s
}

func (d *spilled) list() (out []string) {
	for n := d.number(); n > 0 && !d.bad; n-- {
		out = append(out, d.text())
	}
	return out
}
