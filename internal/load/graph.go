package load

import (
	"cmp"
	"crypto/sha256"
	"go/types"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/typecache"
)

// A graph is the packages of a run and how they import each other.
type graph struct {
	config packages.Config
	cgo    processed
	roots  []*packages.Package
	nodes  []*node // each after those that it imports
	byPkg  map[*packages.Package]*node
	files  files
	cache  *typecache.Cache

	progress func(done, total int) // may be nil

	export exporter
}

// A node is a package in the graph.
type node struct {
	*packages.Package
	imports []*node

	root   bool // it matches the patterns
	whole  bool // it is parsed with bodies and comments, and its syntax kept
	above  bool // it is a root, or imports one, directly or not
	source bool // its types come from source
	needed bool // a root, or something refers to its types
	loaded bool // its types are wanted themselves, not as a part of kept ones
	usesC  bool // it imports "C", of which nothing is known

	// needs are the imports that its declarations refer to, by path.
	needs map[string]bool
	// sum is the hash of the declarations in its files, and key that of all that its types depend
	// on, where it has any.
	sum [sha256.Size]byte
	key *typecache.Key
	// files are the declarations of one from source that is not wanted whole,
	// until they are parsed.
	files []file
	// kept is whether an earlier run has kept its types, and data what it has
	// written, until that is read.
	kept bool
	data []byte
	// fresh is whether its types came from source, and can be kept for later runs.
	fresh bool
	// unsound is whether it or a package that its types depend on has errors.
	unsound bool
	// stub stands for the package where it is imported and not referred to.
	stub *types.Package

	importers []*node
	unchecked atomic.Int32 // imports that are not checked yet
}

func newGraph(config packages.Config, roots []*packages.Package, cgo processed) *graph {
	g := &graph{config: config, cgo: cgo, roots: roots, byPkg: make(map[*packages.Package]*node)}
	g.files.overlay = config.Overlay
	packages.Visit(roots, nil, func(pkg *packages.Package) {
		n := &node{Package: pkg, root: slices.Contains(roots, pkg)}
		pkg.Errors = append(slices.DeleteFunc(pkg.Errors, notProcessed), cgo[pkg.ID]...)
		pkg.Fset = config.Fset
		pkg.Types = types.NewPackage(pkg.PkgPath, pkg.Name)
		if pkg.PkgPath == "unsafe" {
			pkg.Types = types.Unsafe
		}
		n.stub = types.NewPackage(pkg.PkgPath, pkg.Name)
		n.stub.MarkComplete()
		n.whole = n.root
		n.above = n.root
		n.source = n.root || pkg.ExportFile == "" && pkg.PkgPath != "unsafe"
		for _, imported := range pkg.Imports {
			other := g.byPkg[imported]
			n.imports = append(n.imports, other)
			n.above = n.above || other.above
			// Export data refers to the types of the packages that it was made
			// with, so what imports a package from source comes from source.
			n.source = n.source || other.source
			other.importers = append(other.importers, n)
		}
		slices.SortFunc(n.imports, func(a, b *node) int { return cmp.Compare(a.ID, b.ID) })
		n.unchecked.Store(int32(len(n.imports)))
		g.byPkg[pkg] = n
		g.nodes = append(g.nodes, n)
	})
	return g
}

// find marks the packages whose types something refers to, from the roots
// down. A package that comes from export data refers to none: it brings what
// it needs.
func (g *graph) find() {
	var level []*node
	for _, pkg := range g.roots {
		n := g.byPkg[pkg]
		n.needed = true
		level = append(level, n)
	}
	for len(level) > 0 {
		inParallel(level, func(n *node) { n.findNeeds(&g.files) })
		next := make(map[*node]bool)
		for _, n := range level {
			for path := range n.needs {
				if other := g.byPkg[n.Imports[path]]; !other.needed {
					other.needed = true
					next[other] = true
				}
			}
		}
		level = slices.Collect(maps.Keys(next))
	}
}

// check gives every needed package its types, each after what it imports.
func (g *graph) check() {
	g.export.imports = make(map[string]*types.Package)
	for _, n := range g.nodes {
		// Those above a root come from source. Variants of a package for a
		// test, which have its path, are among them.
		if !n.above {
			g.export.imports[n.PkgPath] = n.Types
		}
	}
	wanted := 0
	for _, n := range g.nodes {
		if n.loaded {
			wanted++
		}
	}
	var done atomic.Int32
	inOrder(g.nodes, func(n *node) {
		if n.loaded && (g.config.Context == nil || g.config.Context.Err() == nil) {
			g.checkNode(n)
			if count := int(done.Add(1)); g.progress != nil {
				g.progress(count, wanted)
			}
		}
	})
	// What a package imports is known whether something refers to it or not,
	// and whichever way its types came about.
	for _, n := range g.nodes {
		if n.source && !n.root {
			n.Types.SetImports(typesOf(n.imports))
		}
	}
	g.keepFresh()
}

func typesOf(nodes []*node) []*types.Package {
	var list []*types.Package
	for _, n := range nodes {
		list = append(list, n.Types)
	}
	return list
}

// finish returns the loaded packages.
func (g *graph) finish(config packages.Config) *Packages {
	loaded := &Packages{Roots: g.roots, NewerGo: newerGo(config, g.roots)}
	for _, n := range g.nodes {
		if n.whole {
			loaded.Whole = append(loaded.Whole, n.Package)
		}
		// What imports an ill-typed package is not ill typed itself: the type
		// checker takes what it does not know for valid.
		n.IllTyped = slices.ContainsFunc(n.Errors, isTypeError)
		switch {
		case !n.loaded || n.root || n.PkgPath == "unsafe":
		case n.kept:
			loaded.Kept++
		case n.source:
			loaded.FromSource++
		default:
			loaded.FromCache++
		}
		if n.usesC && n.needed {
			loaded.WithoutC = append(loaded.WithoutC, n.PkgPath)
		}
	}
	slices.Sort(loaded.WithoutC)
	return loaded
}

// isTypeError reports whether an error makes a package ill typed: one in its
// syntax or types. An import that the go command only misses a file of, such as
// one to embed, has its types.
func isTypeError(err packages.Error) bool { return err.Kind != packages.ListError }

// inParallel calls work for all nodes, several at once.
func inParallel(nodes []*node, work func(*node)) {
	ready := make(chan *node)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for n := range ready {
				work(n)
			}
		})
	}
	for _, n := range nodes {
		ready <- n
	}
	close(ready)
	wg.Wait()
}

// inOrder calls work for all nodes, for each when the calls for its imports are
// done, and several at once.
func inOrder(nodes []*node, work func(*node)) {
	ready := make(chan *node, len(nodes))
	var left atomic.Int32
	left.Store(int32(len(nodes)))
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for n := range ready {
				work(n)
				for _, importer := range n.importers {
					if importer.unchecked.Add(-1) == 0 {
						ready <- importer
					}
				}
				if left.Add(-1) == 0 {
					close(ready)
				}
			}
		})
	}
	for _, n := range nodes {
		if len(n.imports) == 0 {
			ready <- n
		}
	}
	if len(nodes) == 0 {
		close(ready)
	}
	wg.Wait()
}
