package exhaustive

import (
	"go/ast"
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
)

// Options are the settings of the pass.
type Options struct {
	// Strict demands every code of the table in a switch over Coze codes,
	// whether it has a default or not.
	Strict bool
	// Categories are categories of codes (cozecode.RateLimit, …) of which
	// a switch that lists one code must list all, whether it has a default
	// or not.
	Categories []string
}

// Analyzer is the pass with its default options, which its flags change.
var Analyzer = cozemodel.Export(New(cozemodel.Default, Options{}))

// New returns the pass with the given options. Passes that share model work
// on one model of a package.
func New(model *cozemodel.Config, opts Options) *analysis.Analyzer {
	opts.Categories = slices.Clone(opts.Categories)
	a := &analysis.Analyzer{
		Name:       "cozeexhaustive",
		Doc:        doc,
		URL:        checks.URL + "README.md",
		Requires:   []*analysis.Analyzer{model.Analyzer},
		ResultType: report.ResultType,
	}
	a.Flags.BoolVar(&opts.Strict, "strict", opts.Strict, "demand every known code in a switch over Coze codes, default or not")
	a.Flags.Var((*categories)(&opts.Categories), "categories", "comma-separated categories of codes that a switch must list as a whole")
	a.Run = func(pass *analysis.Pass) (any, error) {
		m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
		r := report.New(pass, m)
		if m.Relevant() {
			newChecker(pass, m, r, &opts).check()
		}
		return r.Used(), nil
	}
	return a
}

// A checker checks one package.
type checker struct {
	pass     *analysis.Pass
	model    *cozemodel.Model
	reporter *report.Reporter
	opts     *Options
	events   *cozemodel.Events
	engine   *flow.Engine

	answer  constant.Value          // of a case, that is followed to who loops on it
	deaf    map[ast.Node]bool       // loops whose events are reported not to be asked for a failure
	ignored map[string]map[int]bool // file name and line
}

func newChecker(pass *analysis.Pass, m *cozemodel.Model, r *report.Reporter, opts *Options) *checker {
	return &checker{
		pass:     pass,
		model:    m,
		reporter: r,
		opts:     opts,
		events:   m.Events(),
		deaf:     make(map[ast.Node]bool),
	}
}

func (c *checker) check() {
	engine, err := c.model.Engine()
	if err != nil {
		return
	}
	defer engine.Use()()
	c.engine = engine
	chains := c.reporter.Enabled(NobodyLooks)
	for cur := range c.model.Inspect.Root().Preorder((*ast.SwitchStmt)(nil), (*ast.IndexExpr)(nil), (*ast.CallExpr)(nil), (*ast.FuncDecl)(nil)) {
		if c.model.TestFile(cur.Node().Pos()) {
			continue // a test knows which failure it provokes
		}
		switch n := cur.Node().(type) {
		case *ast.SwitchStmt:
			if d, ok := c.decision(cur, n); ok {
				c.checkSwitch(d)
			}
		case *ast.IndexExpr:
			c.checkLookup(cur, n)
		case *ast.CallExpr:
			if chains {
				c.checkUnreadFailure(cur, n)
			}
		case *ast.FuncDecl:
			if chains {
				c.checkChains(cur, n)
				c.checkStreams(cur)
			}
			c.checkWaiting(cur)
		}
	}
}

func (c *checker) checkSwitch(d *decision) {
	if d.domain != nil {
		c.checkEvents(d)
		c.checkStatusDefault(d)
		return
	}
	c.checkCodes(d)
	c.checkRetry(d)
	c.checkCodeDefault(d)
}

// report reports f unless a directive of the exhaustive linter stands at the
// statement.
func (c *checker) report(f report.Finding) {
	if !c.exhaustiveIgnore(f.Range.Pos()) {
		c.reporter.Report(f)
	}
}

// exhaustiveIgnore reports whether an //exhaustive:ignore comment is on the
// line of pos, or in the comment right above it. It is the directive of
// github.com/nishanths/exhaustive; who uses both linters writes one.
func (c *checker) exhaustiveIgnore(pos token.Pos) bool {
	if c.ignored == nil {
		c.ignored = make(map[string]map[int]bool)
		for _, file := range c.pass.Files {
			c.collectIgnores(file)
		}
	}
	position := c.pass.Fset.PositionFor(pos, false)
	return c.ignored[position.Filename][position.Line]
}

func (c *checker) collectIgnores(file *ast.File) {
	for _, group := range file.Comments {
		if !slices.ContainsFunc(group.List, func(comment *ast.Comment) bool {
			return strings.HasPrefix(comment.Text, "//exhaustive:ignore")
		}) {
			continue
		}
		first := c.pass.Fset.PositionFor(group.Pos(), false)
		last := c.pass.Fset.PositionFor(group.End(), false)
		lines := c.ignored[first.Filename]
		if lines == nil {
			lines = make(map[int]bool)
			c.ignored[first.Filename] = lines
		}
		for line := first.Line; line <= last.Line+1; line++ {
			lines[line] = true
		}
	}
}
