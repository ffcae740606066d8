package layers

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/sekifuda/sekifuda/"

const maxExported = 40

// pkg is one package of the project as its non-test files show it.
type pkg struct {
	path    string // below internal/, or cmd/sekifuda
	files   []*ast.File
	fset    *token.FileSet
	imports map[string]bool
}

func load(t *testing.T) []*pkg {
	t.Helper()
	byDir := map[string]*pkg{}
	for _, root := range []string{"../../internal", "../../cmd"} {
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && d.Name() == "testdata" {
				if d != nil && d.IsDir() && d.Name() == "testdata" {
					return fs.SkipDir
				}
				return err
			}
			if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
				return nil
			}
			add(t, byDir, p)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var out []*pkg
	for _, p := range byDir {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *pkg) int { return strings.Compare(a.path, b.path) })
	return out
}

func add(t *testing.T, byDir map[string]*pkg, file string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range f.Comments {
		if strings.HasPrefix(c.List[0].Text, "//go:build ignore") {
			return // a generator, run by go generate only
		}
	}
	dir := filepath.ToSlash(filepath.Dir(file))
	p := byDir[dir]
	if p == nil {
		path := strings.TrimPrefix(strings.TrimPrefix(dir, "../../internal/"), "../../")
		p = &pkg{path: path, fset: fset, imports: map[string]bool{}}
		byDir[dir] = p
	}
	p.files = append(p.files, f)
	for _, i := range f.Imports {
		v, _ := strconv.Unquote(i.Path.Value)
		p.imports[v] = true
	}
}

func TestImports(t *testing.T) {
	for _, p := range load(t) {
		r, ok := rules[p.path]
		if !ok {
			t.Errorf("%s: no line in rules: decide its layer", p.path)
			continue
		}
		for imp := range p.imports {
			if own, ok := strings.CutPrefix(imp, module); ok {
				checkOwn(t, p, r, strings.TrimPrefix(own, "internal/"))
			} else if strings.Contains(strings.Split(imp, "/")[0], ".") && !allowed(imp, r.modules) {
				t.Errorf("%s imports %s: not in its list of modules", p.path, imp)
			}
		}
	}
}

func checkOwn(t *testing.T, p *pkg, r rule, imp string) {
	t.Helper()
	to, ok := rules[imp]
	switch {
	case !ok:
		t.Errorf("%s imports %s, which has no line in rules", p.path, imp)
	case slices.Contains(never[p.path], imp):
		t.Errorf("%s imports %s: the design forbids it", p.path, imp)
	case only[p.path] != nil && !slices.Contains(only[p.path], imp):
		t.Errorf("%s imports %s: it may import only %v", p.path, imp, only[p.path])
	case strings.HasPrefix(imp, "world") && p.path != "cmd/sekifuda" && p.path != "world" && !strings.HasPrefix(p.path, "evaluate/"):
		t.Errorf("%s imports %s: only the command, what measures and tests may", p.path, imp)
	case to.layer > r.layer, to.layer == r.layer && !slices.Contains(r.sideways, imp):
		t.Errorf("%s (layer %d) imports %s (layer %d)", p.path, r.layer, imp, to.layer)
	}
}

func allowed(imp string, modules []string) bool {
	for _, m := range modules {
		if imp == m || strings.HasPrefix(imp, m+"/") {
			return true
		}
	}
	return false
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, p := range load(t) {
		documented := false
		for _, f := range p.files {
			documented = documented || f.Doc != nil
		}
		if !documented {
			t.Errorf("%s: no package comment", p.path)
		}
	}
}

func TestExportedNamesAreFewAndDocumented(t *testing.T) {
	for _, p := range load(t) {
		n := 0
		for _, f := range p.files {
			for _, d := range f.Decls {
				n += exported(t, p, d)
			}
		}
		if n > maxExported {
			t.Errorf("%s: %d exported names, at most %d", p.path, n, maxExported)
		}
	}
}

// exported counts the exported names of one declaration; a group of constants
// under one comment is one name to learn.
func exported(t *testing.T, p *pkg, d ast.Decl) int {
	t.Helper()
	switch d := d.(type) {
	case *ast.FuncDecl:
		if !d.Name.IsExported() || d.Recv != nil {
			return 0
		}
		if d.Doc == nil {
			t.Errorf("%s: %s has no comment", p.fset.Position(d.Pos()), d.Name)
		}
		return 1
	case *ast.GenDecl:
		return exportedSpecs(t, p, d)
	}
	return 0
}

func exportedSpecs(t *testing.T, p *pkg, d *ast.GenDecl) int {
	t.Helper()
	n := 0
	for _, s := range d.Specs {
		var names []*ast.Ident
		doc := d.Doc != nil
		switch s := s.(type) {
		case *ast.TypeSpec:
			names, doc = []*ast.Ident{s.Name}, doc || s.Doc != nil
		case *ast.ValueSpec:
			names, doc = s.Names, doc || s.Doc != nil || s.Comment != nil
		}
		for _, id := range names {
			if !id.IsExported() {
				continue
			}
			if !doc {
				t.Errorf("%s: %s has no comment", p.path, id.Name)
			}
			n++
		}
	}
	if n > 0 && d.Tok == token.CONST && d.Lparen.IsValid() {
		return 1
	}
	return n
}

// TestOnlyTheCommandReadsTheClock keeps decisions replayable: below cmd a time
// comes in as an argument.
func TestOnlyTheCommandReadsTheClock(t *testing.T) {
	for _, p := range load(t) {
		if strings.HasPrefix(p.path, "cmd/") || p.path == "store/storetest" {
			continue
		}
		for _, f := range p.files {
			ast.Inspect(f, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				id, ok := sel.X.(*ast.Ident)
				if ok && id.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since") {
					t.Errorf("%s: time.%s below cmd", p.path, sel.Sel.Name)
				}
				if ok && id.Name == "os" && (sel.Sel.Name == "Getenv" || sel.Sel.Name == "LookupEnv") && p.path != "store/storetest" {
					t.Errorf("%s: os.%s below cmd", p.path, sel.Sel.Name)
				}
				return true
			})
		}
	}
}
