package cozemodel

import (
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
	"github.com/cozelint/cozelint/internal/importpath"
)

// A pass without facts sees of an imported package what it exports. That is
// enough to know a client of the Open API that does not speak of Coze in its
// name: it exports the host, and functions that return the replies.

// hostName matches the names of constants that may hold a host or URL. Others
// are not looked up: export data is read object by object.
var hostName = regexp.MustCompile(`(?i)host|url|uri|base|addr|endpoint|api|domain|server|gateway`)

// importedEvidence is what the package uses of other packages of its module.
type importedEvidence struct {
	coze, foreign bool // constants with a host of the Open API, and of another vendor
	client        bool // codes of a package that exports such a host
}

// findImported looks at every name that the package uses, once: that costs
// less than to look at what the imported packages export.
func (m *Model) findImported() importedEvidence {
	var e importedEvidence
	own := make(map[*types.Package]bool) // imported packages of the module
	for _, pkg := range m.Pass.Pkg.Imports() {
		if importpath.Root(pkg.Path()) == importpath.Root(m.Pass.Pkg.Path()) && !m.isSDK(pkg) {
			own[pkg] = true
		}
	}
	if len(own) == 0 {
		return e
	}
	for _, obj := range m.Pass.TypesInfo.Uses {
		switch obj := obj.(type) {
		case *types.Const:
			if own[obj.Pkg()] && obj.Val().Kind() == constant.String {
				kind := m.classify(constant.StringVal(obj.Val()))
				e.coze = e.coze || kind == cozeText
				e.foreign = e.foreign || kind == foreignText
			}
		case *types.Var:
			e.client = e.client || obj.IsField() && codeName(obj.Name()) && own[obj.Pkg()] && m.exportsHost(obj.Pkg())
		case *types.Func:
			e.client = e.client || codeName(obj.Name()) && own[obj.Pkg()] && m.exportsHost(obj.Pkg())
		}
	}
	return e
}

// codeName reports whether a field or getter with this name can be a code.
func codeName(name string) bool {
	switch name {
	case "Code", "ErrCode", "ErrorCode", "GetCode", "GetErrCode", "GetErrorCode":
		return true
	}
	return false
}

// exportsHost reports whether an imported package of the same module exports
// a host of the Open API, and none of another vendor.
func (m *Model) exportsHost(pkg *types.Package) bool {
	if known, ok := m.exports[pkg]; ok {
		return known
	}
	coze, foreign := false, false
	if importpath.Root(pkg.Path()) == importpath.Root(m.Pass.Pkg.Path()) {
		for _, name := range pkg.Scope().Names() {
			if !token.IsExported(name) || !hostName.MatchString(name) {
				continue
			}
			c, ok := pkg.Scope().Lookup(name).(*types.Const)
			if !ok || c.Val().Kind() != constant.String {
				continue
			}
			kind := m.classify(constant.StringVal(c.Val()))
			coze = coze || kind == cozeText
			foreign = foreign || kind == foreignText
		}
	}
	m.exports[pkg] = coze && !foreign
	return coze && !foreign
}

// replies reports whether an exported function or method of pkg returns the
// type, or one that it is part of, beside an error.
func replies(pkg *types.Package, name *types.TypeName) bool {
	returns := func(fn *types.Func) bool {
		return fn.Exported() && returnsError(fn) && slices.ContainsFunc(slices.Collect(fn.Signature().Results().Variables()), func(result *types.Var) bool {
			return slices.Contains(valueflow.NamesIn(result.Type()), name)
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
