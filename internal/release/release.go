// Package release says which release this program is. Decisions name it, so
// that a replay that needs the same engine can say which one to use.
package release

// Version is this release, in the form of semantic versions without the v. A
// decision keeps it: it is raised before any change of what is decided ships.
const Version = "0.5.0"
