// Package examples carries the worked case: five invented reports that
// disagree, what was coded from them, the operator's records beside them, and
// the truth. Nothing and nobody in it is real.
package examples

import "embed"

// Case is the directory case: reports, case.yaml, records, truth.yaml.
//
//go:embed case
var Case embed.FS
