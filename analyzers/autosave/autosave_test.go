package autosave_test

import (
	"testing"

	"github.com/cozelint/cozelint/analyzers/autosave"
	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// analyzer is the pass with the opt-in check, too.
var analyzer = autosave.New(cozemodel.NewConfig(cozemodel.Options{
	Selection: checks.Selection{Enable: []string{"CZ2002"}},
}), autosave.Options{})

func TestFindings(t *testing.T) {
	checktest.Run(t, analyzer, "autosave/...")
}

func TestSites(t *testing.T) {
	checktest.Sites(t, "autosave", 70, 100)
}
