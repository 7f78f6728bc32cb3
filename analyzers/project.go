package analyzers

import (
	"flag"
	"fmt"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/project"
)

// SharedFlags is the name of the pass whose flags hold for the whole suite.
const SharedFlags = "cozedirective"

// Settings returns the flags of a suite by the names that they have in a project file:
// those that all passes share without the name of a pass.
func Settings(suite []Pass) map[string]*flag.Flag {
	all := make(map[string]*flag.Flag)
	for _, p := range suite {
		p.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			name := f.Name
			if p.Analyzer.Name != SharedFlags {
				name = p.Analyzer.Name + "." + name
			}
			all[name] = f
		})
	}
	return all
}

// ProjectKeys returns the names of all settings that a project file may have, sorted.
func ProjectKeys(suite []Pass) []string {
	keys := slices.Clone(project.CommandKeys)
	for name := range Settings(suite) {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	return keys
}

// nameProject has a pass say if there is a project file that the settings of the suite
// do not match.
func nameProject(a *analysis.Analyzer, model *cozemodel.Config, suite []Pass, say func(*analysis.Pass, string)) {
	if say == nil {
		say = func(_ *analysis.Pass, text string) { fmt.Fprintln(os.Stderr, "cozelint:", text) }
	}
	model.NameProject(a, func(pass *analysis.Pass, m *cozemodel.Model, path string) {
		if text := mismatch(path, suite, m.Options().Lang); text != "" {
			say(pass, text)
		}
	})
}

// mismatch says which settings of a project file are not those of a suite, or what is
// wrong with the file.
func mismatch(path string, suite []Pass, lang messages.Lang) string {
	wanted, err := New(Options{ProjectRead: true})
	if err != nil {
		return err.Error()
	}
	file, err := project.Read(path, ProjectKeys(wanted))
	if err != nil {
		return messages.Say(err, lang)
	}
	flags := Settings(wanted)
	for _, s := range file.Settings {
		if f := flags[s.Name]; f != nil {
			if err := f.Value.Set(s.Value); err != nil {
				return messages.ProjectFlag.In(lang, path, s.Line, s.Name, err)
			}
		}
	}
	var differ []string
	for name, f := range Settings(suite) {
		if !project.SameValues(f.Value.String(), flags[name].Value.String()) {
			differ = append(differ, name)
		}
	}
	if len(differ) == 0 {
		return ""
	}
	slices.Sort(differ)
	return messages.ProjectDiffers.In(lang, path, messages.List(differ))
}
