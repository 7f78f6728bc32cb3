package flow_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// load solves the package in a folder of the test data.
func load(t *testing.T, dir string) (*flow.Engine, *packages.Package) {
	t.Helper()
	pkgs := checktest.LoadPackages(t, dir, nil, ".")
	if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		t.Fatalf("%v: %v", pkgs, pkgs[0].Errors)
	}
	pkg := pkgs[0]
	e, err := flow.New(&flow.Config{
		Fset: pkg.Fset, Pkg: pkg.Types, Info: pkg.TypesInfo, Files: pkg.Syntax,
		NoReturn: func(fn *types.Func) bool { return knowledge.EffectOf(fn).Has(knowledge.Ends) },
		Owner: func(texts []string) flow.Owner {
			for _, s := range texts {
				if strings.Contains(s, "coze") {
					return flow.Ours
				}
			}
			return flow.Others
		},
		IsSDK:      func(types.Object) bool { return false },
		CallsAPI:   func(*types.Func) bool { return false },
		Linked:     func(token.Pos) bool { return false },
		Logs:       func(*types.Func) bool { return false },
		Host:       func(*types.Func) string { return "" },
		GivesError: func(*types.Func) bool { return false },
		HandsIn:    func(types.Type) (flow.Kind, bool, bool) { return 0, false, false },
	})
	if err != nil {
		t.Fatal(err)
	}
	return e, pkg
}

// describe returns the labels in order, each with the function that makes its
// request, and the path of that.
func describe(labels []flow.Label) string {
	var all []string
	for _, l := range labels {
		text := l.Kind.String()
		for _, url := range l.Origin.URLs() {
			_, path, _ := strings.Cut(strings.TrimPrefix(url, "https://"), "/")
			text += " /" + path
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

// TestLabels asks for what the arguments of probe are: probe(x) // Code /v3/chat
func TestLabels(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			t.Parallel()
			e, pkg := load(t, filepath.Join("testdata", entry.Name()))
			asked := 0
			probes(pkg, func(call *ast.CallExpr, want string, line int) {
				asked++
				if got := describe(e.Labels(call.Args[0])); got != want {
					t.Errorf("line %d: %s is %q, want %q", line, types.ExprString(call.Args[0]), got, want)
				}
			})
			if asked == 0 {
				t.Error("no value was asked for")
			}
		})
	}
}

// probes yields the calls of probe, each with the comment that ends its line.
func probes(pkg *packages.Package, yield func(call *ast.CallExpr, comment string, line int)) {
	for _, file := range pkg.Syntax {
		comments := make(map[int]string)
		for _, group := range file.Comments {
			for _, c := range group.List {
				comments[pkg.Fset.Position(c.Pos()).Line] = strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "probe" {
				line := pkg.Fset.Position(call.Pos()).Line
				yield(call, comments[line], line)
			}
			return true
		})
	}
}
