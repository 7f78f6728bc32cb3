package standalone

import (
	"fmt"
	"io"
	"runtime/debug"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/cozelint/cozelint/internal/messages"
)

// contain turns a panic of a pass, or of one that it requires, into an error
// of the package that it was looking at: the others are still checked.
func contain(list []*analysis.Analyzer) { Wrap(list, Contained) }

// Wrap replaces what passes and those that they require do, each once.
func Wrap(list []*analysis.Analyzer, wrap func(RunFunc) RunFunc) {
	seen := make(map[*analysis.Analyzer]bool)
	var visit func(*analysis.Analyzer)
	visit = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		a.Run = wrap(a.Run)
		for _, required := range a.Requires {
			visit(required)
		}
	}
	for _, a := range list {
		visit(a)
	}
}

// A RunFunc is what a pass does with a package.
type RunFunc = func(*analysis.Pass) (any, error)

// Contained returns run with its panics as errors.
func Contained(run RunFunc) RunFunc {
	return func(pass *analysis.Pass) (result any, err error) {
		defer func() {
			if reason := recover(); reason != nil {
				result, err = nil, messages.PassPanics.Fails(reason, debug.Stack())
			}
		}()
		return run(pass)
	}
}

// complainOfPasses writes what went wrong in which pass and package, and
// returns it.
func complainOfPasses(graph *checker.Graph, w io.Writer) (problems []problem) {
	for act := range graph.All() {
		// A pass cannot run where one that it requires has failed, which has
		// said why.
		if act.Err != nil && !slices.ContainsFunc(act.Deps, func(dep *checker.Action) bool { return dep.Err != nil }) {
			text := fmt.Sprintf("%s: %s: %v", act.Package.PkgPath, act.Analyzer, act.Err)
			fmt.Fprintln(w, "cozelint:", text)
			problems = append(problems, problem{pkg: pathOf(act.Package), text: text})
		}
	}
	return problems
}
