package logid

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// Options are the settings of the pass.
type Options struct {
	// Tests includes _test.go files for CZ3002 and CZ3003, which are
	// silent there by default.
	Tests bool
}

// Analyzer is the pass with its default options, which its flags change.
var Analyzer = cozemodel.Export(New(cozemodel.Default, Options{}))

// New returns the pass with the given options. Passes that share model work
// on one model of a package.
func New(model *cozemodel.Config, opts Options) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       "cozelogid",
		Doc:        doc,
		URL:        checks.URL + "README.md",
		Requires:   []*analysis.Analyzer{model.Analyzer},
		ResultType: report.ResultType,
	}
	a.Flags.BoolVar(&opts.Tests, "tests", opts.Tests, "report CZ3002 and CZ3003 in _test.go files too")
	a.Run = func(pass *analysis.Pass) (any, error) {
		m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
		c := &checker{
			pass:       pass,
			model:      m,
			reporter:   report.New(pass, m),
			tests:      opts.Tests,
			losses:     make(map[ast.Node]loss),
			converters: make(map[*types.Func]converter),
			handlers:   make(map[*types.Func]map[*ast.CallExpr]bool),
			declared:   make(map[*types.Func]*function),
			parts:      make(map[ast.Expr][]valueflow.Match),
			fates:      make(map[*types.Var]fate),

			bodyEffects: make(map[*ast.BlockStmt]knowledge.Effect),
			giving:      make(map[*types.Func]bool),
			errorTexts:  make(map[*types.Named]errorText),
		}
		if m.Relevant() {
			c.events = m.Events()
			c.run()
		}
		return c.reporter.Used(), nil
	}
	return a
}

// A checker follows the failures of one package.
type checker struct {
	pass     *analysis.Pass
	model    *cozemodel.Model
	events   *cozemodel.Events
	reporter *report.Reporter
	tests    bool

	// losses are the findings by the place where the log ID is lost, so
	// that several failures that end in one place are one finding.
	losses map[ast.Node]loss
	order  []ast.Node
	// converters are the functions of the package that turn a decoded
	// reply into an error without its log ID.
	converters map[*types.Func]converter
	// handlers are the functions of the package that are given the response
	// where only a failure leads, and the calls that do so.
	handlers    map[*types.Func]map[*ast.CallExpr]bool
	declared    map[*types.Func]*function // the declared functions of the package
	bodyEffects map[*ast.BlockStmt]knowledge.Effect
	parts       map[ast.Expr][]valueflow.Match // that values are made of
	fates       map[*types.Var]fate            // parameters of functions of the package
	giving      map[*types.Func]bool           // functions of the package: whether they return errors of the SDK
	errorTexts  map[*types.Named]errorText
}

func (c *checker) run() {
	functions := c.functions()
	for _, f := range functions {
		if decl, ok := f.node.(*ast.FuncDecl); ok && f.decl != nil && c.model.Decl(f.decl) == decl {
			c.declared[f.decl] = f
		}
	}
	for _, f := range functions {
		c.follow(f, c.starts(f))
		c.follow(f, c.givenStarts(f))
	}
	// A converter is judged at its callers, which may be converters too.
	for judged := 0; judged < len(c.converters); {
		judged = len(c.converters)
		for _, f := range functions {
			c.follow(f, c.converterStarts(f))
		}
	}
	for _, f := range functions {
		c.follow(f, c.handlerStart(f))
		c.follow(f, c.shownStarts(f))
	}
	for _, at := range c.order {
		c.report(at, c.losses[at])
	}
	c.checkErrorTypes()
}

// A function is a body whose paths are followed: that of a declared function
// or of a function literal.
type function struct {
	decl *types.Func // the declared function, or the one around the literal
	node ast.Node    // *ast.FuncDecl or *ast.FuncLit
	typ  *ast.FuncType
	body *ast.BlockStmt

	flow *paths.Graph        // built on first use
	raw  map[*types.Var]bool // the variables that hold a whole reply

	keepers []ast.Stmt // the statements that pass on a log ID; nil before they are looked for
}

// functions returns the bodies of the package that could hold a failure of
// Coze.
func (c *checker) functions() []*function {
	var functions []*function
	for cur := range c.model.Inspect.Root().Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		f := &function{node: cur.Node(), decl: c.model.FuncAt(cur.Node().Pos())}
		switch n := cur.Node().(type) {
		case *ast.FuncDecl:
			f.typ, f.body = n.Type, n.Body
		case *ast.FuncLit:
			f.typ, f.body = n.Type, n.Body
		}
		if f.body != nil && !c.model.Generated(f.body.Pos()) {
			functions = append(functions, f)
		}
	}
	return functions
}

// result returns the error results of f that have a name.
func (c *checker) namedResults(f *function) map[*types.Var]bool {
	named := make(map[*types.Var]bool)
	if f.typ.Results == nil {
		return named
	}
	for _, field := range f.typ.Results.List {
		for _, name := range field.Names {
			if v, ok := c.pass.TypesInfo.Defs[name].(*types.Var); ok {
				named[v] = true
			}
		}
	}
	return named
}
