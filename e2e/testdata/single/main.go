// Command single hands one of the exported passes to singlechecker.
package main

import (
	"os"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/cozelint/cozelint/analyzers/autosave"
	"github.com/cozelint/cozelint/analyzers/codecompare"
	"github.com/cozelint/cozelint/analyzers/exhaustive"
	"github.com/cozelint/cozelint/analyzers/logid"
)

var passes = map[string]*analysis.Analyzer{
	"autosave":    autosave.Analyzer,
	"codecompare": codecompare.Analyzer,
	"exhaustive":  exhaustive.Analyzer,
	"logid":       logid.Analyzer,
}

func main() {
	pass := passes[os.Args[1]]
	os.Args = append(os.Args[:1], os.Args[2:]...)
	singlechecker.Main(pass)
}
