package codecompare_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/cozelint/cozelint/analyzers/codecompare"
)

func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func Test(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, testdata(t), codecompare.Analyzer, "codecompare/...")
}
