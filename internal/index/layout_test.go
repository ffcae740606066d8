package index

import "testing"

func TestLayoutRefuses(t *testing.T) {
	good := header{fileLen: 5000, tocOff: 4900, tocLen: 100}
	if _, err := decodeHeader(good.encode(), 5000, FormatVersion); err != nil {
		t.Fatal(err)
	}
	for name, h := range map[string]header{
		"length":            {fileLen: 5001, tocOff: 4900, tocLen: 100},
		"contents before":   {fileLen: 5000, tocOff: 10, tocLen: 4990},
		"contents beyond":   {fileLen: 5000, tocOff: 4900, tocLen: 101},
		"contents negative": {fileLen: 5000, tocOff: -1, tocLen: 5001},
		"contents short":    {fileLen: 5000, tocOff: 4996, tocLen: 4},
	} {
		if _, err := decodeHeader(h.encode(), 5000, FormatVersion); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for name, s := range map[string]section{
		"negative count": {count: -1},
		"width":          {len: 10, count: 3, width: 4},
		"overflow":       {len: 0, count: 1 << 62, width: 4},
	} {
		if s.fits() {
			t.Errorf("%s: accepted", name)
		}
	}
}
