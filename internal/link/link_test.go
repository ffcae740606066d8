package link

import (
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func ref(kind, key string) statement.Ref { return statement.Ref{Kind: kind, Key: key} }

func app(key string) statement.Ref { return ref(statement.Application, key) }

// tie is an edge of good grade without an end.
func tie(a, b statement.Ref, evidence string) Edge {
	return Edge{From: a, To: b, Kind: "brought", Source: "books", Grade: statement.Grade{Source: 'A', Info: '1'}, Statement: evidence}
}

func build(t testing.TB, nodes []Node, edges []Edge) *Graph {
	t.Helper()
	g, err := Build(slices.Values(nodes), slices.Values(edges), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

var (
	phone = ref(statement.Phone, "+81312345678")
	token = ref(statement.PaymentToken, "tok-1")
	ip    = ref(statement.IP, "192.0.2.1")
)

// chain is a, b and c, of which a and b share a telephone, b and c a token.
func chain() []Edge {
	return []Edge{tie(app("a"), phone, "1"), tie(app("b"), phone, "2"), tie(app("b"), token, "3"), tie(app("c"), token, "4")}
}

func names_(n Neighbourhood) []string {
	var out []string
	for r := range n.All() {
		out = append(out, r.Ref.String())
	}
	return out
}

func TestChainIsFound(t *testing.T) {
	g := build(t, nil, chain())
	n := g.Expand([]statement.Ref{app("a")}, ExpandOptions{Hops: 4})
	if got, want := names_(n), []string{"application:a", "phone:+81312345678", "application:b", "payment_token:tok-1", "application:c"}; !slices.Equal(got, want) {
		t.Errorf("expand: %v, want %v", got, want)
	}
	r := g.Paths(app("a"), app("c"), 3, PathOptions{})
	if len(r.Paths) != 1 || len(r.Paths[0].Hops) != 4 || r.Paths[0].Hops[0].Edges[0].Statement != "1" || r.Paths[0].Hops[1].Sharing != 2 {
		t.Errorf("paths: %+v", r)
	}
	ranked := g.Rank([]statement.Ref{app("a")}, RankOptions{Kinds: []string{statement.Application}}).Ranked
	if len(ranked) != 2 || ranked[0].Ref != app("b") || ranked[1].Ref != app("c") || len(ranked[1].Paths) != 1 {
		t.Errorf("rank: %+v", ranked)
	}
	if c, _ := g.Components(ComponentOptions{}); len(c) != 1 || len(c[0]) != 5 {
		t.Errorf("components: %v", c)
	}
}

func TestTimeDecidesWhoHeldAnAddress(t *testing.T) {
	day := entity.Instant(24 * 3600 * 1e6)
	lease := func(who string, from, to entity.Instant) Edge {
		e := tie(ref(statement.Contract, who), ip, "lease-"+who)
		e.Since, e.Until = from, to
		return e
	}
	noon := 20000*day + day/2
	g := build(t, nil, []Edge{lease("first", 19000*day, noon), lease("second", noon, 0)})
	for _, c := range []struct {
		at   entity.Instant
		want string
	}{{noon - 1, "contract:first"}, {noon, "contract:second"}, {30000 * day, "contract:second"}} {
		got := names_(g.Expand([]statement.Ref{ip}, ExpandOptions{Window: AsOf(c.at), Hops: 3}))
		if !slices.Equal(got, []string{"ip:192.0.2.1", c.want}) {
			t.Errorf("as of %s: %v, want %s", c.at, got, c.want)
		}
	}
	if n := g.Expand([]statement.Ref{ip}, ExpandOptions{Window: Window{noon - 1, noon + 1}}); n.Len() != 3 {
		t.Errorf("between: %v", names_(n))
	}
}

func TestVictimsTakeNoPart(t *testing.T) {
	g := build(t, []Node{{statement.Phone, phone.Key, true}}, chain())
	if err := g.Add(tie(app("x"), phone, "9")); err != nil {
		t.Fatal(err)
	}
	if n := g.Expand([]statement.Ref{app("a")}, ExpandOptions{Hops: 9}); n.Len() > 1 {
		t.Errorf("walked through a victim's telephone: %v", names_(n))
	}
	if _, victim := g.Known(phone); !victim {
		t.Error("not told to be impersonated")
	}
	if n := g.Expand([]statement.Ref{phone}, ExpandOptions{}); n.Len() != 0 || len(n.Unknown) != 1 {
		t.Errorf("starts at a victim: %v", names_(n))
	}
}

func TestHubIsNamedWithWhatWasLeftOut(t *testing.T) {
	edges := chain()
	for i := range 10 {
		edges = append(edges, tie(app(string(rune('k'+i))), ip, "vpn"))
	}
	edges = append(edges, tie(app("a"), ip, "vpn"))
	g := build(t, nil, edges)
	want := []Hub{{ip, 10}}
	if n := g.Expand([]statement.Ref{app("a")}, ExpandOptions{Hops: 3, Hub: 8}); !slices.Equal(n.Excluded, want) || n.Len() != 5 {
		t.Errorf("expand: %v, excluded %v", names_(n), n.Excluded)
	}
	if r := g.Rank([]statement.Ref{app("a")}, RankOptions{Hub: 8}); !slices.Equal(r.Excluded, want) {
		t.Errorf("rank: excluded %v", r.Excluded)
	}
	if r := g.Paths(app("a"), app("k"), 1, PathOptions{Hub: 8}); !slices.Equal(r.Excluded, want) || len(r.Paths) != 0 {
		t.Errorf("paths: %v", r)
	}
	if _, h := g.Components(ComponentOptions{Hub: 8}); !slices.Equal(h, []Hub{{ip, 11}}) {
		t.Errorf("components: excluded %v", h)
	}
}

func TestBadEdgesAreRefused(t *testing.T) {
	bad := tie(app("a"), phone, "1")
	bad.Since, bad.Until = 10, 5
	for _, e := range []Edge{bad, tie(app(""), phone, "1"), tie(ref("", "x"), phone, "1")} {
		if _, err := Build(nil2[Node], slices.Values([]Edge{e}), Options{}); err == nil {
			t.Errorf("built with %+v", e)
		}
		if err := build(t, nil, chain()).Add(e); err == nil {
			t.Errorf("added %+v", e)
		}
	}
}

func nil2[T any](func(T) bool) {}
