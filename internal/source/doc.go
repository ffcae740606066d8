// Package source brings registers and lists in: it reads a publisher's files
// into one immutable snapshot, decides whether the snapshot may go live, and
// opens what is live. A source that breaks off in the middle leaves what is
// live untouched.
//
// To add a kind of list, write its reader below internal/format and add one
// line to the table of kinds (kinds.go).
package source
