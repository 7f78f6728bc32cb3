package usage_test

import (
	"testing"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/usage"
)

func TestFindings(t *testing.T) {
	checktest.Run(t, usage.Analyzer, "usage/...")
}

func TestSites(t *testing.T) {
	checktest.Sites(t, "usage", 60, 90)
}
