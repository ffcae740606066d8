// Package ofac reads and writes the two lists of the US Office of Foreign Assets
// Control in their CSV form: the SDN list (sdn, add, alt, sdn_comments) and the
// consolidated list of the others (cons_prim, cons_add, cons_alt,
// cons_comments). The files have no header and no date; "-0- " stands for
// nothing. One entry with its addresses, other names and remarks becomes one
// entity; birth dates, documents and numbers are read out of the remarks.
//
// The name of a person, "LAST, First, Jr.", is turned into natural order; the
// parts are kept as lastName, firstName and nameSuffix. Dates are written
// 1965-03-02, 1965-03, 1965, "circa 1965", "1965 to 1967". An entry of both
// lists is one entity with both datasets. Nationality is kept as the source's
// description under that property; no check reads it.
package ofac

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// Version names the reader in snapshot digests; raise it when entities change.
const Version = "ofac/1"

// IDPrefix stands before the publisher's entry number in an entity's ID.
const IDPrefix = "ofac-"

// Datasets that an entity can belong to.
const (
	DatasetSDN          = "us_ofac_sdn"
	DatasetConsolidated = "us_ofac_cons"
)

// null is the publisher's sign for an empty cell. Files that passed through an
// editor have lost its trailing blank.
const null = "-0-"

// Counts says how many rows each kind of file had.
type Counts struct {
	Entries   int // primary rows, of both lists
	Addresses int
	Aliases   int
	Comments  int
	// Unattached are comments whose entry is in none of the files. A comment only
	// continues a remark, so no entry is lost, but the files are not of one day.
	Unattached int
}

// Set is the content of one publication.
type Set struct {
	Counts   Counts
	entities []*entity.Entity
}

// Read yields the entities of the files in paths; see Open.
func Read(paths []string, lim format.Limits) iter.Seq2[entity.Entity, error] {
	return func(yield func(entity.Entity, error) bool) {
		set, err := Open(paths, lim)
		if err != nil {
			yield(entity.Entity{}, err)
			return
		}
		for _, e := range set.entities {
			if !yield(*e, nil) {
				return
			}
		}
	}
}

// Entities yields the entities in the order of the primary files.
func (s *Set) Entities() iter.Seq[*entity.Entity] { return slices.Values(s.entities) }

// Len returns the number of entities.
func (s *Set) Len() int { return len(s.entities) }

// Open reads the publisher's files, found by their names in paths (files,
// directories, zip archives). It fails, with the place, if a list lacks its
// addresses or other names (comments may be absent), if an address or another
// name belongs to no entry, and if a row is damaged. It is read whole before
// anything is returned, because an entry is spread over four files.
func Open(paths []string, lim format.Limits) (*Set, error) {
	files, err := find(paths, lim)
	if err != nil {
		return nil, err
	}
	r := &reader{lim: lim, byNum: map[string]*entry{}}
	for _, l := range lists {
		if err := r.list(l, files); err != nil {
			return nil, err
		}
	}
	set := &Set{Counts: r.counts}
	for _, en := range r.entries {
		set.entities = append(set.entities, en.entity())
	}
	return set, nil
}

// list names the four files of one list.
type list struct {
	dataset                  string
	prim, add, alt, comments string
}

var lists = []list{
	{DatasetSDN, "sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"},
	{DatasetConsolidated, "cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv"},
}

func known(base string) bool {
	base = strings.ToLower(base)
	return slices.ContainsFunc(lists, func(l list) bool {
		return base == l.prim || base == l.add || base == l.alt || base == l.comments
	})
}

// find maps base names to files and refuses sets with a part missing.
func find(paths []string, lim format.Limits) (map[string]format.Input, error) {
	inputs, err := format.Inputs(paths, lim, known)
	if err != nil {
		return nil, err
	}
	files := map[string]format.Input{}
	for _, in := range inputs {
		base := strings.ToLower(in.Base())
		if !known(base) {
			return nil, &format.Error{File: in.Name, Msg: "is none of the publisher's files", Fix: "name them sdn.csv, add.csv, alt.csv, sdn_comments.csv, cons_prim.csv, cons_add.csv, cons_alt.csv, cons_comments.csv"}
		}
		if have, ok := files[base]; ok {
			return nil, &format.Error{File: in.Name, Msg: "is there twice: also " + have.Name, Fix: "name the files of one day only"}
		}
		files[base] = in
	}
	for _, l := range lists {
		if err := l.complete(files); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func (l list) complete(files map[string]format.Input) error {
	there := ""
	for _, base := range []string{l.prim, l.add, l.alt, l.comments} {
		if in, ok := files[base]; ok && there == "" {
			there = in.Name
		}
	}
	for _, base := range []string{l.prim, l.add, l.alt} {
		if _, ok := files[base]; !ok && there != "" {
			return &format.Error{File: there, Msg: fmt.Sprintf("%s, which belongs to it, is missing", base), Fix: "name the directory that holds all files of the list"}
		}
	}
	return nil
}
