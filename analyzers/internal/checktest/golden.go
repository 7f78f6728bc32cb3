package checktest

import (
	"bytes"
	"flag"
	"go/ast"
	"go/format"
	"go/parser"
	"go/types"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// With -update, Run writes the golden files of the fixes:
//
//	go test ./analyzers/logid -update
//
// What comes of it is type-checked like any golden file, and then read in the
// diff of the commit.
var update = flag.Bool("update", false, "write the golden files of the suggested fixes")

// silent takes no notice of the findings that differ from the want comments:
// the run after the update does.
type silent struct{}

func (silent) Errorf(string, ...any) {}

// updateGoldens writes the golden file of each file of a package that has
// fixes, and removes that of one that has none.
func updateGoldens(t *testing.T, result *analysistest.Result) {
	t.Helper()
	edits := editsByFile(result)
	for _, file := range result.Pass.Files {
		name := result.Pass.Fset.File(file.FileStart).Name()
		if len(edits[name]) == 0 {
			if err := os.Remove(name + ".golden"); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fixed, err := format.Source(applyEdits(source, edits[name]))
		if err != nil {
			t.Errorf("%s: the fixes do not parse: %v", name, err)
			continue
		}
		if err := os.WriteFile(name+".golden", fixed, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// checkStale requires that a file that has a golden file has fixes.
func checkStale(t *testing.T, result *analysistest.Result) {
	t.Helper()
	edits := editsByFile(result)
	for _, file := range result.Pass.Files {
		name := result.Pass.Fset.File(file.FileStart).Name()
		if _, err := os.Stat(name + ".golden"); err == nil && len(edits[name]) == 0 {
			t.Errorf("%s.golden is there, but no fix of the file", name)
		}
	}
}

// An edit replaces a range of a file.
type edit struct {
	start, end int
	text       string
}

// editsByFile returns the edits of all fixes of a package, sorted. The same
// edit of two fixes, such as an import, is one.
func editsByFile(result *analysistest.Result) map[string][]edit {
	all := make(map[string]map[edit]bool)
	for _, d := range result.Diagnostics {
		for _, fix := range d.SuggestedFixes {
			for _, e := range fix.TextEdits {
				file := result.Pass.Fset.File(e.Pos)
				if all[file.Name()] == nil {
					all[file.Name()] = make(map[edit]bool)
				}
				all[file.Name()][edit{file.Offset(e.Pos), file.Offset(e.End), string(e.NewText)}] = true
			}
		}
	}
	sorted := make(map[string][]edit)
	for name, edits := range all {
		sorted[name] = slices.SortedFunc(maps.Keys(edits), func(a, b edit) int {
			if a.start != b.start {
				return a.start - b.start
			}
			return strings.Compare(a.text, b.text)
		})
	}
	return sorted
}

func applyEdits(source []byte, edits []edit) []byte {
	var out []byte
	last := 0
	for _, e := range edits {
		if e.start < last {
			continue // it conflicts with the one before: the comparison says so
		}
		out = append(out, source[last:e.start]...)
		out = append(out, e.text...)
		last = e.end
	}
	return append(out, source[last:]...)
}

// checkGoldens type-checks the package with the golden files in place of the
// files that they are the fixed form of.
func checkGoldens(t *testing.T, pass *analysis.Pass) {
	t.Helper()
	var fixed []*ast.File
	for _, file := range pass.Files {
		name := pass.Fset.Position(file.Package).Filename
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
		golden, err := parser.ParseFile(pass.Fset, name+".golden", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		fixed = append(fixed, golden)
	}
	config := types.Config{
		Importer: imported(pass.Pkg.Imports()),
		Error:    func(err error) { t.Error(err) },
	}
	_, _ = config.Check(pass.Pkg.Path(), pass.Fset, fixed, nil) // Error has them
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
