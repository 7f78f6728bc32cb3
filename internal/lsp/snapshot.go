package lsp

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/standalone"
)

// parseMode is how files are parsed, here and by the loader.
const parseMode = parser.AllErrors | parser.ParseComments | parser.SkipObjectResolution

// A snapshot is the package of a folder as it was loaded, and what that
// depends on. After a change within its files, only those are parsed and the
// package is type-checked again: what it imports is still there, and the go
// command need not be asked.
type snapshot struct {
	roots []*packages.Package // to be checked, each after those that it imports
	fset  *token.FileSet
	texts map[string][]byte // what the files of roots were parsed from
	key   string
	told  *standalone.Told // what imported packages tell of their functions
	// entangled says that a test imports a package that imports the tested
	// one, so that both would have to be type-checked again.
	entangled bool

	files   map[string]stamp  // the files of what roots import that can change
	folders map[string]string // the names of the Go files, by folder
	others  map[string][]byte // texts of the editor for some of files
}

// A stamp tells whether a file has changed on disk.
type stamp struct {
	size int64
	time time.Time
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{size: -1}
	}
	return stamp{info.Size(), info.ModTime()}
}

// newSnapshot returns the snapshot of packages that were just loaded.
func newSnapshot(loaded []*packages.Package, fset *token.FileSet, overlay map[string][]byte, key string) *snapshot {
	s := &snapshot{
		roots:   ordered(standalone.Checked(loaded)),
		fset:    fset,
		texts:   make(map[string][]byte),
		key:     key,
		files:   make(map[string]stamp),
		folders: make(map[string]string),
		others:  make(map[string][]byte),
	}
	for _, pkg := range s.roots {
		for _, file := range pkg.GoFiles {
			s.texts[file] = textOf(file, overlay)
			s.folders[filepath.Dir(file)] = ""
		}
	}
	packages.Visit(loaded, nil, s.dependOn)
	for dir := range s.folders {
		s.folders[dir] = goFiles(dir)
	}
	for file, text := range overlay {
		if _, isOther := s.files[file]; isOther {
			s.others[file] = text
		}
	}
	return s
}

// ordered returns packages with each after those that it imports. Of those
// of one folder, that can only be the external tests.
func ordered(pkgs []*packages.Package) []*packages.Package {
	slices.SortStableFunc(pkgs, func(a, b *packages.Package) int {
		return strings.Compare(strings.TrimSuffix(a.PkgPath, "_test"), strings.TrimSuffix(b.PkgPath, "_test"))
	})
	return slices.DeleteFunc(pkgs, func(pkg *packages.Package) bool { return strings.HasSuffix(pkg.PkgPath, ".test") })
}

func textOf(file string, overlay map[string][]byte) []byte {
	if text, ok := overlay[file]; ok {
		return text
	}
	text, _ := os.ReadFile(file)
	return text
}

// dependOn notes the files of a package that can change.
func (s *snapshot) dependOn(pkg *packages.Package) {
	if !isLocal(pkg.Module) {
		return
	}
	s.entangled = s.entangled || pkg.ForTest != "" && !slices.Contains(s.roots, pkg) && pkg.Name != "main"
	s.files[pkg.Module.GoMod] = stampOf(pkg.Module.GoMod)
	for _, file := range pkg.GoFiles {
		s.folders[filepath.Dir(file)] = ""
		if _, own := s.texts[file]; !own {
			s.files[file] = stampOf(file)
		}
	}
}

// isLocal reports whether the files of a module are those that somebody works
// on: the standard library and the module cache do not change.
func isLocal(m *packages.Module) bool {
	return m != nil && (m.Main || m.Replace != nil && m.Replace.Version == "")
}

// goFiles returns the names of the Go files in a folder, as one text.
func goFiles(dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return ""
	}
	var names []string
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".go") {
			names = append(names, entry.Name())
		}
	}
	return strings.Join(names, "/")
}

// renewed returns the snapshot as things are now. It returns nil if they have
// changed in a way for which the package has to be loaded, and an error if the
// package does not compile.
func (s *snapshot) renewed(overlay map[string][]byte, key string) (*snapshot, error) {
	if s == nil || s.key != key || !s.isCurrent(overlay) {
		return nil, nil
	}
	changed := make(map[string][]byte)
	for file, before := range s.texts {
		if text := textOf(file, overlay); !bytes.Equal(text, before) {
			changed[file] = text
		}
	}
	if len(changed) == 0 {
		return s, nil
	}
	if s.entangled {
		return nil, nil
	}
	files := make(map[string]*ast.File)
	for file, text := range changed {
		parsed, err := parser.ParseFile(s.fset, file, text, parseMode)
		if err != nil {
			return nil, err
		}
		files[file] = parsed
	}
	return s.with(files, changed)
}

