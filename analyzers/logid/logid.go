package logid

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
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
			errorTexts: make(map[*types.Named]errorText),
		}
		if m.Relevant() {
			c.run()
		}
		return c.reporter.Used(), nil
	}
	return a
}

// A checker reports the losses of one package.
type checker struct {
	pass     *analysis.Pass
	model    *cozemodel.Model
	reporter *report.Reporter
	tests    bool

	errorTexts map[*types.Named]errorText
}

// run reports where the engine sees a log ID lost. A package that cannot be
// analyzed has no engine, and no findings.
func (c *checker) run() {
	engine, err := c.model.Engine()
	if err != nil {
		return
	}
	defer engine.Use()()
	f := newFinder(c, engine)
	f.checkHandshakes()
	f.find()
	for _, l := range f.losses {
		f.report(l)
	}
	f.checkErrorTypes()
}
