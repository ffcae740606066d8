package roman

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script"
)

//go:embed roman.tbl
var tableText string

// step is one part of a style: passes of rules, or code.
type step func([]rune) []rune

// style is one way of writing an alphabet.
type style struct {
	name  string
	steps []step
}

// table holds the styles of each alphabet in the order of the source.
type table [script.Scripts][]style

// load reads the embedded table, once.
var load = sync.OnceValue(func() *table {
	t, err := parse(tableText)
	if err != nil {
		panic("roman: " + err.Error()) // it was made with the program, and a test reads it
	}
	return t
})

// parse reads a table as tools/tables/roman writes it.
func parse(text string) (*table, error) {
	var styles [][]string
	transforms := map[string][]pass{}
	current := ""
	for i, line := range strings.Split(text, "\n") {
		f := strings.Split(line, "\t")
		passes := transforms[current]
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
			continue
		case f[0] == "style":
			styles = append(styles, f[1:])
			continue
		case f[0] == "transform":
			current = f[1]
			continue
		case line == "pass":
			passes = append(passes, pass{})
		case line == "nfc", line == "nfd":
			passes = append(passes, pass{form: line[2]})
		case len(f) == 4 && len(passes) > 0:
			p := &passes[len(passes)-1]
			p.rules = append(p.rules, rule{atoms(f[0]), atoms(f[1]), atoms(f[2]), output(f[3])})
		default:
			return nil, fmt.Errorf("line %d of the table: %q", i+1, line)
		}
		transforms[current] = passes
	}
	for _, passes := range transforms {
		for i := range passes {
			passes[i].index()
		}
	}
	return assemble(styles, transforms)
}

// assemble gives each style its steps.
func assemble(styles [][]string, transforms map[string][]pass) (*table, error) {
	byName := map[string]script.Script{}
	for s := script.Other; int(s) < script.Scripts; s++ {
		byName[s.String()] = s
	}
	t := &table{}
	for _, f := range styles {
		s, ok := byName[f[0]]
		if !ok {
			return nil, fmt.Errorf("no alphabet %q", f[0])
		}
		st := style{name: f[1]}
		for _, name := range f[2:] {
			code, own := code[strings.TrimPrefix(name, "!")]
			passes := transforms[name]
			if !own && passes == nil {
				return nil, fmt.Errorf("no transform %q", name)
			}
			if own {
				st.steps = append(st.steps, code)
				continue
			}
			for i := range passes {
				st.steps = append(st.steps, passes[i].apply)
			}
		}
		t[s] = append(t[s], st)
	}
	return t, nil
}

// atoms reads a pattern.
func atoms(text string) []atom {
	var out []atom
	r := []rune(text)
	for i := 0; i < len(r); i++ {
		switch r[i] {
		case '(', ')':
			out = append(out, atom{sign: byte(r[i])})
		case '?', '*', '+':
			out[len(out)-1].times = byte(r[i])
		case '[':
			end := i + 1
			for ; r[end] != ']'; end++ {
				if r[end] == '\\' {
					end++
				}
			}
			out = append(out, set(r[i+1:end]))
			i = end
		default:
			n, letter := letterAt(r[i:])
			out = append(out, atom{letter: letter})
			i += n - 1
		}
	}
	return out
}

// set reads what stands between [ and ].
func set(r []rune) atom {
	a := atom{ranges: []span{}}
	if len(r) > 0 && r[0] == '^' {
		a.not, r = true, r[1:]
	}
	for i := 0; i < len(r); {
		if r[i] == '-' && i+1 < len(r) {
			n, to := letterAt(r[i+1:])
			a.ranges[len(a.ranges)-1].hi = to
			i += 1 + n
			continue
		}
		n, letter := letterAt(r[i:])
		a.ranges = append(a.ranges, span{letter, letter})
		i += n
	}
	return a
}

// letterAt reads one letter of a pattern, with its backslash.
func letterAt(r []rune) (int, rune) {
	switch {
	case r[0] == '\\' && len(r) > 1:
		return 2, r[1]
	case r[0] == '$':
		return 1, edge
	}
	return 1, r[0]
}

var outputSigns = strings.NewReplacer("$1", string(groupRef), "|", string(cursor))

// output reads the right side of a rule.
func output(text string) []rune {
	return []rune(outputSigns.Replace(text))
}
