package link

// heap is a queue of what comes first by less.
type heap[T any] struct {
	less func(a, b T) bool
	list []T
}

func (h *heap[T]) len() int { return len(h.list) }

func (h *heap[T]) push(x T) {
	h.list = append(h.list, x)
	for i := len(h.list) - 1; i > 0; {
		up := (i - 1) / 2
		if !h.less(h.list[i], h.list[up]) {
			return
		}
		h.list[i], h.list[up] = h.list[up], h.list[i]
		i = up
	}
}

func (h *heap[T]) pop() T {
	top, last := h.list[0], len(h.list)-1
	h.list[0] = h.list[last]
	h.list = h.list[:last]
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			return top
		}
		if down+1 < last && h.less(h.list[down+1], h.list[down]) {
			down++
		}
		if !h.less(h.list[down], h.list[i]) {
			return top
		}
		h.list[i], h.list[down] = h.list[down], h.list[i]
		i = down
	}
}
