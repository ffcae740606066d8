package reading

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script"
)

//go:generate go -C ../../../tools run ./tables/ja -out ../internal/script/reading/ja.tbl.gz -cuts ../internal/script/reading/jacuts.tbl.gz

// jaPacked is the learned table, lines of text that parseJapanese describes.
//
//go:embed ja.tbl.gz
var jaPacked []byte

// japaneseTable is the learned table; see tools/tables/ja.
var japaneseTable = sync.OnceValue(func() *jaTable {
	text, err := unpack(jaPacked)
	if err != nil {
		panic("embedded table of Japanese readings: " + err.Error()) // a test reads it
	}
	return parseJapanese(text)
})

func unpack(packed []byte) (string, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), err
}

// foldHead folds an entry of a table again, as folding may have changed since
// the table was made.
func foldHead(head string) string { return script.Fold(head) }
