// Package nta reads and writes the files of the Japanese corporate-number
// register as the National Tax Agency publishes them: full and difference
// files, 30 columns, no header, text columns in quotes with line breaks inside,
// UTF-8 or Shift_JIS, plain or zipped, and the CSV and XML of its web interface
// (version 4). A file is read whole or not at all: the first bad row ends the
// reading with its place.
package nta

import (
	"fmt"
	"io"
	"iter"
	"path"
	"regexp"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// Version names the reader in snapshot digests; raise it when rows change.
const Version = "nta/1"

// Columns is the number of columns of the format.
const Columns = 30

// Encoding is the text encoding of a file.
type Encoding = format.Encoding

// The two encodings that the publisher offers.
const (
	UTF8     = format.UTF8
	ShiftJIS = format.ShiftJIS
)

// Row is one row with the number it belongs to and the line it starts on. A row
// whose process is entity.ProcessDeleted has nothing but the number: the body
// and all its rows are to be deleted.
type Row struct {
	Number string
	entity.Row
	File string
	Line int
}

// Read yields the rows of one file, CSV or XML, in the file's order. After the
// first error it stops; errors are *format.Error with file, line and column.
func Read(r io.Reader, file string, lim format.Limits) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r, isXML, err := sniffXML(format.Bounded(r, file, lim, 0))
		if err != nil {
			yield(Row{}, format.Locate(err, file))
			return
		}
		if isXML {
			readXML(r, file, lim, yield)
			return
		}
		newReader(r, file, lim).run(yield)
	}
}

// Open yields the rows of all files in paths: plain files, zip archives (their
// .csv and .xml members; signatures and notes are passed over) and directories.
func Open(paths []string, lim format.Limits) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		inputs, err := Inputs(paths, lim)
		if err != nil {
			yield(Row{}, err)
			return
		}
		for _, in := range inputs {
			if !readInput(in, lim, yield) {
				return
			}
		}
	}
}

// Inputs returns the files that Open would read, with their sizes.
func Inputs(paths []string, lim format.Limits) ([]format.Input, error) {
	return format.Inputs(paths, lim, func(base string) bool {
		ext := strings.ToLower(path.Ext(base))
		return ext == ".csv" || ext == ".xml"
	})
}

func readInput(in format.Input, lim format.Limits, yield func(Row, error) bool) bool {
	f, err := in.Open()
	if err != nil {
		yield(Row{}, err)
		return false
	}
	defer f.Close()
	for row, err := range Read(f, in.Name, lim) {
		if !yield(row, err) || err != nil {
			return false
		}
	}
	return true
}

var (
	fileDate = regexp.MustCompile(`(?i)(?:^|_)(\d{4})(\d{2})(\d{2})(?:_\d+)?\.(?:csv|xml|zip)$`)
	diffName = regexp.MustCompile(`(?i)(?:^|[/\\!])diff_`)
)

// FileDate returns the day in a publisher's file name, such as
// 00_zenkoku_all_20260227.csv or diff_20260227.zip; false if it has none.
func FileDate(name string) (entity.Day, bool) {
	m := fileDate.FindStringSubmatch(name)
	if m == nil {
		return entity.NoDay, false
	}
	day, err := entity.ParseDay(fmt.Sprintf("%s-%s-%s", m[1], m[2], m[3]))
	return day, err == nil
}

// IsDiff reports whether the file's name is that of a difference file.
func IsDiff(name string) bool { return diffName.MatchString(name) }
