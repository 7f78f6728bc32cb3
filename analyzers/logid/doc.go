// Package logid defines the pass cozelogid.
package logid

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

const doc = "report (CZ3xxx)"

// Checks are the checks of the pass.
var Checks = []*checks.Check{}

var _ lint.RawDocumentation
