// Package load loads packages for the passes, and compiles nothing for it.
//
// The passes need the types of what a package imports, which the go command
// gives as export data, the outcome of a compilation. On a machine that has
// just cloned a repository, compiling is nearly all of the time that a
// linter takes. Type-checking the declarations alone, without the bodies of
// functions, takes seconds.
//
// So what the build cache has is taken from there, and the rest is
// type-checked from source, package by package: the go command lists the
// packages with -n, the flag that lets it say what it would do, and then it
// names exactly the export data that is there. go/packages type-checks from
// source what has none, and what imports that.
package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Packages are the loaded ones.
type Packages struct {
	Roots []*packages.Package // those that match the patterns

	// How the types of the others came about.
	FromCache, FromSource int
}

// Mode is what the passes need to know of a package.
const Mode = packages.LoadSyntax | packages.NeedModule | packages.NeedForTest

// Load is like [packages.Load] in [Mode], whatever the mode of config is.
// Packages that have errors are among the loaded ones, with their errors.
func Load(config packages.Config, patterns ...string) (*Packages, error) {
	config.Mode = Mode | packages.NeedExportFile
	config.ParseFile = parse
	if !usesGoList(config.Env) {
		return load(config, patterns) // another driver knows how it builds
	}
	listing := config
	// The outcome of cgo is not asked for either: few packages have one, and
	// to look for it in the cache takes time for each.
	listing.BuildFlags = append(slices.Clip(config.BuildFlags), "-n", "-compiled=false")
	loaded, err := load(listing, patterns)
	if err != nil {
		return nil, err
	}
	wanted := loaded.withoutCgo()
	if len(wanted) == 0 {
		loaded.judgeTypes()
		return loaded, nil
	}
	// What cgo makes of a file is source, but only a go command that does
	// something writes it. It keeps it for next time.
	cgo := config
	cgo.Mode = packages.NeedName | packages.NeedCompiledGoFiles | packages.NeedImports
	if _, err := packages.Load(&cgo, wanted...); err != nil {
		return nil, err
	}
	listing.BuildFlags = append(slices.Clip(config.BuildFlags), "-n")
	if loaded, err = load(listing, patterns); err != nil {
		return nil, err
	}
	if len(loaded.withoutCgo()) > 0 {
		return load(config, patterns) // cgo fails: the go command says why
	}
	loaded.judgeTypes()
	return loaded, nil
}

// parse parses a file as go/packages does, but does not resolve identifiers:
// go/types does.
func parse(fset *token.FileSet, filename string, src []byte) (*ast.File, error) {
	return parser.ParseFile(fset, filename, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
}

func load(config packages.Config, patterns []string) (*Packages, error) {
	roots, err := packages.Load(&config, patterns...)
	if err != nil {
		return nil, err
	}
	loaded := &Packages{Roots: roots}
	for _, pkg := range loaded.imported() {
		switch {
		case pkg.PkgPath == "unsafe":
		case pkg.ExportFile != "":
			loaded.FromCache++
		default:
			loaded.FromSource++
		}
	}
	return loaded, nil
}

// imported returns the packages that are no roots, each after those that it
// imports.
func (p *Packages) imported() (list []*packages.Package) {
	root := make(map[*packages.Package]bool)
	for _, pkg := range p.Roots {
		root[pkg] = true
	}
	packages.Visit(p.Roots, nil, func(pkg *packages.Package) {
		if !root[pkg] {
			list = append(list, pkg)
		}
	})
	return list
}

// withoutCgo returns the paths of the packages that cgo has to process so that
// the roots are well typed.
//
// Of an imported package only the declarations matter, and hardly ever those
// in terms of C. So it is taken as it is, with "C" as a package of which
// nothing is known: to have SQLite processed takes half a minute, as the go
// command compiles C code along the way. Only where a root or the package
// itself has errors, which may come from that, it is processed, too.
func (p *Packages) withoutCgo() (paths []string) {
	sound := true
	for _, pkg := range p.Roots {
		wanted := slices.ContainsFunc(pkg.Errors, wantsCgo)
		if wanted {
			paths = append(paths, pkg.PkgPath)
		}
		sound = sound && (wanted || len(pkg.TypeErrors) == 0)
	}
	for _, pkg := range p.imported() {
		if slices.ContainsFunc(pkg.Errors, wantsCgo) {
			pkg.Errors = slices.DeleteFunc(pkg.Errors, wantsCgo)
			if !sound || len(pkg.Errors) > 0 {
				paths = append(paths, pkg.PkgPath)
			}
		}
	}
	return paths
}

// judgeTypes finds out anew which packages are ill typed: those with an error
// in their syntax or types, and what imports them. An import that the go
// command only misses a file of, such as one to embed, has its types.
func (p *Packages) judgeTypes() {
	packages.Visit(p.Roots, nil, func(pkg *packages.Package) {
		pkg.IllTyped = slices.ContainsFunc(pkg.Errors, func(err packages.Error) bool { return err.Kind != packages.ListError })
		for _, imported := range pkg.Imports {
			pkg.IllTyped = pkg.IllTyped || imported.IllTyped
		}
	})
}

// wantsCgo reports whether an error says that the outcome of cgo is not there:
// the first text is the go command's, the second that of go/types.
func wantsCgo(err packages.Error) bool {
	return strings.Contains(err.Msg, "loading compiled Go files from cache") || strings.HasPrefix(err.Msg, "could not import C ")
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
