package policy

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/ext"
	"cel.dev/cel-go/interpreter"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Bounds of one condition.
const (
	maxCondition = 4096  // bytes
	costLimit    = 10000 // units of CEL's cost model for one evaluation with a loop
)

// rule is one compiled rule.
type rule struct {
	id, code string
	outcome  finding.Outcome
	text     template
	ask      []string
	line     int
	reads    []factPath // facts that the condition names, sorted
	groups   []string   // their groups, in the order of Facts
	checks   []string   // the checks behind the groups
	first    string     // the check that the condition names first: what a review asks about
	program  cel.Program
	needs    []need // without which it cannot fire
}

func (r *rule) readsGroup(group string) bool { return slices.Contains(r.groups, group) }

var ruleOutcomes = []string{string(finding.Note), string(finding.Refuse), string(finding.Review)}

func (p *Policy) buildRules(r *reader, files []ruleFile) {
	env, err := newEnv(p.settings)
	if err != nil {
		panic(fmt.Sprintf("policy: CEL environment: %v", err)) // the types are ours: a programmer's error
	}
	seen := map[string]bool{}
	for _, f := range files {
		if seen[f.ID.Value] {
			r.add(f.ID.At, "rules", fmt.Sprintf("rule %q comes twice", f.ID.Value), "")
		}
		seen[f.ID.Value] = true
		if c := f.build(r, env, p); c != nil {
			p.rules = append(p.rules, c)
		}
	}
}

func (f *ruleFile) build(r *reader, env *cel.Env, p *Policy) *rule {
	c := &rule{id: f.ID.Value, code: f.Code.Value, outcome: finding.Outcome(f.Outcome.Value), ask: values(f.Ask), line: f.At.line}
	if c.code == "" {
		c.code = c.id
	}
	path := "rules." + c.id
	if !codeForm.MatchString(c.id) || !codeForm.MatchString(c.code) {
		r.add(orAt(f.ID.At, f.At), "rules", "a rule has an id and a code in small letters, digits, dots and underscores", "")
	}
	if !slices.Contains(ruleOutcomes, f.Outcome.Value) {
		fix := suggest(f.Outcome.Value, ruleOutcomes)
		if f.Outcome.Value == string(finding.Approve) {
			fix = "no rule approves: an application is approved when nothing speaks against it; use note to show something"
		}
		r.add(orAt(f.Outcome.At, f.At), path, fmt.Sprintf("unknown outcome %q", f.Outcome.Value), fix)
	}
	for _, a := range f.Ask {
		if _, ok := p.asks[a.Value]; !ok {
			r.add(a.At, path, fmt.Sprintf("ask %q has no text", a.Value), suggest(a.Value, sortedKeys(p.asks)))
		}
	}
	texts := f.Text.build(r, path+".text")
	c.text = template{en: r.template(f.Text.EN, texts.EN), ja: r.template(f.Text.JA, texts.JA)}
	if !c.compile(r, env, orAt(f.When.At, f.At), f.When.Value) {
		return nil
	}
	return c
}

// compile fills in what comes from the condition; false when it does not compile.
func (c *rule) compile(r *reader, env *cel.Env, at place, src string) bool {
	path := "rules." + c.id + ".when"
	if strings.TrimSpace(src) == "" || len(src) > maxCondition {
		r.add(at, path, fmt.Sprintf("a condition of %d bytes", len(src)), fmt.Sprintf("1 … %d bytes of CEL", maxCondition))
		return false
	}
	ast, iss := env.Compile(src)
	if err := iss.Err(); err != nil {
		for _, e := range iss.Errors() {
			r.add(r.inside(at, src, e.Location.Line(), e.Location.Column()), path, celMessage(e.Message), celFix(e.Message))
		}
		return false
	}
	if ast.OutputType() != cel.BoolType {
		r.add(r.inside(at, src, 1, 0), path, fmt.Sprintf("the condition gives %s, not true or false", ast.OutputType()), "compare it with something")
		return false
	}
	opts := []cel.ProgramOption{cel.EvalOptions(cel.OptOptimize)}
	if loops(ast.NativeRep().Expr()) {
		opts = append(opts, cel.CostLimit(costLimit))
	}
	prg, err := env.Program(ast, opts...)
	if err != nil {
		r.add(r.inside(at, src, 1, 0), path, celMessage(err.Error()), "")
		return false
	}
	c.program = prg
	c.needs = needsOf(ast.NativeRep().Expr())
	c.findReads(ast.NativeRep().Expr())
	return true
}

// loops reports whether an expression has a comprehension. Without one, the cost
// of an evaluation is bounded by the length of the condition and of the facts,
// and counting it would double the time of every decision.
func loops(root celast.Expr) bool {
	found := false
	celast.PreOrderVisit(root, celast.NewExprVisitor(func(e celast.Expr) {
		found = found || e.Kind() == celast.ComprehensionKind
	}))
	return found
}

