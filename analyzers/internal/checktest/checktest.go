// Package checktest helps the tests of the passes: golden files that must
// compile, and counts of what the test data holds.
package checktest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// Dir returns the folder of the test data, seen from the folder of a pass.
func Dir(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// Run runs a over packages of the test data, compares findings with want
// comments and fixes with golden files, and type-checks these. With -update it
// writes the golden files first.
func Run(t *testing.T, a *analysis.Analyzer, patterns ...string) {
	t.Helper()
	if *update {
		for _, result := range analysistest.Run(silent{}, Dir(t), a, patterns...) {
			if result.Pass != nil {
				updateGoldens(t, result)
			}
		}
	}
	for _, result := range analysistest.RunWithSuggestedFixes(t, Dir(t), a, patterns...) {
		if result.Pass != nil {
			checkGoldens(t, result.Pass)
			checkStale(t, result)
		}
	}
}

// okComment ends a line that must stay silent: "// ok", or "// ok: why".
var okComment = regexp.MustCompile(`// ok(: .*)?\s*$`)

// Sites requires at least so many bad and good places in the Go files below
// the folders of a pass, which are given as a glob: findings that a want
// comment expects, and places that an ok comment calls good.
func Sites(t *testing.T, folders string, minBad, minGood int) {
	t.Helper()
	bad, good := 0, 0
	roots, err := filepath.Glob(filepath.Join(Dir(t), "src", folders))
	if err != nil {
		t.Fatal(err)
	}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
				return err
			}
			source, err := os.ReadFile(name)
			for line := range strings.Lines(string(source)) {
				_, wants, isBad := strings.Cut(line, "// want ")
				switch {
				case isBad:
					bad += max(1, strings.Count(wants, "`")/2)
				case okComment.MatchString(line):
					good++
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d bad and %d good sites", bad, good)
	if bad < minBad || good < minGood {
		t.Errorf("%d bad and %d good sites, want at least %d and %d", bad, good, minBad, minGood)
	}
}
