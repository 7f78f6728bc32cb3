package cozemodel

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/project"
)

// namedProjects are the project files that something was said about, in this process.
var namedProjects sync.Map // of namedProject

type namedProject struct{ path, pass string }

// NameProject has a pass call tell with the path of the project file that holds for a
// package that counts as Coze code, if there is one: once for each file and pass in this
// process. Drivers whose caches go by flags cannot read the file themselves.
func (c *Config) NameProject(a *analysis.Analyzer, tell func(pass *analysis.Pass, m *Model, path string)) {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		if m := pass.ResultOf[c.Analyzer].(*Model); m.Relevant() && len(pass.Files) > 0 {
			if path := project.Find(filepath.Dir(pass.Fset.File(pass.Files[0].FileStart).Name())); path != "" {
				if _, said := namedProjects.LoadOrStore(namedProject{path, a.Name}, true); !said {
					tell(pass, m, path)
				}
			}
		}
		return run(pass)
	}
}

// nameProject has a pass that is run by itself, as nogo does, say on standard error if
// a project file sets one of its flags to something else.
func (c *Config) nameProject(a *analysis.Analyzer) {
	c.NameProject(a, func(_ *analysis.Pass, _ *Model, path string) {
		if differ := differing(path, a); len(differ) > 0 {
			fmt.Fprintln(os.Stderr, "cozelint:", messages.ProjectDiffers.In(c.Options.Lang, path, messages.List(differ)))
		}
	})
}

// differing returns the settings of a project file that a pass has otherwise.
func differing(path string, a *analysis.Analyzer) (names []string) {
	file, err := project.Read(path, nil)
	if err != nil {
		return []string{err.Error()}
	}
	for _, s := range file.Settings {
		f := a.Flags.Lookup(strings.TrimPrefix(s.Name, a.Name+"."))
		if f != nil && !project.SameValues(strings.ToLower(f.Value.String()), strings.ToLower(s.Value)) {
			names = append(names, s.Name)
		}
	}
	slices.Sort(names)
	return names
}
