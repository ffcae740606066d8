package corpus

// column keeps the values of one field for every entity, each value once.
type column struct {
	ids    map[string]int32
	values []string
	starts []uint32 // of each entity in all
	all    []int32
}

// add gives the next entity its values.
func (c *column) add(values []string) {
	if c.ids == nil {
		c.ids = map[string]int32{}
	}
	c.starts = append(c.starts, uint32(len(c.all)))
	for _, v := range values {
		id, ok := c.ids[v]
		if !ok {
			id = int32(len(c.values))
			c.ids[v] = id
			c.values = append(c.values, v)
		}
		c.all = append(c.all, id)
	}
}

func (c *column) finish() { c.starts = append(c.starts, uint32(len(c.all))) }

// id is the number of a value, -1 where no entity has it.
func (c *column) id(value string) int32 {
	if id, ok := c.ids[value]; ok {
		return id
	}
	return -1
}

func (c *column) of(doc uint32) []int32 { return c.all[c.starts[doc]:c.starts[doc+1]] }

// having is the set of entities that have one of the values, or all of them.
func (c *column) having(values []string, all bool) set {
	want := map[int32]bool{}
	missing := false
	for _, v := range values {
		if id := c.id(v); id >= 0 {
			want[id] = true
		} else {
			missing = true
		}
	}
	docs := len(c.starts) - 1
	out := newSet(docs)
	if all && missing {
		return out
	}
	for doc := range docs {
		n := 0
		for _, id := range c.of(uint32(doc)) {
			if want[id] {
				n++
			}
		}
		if n > 0 && (!all || n >= len(want)) {
			out.add(uint32(doc))
		}
	}
	return out
}

// counts counts the values of the entities in s; nil is all.
func (c *column) counts(s set) Counts {
	n := make([]int, len(c.values))
	for doc := range len(c.starts) - 1 {
		if s != nil && !s.has(uint32(doc)) {
			continue
		}
		for _, id := range c.of(uint32(doc)) {
			n[id]++
		}
	}
	out := Counts{}
	for id, k := range n {
		if k > 0 {
			out[c.values[id]] = k
		}
	}
	return out
}
