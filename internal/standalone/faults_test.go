package standalone

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers"
)

// TestPanic makes one pass, and then the one that all require, panic in one of
// two packages.
func TestPanic(t *testing.T) {
	dir := module(t, map[string]string{"a/bot.go": client, "b/bot.go": client})
	for _, name := range []string{"cozelogid", "cozemodel"} {
		t.Run(name, func(t *testing.T) {
			suite := newSuite(t)
			a := analyzer(t, suite, name)
			run := a.Run
			a.Run = func(pass *analysis.Pass) (any, error) {
				if strings.HasSuffix(pass.Pkg.Path(), "/a") {
					panic("a bug")
				}
				return run(pass)
			}
			out, stderr, status := checkWith(t, suite, dir, Options{Patterns: []string{"./..."}})
			if status != ExitFailed {
				t.Errorf("exit status %d, want %d", status, ExitFailed)
			}
			if !strings.Contains(stderr, "example.com/m/a: "+name+": panic: a bug") || strings.Count(stderr, "panic: a bug") != 1 {
				t.Errorf("stderr does not name the package and the pass, once:\n%s", stderr)
			}
			if !strings.Contains(out, filepath.Join("b", "bot.go")) || !strings.Contains(out, "CZ3001") {
				t.Errorf("the other package is not checked:\n%s", out)
			}
		})
	}
}

// analyzer returns the analyzer of a suite, or that one of it requires, by its
// name.
func analyzer(t *testing.T, suite []analyzers.Pass, name string) *analysis.Analyzer {
	t.Helper()
	for _, a := range analyzers.Analyzers(suite) {
		for _, candidate := range append(a.Requires, a) {
			if candidate.Name == name {
				return candidate
			}
		}
	}
	t.Fatalf("no analyzer %s", name)
	return nil
}

// TestFixChangedFile changes a file between the check and the fix, as an
// editor or a second -fix does.
func TestFixChangedFile(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"a line added": func(s string) string { return "// Package cozebot is a bot.\n" + s },
		"fixed already": func(s string) string {
			return strings.Replace(s, `return fmt.Errorf("扣子 𝔠: %d %s", r.Code, r.Msg)`, fixed, 1)
		},
		"the same size": func(s string) string {
			return strings.Replace(s, "\tdefer resp.Body.Close()\n\tvar r reply\n", "\tvar r reply\n\tdefer resp.Body.Close()\n", 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := module(t, map[string]string{"cozebot/bot.go": client})
			file := filepath.Join(dir, "cozebot", "bot.go")
			suite := newSuite(t)
			a := analyzer(t, suite, "cozelogid")
			run := a.Run
			a.Run = func(pass *analysis.Pass) (any, error) {
				if err := os.WriteFile(file, []byte(change(client)), 0o644); err != nil {
					t.Error(err)
				}
				return run(pass)
			}
			_, stderr, status := checkWith(t, suite, dir, Options{Fix: true})
			if got := read(t, file); got != change(client) {
				t.Errorf("the file is not what the other wrote:\n%s", got)
			}
			if status != ExitFailed || !strings.Contains(stderr, errChanged.Error()) {
				t.Errorf("exit status %d, stderr %q", status, stderr)
			}
		})
	}
}

// TestFixThatBreaks has a pass make a fix that does not compile in one of two
// packages.
func TestFixThatBreaks(t *testing.T) {
	dir := module(t, map[string]string{"a/bot.go": client, "b/bot.go": client})
	suite := newSuite(t)
	a := analyzer(t, suite, "cozelogid")
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		report := pass.Report
		pass.Report = func(d analysis.Diagnostic) {
			for _, fix := range d.SuggestedFixes {
				if edits := fix.TextEdits; strings.HasSuffix(pass.Pkg.Path(), "/a") {
					edits[len(edits)-1].NewText = []byte(", undefined")
				}
			}
			report(d)
		}
		return run(pass)
	}
	out, stderr, status := checkWith(t, suite, dir, Options{Patterns: []string{"./..."}, Fix: true, Verbose: true})
	if got := read(t, filepath.Join(dir, "a", "bot.go")); got != client {
		t.Errorf("a fix that does not compile is written:\n%s", got)
	}
	if got := read(t, filepath.Join(dir, "b", "bot.go")); !strings.Contains(got, fixed) {
		t.Errorf("the other fix is not written:\n%s", got)
	}
	if status != ExitFindings || !strings.Contains(out, filepath.Join("a", "bot.go")) {
		t.Errorf("the finding does not stay: exit status %d\n%s", status, out)
	}
	if !strings.Contains(stderr, "fixes left out: 1; the program would not compile") || !strings.Contains(stderr, filepath.Join("a", "bot.go")+":") {
		t.Errorf("stderr does not say what is left out:\n%s", stderr)
	}
}

// TestWriteFailure has a standard output that takes only a part, as a full
// disk or a closed pipe does.
func TestWriteFailure(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	var stderr strings.Builder
	status := Run(newSuite(t), Options{Dir: dir, Patterns: []string{"./..."}, Format: "text", Stdout: &limited{0}, Stderr: &stderr})
	if status != ExitFailed || !strings.Contains(stderr.String(), errFull.Error()) {
		t.Errorf("exit status %d, stderr %q", status, stderr.String())
	}
	report := reports(t, dir)
	for _, format := range FormatNames() {
		var whole strings.Builder
		if err := report(Options{Format: format, Stdout: &whole}); err != nil {
			t.Error(err)
		}
		for _, room := range []int{0, 10, whole.Len() - 1} {
			if err := report(Options{Format: format, Stdout: &limited{room}}); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes: %v", format, room, err)
			}
		}
	}
}

var errFull = errors.New("no space left")

// limited takes a number of bytes and no more.
type limited struct{ room int }

func (w *limited) Write(p []byte) (int, error) {
	n := min(w.room, len(p))
	w.room -= n
	if n < len(p) {
		return n, errFull
	}
	return n, nil
}
