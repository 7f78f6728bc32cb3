package plugin

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
)

// TestUnknownSetting reads what a user reads who mistypes a setting: all that
// there are, and which version says so.
func TestUnknownSetting(t *testing.T) {
	_, err := New(map[string]any{"disabled": []string{"CZ3002"}})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`"disabled"`, "lang, enable, disable, sdk, hosts, log-funcs, exclude, tests, strict, categories", "cozelint " + Version() + ": "} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %q", want, err)
		}
	}
	if Version() == "" {
		t.Error("the plugin has no version")
	}
}

func TestNew(t *testing.T) {
	tests := []struct {
		name     string
		settings any
		ok       bool
	}{
		{"none", nil, true},
		{"known", map[string]any{"disable": []string{"CZ3002"}, "tests": true, "hosts": []string{"coze.example.com"}}, true},
		{"unknown setting", map[string]any{"disabled": []string{"CZ3002"}}, false},
		{"unknown check", map[string]any{"enable": []string{"CZ9999"}}, false},
		{"unknown category", map[string]any{"categories": []string{"speed"}}, false},
		{"Chinese", map[string]any{"lang": "zh"}, true},
		{"unknown language", map[string]any{"lang": "fr"}, false},
		{"wrong type", map[string]any{"tests": "yes"}, false},
	}
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := New(test.settings)
			if (err == nil) != test.ok {
				t.Fatalf("New(%v): error %v", test.settings, err)
			}
			if err != nil {
				return
			}
			list, err := p.BuildAnalyzers()
			if err != nil || len(list) != len(suite) {
				t.Errorf("BuildAnalyzers: %d analyzers, error %v; want %d", len(list), err, len(suite))
			}
		})
	}
}

// TestProjectFile demands that a project file whose settings the configuration lacks is
// named in one finding, as golangci-lint shows nothing that a plugin prints.
func TestProjectFile(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"go.mod":        "module example.com/m\n\ngo 1.24\n",
		".cozelint.yml": "disable: [CZ3002]\n",
		"a/a.go":        "// Package a calls the API.\npackage a\n\nconst cozeURL = \"https://api.coze.cn/v3/chat\"\n",
		"b/b.go":        "// Package b calls the API.\npackage b\n\nconst cozeURL = \"https://api.coze.cn/v3/chat\"\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		settings map[string]any
		want     int
	}{{nil, 1}, {map[string]any{"disable": []string{"CZ3002"}}, 0}} {
		// What was said about a file is not said again in a process.
		renamed := filepath.Join(filepath.Dir(dir), "again", strconv.Itoa(test.want))
		if err := os.CopyFS(renamed, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		p, err := New(test.settings)
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.BuildAnalyzers()
		if err != nil {
			t.Fatal(err)
		}
		pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: renamed}, "./...")
		if err != nil {
			t.Fatal(err)
		}
		graph, err := checker.Analyze(list, pkgs, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		for act := range graph.All() {
			for _, d := range act.Diagnostics {
				if strings.Contains(d.Message, ".cozelint.yml sets disable, which this run does not") {
					said++
				}
			}
		}
		if said != test.want {
			t.Errorf("%v: said %d times, want %d", test.settings, said, test.want)
		}
	}
}