// isCurrent reports whether nothing has changed that the snapshot depends on
// but for the text of its own files.
func (s *snapshot) isCurrent(overlay map[string][]byte) bool {
	for file, before := range s.files {
		text, inEditor := overlay[file]
		other, wasInEditor := s.others[file]
		if inEditor != wasInEditor || !bytes.Equal(text, other) || stampOf(file) != before {
			return false
		}
	}
	for dir, before := range s.folders {
		if goFiles(dir) != before {
			return false
		}
	}
	for file := range overlay {
		if _, known := s.folders[filepath.Dir(file)]; known && s.texts[file] == nil && s.others[file] == nil {
			return false // a file that is only in the editor yet
		}
	}
	return true
}

// with returns the snapshot with some files parsed anew, or nil if they need
// something that was not loaded.
func (s *snapshot) with(files map[string]*ast.File, changed map[string][]byte) (*snapshot, error) {
	next := *s
	next.texts = maps.Clone(s.texts)
	maps.Copy(next.texts, changed)
	next.roots = make([]*packages.Package, len(s.roots))
	renewed := make(map[*packages.Package]*packages.Package)
	for i, pkg := range s.roots {
		fresh, ok := renew(pkg, s.fset, files, renewed)
		if !ok {
			return nil, nil
		}
		next.roots[i], renewed[pkg] = fresh, fresh
	}
	return &next, nil
}

// renew returns a package with some files parsed anew, type-checked. ok is
// false if it has to be loaded.
func renew(pkg *packages.Package, fset *token.FileSet, files map[string]*ast.File, renewed map[*packages.Package]*packages.Package) (*packages.Package, bool) {
	isListed := func(err packages.Error) bool { return err.Kind == packages.ListError }
	if len(pkg.Syntax) != len(pkg.CompiledGoFiles) || !slices.Equal(pkg.CompiledGoFiles, pkg.GoFiles) || slices.ContainsFunc(pkg.Errors, isListed) {
		return nil, false // cgo, files that could not be read, an import that was not there
	}
	fresh := *pkg
	fresh.Syntax = slices.Clone(pkg.Syntax)
	fresh.Imports = maps.Clone(pkg.Imports)
	fresh.Errors, fresh.TypeErrors, fresh.IllTyped = nil, nil, false
	for i, name := range pkg.CompiledGoFiles {
		if file := files[name]; file != nil {
			if !alike(pkg.Syntax[i], file, pkg.Imports) {
				return nil, false
			}
			fresh.Syntax[i] = file
		}
	}
	for path, imported := range pkg.Imports {
		if now := renewed[imported]; now != nil {
			fresh.Imports[path] = now
		}
		if fresh.Imports[path].IllTyped {
			fresh.IllTyped = true
		}
	}
	typecheck(&fresh, fset)
	return &fresh, true
}

// alike reports whether a file that was parsed anew belongs to the package as
// the file did before, and imports nothing that was not loaded.
func alike(before, now *ast.File, imports map[string]*packages.Package) bool {
	if before.Name.Name != now.Name.Name || constraint(before) != constraint(now) {
		return false
	}
	for _, spec := range now.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || path == "C" || imports[path] == nil && path != "unsafe" {
			return false
		}
	}
	return true
}

// constraint returns what a file says about when it is built.
func constraint(file *ast.File) string {
	text := ""
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if comment.Pos() < file.Package && (strings.HasPrefix(comment.Text, "//go:build") || strings.HasPrefix(comment.Text, "// +build")) {
				text += comment.Text + "\n"
			}
		}
	}
	return text
}

// typecheck type-checks a package as go/packages does.
func typecheck(pkg *packages.Package, fset *token.FileSet) {
	config := &types.Config{
		Importer: importer(pkg.Imports),
		Sizes:    pkg.TypesSizes,
		Error: func(err error) {
			if typeError, ok := err.(types.Error); ok {
				pkg.TypeErrors = append(pkg.TypeErrors, typeError)
				pkg.Errors = append(pkg.Errors, packages.Error{
					Pos: typeError.Fset.Position(typeError.Pos).String(), Msg: typeError.Msg, Kind: packages.TypeError,
				})
			}
		},
	}
	if pkg.Module != nil && pkg.Module.GoVersion != "" {
		config.GoVersion = "go" + pkg.Module.GoVersion
	}
	pkg.TypesInfo = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
	pkg.Types = types.NewPackage(pkg.PkgPath, pkg.Name)
	checker := types.NewChecker(config, fset, pkg.Types, pkg.TypesInfo)
	err := checker.Files(pkg.Syntax)
	pkg.IllTyped = pkg.IllTyped || err != nil || len(pkg.Errors) > 0
}

// An importer has the packages that were loaded.
type importer map[string]*packages.Package

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return i[path].Types, nil
}
