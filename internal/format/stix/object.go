package stix

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// object makes the statements of one object: first those that cases work with,
// then the whole object, from which it is written again.
func (rd *reader) object(n *tree.Node) error {
	if done, err := rd.own(n); done || err != nil {
		return err
	}
	s := rd.said(n)
	switch n.Str("type") {
	case "relationship":
		rd.relationship(n, s)
	case "sighting":
		rd.sighting(n, s)
	case "observed-data":
		rd.observed(n, s)
	case "indicator":
		rd.indicator(n, s)
	case "note", "opinion":
		rd.words(n, s)
	case "marking-definition", "extension-definition", "language-content", "report", "grouping":
	default:
		rd.named(n, s)
	}
	rd.whole(n, s)
	return nil
}

// named says what a thing is called and when it was seen.
func (rd *reader) named(n *tree.Node, s statement.Statement) {
	if name := n.Str("name"); name != "" && n.Str("type") != "software" {
		c := s
		c.Predicate, c.Value, c.Quotation = "name", statement.Value{Kind: "text", Text: name}, n.Str("description")
		rd.Say(c)
	}
	for _, key := range []string{"aliases", "x_mitre_aliases"} {
		if list := n.Strings(key); len(list) > 0 {
			c := s
			c.Predicate, c.Value = "alias", statement.Value{Kind: "set", Set: list}
			rd.Say(c)
		}
	}
	for _, key := range []string{"first_seen", "last_seen", "account_created", "account_first_login", "account_last_login"} {
		if at, bare, ok := intake.Time(n.Str(key)); ok {
			c := s
			c.Predicate, c.At, c.Zoneless, c.Value = key, at, bare, statement.Value{Kind: "date", Text: n.Str(key)}
			if n.Str("type") == "user-account" {
				c.Class = statement.CommunicationData
			}
			rd.Say(c)
		}
	}
	for _, key := range []string{"resolves_to_refs", "belongs_to_refs"} {
		for _, id := range n.Strings(key) {
			c := s
			c.Predicate, c.Object = key[:len(key)-len("_refs")], rd.ref(id)
			rd.Say(c)
		}
	}
	if id := n.Str("belongs_to_ref"); IsID(id) {
		s.Predicate, s.Object = "belongs_to", rd.ref(id)
		rd.Say(s)
	}
}

// span sets when something was so, from a first and a last moment.
func span(s *statement.Statement, n *tree.Node, first, last string) {
	from, bare1, ok1 := intake.Time(n.Str(first))
	to, bare2, ok2 := intake.Time(n.Str(last))
	switch {
	case ok1 && (!ok2 || to == from):
		s.At, s.Zoneless = from, bare1
	case ok1 && ok2 && to > from:
		s.When = days(from, to, n.Str(first)+" to "+n.Str(last))
		s.Zoneless = bare1 || bare2
	case ok2:
		s.When = entity.Date{Earliest: entity.NoDay, Latest: to.DayIn(to.Time().Location()), Precision: entity.PrecisionUnknown, Original: "until " + n.Str(last)}
	}
}

func days(from, to entity.Instant, original string) entity.Date {
	zone := from.Time().Location() // UTC
	d := entity.Date{Earliest: from.DayIn(zone), Latest: to.DayIn(zone), Precision: entity.PrecisionRange, Original: original}
	if d.Earliest == d.Latest {
		d.Precision = entity.PrecisionDay
	}
	return d
}

func (rd *reader) relationship(n *tree.Node, s statement.Statement) {
	s.Subject, s.Object = rd.ref(n.Str("source_ref")), rd.ref(n.Str("target_ref"))
	s.Predicate, s.Quotation = n.Str("relationship_type"), n.Str("description")
	if !IsID(n.Str("source_ref")) || !IsID(n.Str("target_ref")) || s.Predicate == "" {
		rd.Leave(n.Str("id"), "a relationship without its two ends and a type")
		return
	}
	if revoked := n.Get("revoked"); revoked != nil && revoked.Text == "true" {
		rd.Leave(n.Str("id"), "revoked by its maker: no link, kept as it came")
		return
	}
	span(&s, n, "start_time", "stop_time")
	rd.Say(s)
}

