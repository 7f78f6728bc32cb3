// Package load loads packages for the passes, and compiles nothing for it.
//
// The passes need the types of what a package imports, which the go command
// gives as export data, the outcome of a compilation. On a machine that has
// just cloned a repository, compiling is nearly all of the time that a
// linter takes. Type-checking the declarations alone, without the bodies of
// functions, takes seconds.
//
// So the go command lists the packages with -n, the flag that lets it say what
// it would do, and then it names exactly the export data that is there. What
// has none is type-checked from source, and what imports that: in the order of
// imports, without bodies, the elements of tables and comments, and only what
// something refers to.
// Nothing but its types is kept.
package load

import (
	"cmp"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/typecache"
)

// Packages are the loaded ones.
type Packages struct {
	Roots []*packages.Package // those that match the patterns

	// Whole are the packages with syntax, bodies of functions included, each
	// after those that it imports.
	Whole []*packages.Package

	// How the types of the others came about that something refers to: from the
	// build cache, from what an earlier run kept, or from source.
	FromCache, Kept, FromSource int

	// The imported packages whose types in terms of C are not known.
	WithoutC []string

	// NewerGo is the version of the go command if it is newer than what this
	// program was built with, and there are errors that may come from that.
	NewerGo string
}

// Add adds packages that were loaded apart.
func (p *Packages) Add(other *Packages) {
	p.Roots = append(p.Roots, other.Roots...)
	p.Whole = append(p.Whole, other.Whole...)
	p.FromCache += other.FromCache
	p.Kept += other.Kept
	p.FromSource += other.FromSource
	for _, path := range other.WithoutC {
		if !slices.Contains(p.WithoutC, path) {
			p.WithoutC = append(p.WithoutC, path)
		}
	}
	slices.Sort(p.WithoutC)
	p.NewerGo = cmp.Or(p.NewerGo, other.NewerGo)
}

// Mode is what is known of the roots once they are loaded.
const Mode = packages.LoadSyntax | packages.NeedModule | packages.NeedForTest

// metadata is what is asked of the go command.
const metadata = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedModule | packages.NeedForTest | packages.NeedTypesSizes | packages.NeedExportFile

// Options say how packages are loaded, beside their configuration.
type Options struct {
	// Cache keeps the types of imported packages that come from source; nil
	// keeps none.
	Cache *typecache.Cache
	// Progress is called with how many packages have their types so far, and how
	// many are to get them, from several goroutines; it may be nil.
	Progress func(done, total int)
}

// Load is like [packages.Load] with syntax and types, whatever the mode of
// config is. Packages that have errors are among the loaded ones, with their
// errors.
func Load(config packages.Config, opts Options, patterns ...string) (*Packages, error) {
	if config.Fset == nil {
		config.Fset = token.NewFileSet()
	}
	if !usesGoList(config.Env) {
		return loadWithDriver(config, patterns)
	}
	cgo := make(processed)
	for {
		loaded, err := load(config, opts, patterns, cgo)
		if errors.Is(err, errDamaged) {
			opts.Cache = nil
			continue
		}
		if err != nil {
			return nil, err
		}
		more := loaded.wantsCgo(cgo)
		if len(more) == 0 {
			return loaded.finish(config), nil
		}
		if err := cgo.run(config, patterns, more); err != nil {
			return nil, err
		}
	}
}

// load lists the packages and gives them their types.
func load(config packages.Config, opts Options, patterns []string, cgo processed) (*graph, error) {
	listing := config
	listing.Mode = metadata
	if !hasBuilt(config) {
		listing.Mode &^= packages.NeedExportFile
	}
	listing.BuildFlags = append(slices.Clip(config.BuildFlags), "-n")
	if len(cgo) == 0 {
		// The outcome of cgo is not asked for before something needs it: to look
		// for it in the cache takes time for each package.
		listing.BuildFlags = append(listing.BuildFlags, "-compiled=false")
	}
	roots, err := packages.Load(&listing, patterns...)
	if err != nil {
		return nil, err
	}
	g := newGraph(config, roots, cgo)
	g.cache, g.progress = opts.Cache, opts.Progress
	g.find()
	g.useKept()
	g.check()
	if config.Context != nil && config.Context.Err() != nil {
		return nil, config.Context.Err()
	}
	return g, g.export.damage
}

// loadWithDriver has another driver than the go command load the packages: it
// knows how it builds.
func loadWithDriver(config packages.Config, patterns []string) (*Packages, error) {
	config.Mode = Mode | packages.NeedExportFile
	config.ParseFile = parseWhole
	roots, err := packages.Load(&config, patterns...)
	if err != nil {
		return nil, err
	}
	loaded := &Packages{Roots: roots, Whole: roots}
	packages.Visit(roots, nil, func(pkg *packages.Package) {
		switch {
		case pkg.PkgPath == "unsafe" || slices.Contains(roots, pkg):
		case pkg.ExportFile != "":
			loaded.FromCache++
		default:
			loaded.FromSource++
		}
	})
	return loaded, nil
}

// parseWhole parses a file as go/packages does, but does not resolve
// identifiers: go/types does.
func parseWhole(fset *token.FileSet, filename string, src []byte) (*ast.File, error) {
	return parser.ParseFile(fset, filename, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
}

// usesGoList reports whether go/packages asks the go command, and not another
// driver: one that GOPACKAGESDRIVER names, or gopackagesdriver in the PATH.
func usesGoList(env []string) bool {
	driver := os.Getenv("GOPACKAGESDRIVER")
	for _, entry := range env {
		if value, ok := strings.CutPrefix(entry, "GOPACKAGESDRIVER="); ok {
			driver = value
		}
	}
	if driver == "" {
		_, err := exec.LookPath("gopackagesdriver")
		return err != nil
	}
	return driver == "off"
}
