package retrieval

import (
	"bytes"
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index/fuzzy"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Memory is an index of entities that is held in memory, with no snapshot
// around it.
type Memory struct {
	index *fuzzy.Index
	ids   []string
	bytes int64
}

// NewMemory builds an index of all names of the entities. It fails where the
// sections cannot be built or do not fit each other, and with the error of ctx.
func NewMemory(ctx context.Context, entities []*entity.Entity) (*Memory, error) {
	m := &Memory{}
	b := fuzzy.NewBuilder(fuzzy.BuildOptions{Keys: token.Keys})
	for i, e := range entities {
		for _, name := range e.Names() {
			b.Add(uint32(i), token.Writings(name, party.KindOf(e.Schema)))
		}
		m.ids = append(m.ids, e.ID)
	}
	sections := map[string]fuzzy.Table{}
	for s, err := range b.Sections(ctx) {
		var data bytes.Buffer
		if err == nil {
			err = s.Write(&data)
		}
		if err != nil {
			return nil, fmt.Errorf("index of %d entities: %w", len(entities), err)
		}
		m.bytes += int64(data.Len())
		all := data.Bytes()
		sections[s.Name] = fuzzy.Table{Len: int64(len(all)), Count: s.Count, Width: int64(s.Width), At: func(from, to int64) []byte { return all[from:to] }}
	}
	var err error
	m.index, err = fuzzy.Open(func(name string) (fuzzy.Table, bool) { t, ok := sections[name]; return t, ok }, int64(len(entities)), nil)
	if err != nil {
		return nil, fmt.Errorf("index of %d entities: %w", len(entities), err)
	}
	return m, nil
}

// Find gives the ids of the entities that may bear the name. It never fails.
func (m *Memory) Find(name string, kind token.Kind, limit int) (ids []string, cut bool, err error) {
	r := m.index.Search(token.Ask(name, kind), fuzzy.Options{Limit: limit})
	for _, h := range r.Hits {
		ids = append(ids, m.ids[h.Record])
	}
	return ids, r.Cut, nil
}

// Bytes is how large the index is.
func (m *Memory) Bytes() int64 { return m.bytes }
