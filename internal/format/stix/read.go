package stix

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Options say what the reader cannot know.
type Options struct {
	Name  string          // of the file, for errors
	At    entity.Instant  // when the bundle is taken in
	Grade statement.Grade // of the bundle's maker; not given: F, and the digit from each object's confidence, 6 where it has none
	// Own says that the bundle was written here: statements keep their ids,
	// sources and grades. From anybody else they would be that party's.
	Own bool
}

// Read reads a bundle of version 2.0 or 2.1, or a single object. It fails with
// a *format.Error where that is broken or an object has no type or identifier;
// every object becomes statements or is named in Unread.
func Read(r io.Reader, o Options) (statement.Intake, error) {
	raw, err := io.ReadAll(io.LimitReader(r, Limits.Bytes+1))
	if err != nil {
		return statement.Intake{}, fmt.Errorf("read %s: %w", o.Name, err)
	}
	top, err := tree.Parse(raw, o.Name, Limits)
	if err != nil {
		return statement.Intake{}, err
	}
	rd := &reader{Maker: intake.New(statement.KindBundle, raw, o.At), o: o, byID: map[string]*tree.Node{}, refs: map[string]statement.Ref{}}
	if err := rd.bundle(top); err != nil {
		return statement.Intake{}, err
	}
	return rd.In, nil
}

type reader struct {
	*intake.Maker
	o       Options
	objects []*tree.Node
	byID    map[string]*tree.Node
	refs    map[string]statement.Ref
	sources map[string]string // ids of sources that an own bundle brings, as they are kept here
	from    map[string]string // of which of those an object of others came
}

func (rd *reader) fail(n *tree.Node, field, msg, fix string) error {
	return &format.Error{File: rd.o.Name, Line: n.Line, Field: field, Msg: msg, Fix: fix}
}

func (rd *reader) bundle(top *tree.Node) error {
	src := &rd.In.Source
	src.Reliability = string(rd.letter())
	list := []*tree.Node{top}
	if top.Str("type") == "bundle" {
		src.Title = "STIX " + top.Str("id")
		objects := top.Get("objects")
		if objects == nil || objects.Kind != tree.List {
			return rd.fail(top, "objects", "the bundle has no objects", "send a bundle with at least one object")
		}
		list = objects.Items
		for _, key := range top.Keys {
			if !strings.Contains(" type id spec_version objects ", " "+key+" ") {
				rd.Leave("bundle."+key, "a property that bundles do not have")
			}
		}
	}
	if len(list) > Limits.Members {
		return rd.fail(top, "objects", fmt.Sprintf("more than %d objects, reading stopped", Limits.Members), "split the bundle")
	}
	for i, n := range list {
		if err := rd.take(fmt.Sprintf("objects[%d]", i), n); err != nil {
			return err
		}
	}
	for _, n := range rd.objects {
		rd.refs[n.Str("id")] = refOf(n)
	}
	if err := rd.ownSources(); err != nil {
		return err
	}
	for _, n := range rd.objects {
		if err := rd.object(n); err != nil {
			return err
		}
	}
	return nil
}

// take notes an object; of several versions of one only the newest is read.
func (rd *reader) take(place string, n *tree.Node) error {
	id := n.Str("id")
	switch {
	case n.Kind != tree.Object || n.Str("type") == "":
		return rd.fail(n, place+".type", "no object with a type", "send STIX 2.0 or 2.1")
	case !IsID(id) || typeOf(id) != n.Str("type"):
		return rd.fail(n, place+".id", "no identifier of this type", "write type--UUID")
	case n.Str("type") == "bundle":
		return rd.fail(n, place, "a bundle in a bundle", "send one bundle")
	}
	old := rd.byID[id]
	if old == nil {
		rd.byID[id] = n
		rd.objects = append(rd.objects, n)
		return nil
	}
	if old.Str("modified") >= n.Str("modified") {
		rd.Leave(place, "another version of "+id+" is read: the newest")
		return nil
	}
	*old = *n // in the place of the older one
	rd.Leave(id, "an older version in the same bundle")
	return nil
}

func (rd *reader) letter() byte {
	if rd.o.Grade.Source != 0 {
		return rd.o.Grade.Source
	}
	return 'F'
}

// grade takes the digit from the confidence that the maker gives.
func (rd *reader) grade(n *tree.Node) statement.Grade {
	g := statement.Grade{Source: rd.letter(), Info: '6'}
	if c, ok := n.Int("confidence"); ok {
		g.Info = intake.Info(c)
	} else if rd.o.Grade.Info != 0 {
		g.Info = rd.o.Grade.Info
	}
	return g
}

// marking reads the markings of an object; the closest label counts.
func (rd *reader) marking(n *tree.Node) statement.Marking {
	var m statement.Marking
	for _, id := range n.Strings("object_marking_refs") {
		if tlp, ok := tlpOf[id]; ok {
			if m.TLP == "" || tlp.Rank() > m.TLP.Rank() {
				m.TLP = tlp
			}
			continue
		}
		if words := rd.byID[id].Get("definition").Str("statement"); words != "" && len(words) < 2000 {
			m.Purpose = strings.TrimPrefix(m.Purpose+"; "+rd.Text(id, words), "; ")
		}
	}
	return m
}

// said is what all statements of one object share.
func (rd *reader) said(n *tree.Node) statement.Statement {
	s := statement.Statement{Source: rd.from[n.Str("id")], Place: n.Str("id"), Subject: rd.refs[n.Str("id")], Grade: rd.grade(n), Marking: rd.marking(n)}
	if by := n.Str("created_by_ref"); by != "" {
		who := rd.byID[by].Str("name")
		if who == "" {
			who = by
		}
		s.Chain = []statement.Told{{Who: rd.Text(by, who), How: "created"}}
	}
	return s
}

// ref returns the thing that an identifier names, whether or not it is in the
// bundle.
func (rd *reader) ref(id string) statement.Ref {
	if r, ok := rd.refs[id]; ok {
		return r
	}
	switch typeOf(id) {
	case "intrusion-set", "threat-actor":
		return statement.Ref{Kind: statement.Group, Key: id}
	case "campaign", "incident":
		return statement.Ref{Kind: statement.Event, Key: id}
	case "location":
		return statement.Ref{Kind: statement.Place, Key: id}
	}
	return statement.Ref{Kind: statement.Item, Key: id}
}

// ownStatement is the statement that an object of this program carries.
func ownStatement(n *tree.Node) (statement.Statement, bool) {
	var s statement.Statement
	own := n.Get("extensions").Get(ExtensionID).Get("statement")
	if own == nil || json.Unmarshal([]byte(own.JSON()), &s) != nil {
		return s, false
	}
	return s, s.Subject.Kind != "" && s.Source != ""
}
