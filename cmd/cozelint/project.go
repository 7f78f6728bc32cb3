package main

import (
	"flag"
	"path/filepath"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/project"
)

// settle sets what the command line left open: as the project file says that holds for
// a folder, and the language as lang, which is that of the environment or the editor.
func settle(flags *flag.FlagSet, dir string, lang messages.Lang) error {
	given := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) {
		given[f.Name] = true
		if _, name, ok := strings.Cut(f.Name, "."); ok && flags.Lookup(name) != nil {
			given[name] = true // the same flag, with the name of its pass
		}
	})
	if dir == "" {
		dir = "."
	}
	file, err := projectFile(dir)
	if err != nil {
		return err
	}
	for _, s := range file.Settings {
		if flags.Lookup(s.Name) == nil || given[s.Name] {
			continue
		}
		if err := flags.Set(s.Name, s.Value); err != nil {
			return messages.ProjectFlag.Fails(file.Path, s.Line, s.Name, flagError(err))
		}
		given[s.Name] = true
	}
	if !given["lang"] {
		return flags.Set("lang", lang.String())
	}
	return nil
}

// projectFile reads the project file that holds for a folder. It returns one without
// settings if there is none.
func projectFile(dir string) (*project.File, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	file, err := project.Load(dir, analyzers.ProjectKeys(suite()))
	if file == nil && err == nil {
		file = new(project.File)
	}
	return file, err
}