// newEnv is the language of conditions: CEL's standard library without anything
// that reads a clock or does I/O, the facts, and the settings as constants.
func newEnv(s Settings) (*cel.Env, error) {
	opts := []cel.EnvOption{ext.NativeTypes(reflect.TypeFor[finding.Facts](), ext.ParseStructTags(true))}
	for _, g := range factGroups {
		opts = append(opts, cel.Variable(g.name, cel.ObjectType("finding."+g.typ.Name())))
	}
	for _, n := range s.numbers() {
		opts = append(opts, cel.Constant("settings."+n.name, cel.IntType, types.Int(n.value)))
	}
	opts = append(opts, cel.Constant("settings.country", cel.StringType, types.String(s.Country)))
	return cel.NewEnv(opts...)
}

// findReads collects which facts the condition names, wherever they stand. A
// group named as a whole reads all its facts. A variable of a comprehension that
// is called like a group counts as that group: guards rather hold too much.
func (c *rule) findReads(root celast.Expr) {
	reads := map[factPath]bool{}
	operand := map[int64]bool{} // identifiers that a select already accounts for
	celast.PreOrderVisit(root, celast.NewExprVisitor(func(e celast.Expr) {
		switch e.Kind() {
		case celast.SelectKind:
			of := e.AsSelect().Operand()
			if of.Kind() != celast.IdentKind {
				return
			}
			if g := identGroup(of); g != nil {
				operand[of.ID()] = true
				c.nameFirst(g.name)
				reads[factPath{g.name, e.AsSelect().FieldName()}] = true
			}
		case celast.IdentKind:
			if g := identGroup(e); g != nil && !operand[e.ID()] {
				c.nameFirst(g.name)
				for _, f := range g.fields {
					reads[factPath{g.name, f}] = true
				}
			}
		}
	}))
	for _, g := range factGroups {
		before := len(c.reads)
		for _, f := range g.fields {
			if p := (factPath{g.name, f}); reads[p] {
				c.reads = append(c.reads, p)
			}
		}
		if len(c.reads) == before {
			continue
		}
		c.groups = append(c.groups, g.name)
		if check := checkOf(g.name); check != "" {
			c.checks = append(c.checks, check)
		}
	}
	if c.first == "" {
		c.first = "application" // no check: what the application says is the matter
	}
}

// identGroup is the group that an identifier names. A leading dot, by which CEL
// reaches past the variable of a loop, is still the same group.
func identGroup(e celast.Expr) *factGroup {
	return groupByName(strings.TrimPrefix(e.AsIdent(), "."))
}

func (c *rule) nameFirst(group string) {
	if c.first == "" {
		c.first = checkOf(group)
	}
}

// ResolveName hands out the groups of Facts.
func (a *activation) ResolveName(name string) (any, bool) {
	f := a.facts
	switch name {
	case "application":
		return &f.Application, true
	case "register":
		return &f.Register, true
	case "agrees":
		return &f.Agrees, true
	case "represents":
		return &f.Represents, true
	case "young":
		return &f.Young, true
	case "address":
		return &f.Address, true
	case "eligible":
		return &f.Eligible, true
	case "list":
		return &f.List, true
	case "contact":
		return &f.Contact, true
	case "memory":
		return &f.Memory, true
	case "freshness":
		return &f.Freshness, true
	}
	return nil, false
}

// Parent is nil: there is nothing behind the facts.
func (a *activation) Parent() interpreter.Activation { return nil }

var (
	undefinedField = regexp.MustCompile(`undefined field '([^']*)'`)
	undeclaredName = regexp.MustCompile(`undeclared reference to '([^']*)'`)
)

// celMessage shortens what CEL says to what concerns the writer of a policy.
func celMessage(msg string) string {
	msg = strings.ReplaceAll(msg, " (in container '')", "")
	if m := undefinedField.FindStringSubmatch(msg); m != nil {
		return fmt.Sprintf("there is no fact %q here", m[1])
	}
	if m := undeclaredName.FindStringSubmatch(msg); m != nil {
		return fmt.Sprintf("there is no %q", m[1])
	}
	return msg
}

func celFix(msg string) string {
	if m := undefinedField.FindStringSubmatch(msg); m != nil {
		return suggestFact(m[1])
	}
	if m := undeclaredName.FindStringSubmatch(msg); m != nil {
		return suggest(m[1], groupNames())
	}
	return ""
}

// suggestFact names the facts that are spelt nearly like this one.
func suggestFact(word string) string {
	best, least := "", len(word)/2+1
	for _, g := range factGroups {
		for _, f := range g.fields {
			if d := distance(strings.ToLower(word), f); d < least {
				best, least = g.name+"."+f, d
			}
		}
	}
	if best == "" {
		return "docs/policy.md lists all facts"
	}
	return "did you mean " + best + "?"
}
