package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// TileHeight is how many levels of the tree a tile spans, and TileWidth how many
// hashes a full one holds, as C2SP tlog-tiles says.
const (
	TileHeight = 8
	TileWidth  = 1 << TileHeight
)

// Entries is the level of a tile that holds leaves and no hashes: an entry bundle.
const Entries = -1

// Tile names a tile of the tree: hashes of one level from N*256 on.
type Tile struct {
	Level int // 0 holds the hashes of leaves, 1 those of full tiles of level 0 …; Entries
	N     int64
	Width int // of 256; fewer while the tree ends in it
}

// ErrTile is returned for a path that names no tile, and for bytes that are none.
var ErrTile = errors.New("not a tile")

// maxTileLevel is the highest level that a tree of 2^62 leaves has.
const maxTileLevel = 7

// Path returns the tile's path below the log's prefix: tile/0/x001/067.p/5, or
// tile/entries/067.
func (t Tile) Path() string {
	p := tlog.Tile{H: TileHeight, L: max(t.Level, 0), N: t.N, W: t.Width}.Path()
	p = strings.TrimPrefix(p, "tile/8/")
	if t.Level == Entries {
		p = "entries" + strings.TrimPrefix(p, "0")
	}
	return "tile/" + p
}

// ParseTilePath reads what Path writes, and nothing else; ErrTile.
func ParseTilePath(path string) (Tile, error) {
	rest, ok := strings.CutPrefix(path, "tile/")
	entries := false
	if ok {
		if r, is := strings.CutPrefix(rest, "entries/"); is {
			rest, entries = "0/"+r, true
		}
	}
	p, err := tlog.ParseTilePath("tile/8/" + rest)
	if !ok || err != nil || p.L < 0 || p.L > maxTileLevel {
		return Tile{}, fmt.Errorf("path %q: %w", path, ErrTile)
	}
	t := Tile{Level: p.L, N: p.N, Width: p.W}
	if entries {
		t.Level = Entries
	}
	if t.Path() != path {
		return Tile{}, fmt.Errorf("path %q: %w", path, ErrTile)
	}
	return t, nil
}

// WidthIn returns how wide the tile is in a tree of a size; 0 where it is not in it.
func (t Tile) WidthIn(size int64) int {
	n := size >> (TileHeight * max(t.Level, 0))
	return int(max(0, min(TileWidth, n-t.N*TileWidth)))
}

// AppendEntry adds a leaf to an entry bundle: its length in two bytes, then it.
func AppendEntry(bundle, leaf []byte) []byte {
	return append(binary.BigEndian.AppendUint16(bundle, uint16(len(leaf))), leaf...)
}

// ParseBundle returns the leaves of an entry bundle; ErrTile where it is cut
// short or has more than a tile's.
func ParseBundle(b []byte) ([][]byte, error) {
	var out [][]byte
	for len(b) > 0 {
		if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) || len(out) == TileWidth {
			return nil, fmt.Errorf("entry bundle, entry %d: %w", len(out), ErrTile)
		}
		n := 2 + int(binary.BigEndian.Uint16(b))
		out, b = append(out, b[2:n:n]), b[n:]
	}
	return out, nil
}

// TileReader reads tiles: at least the first width hashes of one. It makes the
// hashes of a tree out of them, which is what package tlog proves with.
type TileReader func(level int, n int64, width int) ([]byte, error)

// ReadHashes implements tlog.HashReader.
func (read TileReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	type key struct {
		level int
		n     int64
	}
	tiles := map[key][]byte{}
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		t := tlog.TileForIndex(TileHeight, x)
		k := key{t.L, t.N}
		b := tiles[k]
		if len(b) < t.W*tlog.HashSize {
			var err error
			if b, err = read(t.L, t.N, t.W); err != nil {
				return nil, err
			}
			tiles[k] = b
		}
		h, err := tlog.HashFromTile(t, b, x)
		if err != nil {
			return nil, fmt.Errorf("tile %d/%d: %w: %w", t.L, t.N, err, ErrTile)
		}
		out[i] = h
	}
	return out, nil
}
