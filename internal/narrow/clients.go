package narrow

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/importpath"
	"github.com/cozelint/cozelint/internal/marks"
	"github.com/cozelint/cozelint/internal/typecache"
)

// A clientSearch finds the packages of other modules that call the API.
type clientSearch struct {
	moduleRoot
	wanted marks.Set
	seen   map[string]bool // import paths
	level  []*folder       // not looked at yet
	silent []*folder       // looked at, and not found to call the API
	absent []string        // import paths that are not where the go.mod says
	fixed  bool            // all that was looked at stays as it is: modules in the module cache
}

// findClients adds to what was found the packages of other modules that name the
// API and that those given import: themselves, or through others of the same module,
// which are added to the others. Those that speak of Coze themselves are not looked
// at, as they are loaded anyway. What is not where the go.mod says is passed over:
// these packages only tell more of what is loaded.
//
// What the module cache holds does not change, so that there is none of them is kept.
func (m moduleRoot) findClients(found *Found, importers []*listed, wanted marks.Set, kept *typecache.Cache) {
	if m.requires == nil {
		return
	}
	imports := make(map[string]bool)
	for _, pkg := range importers {
		for _, path := range pkg.foreign {
			// Who names Coze in an import speaks of it.
			if !pkg.mentions && !wanted.In([]byte(path)) {
				imports[path] = true
			}
		}
	}
	if len(imports) == 0 {
		return
	}
	paths := slices.Sorted(maps.Keys(imports))
	key := m.clientsKey(paths, wanted)
	if absent, ok := kept.Get(key); ok && m.stillAbsent(absent) {
		return
	}
	s := &clientSearch{moduleRoot: m, wanted: wanted, seen: make(map[string]bool), fixed: true}
	for _, path := range paths {
		s.reach(path)
	}
	var clients []string
	for len(s.level) > 0 {
		clients = append(clients, s.look()...)
	}
	switch {
	case len(clients) > 0:
		found.Outside = append(found.Outside, clients...)
		for _, f := range s.silent {
			found.Others = append(found.Others, f.other(f.ImportPath, false))
		}
	case s.fixed:
		slices.Sort(s.absent)
		kept.Put(key, []byte(strings.Join(s.absent, " ")))
	}
}

// stillAbsent reports whether the packages are not where the go.mod says, as they
// were when it was found that there are no clients.
func (m moduleRoot) stillAbsent(paths []byte) bool {
	return !slices.ContainsFunc(strings.Fields(string(paths)), func(path string) bool {
		_, err := m.find(path)
		return err == nil
	})
}

// clientsKey says what the answer of clients depends on.
func (m moduleRoot) clientsKey(paths []string, wanted marks.Set) typecache.Key {
	hash := sha256.New()
	fmt.Fprintln(hash, "cozelint clients 1", moduleCache())
	for _, r := range m.requires.Require {
		fmt.Fprintln(hash, r.Mod)
	}
	for _, r := range m.requires.Replace {
		fmt.Fprintln(hash, r.Old, r.New)
	}
	fmt.Fprintf(hash, "%q\n%q\n", wanted, paths)
	return typecache.Key(hash.Sum(nil))
}

// reach has the package with an import path looked at.
func (s *clientSearch) reach(path string) {
	if s.seen[path] {
		return
	}
	s.seen[path] = true
	f, err := s.find(path)
	if err != nil {
		s.absent = append(s.absent, path)
		return
	}
	if f != nil {
		s.level = append(s.level, f)
		s.fixed = s.fixed && strings.HasPrefix(f.Dir, moduleCache())
	}
}

// look looks at the packages that were reached, and returns those that name the
// API, sorted.
func (s *clientSearch) look() (clients []string) {
	look, wait := workers(func(f *folder, buffer []byte) []byte { return f.scanClient(s.wanted, buffer) })
	for _, f := range s.level {
		look(f)
	}
	wait()
	level := s.level
	s.level = nil
	for _, f := range level {
		if f.hosts {
			clients = append(clients, f.ImportPath)
			continue
		}
		s.silent = append(s.silent, f)
		for _, path := range slices.Concat(f.imports, f.foreign) {
			if importpath.Below(path, f.Module.Path) != path {
				s.reach(path)
			}
		}
	}
	slices.Sort(clients)
	return clients
}

// scanClient finds out whether a package of another module names the API, and if
// not, what it imports.
func (p *listed) scanClient(wanted marks.Set, buffer []byte) []byte {
	for _, name := range p.files() {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := readFile(name, buffer)
		buffer = source
		if err != nil {
			continue
		}
		if p.hosts = wanted.NamesAPI(source); p.hosts {
			return buffer
		}
		p.addImports(source)
	}
	return buffer
}