func (rd *reader) sighting(n *tree.Node, s statement.Statement) {
	s.Subject, s.Predicate, s.Quotation = rd.ref(n.Str("sighting_of_ref")), "sighted", n.Str("description")
	span(&s, n, "first_seen", "last_seen")
	if count, ok := n.Int("count"); ok {
		s.Value = number(count)
	}
	where := n.Strings("where_sighted_refs")
	if len(where) == 0 {
		rd.Say(s)
	}
	for _, id := range where { // whoever saw it is a victim or a sensor: text, no link
		c := s
		c.Aspect = id
		rd.Say(c)
	}
}

func (rd *reader) observed(n *tree.Node, s statement.Statement) {
	s.Predicate = "observed"
	span(&s, n, "first_observed", "last_observed")
	if count, ok := n.Int("number_observed"); ok {
		s.Value = number(count)
	}
	for _, id := range n.Strings("object_refs") {
		c := s
		c.Subject = rd.ref(id)
		rd.Say(c)
	}
	objects := n.Get("objects") // of 2.0
	if objects == nil || objects.Kind != tree.Object {
		return
	}
	for i, item := range objects.Items {
		if r, ok := observable(item.Str("type"), item); ok {
			c := s
			c.Subject = r
			rd.Say(c)
		} else {
			rd.Leave(n.Str("id")+".objects."+objects.Keys[i], "an observable without a value that names a thing: kept in the whole object")
		}
	}
}

func number(n int64) statement.Value {
	return statement.Value{Kind: "number", Text: strconv.FormatInt(n, 10), From: n, To: n}
}

// comparison is the simplest of patterns; longer ones hold several.
var comparison = regexp.MustCompile(`(ipv4-addr|ipv6-addr|domain-name|url|email-addr):value\s*=\s*'((?:[^'\\]|\\.)*)'|file:hashes\.'?([A-Za-z0-9-]+)'?\s*=\s*'([0-9a-fA-F]+)'`)

const mostCompared = 1000

// indicator says of each value in the pattern that the indicator names it.
func (rd *reader) indicator(n *tree.Node, s statement.Statement) {
	rd.named(n, s)
	span(&s, n, "valid_from", "valid_until")
	s.Predicate, s.Object, s.Quotation = "indicated_by", s.Subject, n.Str("pattern")
	found := false
	all := comparison.FindAllStringSubmatch(n.Str("pattern"), mostCompared+1)
	if len(all) > mostCompared {
		rd.Leave(n.Str("id")+".pattern", fmt.Sprintf("compares more than %d values: the first are read, all are kept in the whole object", mostCompared))
		all = all[:mostCompared]
	}
	for _, m := range all {
		r, ok := intake.Hash(m[3] + ":" + m[4])
		if m[1] != "" {
			r, ok = observable(m[1], &tree.Node{Kind: tree.Object, Keys: []string{"value"}, Items: []*tree.Node{{Kind: tree.String, Text: m[2]}}})
		}
		if ok {
			c := s
			c.Subject, found = r, true
			rd.Say(c)
		}
	}
	if !found {
		rd.Leave(n.Str("id")+".pattern", "names no value that is traced: kept in the whole object")
	}
}

// words are what somebody wrote about other objects.
func (rd *reader) words(n *tree.Node, s statement.Statement) {
	s.Predicate, s.Quotation = "note", n.Str("content")
	if n.Str("type") == "opinion" {
		s.Predicate, s.Quotation, s.Value = "opinion", n.Str("explanation"), statement.Value{Kind: "text", Text: n.Str("opinion")}
	}
	for _, id := range n.Strings("object_refs") {
		c := s
		c.Subject = rd.ref(id)
		rd.Say(c)
	}
}
