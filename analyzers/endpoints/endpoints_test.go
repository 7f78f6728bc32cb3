package endpoints_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/endpoints"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// TestUses reports what the pass finds as diagnostics, so that want comments
// can say it.
func TestUses(t *testing.T) {
	pass := endpoints.New(cozemodel.Default)
	reporting := &analysis.Analyzer{
		Name:     "reporting",
		Doc:      "report the endpoints",
		Requires: []*analysis.Analyzer{pass},
		Run: func(p *analysis.Pass) (any, error) {
			for _, use := range p.ResultOf[pass].([]endpoints.Use) {
				p.Reportf(use.Pos, "%s", describe(use))
			}
			return nil, nil
		},
	}
	checktest.Wants(t, reporting, "endpoints/...")
	checktest.Sites(t, "endpoints", 20, 10)
}

func describe(use endpoints.Use) string {
	var list []string
	for _, e := range use.Endpoints {
		text := fmt.Sprintf("%s %s %v", e.Method, e.Path, e.Permissions)
		if e.Retiring {
			text += " retiring"
		}
		if e.Page == "" {
			text += " no page"
		}
		list = append(list, text)
	}
	text := strings.Join(list, ", ")
	if use.Guess {
		text = "one of " + text
	}
	return text
}
