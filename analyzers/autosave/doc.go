// Package autosave defines the pass cozeautosave.
package autosave

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

const doc = "report (CZ2xxx)"

// Checks are the checks of the pass.
var Checks = []*checks.Check{}

var _ lint.RawDocumentation
