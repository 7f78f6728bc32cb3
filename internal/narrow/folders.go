package narrow

import (
	"errors"
	"go/build"
	goversion "go/version"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/cozelint/cozelint/internal/importpath"
	"github.com/cozelint/cozelint/internal/marks"
	"github.com/cozelint/cozelint/internal/typecache"
)

// A folder is one with Go files of a module.
type folder struct {
	rel string // below the root of the module, with slashes; "." is the root
	listed
}

// Folders looks at the text of the files alone, before the go command is asked
// anything: it finds the folders of the patterns, as patterns relative to dir,
// that hold a package which can have to do with Coze, as Packages does. Build
// constraints are not looked at: it errs on the side of too many.
//
// What other modules tell is kept in a cache, which can be nil.
//
// ok is false where the files do not tell: patterns that are no folders,
// several modules, a workspace, folders that cannot be read.
func Folders(dir string, flags, patterns, extra []string, kept *typecache.Cache) (found Found, ok bool) {
	m, err := moduleOf(dir)
	if err != nil {
		return Found{}, false
	}
	if slices.ContainsFunc(append(strings.Fields(os.Getenv("GOFLAGS")), flags...), func(flag string) bool {
		return strings.HasPrefix(strings.TrimLeft(flag, "-"), "modfile")
	}) {
		m.requires = nil // another file says which modules there are
	}
	wanted := marks.New(extra...)
	inside, ok := m.matching(dir, patterns, wanted)
	if !ok {
		return Found{}, false
	}
	known := make(map[string]bool)
	var silent []*listed
	for _, f := range inside {
		known[f.ImportPath] = f.hosts
		silent = append(silent, &f.listed)
	}
	// A package outside the patterns can be the client that one inside uses,
	// itself or through others.
	for importers := inside; len(importers) > 0; {
		outside := m.imported(importers, known, wanted)
		importers = nil
		for _, f := range outside {
			known[f.ImportPath] = f.hosts
			if f.Module.Path == m.path {
				found.outside(&f.listed)
				importers = append(importers, f)
				silent = append(silent, &f.listed)
			}
		}
	}
	m.findClients(&found, silent, wanted, kept)
	found.Matched = len(inside)
	for _, f := range inside {
		rel, err := filepath.Rel(dir, f.Dir)
		if err != nil {
			return Found{}, false
		}
		found.add(&f.listed, "./"+filepath.ToSlash(rel), known)
	}
	return found, true
}

// matching returns the folders that match patterns, in order, with what their texts
// say. ok is false where the files do not tell.
func (m moduleRoot) matching(dir string, patterns []string, wanted marks.Set) (inside []*folder, ok bool) {
	seen := make(map[string]bool)
	look, wait := workers(func(f *folder, buffer []byte) []byte { return f.scan(wanted, buffer) })
	defer wait()
	for _, pattern := range patterns {
		root, recursive := strings.CutSuffix(pattern, "/...")
		if !build.IsLocalImport(root) || strings.Contains(root, "...") {
			return nil, false
		}
		matches := false
		err := m.walk(filepath.Join(dir, root), recursive, func(f *folder) {
			matches = true
			if !seen[f.rel] {
				seen[f.rel] = true
				inside = append(inside, f)
				look(f)
			}
		})
		if err != nil || !matches && !recursive {
			return nil, false
		}
	}
	wait()
	slices.SortFunc(inside, func(a, b *folder) int { return strings.Compare(a.rel, b.rel) })
	return inside, true
}

// imported returns the folders that importers which do not speak of Coze import and
// that are not known, with what their texts say. Those that are not where the go.mod
// says are known to matter.
func (m moduleRoot) imported(importers []*folder, known map[string]bool, wanted marks.Set) []*folder {
	var outside []*folder
	for _, f := range importers {
		for _, imported := range f.imports {
			if _, seen := known[imported]; seen || f.mentions {
				continue
			}
			known[imported] = false
			other, err := m.find(imported)
			if err != nil {
				known[imported] = true // the go command may know where it is
			} else if other != nil {
				outside = append(outside, other)
			}
		}
	}
	look, wait := workers(func(f *folder, buffer []byte) []byte { return f.scan(wanted, buffer) })
	for _, f := range outside {
		look(f)
	}
	wait()
	return outside
}

// workers returns a function that has a folder looked at beside what goes on,
// several at once, and one that waits for all of them. scan is given a buffer to
// read files into, and returns it for the next folder.
func workers(scan func(f *folder, buffer []byte) []byte) (look func(*folder), wait func()) {
	var wg sync.WaitGroup
	folders := make(chan *folder, 64)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var buffer []byte
			for f := range folders {
				buffer = scan(f, buffer)
			}
		})
	}
	return func(f *folder) { folders <- f }, sync.OnceFunc(func() {
		close(folders)
		wg.Wait()
	})
}

// A moduleRoot is where a module stands, its path, and what its go.mod says of
// others.
type moduleRoot struct {
	root, path string
	requires   *modfile.File // nil if it cannot be read
}

var errNotTold = errors.New("the files do not tell")

