// Command cozeusage runs the pass cozeusage alone, standalone or as the tool of go
// vet -vettool. The options that all passes share are flags of it, too.
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/cozelint/cozelint/analyzers"
)

func main() {
	pass, _ := analyzers.Single("cozeusage")
	singlechecker.Main(pass.Analyzer)
}
