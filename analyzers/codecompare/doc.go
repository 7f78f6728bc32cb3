// Package codecompare defines the pass cozecodecompare.
package codecompare

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

const doc = "report (CZ1xxx)"

// Checks are the checks of the pass.
var Checks = []*checks.Check{}

var _ lint.RawDocumentation
