// Package casefile reads case files in YAML: the statements that were coded
// from a report, with quotation and place, and what the person who works the
// case adds. docs/case.md describes the format.
package casefile
