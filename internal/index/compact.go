package index

import (
	"context"
	"iter"
)

// Compact writes the state of set, a base and its deltas, as one base to dir:
// find is given each record and adds what it is found by, as for Rebuild. The
// set answers meanwhile. Errors are those of set, of find and of ctx; nothing is
// left in dir then.
func Compact(ctx context.Context, dir string, meta Meta, o Options, set *Set, find func(Record) (Record, error), progress func(n, of int64)) (Info, error) {
	meta.Base, meta.DigestKeys = "", ""
	return WriteSorted(ctx, dir, meta, o, findAgain(told(set.state(), set.Len(), progress), find))
}

// state yields the records of the set's state in key order.
func (s *Set) state() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for ref, err := range s.All() {
			var rec Record
			if err == nil {
				rec, err = s.copy(ref)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// copy returns a record as it was written, without what it is found by.
func (s *Set) copy(ref Ref) (Record, error) {
	if err := s.enter(); err != nil {
		return Record{}, err
	}
	defer s.mu.RUnlock()
	p, i := s.at(ref)
	return p.copy(i)
}

// copy returns record i, a tombstone with nil Data.
func (s *snapshot) copy(i int64) (Record, error) {
	rec := Record{Key: string(s.key(i))}
	if flags := s.flag(i); flags&flagTombstone == 0 {
		rec.Live = flags&flagLive != 0
		rec.Data = append([]byte{}, s.record(i)...)
	}
	return rec, s.m.failure()
}

// findAgain computes on all processors what records are found by; their keys,
// data and flags stay, so that the digest does.
func findAgain(recs iter.Seq2[Record, error], find func(Record) (Record, error)) iter.Seq2[Record, error] {
	return Make(recs, func(rec Record) (Record, error) {
		if rec.Data == nil {
			return rec, nil
		}
		found, err := find(rec)
		found.Key, found.Data, found.Live = rec.Key, rec.Data, rec.Live
		return found, err
	})
}

// told passes records on and tells how many of how many there were.
func told(recs iter.Seq2[Record, error], of int64, progress func(n, of int64)) iter.Seq2[Record, error] {
	if progress == nil {
		return recs
	}
	return func(yield func(Record, error) bool) {
		n := int64(0)
		for rec, err := range recs {
			if !yield(rec, err) {
				return
			}
			if n++; n%4096 == 0 || n == of {
				progress(n, of)
			}
		}
	}
}
