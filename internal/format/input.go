package format

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ratioSlack lets small members compress as well as they like.
const ratioSlack = 1 << 20

// Input is one file to read: a plain file or a member of a zip archive.
type Input struct {
	Name   string // as the user named it; "archive.zip!member" inside an archive
	Size   int64  // decompressed bytes; inside an archive as its directory claims
	path   string
	member int // index in the archive, -1 for a plain file
	lim    Limits
}

// Base returns the file's own name without directories and archive.
func (in Input) Base() string {
	name := in.Name
	if i := strings.LastIndexByte(name, '!'); i >= 0 && in.member >= 0 {
		return path.Base(name[i+1:])
	}
	return filepath.Base(name)
}

// Inputs expands paths: a directory to its files in name order, a zip archive to
// its members in name order, keeping those whose base name match accepts (a
// plain file named by the user is always kept). It fails if a path is missing,
// an archive is cut off, encrypted, has too many members or is larger than the
// limits allow, and if nothing is left to read.
func Inputs(paths []string, lim Limits, match func(base string) bool) ([]Input, error) {
	var out []Input
	for _, p := range paths {
		found, err := expand(p, lim, match)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, &Error{File: p, Msg: "nothing to read in it", Fix: "name the publisher's file, its zip archive, or the directory that holds it"}
		}
		out = append(out, found...)
	}
	if len(out) == 0 {
		return nil, &Error{Msg: "no file named", Fix: "name at least one file"}
	}
	return out, nil
}

func expand(p string, lim Limits, match func(string) bool) ([]Input, error) {
	st, err := os.Stat(p)
	if err != nil {
		return nil, &Error{File: p, Msg: err.Error(), Fix: "check the path"}
	}
	switch {
	case st.IsDir():
		return expandDir(p, lim, match)
	case strings.EqualFold(filepath.Ext(p), ".zip"):
		return expandZip(p, lim, match)
	}
	return []Input{{Name: p, Size: st.Size(), path: p, member: -1, lim: lim}}, nil
}

func expandDir(dir string, lim Limits, match func(string) bool) ([]Input, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &Error{File: dir, Msg: err.Error()}
	}
	var out []Input
	for _, e := range entries {
		p := filepath.Join(dir, e.Name())
		isZip := strings.EqualFold(filepath.Ext(p), ".zip")
		if e.IsDir() || !isZip && !match(e.Name()) {
			continue
		}
		found, err := expand(p, lim, match)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func expandZip(p string, lim Limits, match func(string) bool) ([]Input, error) {
	z, err := zip.OpenReader(p)
	if err != nil {
		return nil, &Error{File: p, Msg: "zip archive: " + err.Error(), Fix: "it is cut off or damaged; fetch it again"}
	}
	defer z.Close()
	if len(z.File) > lim.Members {
		return nil, &Error{File: p, Msg: fmt.Sprintf("stopped: %d members; limit %d", len(z.File), lim.Members), Fix: "unpack it and name the files"}
	}
	var out []Input
	var total uint64
	for i, m := range z.File {
		name := p + "!" + printable(m.Name)
		if m.FileInfo().Mode()&fs.ModeSymlink != 0 || !filepath.IsLocal(m.Name) || strings.Contains(m.Name, `\`) {
			return nil, &Error{File: name, Msg: "the member's name points outside the archive", Fix: "do not use this archive"}
		}
		if m.FileInfo().IsDir() || !match(path.Base(m.Name)) {
			continue
		}
		if m.Flags&1 != 0 {
			return nil, &Error{File: name, Msg: "the member is encrypted", Fix: "unpack it first"}
		}
		total += m.UncompressedSize64
		if m.UncompressedSize64 > uint64(lim.Bytes) || total > uint64(lim.Bytes) {
			return nil, &Error{File: name, Msg: fmt.Sprintf("stopped: the archive unpacks to more than the limit of %d bytes", lim.Bytes)}
		}
		out = append(out, Input{Name: name, Size: int64(m.UncompressedSize64), path: p, member: i, lim: lim})
	}
	slices.SortStableFunc(out, func(a, b Input) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// printable escapes what a terminal or a log must not show as it is.
func printable(name string) string {
	q := strconv.Quote(name)
	return q[1 : len(q)-1]
}

// Open starts reading. What it returns fails with an *Error when a limit is
// reached or a member does not have the checksum that its archive claims.
func (in Input) Open() (io.ReadCloser, error) {
	if in.member < 0 {
		f, err := os.Open(in.path)
		if err != nil {
			return nil, &Error{File: in.Name, Msg: err.Error()}
		}
		return closer{Bounded(f, in.Name, in.lim, 0), f.Close}, nil
	}
	z, err := zip.OpenReader(in.path)
	if err != nil {
		return nil, &Error{File: in.Name, Msg: "zip archive: " + err.Error(), Fix: "fetch it again"}
	}
	if in.member >= len(z.File) {
		z.Close()
		return nil, &Error{File: in.Name, Msg: "the archive changed while it was read", Fix: "run it again"}
	}
	m := z.File[in.member]
	r, err := m.Open()
	if err != nil {
		z.Close()
		return nil, &Error{File: in.Name, Msg: "zip member: " + err.Error()}
	}
	return closer{Bounded(r, in.Name, in.lim, int64(m.CompressedSize64)), func() error { r.Close(); return z.Close() }}, nil
}

type closer struct {
	io.Reader
	close func() error
}

func (c closer) Close() error { return c.close() }

// Bounded returns a reader of r that fails with an *Error naming the limit when
// more than lim.Bytes come out of it or, where compressed > 0, more than
// lim.Ratio bytes for each compressed one.
func Bounded(r io.Reader, file string, lim Limits, compressed int64) io.Reader {
	b := &bounded{r: r, file: file, limit: lim.Bytes}
	if byRatio := compressed*lim.Ratio + ratioSlack; compressed > 0 && lim.Ratio > 0 && byRatio < b.limit {
		b.limit, b.ratio = byRatio, lim.Ratio
	}
	return b
}

type bounded struct {
	r           io.Reader
	file        string
	read, limit int64
	ratio       int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.read += int64(n)
	if b.read <= b.limit {
		return n, err
	}
	msg := fmt.Sprintf("stopped after %d bytes; limit %d", b.limit, b.limit)
	if b.ratio > 0 {
		msg = fmt.Sprintf("stopped after %d bytes: more than %d bytes for each compressed one", b.limit, b.ratio)
	}
	return 0, &Error{File: b.file, Msg: msg, Fix: "the file is not what it claims to be"}
}
