package cozemodel

import (
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"github.com/cozelint/cozelint/internal/importpath"
)

// A pass without facts sees of an imported package what it exports. That is
// enough to know a client of the Open API that does not speak of Coze in its
// name: it exports the host, and functions that return the replies.

// hostName matches the names of constants that may hold a host or URL. Others
// are not looked up: export data is read object by object.
var hostName = regexp.MustCompile(`(?i)host|url|uri|base|addr|endpoint|api|domain|server|gateway`)

// hosts are the constants with a URL that an imported package exports.
type hosts struct {
	coze, foreign map[types.Object]bool // of the Open API, and of others
}

// hostsOf returns the hosts that an imported package exports, if it is of the
// same module.
func (m *Model) hostsOf(pkg *types.Package) hosts {
	if known, ok := m.hosts[pkg]; ok {
		return known
	}
	found := hosts{make(map[types.Object]bool), make(map[types.Object]bool)}
	if importpath.Root(pkg.Path()) == importpath.Root(m.Pass.Pkg.Path()) {
		for _, name := range pkg.Scope().Names() {
			if !token.IsExported(name) || !hostName.MatchString(name) {
				continue
			}
			c, ok := pkg.Scope().Lookup(name).(*types.Const)
			if !ok || c.Val().Kind() != constant.String {
				continue
			}
			switch m.classify(constant.StringVal(c.Val())) {
			case cozeText:
				found.coze[c] = true
			case foreignText:
				found.foreign[c] = true
			}
		}
	}
	m.hosts[pkg] = found
	return found
}

// exportsHost reports whether an imported package of the same module exports
// a host of the Open API, and none of another vendor.
func (m *Model) exportsHost(pkg *types.Package) bool {
	found := m.hostsOf(pkg)
	return len(found.coze) > 0 && len(found.foreign) == 0
}

// usedHosts reports which hosts the package mentions by constants that other
// packages of its module export.
func (m *Model) usedHosts() (coze, foreign bool) {
	exported := false
	for _, imported := range m.Pass.Pkg.Imports() {
		found := m.hostsOf(imported)
		exported = exported || len(found.coze)+len(found.foreign) > 0
	}
	if !exported {
		return false, false
	}
	for _, obj := range m.Pass.TypesInfo.Uses {
		if found, ok := m.hosts[obj.Pkg()]; ok {
			coze = coze || found.coze[obj]
			foreign = foreign || found.foreign[obj]
		}
	}
	return coze, foreign
}

// replies reports whether an exported function or method of pkg returns the
// type, or one that it is part of, beside an error.
func replies(pkg *types.Package, name *types.TypeName) bool {
	returns := func(fn *types.Func) bool {
		return fn.Exported() && returnsError(fn) && slices.ContainsFunc(slices.Collect(fn.Signature().Results().Variables()), func(result *types.Var) bool {
			return slices.Contains(decodedNames(result.Type()), name)
		})
	}
	for _, entry := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(entry).(type) {
		case *types.Func:
			if returns(obj) {
				return true
			}
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || !obj.Exported() {
				continue
			}
			if slices.ContainsFunc(slices.Collect(named.Methods()), returns) {
				return true
			}
			if iface, ok := named.Underlying().(*types.Interface); ok && slices.ContainsFunc(slices.Collect(iface.Methods()), returns) {
				return true
			}
		}
	}
	return false
}
