package autosave

import (
	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
)

// Options are the settings of the pass.
type Options struct{}

// Analyzer is the pass with its default options.
var Analyzer = New(cozemodel.Default, Options{})

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
		}
		return r.Used(), nil
	}
	return a
}
