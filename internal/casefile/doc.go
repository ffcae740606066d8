// Package casefile reads one case as a whole: what its sources say, which of
// it has one origin, where the sources disagree and in which way, what speaks
// for and against each hypothesis, what happened when and what was known when.
//
// It is pure: a File goes in, an explained answer comes out, the same for the
// same File in whatever order its parts stand. It never says what is true. A
// position is taken by a person, with a reason, and can be withdrawn.
package casefile
