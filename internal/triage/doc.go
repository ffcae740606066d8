// Package triage is the abuse desk: reports that come in, what a person judges
// of them, what is preserved, the measures that are taken and how they end, the
// contracts that come to review because they share with an identity proved
// false, what authorities ask for, and who looked at communication data.
//
// The order is fixed: a report is judged before anything follows from it; what
// is concerned is preserved before a measure is taken; a measure has an end and
// can be lifted; of an assignment that is ambiguous nothing follows; a victim is
// helped and not contained; siblings are looked at by a person, one by one. What
// rested on a proof falls with it. The desk records and tells: the operator's
// own systems carry out.
package triage
