// Package fuzzy finds the names that a name could be, however it is written,
// among millions of them: it builds the sections of a snapshot that this takes,
// opens them, and searches.
//
// What is kept of a name are its writings, each a bag of terms (package token).
// Every distinct term stands once in a vocabulary and is found by its keys:
// spelled ones with up to two slips of the pen (symmetric deletion), others
// exactly. From the terms, postings lead to writings. Terms of more than
// BuildOptions.Common writings have none: such writings are found by two of
// their common terms together, or by one that is most of the name.
//
// What is promised: a writing that scores at least Promise in terms that the
// search knows of is found, or Result.Cut says that a bound was met. What scores
// less may be missing.
//
// The package knows no language; see package token for what terms and keys are.
package fuzzy
