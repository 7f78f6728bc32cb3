package codecompare_test

import (
	"testing"

	"github.com/cozelint/cozelint/analyzers/codecompare"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

func TestFindings(t *testing.T) {
	checktest.Run(t, codecompare.Analyzer, "codecompare/...")
}

func TestSites(t *testing.T) {
	checktest.Sites(t, "codecompare", 60, 80)
}

// TestTests includes test files, as an option.
func TestTests(t *testing.T) {
	a := codecompare.New(cozemodel.NewConfig(cozemodel.Options{}), codecompare.Options{Tests: true})
	found := 0
	for _, act := range checktest.Analyze(t, a, "codecompare/tests") {
		found += len(act.Diagnostics)
	}
	if found == 0 {
		t.Error("no finding in a test file although test files are included")
	}
}
