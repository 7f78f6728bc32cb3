package codecompare

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/messages"
)

// Options are the settings of the pass.
type Options struct {
	// Tests includes _test.go files: tests that pin codes are silent by
	// default.
	Tests bool
}

// Analyzer is the pass with its default options, which its flags change.
var Analyzer = cozemodel.Export(New(cozemodel.Default, Options{}))

// New returns the pass with the given options. Passes that share model work
// on one model of a package.
func New(model *cozemodel.Config, opts Options) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       "cozecodecompare",
		Doc:        doc,
		URL:        checks.URL + "README.md",
		Requires:   []*analysis.Analyzer{model.Analyzer},
		ResultType: report.ResultType,
	}
	a.Flags.BoolVar(&opts.Tests, "tests", opts.Tests, "report bare codes in _test.go files too")
	a.Run = func(pass *analysis.Pass) (any, error) {
		m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
		c := newChecker(pass, m)
		c.tests = opts.Tests
		if m.Relevant() {
			c.run()
		}
		return c.reporter.Used(), nil
	}
	return a
}

// A checker looks at the comparisons of one package.
type checker struct {
	pass     *analysis.Pass
	model    *cozemodel.Model
	reporter *report.Reporter
	tests    bool

	constants map[*types.Package]map[int64][]*types.Const // by value, of the packages that were asked for
	bare      map[ast.Node][]bareCode                     // the bare codes of a switch or a table
	noted     map[ast.Expr]bool                           // those that are among them
	meanings  meanings
}

func newChecker(pass *analysis.Pass, m *cozemodel.Model) *checker {
	return &checker{
		pass: pass, model: m, reporter: report.New(pass, m),
		constants: make(map[*types.Package]map[int64][]*types.Const),
		bare:      make(map[ast.Node][]bareCode),
		noted:     make(map[ast.Expr]bool),
		meanings: meanings{
			wrong: make(map[wrongKey]*wrongMeaning),
			named: make(map[*types.Const]bool),
			slow:  make(map[token.Pos]*slowCodes),
		},
	}
}

func (c *checker) run() {
	if engine, err := c.model.Engine(); err == nil {
		defer engine.Use()()
	}
	wanted := []ast.Node{(*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil), (*ast.IndexExpr)(nil), (*ast.CallExpr)(nil), (*ast.CompositeLit)(nil)}
	for cur := range c.model.Inspect.Root().Preorder(wanted...) {
		n := cur.Node()
		if !c.tests && c.model.TestFile(n.Pos()) {
			continue
		}
		switch n := n.(type) {
		case *ast.BinaryExpr:
			c.comparison(cur, n)
		case *ast.SwitchStmt:
			c.switchStmt(cur, n)
		case *ast.IndexExpr:
			c.lookup(n)
		case *ast.CallExpr:
			c.call(cur, n)
		case *ast.CompositeLit:
			c.authCodes(n)
		}
	}
	c.reportBares()
	c.reportMeanings()
}

func (c *checker) comparison(cur inspector.Cursor, n *ast.BinaryExpr) {
	switch n.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		c.compare(cur, n.X, n.Y, n.Op)
		c.compare(cur, n.Y, n.X, n.Op)
	}
}

// compare looks at a comparison of value, which may be a code, with operand.
func (c *checker) compare(cur inspector.Cursor, value, operand ast.Expr, op token.Token) {
	if !c.isConstant(operand) {
		if (op == token.EQL || op == token.NEQ) && !c.isConstant(value) {
			c.compareElements(cur, value, operand)
			c.compareGiven(value, operand, op)
		}
		return
	}
	if c.compareClass(value, operand, op) {
		return
	}
	if code, ok := c.model.Code(value); ok {
		switch code.Kind {
		case cozemodel.IntCode:
			c.operand(value, operand, op)
		case cozemodel.AuthCode:
			c.authCode(value, operand)
		case cozemodel.TextCode:
			if op == token.EQL || op == token.NEQ {
				c.textComparison(value, operand)
			}
		}
		return
	}
	if op == token.EQL || op == token.NEQ {
		c.textComparison(value, operand)
		c.statusComparison(value, operand)
		c.notACode(operand)
	}
}

// notACode notes that a number which is one of the API's codes is compared with
// what is no code of the API as far as can be seen.
func (c *checker) notACode(operand ast.Expr) {
	if !bare(c.pass.TypesInfo, operand) {
		return
	}
	if value, ok := cozemodel.IntValue(c.pass.TypesInfo, operand); ok && value != 0 {
		if _, known := cozecode.Lookup(int(value)); known {
			c.reporter.Quiet(BareCode, operand.Pos(), messages.SilentNotCode)
		}
	}
}

// isConstant reports whether operand has a value that is known, which most
// operands of a program have not.
func (c *checker) isConstant(operand ast.Expr) bool {
	return c.pass.TypesInfo.Types[operand].Value != nil
}

// operand reports operand if it is a bare integer or an HTTP status. op is
// EQL for a case or an element of a set.
func (c *checker) operand(code, operand ast.Expr, op token.Token) {
	value, ok := cozemodel.IntValue(c.pass.TypesInfo, operand)
	if !ok || value <= 0 {
		return // success, or a number of the program's own
	}
	if op != token.EQL && op != token.NEQ && value == 1 {
		return // code >= 1 is code > 0
	}
	if c.httpStatus(operand, value) {
		if known, ok := c.model.Code(code); !ok || !known.Status { // it may be one, too
			c.reportStatus(code, operand, value, op)
		}
		return
	}
	if op == token.EQL {
		c.takes(code, operand, value)
	}
	if bare(c.pass.TypesInfo, operand) {
		c.reportBare(code, operand, value, op)
	}
}

func (c *checker) switchStmt(cur inspector.Cursor, n *ast.SwitchStmt) {
	if n.Tag == nil {
		return // its cases are comparisons
	}
	for _, clause := range n.Body.List {
		for _, operand := range clause.(*ast.CaseClause).List {
			c.compare(cur, n.Tag, operand, token.EQL)
		}
	}
}
