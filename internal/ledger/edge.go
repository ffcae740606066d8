package ledger

import (
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Edge is the right edge of a tree: on each level the tile that is not full yet.
// It is all that is needed to add leaves and to know the root. The zero value is
// the edge of the empty tree.
type Edge struct {
	size  int64
	tiles [][]byte // by level: the hashes of the tile that is being filled
}

// TileBytes is a tile with its hashes.
type TileBytes struct {
	Tile
	Bytes []byte
}

// ReadEdge reads the edge of a tree of a size from its tiles. It fails with
// ErrTile where one of them is too short; whether the hashes are right, Root says.
func ReadEdge(size int64, read TileReader) (*Edge, error) {
	e := &Edge{size: size}
	for level, n := 0, size; n > 0; level, n = level+1, n>>TileHeight {
		var hashes []byte
		if width := int(n & (TileWidth - 1)); width > 0 {
			b, err := read(level, n>>TileHeight, width)
			if err != nil {
				return nil, err
			}
			if len(b) < width*tlog.HashSize {
				return nil, fmt.Errorf("tile %d/%d has %d bytes: %w", level, n>>TileHeight, len(b), ErrTile)
			}
			hashes = append(hashes, b[:width*tlog.HashSize]...)
		}
		e.tiles = append(e.tiles, hashes)
	}
	return e, nil
}

// Clone returns an edge that grows apart from this one.
func (e *Edge) Clone() *Edge {
	c := &Edge{size: e.size}
	for _, b := range e.tiles {
		c.tiles = append(c.tiles, slices.Clone(b))
	}
	return c
}

// Size returns how many leaves the tree has.
func (e *Edge) Size() int64 { return e.size }

// Append adds the hash of a leaf. It returns the tiles that became full by it,
// lowest first; their bytes belong to the caller.
func (e *Edge) Append(leaf tlog.Hash) (full []TileBytes) {
	n := e.size
	e.size++
	for level, h := 0, leaf; ; level++ {
		if level == len(e.tiles) {
			e.tiles = append(e.tiles, nil)
		}
		e.tiles[level] = append(e.tiles[level], h[:]...)
		if len(e.tiles[level]) < TileWidth*tlog.HashSize {
			return full
		}
		n >>= TileHeight
		full = append(full, TileBytes{Tile{level, n, TileWidth}, e.tiles[level]})
		h = subtree(e.tiles[level])
		e.tiles[level] = nil
	}
}

// Partial returns the tiles of the edge that hold hashes, lowest first. Their
// bytes are the edge's own.
func (e *Edge) Partial() (out []TileBytes) {
	for level, b := range e.tiles {
		if len(b) > 0 {
			out = append(out, TileBytes{Tile{level, e.size >> (TileHeight * (level + 1)), len(b) / tlog.HashSize}, b})
		}
	}
	return out
}

// Root returns the hash of the tree.
func (e *Edge) Root() tlog.Hash {
	var root tlog.Hash
	some := false
	for _, b := range e.tiles { // from the right: low levels first, in each the smallest part first
		for n := len(b) / tlog.HashSize; n > 0; {
			part := n & -n
			h := subtree(b[(n-part)*tlog.HashSize : n*tlog.HashSize])
			if some {
				h = tlog.NodeHash(h, root)
			}
			root, some, n = h, true, n-part
		}
	}
	if !some {
		root, _ = tlog.TreeHash(0, nil)
	}
	return root
}

// subtree returns the hash over a power of two hashes.
func subtree(b []byte) (h tlog.Hash) {
	if len(b) == tlog.HashSize {
		copy(h[:], b)
		return h
	}
	half := len(b) / 2
	return tlog.NodeHash(subtree(b[:half]), subtree(b[half:]))
}
