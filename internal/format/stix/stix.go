// Package stix reads STIX 2.0 and 2.1 bundles as statements and writes
// statements as STIX 2.1 bundles. What an object says is always somebody's:
// claims leave with who says them, the grade, the state and any denial.
//
// What STIX has no place for travels in an extension that each bundle declares
// (ExtensionID), so that a bundle of this program comes back as the statements
// that it was made of.
package stix

import (
	"crypto/sha1"
	"encoding/hex"
	"regexp"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Version names reader and writer; raise it when statements or bundles change.
const Version = "stix/1"

// Names of the program's own objects in bundles. They never change.
const (
	ExtensionID = "extension-definition--3d2b7c1e-5c0a-4c57-9c0f-6a1f0f5b9a21"
	programID   = "identity--8e0a4d6a-7b51-4f3d-8a6d-2f9b1c3e5d70"
	namespace   = "b6a7d8c0-1f2e-4a3b-9c4d-5e6f7a8b9c0d" // of the version 5 UUIDs of what is written here
	observables = "00abedb4-aa42-466c-9c01-fed23315a9b7" // of STIX 2.1, section 2.9
)

// Limits bound one bundle.
var Limits = format.Limits{Bytes: 256 << 20, Depth: 24, FieldSize: 8 << 20, Members: 1_000_000}

// WholeObject is the predicate of the statement that keeps an object of a bundle
// as it came, in JSON, without what is content or never taken.
const WholeObject = "stix.object"

var idForm = regexp.MustCompile(`^[a-z][a-z0-9-]*[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$`)

// IsID reports whether s is an identifier of a STIX object.
func IsID(s string) bool { return len(s) < 300 && idForm.MatchString(s) }

// typeOf is the type of the object that an identifier names.
func typeOf(id string) string {
	t, _, _ := strings.Cut(id, "--")
	return t
}

// uuid5 is a version 5 UUID of RFC 9562.
func uuid5(space, name string) string {
	raw, _ := hex.DecodeString(strings.ReplaceAll(space, "-", "")) // a constant
	h := sha1.Sum(append(raw, name...))
	h[6] = h[6]&0x0f | 0x50
	h[8] = h[8]&0x3f | 0x80
	s := hex.EncodeToString(h[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// ownID names an object that this program writes.
func ownID(kind, name string) string { return kind + "--" + uuid5(namespace, kind+"\x00"+name) }

// TLP 2.0 markings; those of TLP 1 are read too.
var markingOf = map[statement.TLP]string{
	statement.Clear:       "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
	statement.Green:       "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
	statement.Amber:       "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
	statement.AmberStrict: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
	statement.Red:         "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}

const tlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

var tlpOf = map[string]statement.TLP{
	"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": statement.Clear, // white
	"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": statement.Green,
	"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": statement.Amber,
	"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": statement.Red,
}

func init() {
	for tlp, id := range markingOf {
		tlpOf[id] = tlp
	}
}

// Stamp writes a moment as STIX wants it: UTC with milliseconds.
func Stamp(at entity.Instant) string {
	return at.Time().Format("2006-01-02T15:04:05.000Z")
}
