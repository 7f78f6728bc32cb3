// Package analyzers is the suite of cozelint: the one list of passes and
// checks that every driver uses.
package analyzers

import (
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/autosave"
	"github.com/cozelint/cozelint/analyzers/codecompare"
	"github.com/cozelint/cozelint/analyzers/directive"
	"github.com/cozelint/cozelint/analyzers/endpoints"
	"github.com/cozelint/cozelint/analyzers/exhaustive"
	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/analyzers/logid"
	"github.com/cozelint/cozelint/analyzers/usage"
	"github.com/cozelint/cozelint/analyzers/why"
	"github.com/cozelint/cozelint/internal/messages"
)

// A Check is one thing that cozelint reports, with its documentation.
type Check = checks.Check

// A Pass is one analyzer of the suite and the checks that it reports.
type Pass struct {
	Analyzer *analysis.Analyzer
	Checks   []*Check
}

// SharedOptions are the settings that all passes share.
type SharedOptions = cozemodel.Options

// Lang is the language of the messages.
type Lang = messages.Lang

// The languages of the messages.
const (
	English = messages.English
	Chinese = messages.Chinese
)

// ParseLang returns the language of a name such as "zh", "zh-CN" or
// "en_US.UTF-8". It returns an error for a language that there are no texts
// in.
func ParseLang(name string) (Lang, error) { return messages.ParseLang(name) }

// Options are the settings of the suite. The zero value is the default.
type Options struct {
	Shared      SharedOptions
	CodeCompare codecompare.Options
	AutoSave    autosave.Options
	LogID       logid.Options
	Exhaustive  exhaustive.Options
	Usage       usage.Options
	// ProjectRead says that the driver reads the project file, .cozelint.yml, and
	// has set what it says. Without it a file that says something else is named
	// once: by SayProject, or on standard error if that is nil.
	ProjectRead bool
	SayProject  func(pass *analysis.Pass, text string)
}

// passes is the suite. A new pass is one line here.
func passes(model *cozemodel.Config, opts Options) []Pass {
	return []Pass{
		{codecompare.New(model, opts.CodeCompare), codecompare.Checks},
		{autosave.New(model, opts.AutoSave), autosave.Checks},
		{logid.New(model, opts.LogID), logid.Checks},
		{exhaustive.New(model, opts.Exhaustive), exhaustive.Checks},
		{usage.New(model, opts.Usage), usage.Checks},
	}
}

// New returns the passes of the suite, the directive pass last. The flags of
// the directive pass set the options that all passes share. It returns an
// error for a setting that means nothing, such as a check that does not exist.
func New(opts Options) ([]Pass, error) {
	if err := opts.Shared.Check(Checks()); err != nil {
		return nil, err
	}
	if err := opts.Exhaustive.Check(); err != nil {
		return nil, err
	}
	model := cozemodel.NewConfig(opts.Shared)
	suite := passes(model, opts)
	d := directive.New(model, Analyzers(suite), Checks())
	model.BindFlags(d, Checks(), func() error { return checkFlags(suite) })
	suite = append(suite, Pass{d, directive.Checks})
	if !opts.ProjectRead {
		nameProject(d, model, suite, opts.SayProject)
	}
	return suite, nil
}

// checkFlags returns an error if the own flags of a pass mean nothing.
func checkFlags(suite []Pass) error {
	for _, p := range suite {
		if p.Analyzer.Name == "cozeexhaustive" {
			return exhaustive.CheckFlags(p.Analyzer)
		}
	}
	return nil
}

// Analyzers returns the analyzers of passes.
func Analyzers(passes []Pass) []*analysis.Analyzer {
	list := make([]*analysis.Analyzer, len(passes))
	for i, p := range passes {
		list[i] = p.Analyzer
	}
	return list
}

// Single returns the pass whose analyzer is named name ("cozelogid", or
// "logid" for short) alone. The options that all passes share are flags of
// it, beside its own.
func Single(name string) (Pass, bool) {
	model := cozemodel.NewConfig(cozemodel.Options{})
	for _, p := range passes(model, Options{}) {
		if p.Analyzer.Name == name || p.Analyzer.Name == "coze"+name {
			model.BindFlags(p.Analyzer, Checks(), func() error { return checkFlags([]Pass{p}) })
			return p, true
		}
	}
	return Pass{}, false
}

