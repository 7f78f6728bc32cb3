// Command empty runs an analyzer that looks at nothing: what it takes to load
// and type-check packages, without a linter.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/multichecker"
)

func main() {
	multichecker.Main(&analysis.Analyzer{
		Name: "empty",
		Doc:  "report nothing",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	})
}
