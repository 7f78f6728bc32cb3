package autosave

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/interp"
	"github.com/cozelint/cozelint/analyzers/internal/report"
)

// Options are the settings of the pass.
type Options struct{}

// Analyzer is the pass with its default options.
var Analyzer = cozemodel.Export(New(cozemodel.Default, Options{}))

// New returns the pass with the given options. Passes that share model work
// on one model of a package.
func New(model *cozemodel.Config, opts Options) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       "cozeautosave",
		Doc:        doc,
		URL:        checks.URL + "README.md",
		Requires:   []*analysis.Analyzer{model.Analyzer},
		ResultType: report.ResultType,
	}
	a.Run = func(pass *analysis.Pass) (any, error) {
		m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
		r := report.New(pass, m)
		if m.Relevant() {
			check(m, r)
		}
		return r.Used(), nil
	}
	return a
}

// check walks the functions of the package that have to do with chat
// requests.
func check(m *cozemodel.Model, r *report.Reporter) {
	j := &judge{
		model:     m,
		reporter:  r,
		scope:     newScope(m),
		functions: make(map[*types.Func]endpoint),
		clients:   make(map[client]bool),
		given:     make(map[*types.Func]map[types.Object]given),
	}
	if len(j.scope.carriers) == 0 && len(j.scope.packaged) == 0 {
		return
	}
	j.walker = interp.New(m, j)
	for _, file := range m.Pass.Files {
		if m.Generated(file.Package) || m.TestFile(file.Package) {
			continue
		}
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			if fn, ok := m.Pass.TypesInfo.Defs[decl.Name].(*types.Func); ok && j.Concerns(fn) {
				j.walker.Function(fn, decl.Body)
			}
		}
	}
	for _, expr := range j.scope.packaged {
		j.walker.Initial(expr)
	}
	j.neverSent()
}
