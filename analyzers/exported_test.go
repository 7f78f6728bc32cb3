package analyzers_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/analyzers/autosave"
	"github.com/cozelint/cozelint/analyzers/codecompare"
	"github.com/cozelint/cozelint/analyzers/directive"
	"github.com/cozelint/cozelint/analyzers/exhaustive"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/logid"
	"github.com/cozelint/cozelint/analyzers/usage"
)

// exported are the analyzers that nogo and singlechecker take.
var exported = []*analysis.Analyzer{codecompare.Analyzer, autosave.Analyzer, logid.Analyzer, exhaustive.Analyzer, usage.Analyzer, directive.Analyzer}

// TestExportedFlags compares the flags of the exported analyzers with those
// that the suite has.
func TestExportedFlags(t *testing.T) {
	for _, p := range suite(t, analyzers.Options{}) {
		i := slices.IndexFunc(exported, func(a *analysis.Analyzer) bool { return a.Name == p.Analyzer.Name })
		if i < 0 {
			t.Errorf("%s is not exported", p.Analyzer.Name)
			continue
		}
		for _, name := range []string{"sdk", "hosts", "log-funcs", "lang", "enable", "disable"} {
			if exported[i].Flags.Lookup(name) == nil {
				t.Errorf("the exported %s has no flag -%s", p.Analyzer.Name, name)
			}
		}
	}
	if err := analysis.Validate(exported); err != nil {
		t.Error(err)
	}
}

// TestExportedFindings compares what the exported analyzers report with what
// the suite does.
func TestExportedFindings(t *testing.T) {
	count := 0
	list := analyzers.Analyzers(suite(t, analyzers.Options{}))
	for _, p := range checktest.TestData(t, "directive", "exhaustive", "codecompare") {
		bySuite, _, errs := p.Analyze(list)
		alone, _, more := p.Analyze(exported)
		for _, err := range slices.Concat(errs, more) {
			t.Error(err)
		}
		if len(bySuite) != len(alone) {
			t.Errorf("%s: %d findings of the suite, %d of the exported analyzers", p.Path, len(bySuite), len(alone))
		}
		count += len(alone)
	}
	if count == 0 {
		t.Error("no findings at all")
	}
}
