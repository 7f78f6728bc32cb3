// Package docs holds the pages of the checks. They are made from the checks'
// own documentation by go test ./docs -update, and this test fails when they
// differ from it or when their examples do not do what they say.
package docs

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
)

var update = flag.Bool("update", false, "write the pages")

func TestPages(t *testing.T) {
	pages := map[string]string{"README.md": index()}
	for _, c := range analyzers.Checks() {
		pages[c.ID+".md"] = page(c)
	}
	for name, want := range pages {
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		} else if string(got) != want {
			t.Errorf("%s differs from the documentation of the check: run go test ./docs -update", name)
		}
	}
	found, err := filepath.Glob("CZ*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		if _, ok := pages[name]; !ok {
			t.Errorf("%s is the page of no check", name)
		}
	}
}

func page(c *analyzers.Check) string {
	doc := c.Doc.Compile()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\n%s\n", c.ID, doc.TitleMarkdown, doc.TextMarkdown)
	fmt.Fprintf(&b, "\n%s\n", c.Status())
	fmt.Fprintf(&b, "\n## Reported\n\n```go\n%s\n```\n\n## Not reported\n\n```go\n%s\n```\n", doc.Before, doc.After)
	fmt.Fprintf(&b, "\n## Silence it\n\n```go\n//cozelint:ignore %s why it does not apply here\n```\n", c.ID)
	return b.String()
}

func index() string {
	var b strings.Builder
	b.WriteString("# The checks of cozelint\n")
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		panic(err)
	}
	for _, p := range suite {
		title, _, _ := strings.Cut(p.Analyzer.Doc, "\n")
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| check | |\n|---|---|\n", p.Analyzer.Name, title)
		for _, c := range p.Checks {
			note := ""
			if !c.Default() {
				note = " (opt-in)"
			}
			fmt.Fprintf(&b, "| [%s](%s.md) | %s%s |\n", c.ID, c.ID, c.Doc.Compile().TitleMarkdown, note)
		}
	}
	b.WriteString("\nHow each driver is set up: [drivers.md](drivers.md).\n")
	return b.String()
}

// TestExamples runs the suite over the examples of every check: the first
// must have the finding, and the second none at all.
func TestExamples(t *testing.T) {
	for _, c := range analyzers.Checks() {
		if !strings.HasPrefix(c.Doc.Before, "package ") {
			t.Errorf("%s: the example is no whole file", c.ID)
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			if got := findings(t, c, c.Doc.Before); !slices.Contains(got, c.ID) {
				t.Errorf("the first example has %v, not %s", got, c.ID)
			}
			if got := findings(t, c, c.Doc.After); len(got) > 0 {
				t.Errorf("the second example has %v, want none", got)
			}
		})
	}
}

// findings returns the IDs of what the suite reports in a file.
func findings(t *testing.T, c *analyzers.Check, source string) []string {
	t.Helper()
	gopath := t.TempDir()
	dir := filepath.Join(gopath, "src", "p")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(gopath, "src/github.com/cozelint/cozelint/cozecode"), os.DirFS("../cozecode")); err != nil {
		t.Fatal(err)
	}
	testdata, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax,
		Dir:  dir,
		Env:  append(os.Environ(), "GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH="+gopath+string(filepath.ListSeparator)+testdata),
	}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Fatal(err)
		}
	}
	var opts analyzers.Options
	opts.Shared.Enable = []string{c.ID}
	suite, err := analyzers.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(analyzers.Analyzers(suite), pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			ids = append(ids, d.Category)
		}
	}
	return ids
}
