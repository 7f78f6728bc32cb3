// Package narrow finds the packages that can have to do with Coze without
// type-checking or compiling any.
package narrow

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/cozelint/cozelint/internal/importpath"
	"github.com/cozelint/cozelint/internal/marks"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/typecache"
)

// A listed is what go list says of a package.
type listed struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	CgoFiles     []string
	TestGoFiles  []string
	XTestGoFiles []string
	Module       *inModule
	Error        *struct{ Err string }

	mentions bool     // it mentions one of the texts
	hosts    bool     // it can hold a host of the API, which its importers use
	imports  []string // texts that read like imports of its own module
	foreign  []string // and like those of others
}

// An inModule is what go list says of the module of a package.
type inModule struct {
	Path  string
	GoMod string // the file, or "" where it was not asked for
}

// Found is what was found among the packages that match patterns.
type Found struct {
	Matched int // how many packages there are
	// Relevant are patterns for those that can have to do with Coze.
	Relevant []string
	// Others are the rest, which have to do with Coze only by what a package
	// that they import tells of its functions, and those that they reach
	// outside the patterns.
	Others []Other
	// Outside are import paths of packages outside the patterns that speak of
	// Coze, and of those of other modules that hold a host of the API: they may
	// tell something to those that match.
	Outside []string
}

// An Other is a package whose own text does not speak of Coze.
type Other struct {
	Pattern string
	Path    string   // of imports
	Matches bool     // one of the patterns
	Imports []string // but for those of the standard library
	Files   []string // absolute
}

func (p *listed) other(pattern string, matches bool) Other {
	return Other{pattern, p.ImportPath, matches, slices.Concat(p.imports, p.foreign), p.files()}
}

// outside sorts in a package that no pattern matches.
func (f *Found) outside(pkg *listed) {
	if pkg.mentions {
		f.Outside = append(f.Outside, pkg.ImportPath)
		return
	}
	f.Others = append(f.Others, pkg.other(pkg.ImportPath, false))
}

// Names reports whether the text of the package has one of the names.
func (o Other) Names(names []string) bool {
	var buffer []byte
	return slices.ContainsFunc(o.Files, func(file string) bool {
		text, err := readFile(file, buffer)
		buffer = text
		return err != nil || slices.ContainsFunc(names, func(name string) bool { return bytes.Contains(text, []byte(name)) })
	})
}

// add sorts a package in, which a pattern stands for. known says of imported
// packages whether they can hold a host of the API.
func (f *Found) add(pkg *listed, pattern string, known map[string]bool) {
	if pkg.mentions || slices.ContainsFunc(pkg.imports, func(path string) bool { return known[path] }) {
		f.Relevant = append(f.Relevant, pattern)
		return
	}
	f.Others = append(f.Others, pkg.other(pattern, true))
}

// Packages finds the packages in dir that match the patterns and can have to do
// with Coze, by their import paths: those that mention it, and those that import
// one that can hold a host of the API. extra are further texts to look for: the
// import paths of forks of the SDK and the hosts of gateways. What go list finds
// fault with and what cannot be read is kept, so that loading it says why. flags
// are further flags of go list. What other modules tell is kept in a cache, which
// can be nil.
func Packages(dir string, flags, patterns, extra []string, kept *typecache.Cache) (found Found, err error) {
	wanted := marks.New(extra...)
	pkgs, err := list(dir, flags, patterns)
	if err != nil {
		return Found{}, err
	}
	known := make(map[string]bool) // whether a package can hold a host
	for _, pkg := range pkgs {
		pkg.scan(wanted, nil)
		known[pkg.ImportPath] = pkg.hosts
	}
	// A package outside the patterns can be the client that one inside uses.
	var outside []string
	for _, pkg := range pkgs {
		for _, path := range pkg.imports {
			if _, ok := known[path]; !ok && !pkg.mentions {
				known[path] = false
				outside = append(outside, path)
			}
		}
	}
	if len(outside) > 0 {
		imported, err := list(dir, flags, outside)
		if err != nil {
			return Found{}, err
		}
		for _, pkg := range imported {
			pkg.scan(wanted, nil)
			known[pkg.ImportPath] = pkg.hosts && pkg.Error == nil
			if pkg.Error == nil {
				found.outside(pkg)
			}
		}
	}
	found.Matched = len(pkgs)
	for _, pkg := range pkgs {
		found.add(pkg, pkg.ImportPath, known)
	}
	modules := make(map[string][]*listed) // by their go.mod
	for _, pkg := range pkgs {
		if pkg.Module != nil && pkg.Module.GoMod != "" {
			modules[pkg.Module.GoMod] = append(modules[pkg.Module.GoMod], pkg)
		}
	}
	for name, own := range modules {
		if m, err := readModule(name); err == nil {
			m.findClients(&found, own, wanted, kept)
		}
	}
	slices.Sort(found.Outside)
	found.Outside = slices.Compact(found.Outside)
	return found, nil
}

