package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
)

// Options are the settings of the pass. It has none yet.
type Options struct{}

// Analyzer is the pass with its default options.
var Analyzer = cozemodel.Export(New(cozemodel.Default, Options{}))

// New returns the pass with the given options. Passes that share model work
// on one model of a package.
func New(model *cozemodel.Config, _ Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "cozeusage",
		Doc:        doc,
		URL:        checks.URL + "README.md",
		Requires:   []*analysis.Analyzer{model.Analyzer},
		ResultType: report.ResultType,
		Run: func(pass *analysis.Pass) (any, error) {
			m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
			r := report.New(pass, m)
			if m.Relevant() {
				newChecker(pass, m, r).check()
			}
			return r.Used(), nil
		},
	}
}

// A checker checks one package.
type checker struct {
	pass     *analysis.Pass
	info     *types.Info
	model    *cozemodel.Model
	reporter *report.Reporter
	engine   *flow.Engine

	// used holds the places that mention a variable, field or constant, once
	// one is asked for.
	used map[types.Object][]inspector.Cursor
	// forRequest says of variables and constants whether a request is made
	// with them.
	forRequest map[types.Object]bool
	// decoded are all decodings, and replies those of replies of Coze, once
	// they are asked for.
	decoded, replies []decoding
	// lookers says of functions whether they read the code of a reply.
	lookers map[ast.Node]bool
	taking  map[*types.Func]bool // functions whose parameter is followed now
	// typeAskers says of functions whether they read the Content-Type.
	typeAskers map[ast.Node]bool
	// objectSeekers says of functions whether they look for the brace of an object.
	objectSeekers map[ast.Node]bool
	// built are the URLs of requests by their calls, once they are asked for.
	built map[*ast.CallExpr][]string
	// sent are the requests that are made by hand, once they are asked for.
	sent          *[]sending
	lastErrorLine string // the last line with a finding about a last error
	// knowsEvents reports whether the package has a text that a line of an event
	// begins with.
	knowsEvents func() bool
	// asksForAction reports whether the package asks for the action of a chat, and
	// actions are the functions with a finding about one.
	asksForAction func() bool
	actions       map[*types.Func]bool
	// hooks says whether hooks of the package read it, once it is asked.
	hooks *bool
}

func newChecker(pass *analysis.Pass, m *cozemodel.Model, r *report.Reporter) *checker {
	c := &checker{pass: pass, info: pass.TypesInfo, model: m, reporter: r, actions: make(map[*types.Func]bool)}
	c.asksForAction = sync.OnceValue(c.findsAction)
	c.knowsEvents = sync.OnceValue(func() bool {
		return slices.ContainsFunc(pass.Files, func(file *ast.File) bool { return c.mentionsText(file, knowledge.EventLine) })
	})
	return c
}

// check runs the checks that are enabled, one after the other. Each looks for
// its candidates first, and follows values only for these. A package that cannot
// be analyzed has no engine, and no findings.
func (c *checker) check() {
	engine, err := c.model.Engine()
	if err != nil {
		return
	}
	defer engine.Use()()
	c.engine = engine
	for _, one := range []struct {
		check *checks.Check
		run   func()
	}{
		{DefaultTimeout, c.checkTimeout},
		{UnreadCode, c.checkUnread},
		{UnreadCode, c.checkSound},
		{WrongMessage, c.checkAnswer},
		{SkippedFailure, c.checkSkipped},
		{LineLimit, c.checkLineLimit},
		{Polling, c.checkPolling},
		{NilValue, c.checkNilValues},
		{PagerLoop, c.checkPagers},
		{PagerLoop, c.checkHasMore},
		{Retiring, c.checkRetiring},
		{WrongHost, c.checkWrongHosts},
		{WrongKey, c.checkKeys},
		{ConversationInBody, c.checkConversationID},
		{NumericID, c.checkNumericIDs},
		{NoEndpoint, c.checkEndpoints},
		{FileParameter, c.checkFileParameters},
		{TokenScheme, c.checkScheme},
		{LastErrorOnly, c.checkLastErrors},
		{DoneData, c.checkDoneData},
		{NotJSON, c.checkNotJSON},
		{Repeated, c.checkRepeated},
		{LeftRunning, c.checkLeftRunning},
		{Together, c.checkTogether},
		{StreamCut, func() { c.checkStreamEnds(StreamCut) }},
		{StreamUnfinished, func() { c.checkStreamEnds(StreamUnfinished) }},
	} {
		if c.reporter.Enabled(one.check) {
			one.run()
		}
	}
}

// report reports f, unless it is in a test: a test may do what it likes to
// its own server.
func (c *checker) report(f report.Finding) {
	if !c.model.TestFile(f.Range.Pos()) {
		c.reporter.Report(f)
	}
}
