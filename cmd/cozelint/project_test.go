package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/project"
	"github.com/cozelint/cozelint/internal/standalone"
	"github.com/cozelint/cozelint/plugin"
)

// everything is a project file with every setting of the passes.
const everything = `enable: [CZ5018, CZ2]
disable: CZ1001
sdk: [example.com/fork]
hosts: [llm.example.com]
log-funcs: [example.com/log.Line]
lang: zh
exclude:
  internal/old: [CZ3, CZ4001]
cozecodecompare: {tests: true}
cozelogid.tests: true
cozeexhaustive:
  strict: true
  categories: [rate-limit]
fail-on: error
`

// settled returns the flags of the command in a folder with a project file.
func settled(t *testing.T, content string) ([]analyzers.Pass, *flag.FlagSet, standalone.Options) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, project.Name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	passes := suite()
	var opts standalone.Options
	flags := newFlagSet(passes, &opts)
	if _, err := settle(flags, dir, messages.English); err != nil {
		t.Fatal(err)
	}
	return passes, flags, opts
}

// TestProjectKeys demands that a project file can say everything that flags say, but
// what a single run is to do.
func TestProjectKeys(t *testing.T) {
	actions := map[string]bool{"C": true, "fix": true, "diff": true, "v": true, "write-baseline": true, "json": true, "overlay": true, "since": true}
	keys := make(map[string]bool)
	for _, key := range analyzers.ProjectKeys(suite()) {
		keys[key] = true
	}
	flags := newFlagSet(suite(), new(standalone.Options))
	for key := range keys {
		if flags.Lookup(key) == nil {
			t.Errorf("%s is no flag", key)
		}
	}
	flags.VisitAll(func(f *flag.Flag) {
		shared := strings.HasPrefix(f.Name, sharedFlags+".")
		if !keys[f.Name] && !actions[f.Name] && !shared {
			t.Errorf("the project file lacks %s", f.Name)
		}
	})
}

// TestProjectInDrivers demands that the settings of a project file are the same for the
// command, for go vet by its flags, and for golangci-lint by its configuration.
func TestProjectInDrivers(t *testing.T) {
	passes, _, opts := settled(t, everything)
	if opts.FailOn != "error" {
		t.Errorf("fail-on is %q", opts.FailOn)
	}
	want := values(analyzers.Analyzers(passes))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, project.Name), []byte(everything), 0o644); err != nil {
		t.Fatal(err)
	}
	file, err := projectFile(dir)
	if err != nil {
		t.Fatal(err)
	}
	ofPasses := file.Settings[:len(file.Settings)-1] // without fail-on

	text, err := golangciSettings(ofPasses)
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Linters struct {
			Settings struct {
				Custom struct {
					Cozelint struct {
						Settings map[string]any `yaml:"settings"`
					} `yaml:"cozelint"`
				} `yaml:"custom"`
			} `yaml:"settings"`
		} `yaml:"linters"`
	}
	if err := yaml.Unmarshal([]byte(text), &config); err != nil {
		t.Fatal(err)
	}
	p, err := plugin.New(config.Linters.Settings.Custom.Cozelint.Settings)
	if err != nil {
		t.Fatal(err)
	}
	list, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "golangci-lint", want, values(list))

	vet := suiteWith(analyzers.Options{})
	flags := flag.NewFlagSet("vet", flag.ContinueOnError)
	for _, pass := range vet {
		pass.Analyzer.Flags.VisitAll(func(f *flag.Flag) { flags.Var(f.Value, pass.Analyzer.Name+"."+f.Name, "") })
	}
	if err := flags.Parse(strings.Fields(vetFlags(ofPasses))); err != nil {
		t.Fatal(err)
	}
	compare(t, "go vet", want, values(analyzers.Analyzers(vet)))
}

// values returns the values of all flags of passes.
func values(list []*analysis.Analyzer) map[string]string {
	all := make(map[string]string)
	for _, a := range list {
		a.Flags.VisitAll(func(f *flag.Flag) { all[a.Name+"."+f.Name] = f.Value.String() })
	}
	return all
}

func compare(t *testing.T, driver string, want, got map[string]string) {
	t.Helper()
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s: %s is %q, want %q", driver, name, got[name], value)
		}
	}
}

// TestProjectInEditor demands that the server of an editor reads the file of the folder.
func TestProjectInEditor(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, project.Name), []byte(everything), 0o644); err != nil {
		t.Fatal(err)
	}
	settings, err := lspSettings(nil, dir, messages.English)
	if err != nil {
		t.Fatal(err)
	}
	if got := values(analyzers.Analyzers(settings.Suite))[sharedFlags+".disable"]; got != "CZ1001" || settings.Lang != messages.Chinese {
		t.Errorf("disable %q, language %s", got, settings.Lang)
	}
	if settings, err = lspSettings([]string{"-lang=en", "-disable=CZ3"}, dir, messages.English); err != nil {
		t.Fatal(err)
	}
	if got := values(analyzers.Analyzers(settings.Suite))[sharedFlags+".disable"]; got != "CZ3" || settings.Lang != messages.English {
		t.Errorf("with flags: disable %q, language %s", got, settings.Lang)
	}
}
