// Package statement holds what sources say: sources, statements with their
// grade, chain and time, and the things that they speak of. Nothing here is
// true or false; what is stored is that somebody said it.
package statement
