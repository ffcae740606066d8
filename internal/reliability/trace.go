package reliability

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// TracedCalls are the system calls that a Disk needs to see.
const TracedCalls = "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,pwritev2," +
	"fsync,fdatasync,sync_file_range,msync,ftruncate,truncate,fallocate,rename,renameat,renameat2,link,linkat," +
	"unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile,splice,sync,syncfs"

// Event is the beginning or the end of a system call. Between the two other
// threads may have done something: what a sync covers was written before it
// began, and holds only once it has ended.
type Event struct {
	Thread string
	Name   string
	Args   []string // as strace wrote them; strings are unquoted
	Begin  bool
	Result int64 // of an end; -1 where the call failed
	Line   int
}

// Trace reads the output of strace -f -xx, of which every string is whole. It
// yields each call twice, at its beginning and at its end, and stops with the
// first line that it cannot read.
func Trace(r io.Reader) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		begun := map[string]string{} // thread: what stands before "<unfinished ...>"
		lines := bufio.NewReaderSize(r, 1<<20)
		for n := 1; ; n++ {
			line, err := lines.ReadString('\n')
			if err == io.EOF && line == "" {
				return
			}
			if err != nil && err != io.EOF {
				yield(Event{}, err)
				return
			}
			if !one(strings.TrimRight(line, "\n"), n, begun, yield) {
				return
			}
		}
	}
}

// one yields the events of a line; false ends the trace.
func one(line string, n int, begun map[string]string, yield func(Event, error) bool) bool {
	thread, rest, ok := strings.Cut(line, " ")
	rest = strings.TrimLeft(rest, " ")
	if !ok || strings.HasPrefix(rest, "+++") || strings.HasPrefix(rest, "---") {
		return true
	}
	emit := func(text string, begin bool) bool {
		e, err := parseCall(text, begin)
		e.Thread, e.Line = thread, n
		if err != nil {
			err = fmt.Errorf("trace, line %d: %w", n, err)
		}
		return yield(e, err) && err == nil
	}
	if head, ok := strings.CutSuffix(rest, " <unfinished ...>"); ok {
		begun[thread] = head
		return emit(head, true)
	}
	if strings.HasPrefix(rest, "<... ") {
		_, tail, ok := strings.Cut(rest, " resumed>")
		if !ok || begun[thread] == "" {
			return true // began before the trace did
		}
		rest = begun[thread] + tail
		delete(begun, thread)
		return emit(rest, false)
	}
	return emit(rest, true) && emit(rest, false)
}

func parseCall(text string, begin bool) (Event, error) {
	name, rest, ok := strings.Cut(text, "(")
	if !ok {
		return Event{}, fmt.Errorf("no call in %.80q", text)
	}
	e := Event{Name: name, Begin: begin, Result: -1}
	if i := strings.LastIndex(rest, " = "); i >= 0 {
		result, _, _ := strings.Cut(rest[i+3:], " ")
		if v, err := strconv.ParseInt(result, 0, 64); err == nil {
			e.Result = v
		}
		rest = strings.TrimSuffix(strings.TrimRight(rest[:i], " "), ")")
	}
	var err error
	e.Args, err = splitArgs(rest)
	return e, err
}

// splitArgs divides at commas outside of strings and brackets.
func splitArgs(s string) (out []string, err error) {
	depth, start, quoted := 0, 0, false
	take := func(end int) error {
		arg := strings.TrimSpace(s[start:end])
		if strings.HasPrefix(arg, `"`) {
			if arg, err = unquote(arg); err != nil {
				return err
			}
		}
		out = append(out, arg)
		start = end + 1
		return nil
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted // in -xx nothing within is escaped but by \x
		case quoted:
		case c == '[' || c == '{' || c == '(':
			depth++
		case c == ']' || c == '}' || c == ')':
			depth--
		case c == ',' && depth == 0:
			if err := take(i); err != nil {
				return nil, err
			}
		}
	}
	return out, take(len(s))
}

func unquote(arg string) (string, error) {
	body, ok := strings.CutSuffix(arg[1:], `"`)
	if !ok {
		return "", fmt.Errorf("string is cut short: %.40s", arg)
	}
	b, err := hex.DecodeString(strings.ReplaceAll(body, `\x`, ""))
	return string(b), err
}
