// Package checktest helps the tests of the passes: findings that want comments
// expect, golden files that must compile, and counts of what the test data
// holds.
package checktest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
)

// Dir returns the folder of the test data, which stands in the root of the
// module that the test is in.
func Dir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "testdata")
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("the test is in no module")
		}
		dir = filepath.Dir(dir)
	}
}

// Run runs a over packages of the test data, compares findings and facts with
// want comments and fixes with golden files, and type-checks these. With
// -update it writes the golden files first.
func Run(t *testing.T, a *analysis.Analyzer, patterns ...string) {
	t.Helper()
	for _, act := range Analyze(t, a, patterns...) {
		if *update {
			updateGoldens(t, act)
		}
		checkWants(t, act)
		checkGoldens(t, act)
	}
}

// Wants is Run without the fixes.
func Wants(t *testing.T, a *analysis.Analyzer, patterns ...string) {
	t.Helper()
	for _, act := range Analyze(t, a, patterns...) {
		checkWants(t, act)
	}
}

// Analyze runs a over packages of the test data, which must have no errors,
// and returns what comes of it for each, test variants included.
//
// analysistest does the same with the whole standard library type-checked from
// source, bodies included, each time. The passes look no further than the
// packages of the test data, so for all others export data will do.
func Analyze(t testing.TB, a *analysis.Analyzer, patterns ...string) []*checker.Action {
	t.Helper()
	dir := Dir(t)
	pkgs := loadPackages(t, filepath.Join(dir, "src"), GOPATH(dir), true, patterns)
	if len(pkgs) == 0 {
		t.Fatalf("no packages match %v", patterns)
	}
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Errorf("%s: %v", pkg.ID, err)
		}
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %v", act, act.Err)
		}
	}
	return graph.Roots
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
