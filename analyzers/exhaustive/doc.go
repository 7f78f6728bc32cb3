// Package exhaustive defines the pass cozeexhaustive.
package exhaustive

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

const doc = "report (CZ4xxx)"

// Checks are the checks of the pass.
var Checks = []*checks.Check{}

var _ lint.RawDocumentation
