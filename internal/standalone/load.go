package standalone

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/narrow"
)

// config returns how packages are loaded.
func (o *outcome) config(dir string, opts Options) packages.Config {
	return packages.Config{
		Dir:        dir,
		Tests:      opts.Tests,
		BuildFlags: slices.DeleteFunc(slices.Clone(opts.BuildFlags), isOverlay), // that is Overlay
		Overlay:    o.src.overlay,
	}
}

// load loads the packages that can matter, after a look at the text of all.
func (o *outcome) load(dir string, opts Options) error {
	config := o.config(dir, opts)
	patterns := opts.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	asked := patterns
	// Files make up a package that has no path to load it by, another driver
	// than go list knows its own packages, and an overlay adds to the texts.
	all := opts.Everything || onlyFiles(patterns) || os.Getenv("GOPACKAGESDRIVER") != "" || config.Overlay != nil
	if opts.Everything {
		// What matches is loaded anyway.
		o.text, _ = narrow.Folders(dir, config.BuildFlags, patterns, opts.Mentions, opts.Cache)
		o.text.Others = slices.DeleteFunc(o.text.Others, func(other narrow.Other) bool { return other.Matches })
	}
	if !all {
		start := time.Now()
		o.progress.at(messages.LookingAtText, 0, 0)
		found, err := relevantPackages(dir, config.BuildFlags, patterns, opts)
		o.took.text = time.Since(start)
		switch {
		case err != nil:
			return err
		case found.Matched == 0:
			return messages.NoPackages.Fails(strings.Join(patterns, " "))
		}
		o.matched, o.text = found.Matched, found
		if len(found.Relevant) == 0 {
			return nil // others may be told something
		}
		patterns = found.Relevant
	}
	if _, err := os.UserCacheDir(); err != nil && os.Getenv("GOCACHE") == "" {
		return messages.NoHome.Fails() // the go command would find nothing, without a word
	}
	if _, err := o.loadPatterns(dir, opts, patterns); err != nil {
		return err
	}
	if len(o.loaded.Roots) == 0 {
		if _, err := narrow.Packages(dir, config.BuildFlags, asked, nil, nil); err != nil {
			return err // says why
		}
		return messages.NoPackages.Fails(strings.Join(asked, " "))
	}
	if all {
		o.matched = len(paths(o.loaded.Roots))
	}
	return nil
}

// loadPatterns loads packages beside those that are loaded, and returns them.
func (o *outcome) loadPatterns(dir string, opts Options, patterns []string) ([]*packages.Package, error) {
	start := time.Now()
	o.progress.at(messages.LoadingPackages, 0, 0)
	loaded, err := load.Load(o.config(dir, opts), o.loading(opts), patterns...)
	o.took.load += time.Since(start)
	if err != nil {
		return nil, loadFailure(err, dir)
	}
	loaded.Roots = slices.DeleteFunc(loaded.Roots, func(pkg *packages.Package) bool { return passedOver(pkg, dir, opts.Patterns) })
	o.loaded.Add(loaded)
	return loaded.Roots, nil
}

// loading returns how packages are loaded beside their configuration.
func (o *outcome) loading(opts Options) load.Options {
	return load.Options{Cache: opts.Cache, Progress: func(done, total int) { o.progress.at(messages.LoadingPackages, done, total) }}
}

// relevantPackages returns patterns for the packages that can matter among those
// that match the given ones. It looks at the text of the files first: where
// nothing speaks of Coze, the go command is not even started.
func relevantPackages(dir string, flags, patterns []string, opts Options) (narrow.Found, error) {
	if found, ok := narrow.Folders(dir, flags, patterns, opts.Mentions, opts.Cache); ok && found.Matched > 0 {
		return found, nil
	}
	return narrow.Packages(dir, flags, patterns, opts.Mentions, opts.Cache) // or the go command says why not
}

// passedOver reports whether a package is a folder all of whose files build
// constraints exclude, and no pattern names it: the go command passes over it
// in a pattern with "...".
func passedOver(pkg *packages.Package, dir string, patterns []string) bool {
	return len(pkg.Errors) == 1 && strings.Contains(pkg.Errors[0].Msg, "build constraints exclude all Go files in ") &&
		!slices.ContainsFunc(patterns, func(pattern string) bool {
			return pattern == pkg.PkgPath || !strings.Contains(pattern, "...") && strings.HasSuffix(pkg.Errors[0].Msg, " "+filepath.Join(dir, pattern))
		})
}

// paths returns the import paths of packages; those of a package and its test
// variants are one.
func paths(pkgs []*packages.Package) map[string]bool {
	set := make(map[string]bool)
	for _, pkg := range pkgs {
		set[pathOf(pkg)] = true
	}
	return set
}

// onlyFiles reports whether a pattern names a file, or asks for one.
func onlyFiles(patterns []string) bool {
	for _, p := range patterns {
		if strings.HasSuffix(p, ".go") || strings.Contains(p, "=") {
			return true
		}
	}
	return false
}
