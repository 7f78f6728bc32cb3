package exhaustive_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/exhaustive"
	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// with returns the pass with CZ4004 enabled and opts.
func with(opts exhaustive.Options) *analysis.Analyzer {
	shared := cozemodel.Options{Selection: checks.Selection{Enable: []string{"CZ4004"}}}
	return exhaustive.New(cozemodel.NewConfig(shared), opts)
}

func TestFindings(t *testing.T) {
	checktest.Run(t, exhaustive.Analyzer, "exhaustive/...")
}

func TestChains(t *testing.T) {
	checktest.Run(t, with(exhaustive.Options{}), "exhaustivechains/...")
}

func TestCategories(t *testing.T) {
	checktest.Wants(t, with(exhaustive.Options{Categories: []string{"rate-limit"}}), "exhaustivestrict/categories")
}

func TestStrict(t *testing.T) {
	checktest.Wants(t, with(exhaustive.Options{Strict: true}), "exhaustivestrict/strict")
}

func TestCategoriesFlag(t *testing.T) {
	a := with(exhaustive.Options{})
	if err := a.Flags.Set("categories", "rate-limit, auth"); err != nil {
		t.Error(err)
	}
	if err := (exhaustive.Options{Categories: []string{"speed"}}).Check(); err == nil {
		t.Error("no error for a category that does not exist")
	}
}

func TestSites(t *testing.T) {
	checktest.Sites(t, "exhaustive*", 40, 60)
}

func TestWaiting(t *testing.T) {
	config := cozemodel.NewConfig(cozemodel.Options{Selection: checks.Selection{Enable: []string{"CZ4007"}}})
	checktest.Run(t, exhaustive.New(config, exhaustive.Options{}), "exhaustivewaiting/...")
}
