package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"strings"

	"github.com/mozillazg/go-pinyin"
	"github.com/sekifuda/sekifuda/internal/script/letters"
)

// writePinyin writes the first reading of each character as initial and final.
func writePinyin(path string) error {
	out := make([]byte, 2*(0x9FFF-0x4E00+1))
	args := pinyin.NewArgs()
	for r := rune(0x4E00); r <= 0x9FFF; r++ {
		rs := pinyin.SinglePinyin(r, args)
		if len(rs) == 0 {
			continue
		}
		s := strings.ReplaceAll(rs[0], "ü", "v")
		in, fin, ok := letters.Pinyin(s)
		if !ok {
			continue
		}
		out[2*(r-0x4E00)], out[2*(r-0x4E00)+1] = in, fin
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := w.Write(out); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
