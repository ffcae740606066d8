package ledger

import (
	"bytes"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// stored keeps a tree in the way of package tlog, and its tiles in ours.
type stored struct {
	hashes []tlog.Hash
	tiles  map[[2]int64][]byte
	edge   Edge
}

func (s *stored) ReadHashes(indexes []int64) (out []tlog.Hash, err error) {
	for _, x := range indexes {
		out = append(out, s.hashes[x])
	}
	return out, nil
}

func (s *stored) add(t testing.TB, leaf []byte) {
	more, err := tlog.StoredHashes(s.edge.Size(), leaf, s)
	if err != nil {
		t.Fatal(err)
	}
	s.hashes = append(s.hashes, more...)
	for _, f := range s.edge.Append(Hash(leaf)) {
		s.tiles[[2]int64{int64(f.Level), f.N}] = f.Bytes
	}
}

func (s *stored) read(level int, n int64, width int) ([]byte, error) {
	for _, p := range s.edge.Partial() {
		if p.Level == level && p.N == n && p.Width >= width {
			return p.Bytes, nil
		}
	}
	if b := s.tiles[[2]int64{int64(level), n}]; len(b) >= width*tlog.HashSize {
		return b, nil
	}
	return nil, fmt.Errorf("no tile %d/%d of width %d", level, n, width)
}

// TestEdge grows a tree beyond two levels of tiles: its roots, tiles and proofs
// are those of package tlog.
func TestEdge(t *testing.T) {
	s := &stored{tiles: map[[2]int64][]byte{}}
	if want, _ := tlog.TreeHash(0, s); s.edge.Root() != want {
		t.Error("root of the empty tree")
	}
	for n := int64(1); n <= 66_000; n++ {
		s.add(t, fmt.Appendf(nil, "leaf %d", n))
		if n > 600 && n%997 != 0 && n != 65_535 && n != 65_536 && n != 65_537 {
			continue
		}
		root, err := tlog.TreeHash(n, s)
		if err != nil || s.edge.Root() != root {
			t.Fatalf("root of %d leaves: %v, want %v (%v)", n, s.edge.Root(), root, err)
		}
		for _, p := range s.edge.Partial() {
			want, err := tlog.ReadTileData(tlog.Tile{H: TileHeight, L: p.Level, N: p.N, W: p.Width}, s)
			if err != nil || !bytes.Equal(p.Bytes, want) || p.WidthIn(n) != p.Width {
				t.Fatalf("tile %s of %d leaves differs (%v)", p.Path(), n, err)
			}
		}
		again, err := ReadEdge(n, s.read)
		if err != nil || again.Root() != root {
			t.Fatalf("edge of %d leaves read again: %v", n, err)
		}
	}
	root := s.edge.Root()
	for _, i := range []int64{0, 1, 255, 256, 65_535, 65_536, 65_999} {
		proof, err := tlog.ProveRecord(66_000, i, TileReader(s.read))
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, 66_000, root, i, Hash(fmt.Appendf(nil, "leaf %d", i+1))); err != nil {
			t.Errorf("leaf %d: %v", i, err)
		}
		old, _ := tlog.TreeHash(i+1, s)
		tree, err := tlog.ProveTree(66_000, i+1, TileReader(s.read))
		if err != nil || tlog.CheckTree(tree, 66_000, root, i+1, old) != nil {
			t.Errorf("tree of %d: %v", i+1, err)
		}
	}
}

// TestRoot is a tree small enough to be computed by hand.
func TestRoot(t *testing.T) {
	var e Edge
	h := [3]tlog.Hash{Hash([]byte("a")), Hash([]byte("b")), Hash([]byte("c"))}
	for _, one := range h {
		e.Append(one)
	}
	if want := tlog.NodeHash(tlog.NodeHash(h[0], h[1]), h[2]); e.Root() != want {
		t.Errorf("root %v, want %v", e.Root(), want)
	}
}

func TestReadEdgeShort(t *testing.T) {
	if _, err := ReadEdge(5, func(int, int64, int) ([]byte, error) { return make([]byte, 4*tlog.HashSize), nil }); err == nil {
		t.Error("a tile that is too short was taken")
	}
}

func TestTilePath(t *testing.T) {
	for _, c := range []struct {
		tile Tile
		path string
	}{
		{Tile{0, 0, 256}, "tile/0/000"}, {Tile{0, 67, 5}, "tile/0/067.p/5"}, {Tile{1, 1234067, 256}, "tile/1/x001/x234/067"},
		{Tile{Entries, 0, 1}, "tile/entries/000.p/1"}, {Tile{Entries, 1234, 256}, "tile/entries/x001/234"},
	} {
		got, err := ParseTilePath(c.path)
		if c.tile.Path() != c.path || got != c.tile || err != nil {
			t.Errorf("%+v: %s; read %+v, %v", c.tile, c.tile.Path(), got, err)
		}
	}
	for _, path := range []string{"", "tile", "tile/0", "tile/0/0", "tile/0/1000", "tile/8/0/000", "tile/0/000.p/256", "tile/0/000.p/0", "tile/data/000",
		"tile/-1/000", "tile/9/000", "tile/entries/0/000", "tile/0/x000/000", "tile/00/000", "0/000", "tile/0/000/"} {
		if got, err := ParseTilePath(path); err == nil {
			t.Errorf("%q was taken: %+v", path, got)
		}
	}
}

func TestWidthIn(t *testing.T) {
	for _, c := range []struct {
		tile Tile
		size int64
		want int
	}{{Tile{Level: 0}, 0, 0}, {Tile{Level: 0}, 5, 5}, {Tile{Level: 0}, 300, 256}, {Tile{N: 1}, 300, 44}, {Tile{Level: 1}, 300, 1}, {Tile{Level: Entries, N: 1}, 300, 44}, {Tile{N: 2}, 300, 0}} {
		if got := c.tile.WidthIn(c.size); got != c.want {
			t.Errorf("%+v in %d: %d, want %d", c.tile, c.size, got, c.want)
		}
	}
}

func TestBundle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leaves := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 40), 0, TileWidth).Draw(t, "leaves")
		var b []byte
		for _, l := range leaves {
			b = AppendEntry(b, l)
		}
		back, err := ParseBundle(b)
		if err != nil || len(back) != len(leaves) {
			t.Fatalf("%d leaves, %v", len(back), err)
		}
		for i := range back {
			if !bytes.Equal(back[i], leaves[i]) {
				t.Fatalf("leaf %d: %q, want %q", i, back[i], leaves[i])
			}
		}
	})
	for _, bad := range [][]byte{{0}, {0, 1}, {0, 2, 1}, make([]byte, 2*(TileWidth+1))} {
		if _, err := ParseBundle(bad); err == nil {
			t.Errorf("%d bytes were taken for a bundle", len(bad))
		}
	}
}

func FuzzParseTilePath(f *testing.F) {
	f.Add("tile/0/x001/067.p/5")
	f.Add("tile/entries/000")
	f.Fuzz(func(t *testing.T, path string) {
		if got, err := ParseTilePath(path); err == nil && got.Path() != path {
			t.Fatalf("%q is %q", path, got.Path())
		}
	})
}

func FuzzParseBundle(f *testing.F) {
	f.Add([]byte{0, 1, 'a', 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		leaves, err := ParseBundle(b)
		if err != nil {
			return
		}
		var again []byte
		for _, l := range leaves {
			again = AppendEntry(again, l)
		}
		if !bytes.Equal(again, b) {
			t.Fatalf("%x is %x", b, again)
		}
	})
}
