package token

// concept gives the id of the business word or place that a key of
// script.Words is, in any language.
func concept(string) (id string, ok bool) { return "", false }

// conceptAt gives how many of the first characters of a run without spaces are
// a word of the tables, and which; 0 for none.
func conceptAt([]rune, int) (n int, id string) { return 0, "" }

// spellingsOf gives all words that stand for a concept.
func spellingsOf(string) []string { return nil }
