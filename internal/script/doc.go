// Package script knows how names are written: which characters are only other
// shapes of one another, what a corporate form looks like in front of or behind
// a name, how kana are read in Latin letters. It turns a name into keys that
// are equal where only the writing differs.
//
// Keys lose on purpose (small and large kana, hiragana and katakana, the
// corporate form): they find candidates. What was lost is compared afterwards
// on Fold and Company, which keep it.
//
// The package is pure and never fails: text that it cannot use gives "", and
// Supported, TooLong, MixedToken and Unregistrable say why.
package script

// Version is part of every snapshot that holds keys. It is raised whenever any
// function here gives another key for any name.
const Version = 3

// MaxName is the longest name in bytes that anything here or above works on.
const MaxName = 4096

// TooLong reports whether s is over the limit of a name; such a name is
// "not checked", it is never cut.
func TooLong(s string) bool { return len(s) > MaxName }
