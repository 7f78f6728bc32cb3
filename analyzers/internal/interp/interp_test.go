package interp

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A recorder is the pass of the tests. It looks for structs whose name is
// Request and for texts with "stream", begins with the exported functions, and
// notes what it hears by the line where that happens.
type recorder struct {
	walker *Walker
	pass   *analysis.Pass
	events bool // it notes all that it hears, and not only what probe is given
	heard  map[int][]string
}

func (r *recorder) Concerns(fn *types.Func) bool { return fn.Exported() }

func (r *recorder) Wanted(t types.Type) bool { return gotypes.Name(t) == "Request" }

func (r *recorder) Mentions(text string) bool { return strings.Contains(text, "stream") }

func (r *recorder) Call(c *Call) (Value, bool) {
	id, ok := c.Expr.Fun.(*ast.Ident)
	switch {
	case ok && id.Name == "probe":
		r.note(c.Expr, "", c.Args...)
		return nil, true
	case !r.events:
		return nil, false
	}
	r.note(c.Expr, "call "+types.ExprString(c.Expr.Fun)+" ", c.Args...)
	if c.Fn != nil && c.Fn.Name() == "NewRequest" {
		return &parcel{c.Args}, true
	}
	return nil, false
}

func (r *recorder) Literal(t types.Type, elements []Element) {
	if named := gotypes.Named(t); !r.events || named.Obj().Pkg() == r.pass.Pkg {
		return
	}
	for _, e := range elements {
		r.note(e.Expr, "put into "+e.Field.Name()+" ", e.Value)
	}
}

func (r *recorder) Leaves(v Value, expr ast.Expr) {
	if r.events {
		r.note(expr, "leaves ", v)
	}
}

// A parcel is a value that the walker does not know.
type parcel struct{ values []Value }

func (r *recorder) note(at ast.Node, what string, values ...Value) {
	var all []string
	for _, v := range values {
		all = append(all, r.describe(v))
	}
	line := r.pass.Fset.Position(at.Pos()).Line + 1000*r.file(at.Pos())
	if text := what + strings.Join(all, ", "); !slices.Contains(r.heard[line], text) {
		r.heard[line] = append(r.heard[line], text)
	}
}

// file returns which of the files of the package pos is in.
func (r *recorder) file(pos token.Pos) int {
	return slices.IndexFunc(r.pass.Files, func(f *ast.File) bool { return f.FileStart <= pos && pos < f.FileEnd })
}

// describe returns what the tests call a value.
func (r *recorder) describe(v Value) string {
	switch v := v.(type) {
	case nil:
		return "?"
	case Flag:
		return strconv.FormatBool(v.On)
	case Absent:
		return "nil"
	case Text:
		return strconv.Quote(strings.ReplaceAll(v.Content, string(Hole), "…"))
	case Encoded:
		return "encoded " + r.describe(v.Of)
	case *Object:
		return r.describeObject(v)
	case closure:
		return "func"
	case list:
		return "[" + r.describeAll(v, ", ") + "]"
	case choice:
		var options []Value
		for _, o := range v {
			options = append(options, o.Value)
		}
		return r.describeAll(options, " or ")
	case *parcel:
		return "parcel(" + r.describeAll(v.values, ", ") + ")"
	}
	return fmt.Sprintf("%T", v)
}

func (r *recorder) describeAll(values []Value, separator string) string {
	var all []string
	for _, v := range values {
		all = append(all, r.describe(v))
	}
	return strings.Join(all, separator)
}

// describeObject returns the name of an object's type and what it holds, each
// with the argument or the call of a builder that decides. An object that can
// hold more ends in dots.
func (r *recorder) describeObject(o *Object) string {
	var held []string
	for _, key := range r.walker.Keys(o) {
		e, _ := r.walker.Entry(o, key)
		text := key + "=" + r.describe(e.Value)
		if e.Passed != nil {
			text += " from " + types.ExprString(e.Passed)
		}
		if e.Chain != nil {
			text += " by " + types.ExprString(e.Chain)
		}
		held = append(held, text)
	}
	if r.walker.Open(o) {
		held = append(held, "…")
	}
	name := gotypes.Name(o.Type)
	if name == "" && o.IsMap() {
		name = "map"
	}
	return name + "{" + strings.Join(held, " ") + "}"
}

