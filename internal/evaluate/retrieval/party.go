package retrieval

import (
	"context"
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// List is a snapshot of entities, asked as lists are.
type List struct{ list *party.List }

// NewList writes the entities to a snapshot in dir and opens it. It fails as
// party.Build and party.Open do.
func NewList(ctx context.Context, dir string, entities []*entity.Entity) (*List, error) {
	info, err := party.Build(ctx, dir, index.Meta{Source: "retrieval", Kind: "ftm", Reader: "retrieval/1"}, each(entities), nil)
	if err != nil {
		return nil, fmt.Errorf("index of %d entities: %w", len(entities), err)
	}
	l, err := party.Open(info.Path)
	if err != nil {
		return nil, err
	}
	return &List{l}, nil
}

func each(entities []*entity.Entity) iter.Seq2[entity.Entity, error] {
	return func(yield func(entity.Entity, error) bool) {
		for _, e := range entities {
			if !yield(*e, nil) {
				return
			}
		}
	}
}

// Find gives the ids of the entities that may bear the name.
func (l *List) Find(name string, kind token.Kind, limit int) (ids []string, cut bool, err error) {
	schema := map[token.Kind]string{token.Person: entity.Person, token.Body: entity.Company}[kind]
	all, cut, err := l.list.Search(party.QueryFor(schema, []string{name}), limit, nil)
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	return ids, cut, err
}

// Close releases the snapshot.
func (l *List) Close() error { return l.list.Close() }
