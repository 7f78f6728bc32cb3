package analyzers_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
)

func suite(t *testing.T, opts analyzers.Options) []analyzers.Pass {
	t.Helper()
	passes, err := analyzers.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return passes
}

// TestRequirements holds the suite to what makes it cheap: facts of the model
// alone, which leaves a package that has nothing to do with Coze at once, and
// nothing required that builds control flow or SSA for every package.
func TestRequirements(t *testing.T) {
	seen := make(map[*analysis.Analyzer]bool)
	var visit func(*analysis.Analyzer)
	visit = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		if len(a.FactTypes) > 0 && a.Name != "cozemodel" {
			t.Errorf("%s has facts", a.Name)
		}
		switch a.Name {
		case "ctrlflow", "buildssa", "buildir":
			t.Errorf("the suite requires %s", a.Name)
		}
		for _, required := range a.Requires {
			visit(required)
		}
	}
	list := analyzers.Analyzers(suite(t, analyzers.Options{}))
	for _, a := range list {
		visit(a)
	}
	if err := analysis.Validate(list); err != nil {
		t.Error(err)
	}
}

func TestChecks(t *testing.T) {
	seen := make(map[string]bool)
	for _, c := range analyzers.Checks() {
		doc := c.Doc.Compile()
		if seen[c.ID] || doc.Title == "" || doc.Text == "" || doc.Before == "" || doc.After == "" || doc.Since == "" {
			t.Errorf("%s: a second of its ID, or without documentation", c.ID)
		}
		seen[c.ID] = true
	}
	for _, p := range suite(t, analyzers.Options{}) {
		if len(p.Checks) == 0 {
			t.Errorf("%s has no check", p.Analyzer.Name)
		}
	}
}

// TestNewPass says what a pass needs beside its line in the suite.
func TestNewPass(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	readme, readmeZH, drivers := read("../README.md"), read("../README.zh-CN.md"), read("../docs/drivers.md")
	for _, p := range suite(t, analyzers.Options{}) {
		name, isCoze := strings.CutPrefix(p.Analyzer.Name, "coze")
		if !isCoze {
			t.Errorf("%s: the name of a pass begins with coze", p.Analyzer.Name)
		}
		if name == "directive" {
			continue // it runs with the others only
		}
		for _, file := range []string{name + "/cmd/" + p.Analyzer.Name + "/main.go", "../testdata/src/" + name} {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", p.Analyzer.Name, err)
			}
		}
		if !strings.Contains(drivers, "//analyzers/"+name+`"`) {
			t.Errorf("docs/drivers.md: %s is not in the list for Bazel", p.Analyzer.Name)
		}
		if !strings.Contains(readme, "`"+p.Analyzer.Name+"`") || !strings.Contains(readmeZH, "`"+p.Analyzer.Name+"`") {
			t.Errorf("the README in one of the languages does not speak of %s", p.Analyzer.Name)
		}
	}
}

func TestUnknownCheck(t *testing.T) {
	var opts analyzers.Options
	opts.Shared.Enable = []string{"CZ1001", "CZ9"}
	if _, err := analyzers.New(opts); err == nil {
		t.Error("no error for a check that does not exist")
	}
}

func TestSingle(t *testing.T) {
	for _, name := range []string{"logid", "cozelogid"} {
		if p, ok := analyzers.Single(name); !ok || p.Analyzer.Name != "cozelogid" || p.Analyzer.Flags.Lookup("sdk") == nil {
			t.Errorf("Single(%q) = %v, %v", name, p.Analyzer, ok)
		}
	}
	if _, ok := analyzers.Single("nothing"); ok {
		t.Error("a pass that does not exist")
	}
}

// TestDirectives runs the whole suite as one, as the drivers do.
func TestDirectives(t *testing.T) {
	checktest.Wants(t, together(suite(t, analyzers.Options{})), "directive")
}

// together makes one analyzer of a suite, whose findings are those of all.
func together(passes []analyzers.Pass) *analysis.Analyzer {
	list := analyzers.Analyzers(passes)
	var found []analysis.Diagnostic
	for _, a := range list {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			pass.Report = func(d analysis.Diagnostic) { found = append(found, d) }
			return run(pass)
		}
	}
	// One after the other, so that found needs no lock.
	for i := 1; i < len(list)-1; i++ {
		list[i].Requires = append(list[i].Requires, list[i-1])
	}
	return &analysis.Analyzer{
		Name:     "together",
		Doc:      "report what the suite does",
		Requires: list,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, d := range found {
				pass.Report(d)
			}
			return nil, nil
		},
	}
}

// TestTogether runs the passes as drivers do, at the same time on one model,
// and compares with one pass after the other. Packages that are told something
// by others are left aside: alone, they are told nothing.
func TestTogether(t *testing.T) {
	testdata := checktest.Dir(t)
	for _, folder := range []string{"logid", "exhaustive"} {
		dir := filepath.Join(testdata, "src", folder)
		told := func(path string) bool { return strings.Contains(path, "/across/") || strings.Contains(path, "/helper") }
		pkgs := checktest.LoadPackages(t, dir, checktest.GOPATH(testdata), "./...")
		together := len(analyze(t, slices.DeleteFunc(pkgs, func(pkg *packages.Package) bool { return told(pkg.PkgPath) })))
		alone := 0
		for _, p := range checktest.TestData(t, folder) {
			if told(p.Path) {
				continue
			}
			found, _, errs := p.Analyze(everyCheck(t))
			if len(errs) > 0 {
				t.Error(errs[0])
			}
			alone += len(found)
		}
		if together != alone || alone == 0 {
			t.Errorf("%s: %d findings together, %d one pass after the other", folder, together, alone)
		}
	}
}
