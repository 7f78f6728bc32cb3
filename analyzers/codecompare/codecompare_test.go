package codecompare_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

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
	for _, result := range analysistest.Run(silent{}, checktest.Dir(t), a, "codecompare/tests") {
		found += len(result.Diagnostics)
	}
	if found == 0 {
		t.Error("no finding in a test file although test files are included")
	}
}

type silent struct{}

func (silent) Errorf(string, ...any) {}
