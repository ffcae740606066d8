package resolve

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
)

// foreignName is a name as package match compares it across scripts. It is made
// when a name in another script is met, for most names never.
type foreignName struct {
	query  *match.Prepared
	target *match.Target
}

func (n *personName) acrossScripts() *foreignName {
	if f := n.kept.Load(); f != nil {
		return f
	}
	f := &foreignName{
		match.Prepare(&match.Query{Schema: entity.Person, Names: []string{n.text}}),
		match.PrepareTarget(&entity.Entity{Schema: entity.Person, Properties: map[string][]string{"name": {n.text}}}),
	}
	n.kept.Store(f)
	return f
}

// likeAcross compares two names of which one is not in Latin letters: 0..10000.
func likeAcross(a, b *personName) int {
	x, y := a.acrossScripts(), b.acrossScripts()
	return max(x.query.ScoreTarget(y.target).Score, y.query.ScoreTarget(x.target).Score)
}
