// Package docs holds the pages of the checks. They are made from the checks'
// own documentation by go test ./docs -update, and this test fails when they
// differ from it or when their examples do not do what they say.
package docs

import (
	"flag"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/manual"
	"github.com/cozelint/cozelint/internal/messages"
)

var update = flag.Bool("update", false, "write the pages")

// languages are those of the pages, by the folder that has them.
var languages = map[string]messages.Lang{".": messages.English, "zh": messages.Chinese}

func TestPages(t *testing.T) {
	pages := make(map[string]string)
	diffs := fixDiffs(t)
	for folder, lang := range languages {
		pages[filepath.Join(folder, "README.md")] = index(lang)
		for _, c := range analyzers.Checks() {
			pages[filepath.Join(folder, c.ID+".md")] = page(c, lang, diffs[c.ID])
		}
	}
	for name, want := range pages {
		if *update {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
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
	for folder := range languages {
		found, err := filepath.Glob(filepath.Join(folder, "CZ*.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			if _, ok := pages[name]; !ok {
				t.Errorf("%s is the page of no check", name)
			}
		}
	}
}

// TestManual demands every section of every page, in both languages.
func TestManual(t *testing.T) {
	for _, c := range analyzers.Checks() {
		for folder, lang := range languages {
			p := manual.Of(c, lang)
			for section, text := range map[string]string{"title": p.Title, "text": p.Text, "why": p.Why, "fix": p.Fix, "off": p.Off} {
				switch {
				case text == "":
					t.Errorf("%s, %s: no %s in internal/manual/%s", c.ID, folder, section, lang)
				case lang == messages.Chinese && !strings.ContainsFunc(text, isHan):
					t.Errorf("%s: the %s is not translated: %q", c.ID, section, text)
				case lang == messages.English && section != "why" && c.ID != "CZ0002" && strings.ContainsFunc(text, isHan):
					t.Errorf("%s: Chinese in the English %s", c.ID, section)
				}
			}
			if !strings.Contains(p.Why, map[messages.Lang]string{messages.English: "https://www.coze.com/open/docs/", messages.Chinese: "https://docs.coze.cn/"}[lang]) && c.ID != "CZ5008" && !strings.HasPrefix(c.ID, "CZ0") {
				t.Errorf("%s, %s: the page does not say which official page it rests on", c.ID, folder)
			}
		}
		if (manual.Of(c, messages.English).Options == "") != (manual.Of(c, messages.Chinese).Options == "") {
			t.Errorf("%s: the options are in one language only", c.ID)
		}
	}
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, pass := range suite {
		if title, text := manual.Pass(pass, messages.Chinese); !strings.ContainsFunc(title, isHan) || !strings.ContainsFunc(text, isHan) {
			t.Errorf("%s is not translated", pass.Analyzer.Name)
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func page(c *analyzers.Check, lang messages.Lang, diff string) string {
	p := manual.Of(c, lang)
	other := fmt.Sprintf("[中文](zh/%s.md)", c.ID)
	if lang == messages.Chinese {
		other = fmt.Sprintf("[English](../%s.md)", c.ID)
	}
	text := p.Markdown(c.ID, lang)
	if diff != "" {
		text = strings.Replace(text, p.Fix, p.Fix+"\n\n```diff\n"+diff+"```", 1)
	}
	return fmt.Sprintf("# %s: %s\n\n%s\n\n%s", c.ID, p.Title, other, text)
}

func index(lang messages.Lang) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", messages.IndexTitle.In(lang), messages.IndexOther.In(lang))
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		panic(err)
	}
	for _, p := range suite {
		title, _ := manual.Pass(p, lang)
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| %s | | |\n|---|---|---|\n", p.Analyzer.Name, title, messages.IndexCheck.In(lang))
		for _, c := range p.Checks {
			var notes []string
			if !c.Default() {
				notes = append(notes, messages.OptInMark.In(lang))
			}
			if manual.HasFix(c) {
				notes = append(notes, messages.FixMark.In(lang))
			}
			fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", c.ID, c.ID, manual.Of(c, lang).Title, strings.Join(notes, messages.Comma.In(lang)))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", messages.IndexMore.In(lang))
	return b.String()
}

// fixDiffs returns what the fix of each check changes in its first example, as a
// diff without the names of files. Some checks have fixes for other code only.
func fixDiffs(t *testing.T) map[string]string {
	gopath := t.TempDir()
	for _, c := range analyzers.Checks() {
		write(t, filepath.Join(gopath, "src", c.ID, "before", "p", "p.go"), fixExample(c))
	}
	loaded := loadExamples(t, gopath)
	diffs := make(map[string]string)
	for _, c := range analyzers.Checks() {
		pkg := loaded[c.ID+"/before/p"]
		for _, d := range diagnostics(t, c, pkg) {
			if d.Category != c.ID || len(d.SuggestedFixes) == 0 || diffs[c.ID] != "" {
				continue
			}
			fixed := fixExample(c)
			edits := slices.SortedFunc(slices.Values(d.SuggestedFixes[0].TextEdits), func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) })
			for _, e := range edits { // the last one first
				file := pkg.Fset.File(e.Pos)
				fixed = fixed[:file.Offset(e.Pos)] + string(e.NewText) + fixed[file.Offset(e.End):]
			}
			formatted, err := format.Source([]byte(fixed))
			if err != nil {
				t.Errorf("%s: the fixed example does not parse: %v", c.ID, err)
			}
			_, hunks, _ := strings.Cut(string(diff.Diff("p.go", []byte(fixExample(c)), "p.go", formatted)), "@@")
			diffs[c.ID] = "@@" + hunks
		}
		if (diffs[c.ID] != "") != manual.HasFix(c) {
			t.Errorf("%s: the page says that there is a fix: %t, and the example has one: %t", c.ID, manual.HasFix(c), diffs[c.ID] != "")
		}
	}
	return diffs
}

// fixExample returns the program whose fix the page of a check shows: its first
// example, or testdata/ID.go where the fix needs other code.
func fixExample(c *analyzers.Check) string {
	if own, err := os.ReadFile(filepath.Join("testdata", c.ID+".go")); err == nil {
		return string(own)
	}
	return c.Doc.Before
}

// The examples of a check: the first must have the finding, what the page says
// to write silences it, and the last must have no finding at all.
var examples = []string{"before", "silenced", "after"}

// TestExamples runs the suite over the examples of every check.
func TestExamples(t *testing.T) {
	gopath := t.TempDir()
	for _, c := range analyzers.Checks() {
		if !strings.HasPrefix(c.Doc.Before, "package ") {
			t.Fatalf("%s: the example is no whole file", c.ID)
		}
		silenced := strings.Replace(c.Doc.Before, "package p\n", "package p\n\n//cozelint:ignore-file "+c.ID+" "+messages.SilenceReason.EN+"\n", 1)
		for i, source := range []string{c.Doc.Before, silenced, c.Doc.After} {
			if formatted, err := format.Source([]byte(source)); err != nil || string(formatted) != source {
				t.Errorf("%s, %s: not gofmt-clean (%v)", c.ID, examples[i], err)
			}
			write(t, filepath.Join(gopath, "src", c.ID, examples[i], "p", "p.go"), source)
		}
	}
	loaded := loadExamples(t, gopath)
	for _, c := range analyzers.Checks() {
		t.Run(c.ID, func(t *testing.T) {
			got := make(map[string][]string)
			for _, example := range examples {
				got[example] = findings(t, c, loaded[c.ID+"/"+example+"/p"])
			}
			if !slices.Contains(got["before"], c.ID) {
				t.Errorf("the first example has %v, not %s", got["before"], c.ID)
			}
			if slices.Contains(got["silenced"], c.ID) || slices.Contains(got["silenced"], "CZ0001") {
				t.Errorf("ignore-file leaves %v", got["silenced"])
			}
			if len(got["after"]) > 0 {
				t.Errorf("the second example has %v, want none", got["after"])
			}
		})
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// loadExamples loads the packages in gopath, which must have no errors, and
// returns them by their path. They can import the SDK and the codes.
func loadExamples(t *testing.T, gopath string) map[string]*packages.Package {
	t.Helper()
	if err := os.CopyFS(filepath.Join(gopath, "src/github.com/cozelint/cozelint/cozecode"), os.DirFS("../cozecode")); err != nil {
		t.Fatal(err)
	}
	testdata, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax,
		Dir:  filepath.Join(gopath, "src"),
		Env:  append(os.Environ(), "GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH="+gopath+string(filepath.ListSeparator)+testdata),
	}, "./CZ...")
	if err != nil {
		t.Fatal(err)
	}
	loaded := make(map[string]*packages.Package)
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Errorf("%s: %v", pkg, err)
		}
		loaded[pkg.PkgPath] = pkg
	}
	return loaded
}

// findings returns the IDs of what the suite, with a check enabled, reports in
// a package.
func findings(t *testing.T, c *analyzers.Check, pkg *packages.Package) []string {
	t.Helper()
	var ids []string
	for _, d := range diagnostics(t, c, pkg) {
		ids = append(ids, d.Category)
	}
	return ids
}

// diagnostics returns what the suite, with a check enabled, reports in a
// package.
func diagnostics(t *testing.T, c *analyzers.Check, pkg *packages.Package) []analysis.Diagnostic {
	t.Helper()
	if pkg == nil {
		t.Fatal("an example is not loaded")
	}
	var opts analyzers.Options
	opts.Shared.Enable = []string{c.ID}
	suite, err := analyzers.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(analyzers.Analyzers(suite), []*packages.Package{pkg}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var list []analysis.Diagnostic
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		list = append(list, act.Diagnostics...)
	}
	return list
}
