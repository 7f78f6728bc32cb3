package main

import (
	"flag"
	"path/filepath"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/project"
	"github.com/cozelint/cozelint/internal/standalone"
)

// settle sets what the command line left open: as the project file says that holds for
// a folder, whose path it returns, and the language as lang, which is that of the
// environment or the editor. What the file says is checked line by line.
func settle(flags *flag.FlagSet, dir string, lang messages.Lang) (path string, err error) {
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
		return "", err
	}
	sound := flags.Lookup("enable") != nil && checkSettings(flags) == nil // but for the file
	for _, s := range file.Settings {
		if flags.Lookup(s.Name) == nil || given[s.Name] {
			continue
		}
		err := flags.Set(s.Name, s.Value)
		if err == nil && sound {
			err = checkSettings(flags)
		}
		if err == nil && s.Name == "fail-on" {
			err = standalone.CheckSeverity(s.Value)
		}
		if err != nil {
			return "", messages.ProjectFlag.Fails(file.Path, s.Line, s.Name, flagError(err))
		}
		given[s.Name] = true
	}
	if !given["lang"] {
		return file.Path, flags.Set("lang", lang.String())
	}
	return file.Path, nil
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
