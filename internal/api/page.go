package api

import (
	"encoding/base64"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/format"
)

// Page is the part of an input that every list has.
type Page struct {
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"how many at most"`
	After string `query:"after" maxLength:"200" doc:"next of the page before"`
}

// list is a page of things. There is more as long as next is there, whatever
// the number of items.
type list[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next,omitempty" doc:"give it as after; absent at the end"`
	}
}

// listOf makes a page of items that were asked for with one more than the limit:
// cursor names the last item that is told.
func listOf[T any](p Page, items []T, cursor func(T) string) *list[T] {
	out := &list[T]{}
	out.Body.Items = append([]T{}, items...)
	if len(items) > p.Limit {
		out.Body.Items = out.Body.Items[:p.Limit]
		out.Body.Next = cursorOf(cursor(out.Body.Items[p.Limit-1]))
	}
	return out
}

// cursorOf wraps what a list goes on after, so that nobody takes it for an id.
func cursorOf(after string) string { return base64.RawURLEncoding.EncodeToString([]byte(after)) }

// after unwraps the cursor, "" for the first page.
func (p Page) after() (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(p.After)
	if err != nil {
		return "", invalid("query.after", "is no cursor", "give next of the page before as it is")
	}
	return string(b), nil
}

// afterNumber unwraps a cursor that is a number, 0 for the first page.
func (p Page) afterNumber() (int64, error) {
	text, err := p.after()
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, invalid("query.after", "is no cursor of this list", "give next of the page before as it is")
	}
	return n, nil
}

// number writes a cursor that is a number.
func number(n int64) string { return strconv.FormatInt(n, 10) }

// mapped makes a page of other things.
func mapped[T, U any](l *list[T], to func(T) U) *list[U] {
	out := &list[U]{}
	out.Body.Items, out.Body.Next = make([]U, len(l.Body.Items)), l.Body.Next
	for i, item := range l.Body.Items {
		out.Body.Items[i] = to(item)
	}
	return out
}

func lineColumn(e *format.Error) string {
	return ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column)
}