// Evidence returns a pass whose result says why a package counts as Coze code
// for the passes of a suite. It reports nothing.
func Evidence(suite []Pass) *analysis.Analyzer {
	model := Model(suite)
	return &analysis.Analyzer{
		Name:       "cozeevidence",
		Doc:        "say why a package counts as Coze code\n\nIt reports nothing.",
		Requires:   []*analysis.Analyzer{model},
		ResultType: reflect.TypeFor[evidence](),
		Run: func(pass *analysis.Pass) (any, error) {
			m := pass.ResultOf[model].(*cozemodel.Model)
			return evidence{m.Reasons(), m.Exhausted()}, nil
		},
	}
}

// Model returns the pass that builds the model which the passes of a suite share,
// and whose facts say what a package tells of its functions.
func Model(suite []Pass) *analysis.Analyzer {
	for _, required := range suite[0].Analyzer.Requires {
		if required.ResultType == reflect.TypeFor[*cozemodel.Model]() {
			return required
		}
	}
	return nil
}

// EndpointsOf is [Endpoints] on the model of a suite, whose settings hold.
func EndpointsOf(suite []Pass) *analysis.Analyzer {
	return endpoints.New(&cozemodel.Config{Analyzer: Model(suite)})
}

// WhyOf returns a pass whose result is what the values of a line are, on the
// model of a suite. It reports nothing.
func WhyOf(suite []Pass, at why.Line) *analysis.Analyzer {
	return why.New(&cozemodel.Config{Analyzer: Model(suite)}, at)
}

// A Silence is a place that a check looked at and did not report.
type Silence = report.Silence

// Silences returns the places that the pass of a result did not report.
func Silences(result any) []Silence {
	used, ok := result.(*report.Used)
	if !ok {
		return nil
	}
	return used.Silences()
}

// evidence is the result of the pass that Evidence returns.
type evidence struct {
	reasons   []messages.Message
	exhausted bool
}

// Reasons returns why the package counts as Coze code that a result is of. It
// returns none if the package does not, or if the result is that of another
// pass.
func Reasons(result any) []messages.Message {
	e, _ := result.(evidence)
	return e.reasons
}

// Exhausted reports whether the budget of the engine did not suffice for the
// package that a result of [Evidence] is of: it may have missed something.
func Exhausted(result any) bool {
	e, _ := result.(evidence)
	return e.exhausted
}

// Told returns the names of the functions and methods that a fact of the model
// tells of.
func Told(fact analysis.Fact) []string {
	facts, ok := fact.(*cozemodel.Facts)
	if !ok || facts.Open {
		return nil // of no API
	}
	var names []string
	add := func(name string) { names = append(names, name[strings.LastIndex(name, ".")+1:]) }
	for _, f := range facts.Funcs {
		add(f.Func)
	}
	for _, code := range facts.Codes {
		add(code)
	}
	return names
}

// IsClient reports whether the package with an import path is an HTTP client: who
// imports it may make requests.
func IsClient(path string) bool { return knowledge.IsClientPackage(knowledge.ImportPath(path)) }

// Endpoints returns the pass that lists the endpoints of the Open API that a
// package calls; its result is a []endpoints.Use. It has the flags that all
// passes share, and reports nothing.
func Endpoints() *analysis.Analyzer {
	model := cozemodel.NewConfig(cozemodel.Options{})
	a := endpoints.New(model)
	model.BindFlags(a, Checks())
	return a
}

// Checks returns every check of the suite in the order of their IDs.
func Checks() []*Check {
	all := slices.Clone(directive.Checks)
	for _, p := range passes(cozemodel.Default, Options{}) {
		all = append(all, p.Checks...)
	}
	slices.SortFunc(all, func(a, b *Check) int { return strings.Compare(a.ID, b.ID) })
	return all
}
