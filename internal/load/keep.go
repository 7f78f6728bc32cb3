package load

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"go/types"
	"maps"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/typecache"
)

// layout is a part of every key. It changes with what is kept and how.
const layout = "cozelint types 2"

// errDamaged says that kept types cannot be read although they are what was
// written.
var errDamaged = errors.New("kept types cannot be read")

// useKept finds the needed packages whose types an earlier run has kept. What
// only their types refer to is not loaded: they bring it, as export data does.
func (g *graph) useKept() {
	for _, n := range g.nodes {
		if n.needed && n.source && !n.whole && !n.above && !n.unsound && g.cache != nil {
			n.key = g.keyOf(n)
		}
	}
	level := make([]*node, 0, len(g.roots))
	for _, pkg := range g.roots {
		level = append(level, g.byPkg[pkg])
	}
	for _, n := range level {
		n.loaded = true
	}
	for len(level) > 0 {
		inParallel(level, func(n *node) {
			if n.key != nil {
				n.data, n.kept = g.cache.Get(*n.key)
			}
		})
		next := make(map[*node]bool)
		for _, n := range level {
			if n.kept {
				continue
			}
			for path := range n.needs {
				if other := g.byPkg[n.Imports[path]]; !other.loaded {
					other.loaded = true
					next[other] = true
				}
			}
		}
		level = slices.Collect(maps.Keys(next))
	}
	for _, n := range g.nodes {
		if n.kept || !n.loaded {
			n.files = nil
		}
	}
}

// keyOf returns the key of a package, after those of the packages that it
// needs; nil if one of these has none.
//
// It says what the types depend on, and where positions point to: the names of
// the files and the declarations in them, which say what build constraints and
// tags select, what these mean, and the same of the packages that declarations
// refer to.
func (g *graph) keyOf(n *node) *typecache.Key {
	hash := sha256.New()
	goVersion := ""
	if n.Module != nil {
		goVersion = n.Module.GoVersion
	}
	sizes := []int64{n.TypesSizes.Sizeof(types.Typ[types.Uintptr]), n.TypesSizes.Alignof(types.Typ[types.Int64])}
	fmt.Fprintln(hash, layout, runtime.Version(), n.PkgPath, n.Name, goVersion, sizes, n.usesC)
	hash.Write(n.sum[:])
	for _, path := range slices.Sorted(maps.Keys(n.needs)) {
		other := g.byPkg[n.Imports[path]]
		switch {
		case other.key != nil:
			fmt.Fprintf(hash, "%s %x\n", path, *other.key)
		case !other.source: // the build cache names its files by what is in them
			fmt.Fprintln(hash, path, filepath.Base(other.ExportFile))
		default:
			return nil
		}
	}
	return (*typecache.Key)(hash.Sum(nil))
}

// keepFresh writes types to the cache that the next run will read: of packages
// without errors that one refers to whose types come from source then, too. Those
// are the packages of modules that somebody works on, and what has errors. What
// only other kept packages refer to is part of these.
func (g *graph) keepFresh() {
	wanted := make(map[*node]bool)
	for _, n := range g.nodes {
		if !n.loaded || n.kept || n.fresh && isPublished(n.Package) {
			continue
		}
		for path := range n.needs {
			if other := g.byPkg[n.Imports[path]]; other.fresh {
				wanted[other] = true
			}
		}
	}
	if len(wanted) == 0 || g.export.damage != nil {
		return
	}
	inParallel(slices.Collect(maps.Keys(wanted)), g.keep)
	g.cache.Trim()
}

// isPublished reports whether nobody edits a package: it is of the standard
// library, or of a version of another module.
func isPublished(pkg *packages.Package) bool { return pkg.Module == nil || !IsEdited(pkg.Module) }

// IsEdited reports whether a module is one that somebody works on: the main one, one of
// a workspace, or one that a folder stands for.
func IsEdited(module *packages.Module) bool {
	if module.Replace != nil {
		module = module.Replace
	}
	return module.Main || module.Version == ""
}

// keep writes the types of a package to the cache.
func (g *graph) keep(n *node) {
	defer func() {
		_ = recover() // what the encoder cannot express is not kept
	}()
	var data bytes.Buffer
	if err := gcexportdata.Write(&data, g.config.Fset, n.Types); err != nil {
		return
	}
	g.cache.Put(*n.key, data.Bytes())
}

// damaged removes an entry whose data cannot be decoded. What was read of it
// may be a part of other types already, so that loading begins anew.
func (g *graph) damaged(n *node) {
	g.cache.Remove(*n.key)
	g.export.mu.Lock()
	defer g.export.mu.Unlock()
	g.export.damage = errDamaged
}
