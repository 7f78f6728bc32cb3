package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/project"
	"github.com/cozelint/cozelint/internal/standalone"
)

// bindFlags prints the settings of the project file for a driver that cannot read it,
// as its cache goes by flags: go vet, or golangci-lint.
func bindFlags(flags *flag.FlagSet, lang *messages.Lang) func([]string) int {
	dir := flags.String("C", ".", "")
	return func(args []string) int {
		if len(args) != 1 || args[0] != "vet" && args[0] != "golangci" {
			return fail(messages.FlagsOf, *lang)
		}
		file, err := projectFile(*dir)
		if err != nil {
			return failed(err, *lang)
		}
		if file.Path == "" {
			return fail(messages.NoProjectFile, *lang, project.Name)
		}
		flags := newFlagSet(suite(), new(standalone.Options))
		if _, err := settle(flags, *dir, *lang); err != nil {
			return failed(err, *lang) // what the other drivers would refuse
		}
		known := analyzers.Settings(suite())
		var settings []project.Setting
		var own []string
		for _, s := range file.Settings {
			if known[s.Name] == nil {
				own = append(own, s.Name)
				continue
			}
			settings = append(settings, s)
			if args[0] == "vet" && strings.ContainsAny(s.Value, " \t") {
				return fail(messages.ProjectSpaces, *lang, s.Name, s.Value)
			}
		}
		if len(own) > 0 {
			fmt.Fprintln(os.Stderr, "cozelint:", messages.ProjectOwn.In(*lang, messages.List(own)))
		}
		if args[0] == "vet" {
			fmt.Println(vetFlags(settings))
			return standalone.ExitClean
		}
		text, err := golangciSettings(settings)
		if err != nil {
			return failed(err, *lang)
		}
		fmt.Print(text)
		return standalone.ExitClean
	}
}

// vetFlags returns settings as flags of go vet, on one line.
func vetFlags(settings []project.Setting) string {
	var list []string
	for _, s := range settings {
		name := s.Name
		if !strings.Contains(name, ".") {
			name = sharedFlags + "." + name
		}
		list = append(list, fmt.Sprintf("-%s=%s", name, s.Value))
	}
	return strings.Join(list, " ")
}

// ofPasses are the settings of golangci-lint that stand for flags of passes.
var ofPasses = map[string]string{
	"cozeexhaustive.strict": "strict", "cozeexhaustive.categories": "categories",
	"cozecodecompare.tests": "tests", "cozelogid.tests": "tests",
}

// golangciSettings returns settings as they stand in the configuration of
// golangci-lint.
func golangciSettings(settings []project.Setting) (string, error) {
	values := make(map[string]any)
	tests := make(map[string]bool)
	for _, s := range settings {
		name := s.Name
		if inPlugin, ok := ofPasses[name]; ok {
			name = inPlugin
		}
		switch name {
		case "lang":
			values[name] = s.Value
		case "strict":
			values[name] = s.Value == "true"
		case "tests":
			tests[s.Name] = s.Value == "true"
			values[name] = s.Value == "true"
		default:
			values[name] = strings.Split(s.Value, ",")
		}
	}
	if tests["cozecodecompare.tests"] != tests["cozelogid.tests"] {
		return "", messages.TestsDiffer.Fails("cozecodecompare.tests", "cozelogid.tests")
	}
	var b strings.Builder
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	plugin := map[string]any{"type": "module", "settings": values}
	config := map[string]any{
		"version": "2",
		"linters": map[string]any{
			"enable":   []string{"cozelint"},
			"settings": map[string]any{"custom": map[string]any{"cozelint": plugin}},
		},
		// golangci-lint leaves out findings otherwise.
		"issues": map[string]any{"max-issues-per-linter": 0, "max-same-issues": 0, "uniq-by-line": false},
	}
	if err := e.Encode(config); err != nil {
		return "", err
	}
	return b.String(), e.Close()
}