// record walks the package in a folder of the test data.
func record(t *testing.T, dir string, events bool) *recorder {
	t.Helper()
	config := cozemodel.NewConfig(cozemodel.Options{})
	r := &recorder{events: events, heard: make(map[int][]string)}
	walk := &analysis.Analyzer{
		Name:     "record",
		Requires: []*analysis.Analyzer{config.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			m := pass.ResultOf[config.Analyzer].(*cozemodel.Model)
			if !m.Relevant() {
				t.Fatal("the package has to mention Coze to have an index")
			}
			r.pass, r.walker = pass, New(m, r)
			for _, file := range pass.Files {
				for _, decl := range file.Decls {
					switch decl := decl.(type) {
					case *ast.FuncDecl:
						if fn := pass.TypesInfo.Defs[decl.Name].(*types.Func); fn.Exported() {
							r.walker.Function(fn, decl.Body)
						}
					case *ast.GenDecl:
						r.initial(decl)
					}
				}
			}
			return nil, nil
		},
	}
	programs := checktest.Load(t, dir, nil, true, ".")
	if len(programs) != 1 {
		t.Fatalf("%d packages in %s", len(programs), dir)
	}
	if _, _, errs := programs[0].Analyze([]*analysis.Analyzer{walk}); len(errs) > 0 {
		t.Fatal(errs)
	}
	return r
}

// initial walks the values of exported variables.
func (r *recorder) initial(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		if spec, ok := spec.(*ast.ValueSpec); ok && decl.Tok == token.VAR && spec.Names[0].IsExported() {
			r.walker.Initial(spec.Values[0])
		}
	}
}

// comments yields the comments that end lines of code, and the lines with
// calls of probe.
func (r *recorder) comments() map[int]string {
	comments := make(map[int]string)
	for i, file := range r.pass.Files {
		code := make(map[int]bool)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Comment, *ast.CommentGroup:
				return false
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "probe" {
					comments[r.pass.Fset.Position(n.Pos()).Line+1000*i] = ""
				}
			}
			if n != nil {
				code[r.pass.Fset.Position(n.Pos()).Line] = true
			}
			return true
		})
		for _, group := range file.Comments {
			for _, c := range group.List {
				if line := r.pass.Fset.Position(c.Pos()).Line; code[line] {
					comments[line+1000*i] = strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
				}
			}
		}
	}
	return comments
}

// check holds what was heard to what the comments say.
func (r *recorder) check(t *testing.T, least int) {
	t.Helper()
	comments := r.comments()
	for line := range r.heard {
		if _, ok := comments[line]; !ok {
			comments[line] = ""
		}
	}
	for line, want := range comments {
		got := strings.Join(r.heard[line], "; ")
		if got == "" {
			got = "never"
		}
		if got != want {
			name := r.pass.Fset.Position(r.pass.Files[line/1000].Pos()).Filename
			t.Errorf("%s:%d: the walker knows %s, and the comment says %q", name, line%1000, got, want)
		}
	}
	if len(comments) < least {
		t.Errorf("only %d places were looked at", len(comments))
	}
}

// TestValues asks for what the arguments of probe are: probe(x) // true. A place
// that is come to with several values has them all, and "never" is one where the
// walker does not come.
func TestValues(t *testing.T) {
	record(t, "testdata/values", false).check(t, 150)
}

// TestHooks compares what the hooks hear at a line with the comment that ends it.
func TestHooks(t *testing.T) {
	record(t, "testdata/hooks", true).check(t, 10)
}