// list runs go list.
func list(dir string, flags, patterns []string) ([]*listed, error) {
	args := append([]string{"list", "-e", "-find", "-json=ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Module,Error"}, flags...)
	cmd := exec.Command("go", append(append(args, "--"), patterns...)...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, messages.GoList.Fails(cmp.Or(string(bytes.TrimSpace(stderr.Bytes())), err.Error()))
	}
	var pkgs []*listed
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		pkg := new(listed)
		if err := decoder.Decode(pkg); errors.Is(err, io.EOF) {
			return pkgs, nil
		} else if err != nil {
			return nil, messages.GoList.Fails(err)
		}
		pkgs = append(pkgs, pkg)
	}
}

// skipped reports whether the go command leaves a folder out of a pattern by
// its name.
func skipped(name string) bool {
	return name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// files returns the absolute names of the files of the package.
func (p *listed) files() []string {
	names := slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles)
	for i, name := range names {
		if !filepath.IsAbs(name) {
			names[i] = filepath.Join(p.Dir, name)
		}
	}
	return names
}

// scan finds out whether the package mentions one of the texts, and if not,
// what it imports of its own module. It reads the files into buffer, and
// returns that for the next package.
func (p *listed) scan(wanted marks.Set, buffer []byte) []byte {
	modulePath := ""
	if p.Module != nil {
		modulePath = p.Module.Path
	}
	path := importpath.Below(p.ImportPath, modulePath)
	if path == "" {
		path = p.ImportPath // the root package has the name of its module
	}
	p.mentions = p.Error != nil || wanted.In([]byte(path))
	p.hosts = p.Error != nil
	for _, name := range p.files() {
		if p.mentions && p.hosts {
			return buffer
		}
		source, err := readFile(name, buffer)
		buffer = source
		found, hosts := wanted.InCode(source, modulePath)
		p.mentions, p.hosts = p.mentions || found || err != nil, p.hosts || hosts || err != nil
		p.addImports(source)
	}
	return buffer
}

// addImports adds what a file of the package imports.
func (p *listed) addImports(source []byte) {
	own := importpath.Root(p.ImportPath)
	for path := range importsIn(source) {
		list := &p.foreign
		if importpath.Root(path) == own {
			list = &p.imports
		}
		if !slices.Contains(*list, path) {
			*list = append(*list, path)
		}
	}
}

// declarations are what begins the first line of a declaration.
var declarations = [][]byte{[]byte("func "), []byte("type "), []byte("var "), []byte("const "), []byte("const("), []byte("var("), []byte("type(")}

// importsIn returns the texts of a Go file that read like imports: what is quoted
// before the first declaration.
func importsIn(source []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range bytes.Lines(source) {
			if slices.ContainsFunc(declarations, func(word []byte) bool { return bytes.HasPrefix(line, word) }) {
				return
			}
			for begin := bytes.IndexAny(line, "\"`"); begin >= 0; begin = bytes.IndexAny(line, "\"`") {
				path, rest, closed := bytes.Cut(line[begin+1:], line[begin:begin+1])
				if closed && module.CheckImportPath(string(path)) == nil && !yield(string(path)) {
					return
				}
				line = rest
			}
		}
	}
}

// readFile reads a file into buffer, or into a larger one, and returns what it
// has read.
func readFile(name string, buffer []byte) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return buffer[:0], err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && int64(cap(buffer)) < info.Size()+bytes.MinRead {
		buffer = make([]byte, 0, info.Size()*3/2+bytes.MinRead)
	}
	into := bytes.NewBuffer(buffer[:0])
	_, err = into.ReadFrom(f)
	return into.Bytes(), err
}
