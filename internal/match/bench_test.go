package match

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

func benchEntity(schema string, names ...string) *entity.Entity {
	return &entity.Entity{Schema: schema, Properties: map[string][]string{
		"name": names[:1], "alias": names[1:], "birthDate": {"1960-02-03"}, "passportNumber": {"A1234567"}}}
}

func BenchmarkScore(b *testing.B) {
	d, _ := entity.ParseDate("1960-02-03")
	for _, c := range []struct {
		name string
		q    Query
		e    *entity.Entity
	}{
		{"hit", Query{Schema: entity.Person, Names: []string{"Marek Ostrowan"}, BirthDate: d}, benchEntity(entity.Person, "Marek Jan OSTROWAN", "Marek Ostrovan", "OSTROWAN, M.", "Marik Ostrowan")},
		{"miss", Query{Schema: entity.Person, Names: []string{"Haruka Minamoto"}, BirthDate: d}, benchEntity(entity.Person, "Marek Jan OSTROWAN", "Marek Ostrovan", "OSTROWAN, M.", "Marik Ostrowan")},
		{"company", Query{Schema: entity.Company, Names: []string{"Sekifuda Trading Co., Ltd."}}, benchEntity(entity.Company, "Sekifuda Trading LLC", "Sekifuda Shipping Company", "Sekifuda Group")},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := Prepare(&c.q)
			b.ReportAllocs()
			for b.Loop() {
				p.Score(c.e)
			}
		})
		b.Run(c.name+"_target", func(b *testing.B) {
			p, t := Prepare(&c.q), PrepareTarget(c.e)
			b.ReportAllocs()
			for b.Loop() {
				p.ScoreTarget(t)
			}
		})
	}
}

// One pair of names of each script, prepared; with and without the alignment.
func BenchmarkPair(b *testing.B) {
	for _, c := range pairsToScore {
		p, t := Prepare(&Query{Schema: entity.Person, Names: c[:1]}), targetOf(entity.Person, c[1])
		b.Run(c[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.ScoreTarget(t)
			}
		})
		b.Run(c[0]+" explained", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Explain(t)
			}
		})
	}
}

// The worst that a name of the permitted length can ask for.
func BenchmarkWorstName(b *testing.B) {
	for _, c := range worstNames() {
		b.Run(c[0][:3], func(b *testing.B) {
			q := Query{Schema: entity.Company, Names: c[:1]}
			e := benchEntity(entity.Company, c[1])
			for b.Loop() {
				Score(&q, e)
			}
		})
	}
}
