package match

// Nickname reports whether two different folded given names are borne by one and
// the same person without surprise (bill, william); see nickname.
func Nickname(a, b string) bool { return nickname(a, b) }
