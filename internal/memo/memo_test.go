package memo

import (
	"sync"
	"testing"
)

func TestMemo(t *testing.T) {
	m := Memo[int, int]{Most: 3}
	if _, ok := m.Get(1); ok {
		t.Error("an empty one gives something")
	}
	for k := range 3 {
		m.Keep(k, 10*k)
	}
	m.Keep(3, 30) // the first three are old now
	if v, ok := m.Get(1); !ok || v != 10 {
		t.Errorf("an old one: %d %v", v, ok)
	}
	m.Keep(4, 40)
	m.Keep(5, 50) // those that nobody asked for go
	if _, ok := m.Get(0); ok {
		t.Error("kept for ever")
	}
	if v, ok := m.Get(1); !ok || v != 10 {
		t.Errorf("what was asked for is gone: %d %v", v, ok)
	}
	if n := len(m.young) + len(m.old); n > 2*m.Most {
		t.Errorf("%d kept", n)
	}
}

func TestTogether(t *testing.T) {
	m := Memo[int, int]{Most: 8}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for k := range 1000 {
				m.Keep(k%40, k%40)
				if v, ok := m.Get(k % 40); ok && v != k%40 {
					t.Errorf("%d under %d", v, k%40)
				}
			}
		})
	}
	wg.Wait()
}
