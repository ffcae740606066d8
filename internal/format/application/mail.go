package application

import (
	"io"
	"iter"

	"github.com/sekifuda/sekifuda/internal/format"
)

func readMail(file string, r io.Reader, lim format.Limits) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		yield(Row{}, &format.Error{File: file, Msg: "no reader for mail yet"})
	}
}
