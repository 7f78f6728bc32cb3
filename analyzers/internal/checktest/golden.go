package checktest

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/types"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// With -update, Run writes the golden files of the fixes:
//
//	go test ./analyzers/logid -update
//
// What comes of it is type-checked like any golden file, and then read in the
// diff of the commit.
var update = flag.Bool("update", false, "write the golden files of the suggested fixes")

// updateGoldens writes the golden file of each file of a package that has
// fixes, and removes that of one that has none.
func updateGoldens(t testing.TB, act *checker.Action) {
	t.Helper()
	for name, fixed := range fixedFiles(t, act) {
		if fixed == nil {
			if err := os.Remove(name + ".golden"); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(name+".golden", fixed, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// checkGoldens compares the fixed files of a package with their golden files,
// and type-checks the package with these in place of the files. A file without
// fixes has no golden file.
func checkGoldens(t testing.TB, act *checker.Action) {
	t.Helper()
	goldens := make(map[string][]byte)
	for name, fixed := range fixedFiles(t, act) {
		golden, err := os.ReadFile(name + ".golden")
		switch {
		case err != nil && !os.IsNotExist(err):
			t.Fatal(err)
		case err == nil && fixed == nil:
			t.Errorf("%s.golden is there, but no fix of the file", name)
		case err != nil && fixed != nil:
			t.Errorf("%s.golden is missing: run the test with -update", name)
		case !bytes.Equal(golden, fixed):
			t.Errorf("%s: the fixed file differs from its golden file:\n%s", name, differing(golden, fixed))
		}
		if err == nil {
			goldens[name] = golden
		}
	}
	typeCheck(t, act.Package, goldens)
}

// differing returns the first lines in which two files differ.
func differing(golden, fixed []byte) string {
	a, b := strings.Split(string(golden), "\n"), strings.Split(string(fixed), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\ngolden: %s\nfixed:  %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(b), len(a))
}

// fixedFiles returns the files of a package after all fixes of it, formatted,
// by their names; nil for a file without any.
func fixedFiles(t testing.TB, act *checker.Action) map[string][]byte {
	t.Helper()
	edits := editsByFile(act)
	fixed := make(map[string][]byte)
	for _, file := range act.Package.Syntax {
		name := act.Package.Fset.File(file.FileStart).Name()
		fixed[name] = nil
		if len(edits[name]) == 0 {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		edited, err := applyEdits(source, edits[name])
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if fixed[name], err = format.Source(edited); err != nil {
			t.Errorf("%s: the fixes do not parse: %v", name, err)
			fixed[name] = edited
		}
	}
	return fixed
}

// An edit replaces a range of a file.
type edit struct {
	start, end int
	text       string
}

// editsByFile returns the edits of all fixes of a package, sorted. The same
// edit of two fixes, such as an import, is one.
func editsByFile(act *checker.Action) map[string][]edit {
	all := make(map[string]map[edit]bool)
	for _, d := range act.Diagnostics {
		for _, fix := range d.SuggestedFixes {
			for _, e := range fix.TextEdits {
				file := act.Package.Fset.File(e.Pos)
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
			return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), strings.Compare(a.text, b.text))
		})
	}
	return sorted
}

// applyEdits returns source with edits made, which are sorted. Of two that
// touch the same text it makes the first, and says so.
func applyEdits(source []byte, edits []edit) (out []byte, err error) {
	last := 0
	for i, e := range edits {
		if e.start < last {
			err = errors.Join(err, fmt.Errorf("two fixes edit the same text: %q and %q", edits[i-1].text, e.text))
			continue
		}
		out = append(out, source[last:e.start]...)
		out = append(out, e.text...)
		last = e.end
	}
	return append(out, source[last:]...), err
}

// typeCheck type-checks a package with the golden files in place of the files
// that they are the fixed form of.
func typeCheck(t testing.TB, pkg *packages.Package, goldens map[string][]byte) {
	t.Helper()
	if len(goldens) == 0 {
		return
	}
	var files []*ast.File
	for _, file := range pkg.Syntax {
		name := pkg.Fset.File(file.FileStart).Name()
		golden, ok := goldens[name]
		if !ok {
			files = append(files, file)
			continue
		}
		parsed, err := parser.ParseFile(pkg.Fset, name+".golden", golden, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, parsed)
	}
	config := types.Config{
		Importer: imported(pkg.Types.Imports()),
		Error:    func(err error) { t.Error(err) },
	}
	_, _ = config.Check(pkg.PkgPath, pkg.Fset, files, nil) // Error has them
}

// imported imports the packages that the original imports, and what they do.
type imported []*types.Package

func (list imported) Import(path string) (*types.Package, error) {
	seen := make(map[*types.Package]bool)
	for queue := []*types.Package(list); len(queue) > 0; queue = queue[1:] {
		pkg := queue[0]
		if pkg.Path() == path || strings.HasSuffix(pkg.Path(), "/vendor/"+path) {
			return pkg, nil
		}
		if !seen[pkg] {
			seen[pkg] = true
			queue = append(queue, pkg.Imports()...) // a fix may import what others do
		}
	}
	return nil, os.ErrNotExist
}
