// Package roman writes words of other alphabets in Latin letters, by rule. It
// is made for comparing: a Thai or an Indic name with a Latin one, and two names
// in two alphabets that are not Latin with each other. No way of writing is the
// right one, so up to three are given, the usual one first.
//
// The rules are those of the Unicode CLDR (romanisations of the BGN/PCGN, of
// UNGEGN and ISO 15919, and some into the phonetic alphabet) and, where CLDR has
// none that names are written by, our own: see tools/tables/roman. Kanji and
// hanzi are not spelt; their readings are in package reading.
//
// The package is pure and never fails: what it cannot write gives nothing.
package roman

//go:generate go -C ../../../tools run ./tables/roman -out ../internal/script/roman/roman.tbl
