// Package arrival resolves records one by one as they come, in memory. What it
// holds at any moment is a function of the set of records, the judgements and
// the epoch: in which order they came, and what was there and went again, leaves
// no trace. Three rules make it so:
//
//   - Two records are compared where they share a key whose block is not larger
//     than a cap. A block that grows beyond it drops out for all its records, and
//     comes back when it shrinks.
//   - Pairs at or above a floor are edges, and the records that edges join are a
//     cell. A cell larger than a cap is cut by raising the floor in fixed steps
//     until it is not.
//   - Each change derives anew the cells that it touched, and no others, by the
//     same partition as a batch.
//
// An Engine belongs to one goroutine.
package arrival
