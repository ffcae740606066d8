// Package trace follows what was reported (an address at a time, a mailbox, a
// telephone, an account) to the contracts and the claimed identities behind it,
// and to their siblings: those that share what was brought. Every step names
// its evidence.
//
// The rules that keep the wrong customer out: an address is somebody's only for
// an interval and a range of ports; a time without a zone, a clock that may be
// off over a change of holder, and a shared address without a port give all who
// come into question, as ambiguous, and then nothing can be contained. What an
// impostor took from a victim takes no part.
//
// The graph lives in memory only. It is built from the store when it is first
// needed, and follows the store from then on.
package trace
