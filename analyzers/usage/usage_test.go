package usage_test

import (
	"testing"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/usage"
)

func TestFindings(t *testing.T) {
	checktest.Run(t, usage.Analyzer, "usage/...")
}

// TestOptIn runs the checks that do not run by default.
func TestOptIn(t *testing.T) {
	config := cozemodel.NewConfig(cozemodel.Options{Selection: checks.Selection{Enable: []string{"all"}}})
	checktest.Run(t, usage.New(config, usage.Options{}), "usageoptin/...")
}
func TestSites(t *testing.T) {
	checktest.Sites(t, "usage", 60, 90)
}
