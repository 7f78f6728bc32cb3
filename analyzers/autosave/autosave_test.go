package autosave_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/cozelint/cozelint/analyzers/autosave"
	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// analyzer is the pass with the opt-in check, too.
var analyzer = autosave.New(cozemodel.NewConfig(cozemodel.Options{
	Selection: checks.Selection{Enable: []string{"CZ2002"}},
}), autosave.Options{})

var packages = []string{"structs", "values", "maps", "texts", "flows", "destinations", "sdk", "neversent", "decoys"}

func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAnalyzer(t *testing.T) {
	for _, name := range packages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			results := analysistest.RunWithSuggestedFixes(t, testdata(t), analyzer, "autosave/"+name)
			for _, result := range results {
				if result.Pass != nil {
					checkGoldens(t, result.Pass.Fset, result.Pass.Pkg, result.Pass.Files)
				}
			}
		})
	}
}

// checkGoldens type-checks the package with the golden files in place of the
// files that they are the fixed form of.
func checkGoldens(t *testing.T, fset *token.FileSet, pkg *types.Package, files []*ast.File) {
	t.Helper()
	var fixed []*ast.File
	for _, file := range files {
		name := fset.Position(file.Package).Filename
		src, err := os.ReadFile(name + ".golden")
		if os.IsNotExist(err) {
			fixed = append(fixed, file)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if formatted, err := format.Source(src); err != nil || !bytes.Equal(src, formatted) {
			t.Errorf("%s.golden is not formatted: %v", name, err)
		}
		golden, err := parser.ParseFile(fset, name+".golden", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		fixed = append(fixed, golden)
	}
	config := types.Config{
		Importer: imported(pkg.Imports()),
		Error:    func(err error) { t.Error(err) },
	}
	_, _ = config.Check(pkg.Path(), fset, fixed, nil) // Error has them
}

// imported imports the packages that the original imports.
type imported []*types.Package

func (list imported) Import(path string) (*types.Package, error) {
	for _, pkg := range list {
		if pkg.Path() == path || strings.HasSuffix(pkg.Path(), "/vendor/"+path) {
			return pkg, nil
		}
	}
	return nil, os.ErrNotExist
}

// TestSites counts the places in the test data, each of which is bad (a want
// comment) or good (an ok comment).
func TestSites(t *testing.T) {
	bad, good := 0, 0
	wants := regexp.MustCompile("// want (`|\")")
	for _, name := range packages {
		files, err := filepath.Glob(filepath.Join(testdata(t), "src", "autosave", name, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", name, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(src)) {
				switch line := strings.TrimSpace(line); {
				case wants.MatchString(line):
					bad++
				case strings.HasSuffix(line, "// ok"):
					good++
				}
			}
		}
	}
	t.Logf("%d bad sites, %d good sites", bad, good)
	if bad < 70 || good < 100 {
		t.Errorf("%d bad and %d good sites, want at least 70 and 100", bad, good)
	}
}