// moduleOf returns the module that dir is in.
func moduleOf(dir string) (moduleRoot, error) {
	if work := os.Getenv("GOWORK"); work != "" && work != "off" || os.Getenv("GO111MODULE") == "off" {
		return moduleRoot{}, errNotTold
	}
	m := moduleRoot{}
	for at := dir; ; at = filepath.Dir(at) {
		if m.root == "" {
			if found, err := readModule(filepath.Join(at, "go.mod")); err == nil {
				m = found
			} else if !errors.Is(err, fs.ErrNotExist) {
				return moduleRoot{}, err
			}
		}
		if _, err := os.Stat(filepath.Join(at, "go.work")); err == nil && os.Getenv("GOWORK") != "off" {
			return moduleRoot{}, errNotTold
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	if m.path == "" {
		return moduleRoot{}, errNotTold
	}
	return m, nil
}

// readModule reads a go.mod.
func readModule(name string) (moduleRoot, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return moduleRoot{}, err
	}
	m := moduleRoot{root: filepath.Dir(name), path: modfile.ModulePath(text)}
	m.requires, _ = modfile.ParseLax("go.mod", text, nil)
	return m, nil
}

// walk finds the folders with Go files at root, and below it if recursive,
// that the go command would match.
func (m moduleRoot) walk(root string, recursive bool, found func(*folder)) error {
	if info, err := os.Lstat(root); err != nil || !info.IsDir() {
		return errNotTold // absent, or a link
	}
	var visit func(name string) error
	visit = func(name string) error {
		entries, err := os.ReadDir(name)
		if err != nil {
			return err
		}
		if name != m.root && slices.ContainsFunc(entries, func(entry fs.DirEntry) bool { return entry.Name() == "go.mod" }) {
			if name == root {
				return errNotTold // the pattern names another module
			}
			return nil
		}
		f, err := m.folderOf(name, entries)
		if f != nil {
			found(f)
		}
		if err != nil || !recursive || name != root && filepath.Base(name) == "vendor" { // it can be a package, what is below it is vendored
			return err
		}
		for _, entry := range entries {
			if !entry.IsDir() || skipped(entry.Name()) {
				continue
			}
			if err := visit(filepath.Join(name, entry.Name())); err != nil {
				return err
			}
		}
		return nil
	}
	return visit(root)
}

// find returns the folder of a package that is imported, or nil if it has no Go
// files: of the module itself, or of one that it requires, which is vendored,
// replaced by a folder, or in the module cache.
func (m moduleRoot) find(imported string) (*folder, error) {
	if rest := importpath.Below(imported, m.path); rest != imported || imported == m.path {
		return m.below(filepath.FromSlash(rest))
	}
	if m.requires == nil {
		return nil, errNotTold
	}
	var other moduleRoot
	version := ""
	for _, r := range m.requires.Require {
		if (imported == r.Mod.Path || strings.HasPrefix(imported, r.Mod.Path+"/")) && len(r.Mod.Path) > len(other.path) {
			other.path, version = r.Mod.Path, r.Mod.Version
		}
	}
	if other.path == "" {
		if m.requires.Go == nil || goversion.Compare("go"+m.requires.Go.Version, "go1.17") < 0 {
			return nil, errNotTold // older ones do not list all that they need
		}
		return nil, nil // a text that only looks like an import
	}
	rest := filepath.FromSlash(strings.TrimPrefix(imported, other.path))
	if vendored := filepath.Join(m.root, "vendor"); isFolder(vendored) {
		other.root = filepath.Join(vendored, filepath.FromSlash(other.path))
		return other.below(rest)
	}
	at := module.Version{Path: other.path, Version: version}
	for _, r := range m.requires.Replace {
		if r.Old.Path != other.path || r.Old.Version != "" && r.Old.Version != version {
			continue
		}
		at = r.New
		if at.Version == "" {
			other.root = filepath.FromSlash(at.Path)
			if !filepath.IsAbs(other.root) {
				other.root = filepath.Join(m.root, other.root)
			}
			return other.below(rest)
		}
	}
	path, err := module.EscapePath(at.Path)
	if err != nil {
		return nil, err
	}
	if version, err = module.EscapeVersion(at.Version); err != nil {
		return nil, err
	}
	other.root = filepath.Join(moduleCache(), filepath.FromSlash(path)+"@"+version)
	return other.below(rest)
}

// below returns the folder with a name relative to the root of the module, or
// nil if the module has none.
func (m moduleRoot) below(rest string) (*folder, error) {
	f, err := m.folder(filepath.Join(m.root, rest))
	if errors.Is(err, fs.ErrNotExist) && isFolder(m.root) {
		return nil, nil
	}
	return f, err
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// moduleCache returns where the go command keeps modules, unless its own
// settings say something else.
func moduleCache() string {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	return filepath.Join(filepath.SplitList(build.Default.GOPATH)[0], "pkg", "mod")
}

// folder returns the folder with the given name, or nil if it has no Go files.
func (m moduleRoot) folder(name string) (*folder, error) {
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	return m.folderOf(name, entries)
}

// folderOf is folder for what stands in the folder.
func (m moduleRoot) folderOf(name string, entries []fs.DirEntry) (*folder, error) {
	rel, err := filepath.Rel(m.root, name)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return nil, errNotTold
	}
	f := &folder{rel: filepath.ToSlash(rel)}
	f.Dir, f.ImportPath = name, path.Join(m.path, f.rel)
	f.Module = &inModule{Path: m.path}
	for _, entry := range entries {
		if base := entry.Name(); strings.HasSuffix(base, ".go") && !strings.HasPrefix(base, "_") && !strings.HasPrefix(base, ".") && !entry.IsDir() {
			f.GoFiles = append(f.GoFiles, base)
		}
	}
	if len(f.GoFiles) == 0 {
		return nil, nil
	}
	return f, nil
}
