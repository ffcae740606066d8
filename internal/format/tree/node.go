package tree

import (
	"bytes"
	"encoding/json"
	"sort"
	"strconv"
)

// Get returns the value of key in an object, nil where there is none.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Object {
		return nil
	}
	for i, k := range n.Keys {
		if k == key {
			return n.Items[i]
		}
	}
	return nil
}

// Str returns the text of key where it is a string, "" otherwise.
func (n *Node) Str(key string) string {
	if v := n.Get(key); v != nil && v.Kind == String {
		return v.Text
	}
	return ""
}

// Int returns the whole number of key; ok says whether it is one.
func (n *Node) Int(key string) (i int64, ok bool) {
	v := n.Get(key)
	if v == nil || v.Kind != Number {
		return 0, false
	}
	i, err := strconv.ParseInt(v.Text, 10, 64)
	return i, err == nil
}

// Strings returns the texts of the list at key, leaving out what is no text.
func (n *Node) Strings(key string) []string {
	v := n.Get(key)
	if v == nil || v.Kind != List {
		return nil
	}
	var out []string
	for _, item := range v.Items {
		if item.Kind == String {
			out = append(out, item.Text)
		}
	}
	return out
}

// JSON writes the node in one line with sorted keys: the same value gives the
// same bytes.
func (n *Node) JSON() string {
	var b bytes.Buffer
	n.write(&b)
	return b.String()
}

func (n *Node) write(b *bytes.Buffer) {
	switch n.Kind {
	case Null:
		b.WriteString("null")
	case Bool, Number:
		b.WriteString(n.Text)
	case String:
		Quote(b, n.Text)
	case List:
		b.WriteByte('[')
		for i, v := range n.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			v.write(b)
		}
		b.WriteByte(']')
	case Object:
		order := make([]int, len(n.Keys))
		for i := range order {
			order[i] = i
		}
		sort.Slice(order, func(i, j int) bool { return n.Keys[order[i]] < n.Keys[order[j]] })
		b.WriteByte('{')
		for i, at := range order {
			if i > 0 {
				b.WriteByte(',')
			}
			Quote(b, n.Keys[at])
			b.WriteByte(':')
			n.Items[at].write(b)
		}
		b.WriteByte('}')
	}
}

// Quote writes s as a JSON string without the escapes meant for web pages.
func Quote(b *bytes.Buffer, s string) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s)       // a string and a buffer do not fail
	b.Truncate(b.Len() - 1) // Encode ends with a newline
}
