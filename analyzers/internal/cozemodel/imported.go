package cozemodel

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/importpath"
)

// A pass without facts sees of an imported package what it exports. That is
// enough to know a client of the Open API that does not speak of Coze in its
// name: it exports the host, and functions that return the replies.

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
	asks := slices.ContainsFunc(m.Pass.Pkg.Imports(), func(pkg *types.Package) bool {
		return knowledge.IsClientPackage(knowledge.ImportPath(pkg.Path()))
	})
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
			e.coze = e.coze || asks && own[obj.Pkg()] && givesText(obj) && m.hostGiven(obj) != ""
		case *types.TypeName:
			e.coze = e.coze || own[obj.Pkg()] && sendsChat(obj.Type()) && m.exportsHost(obj.Pkg())
		}
	}
	return e
}

// givesText reports whether a function returns a text, as one that knows where
// an endpoint is does.
func givesText(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && gotypes.IsString(results.At(0).Type())
}

// sendsChat reports whether a type has the key that only a chat request of the
// Open API has.
func sendsChat(t types.Type) bool {
	s := gotypes.Struct(t)
	if s == nil {
		return false
	}
	for i := range s.NumFields() {
		if strings.Contains(s.Tag(i), "auto_save_history") {
			return true
		}
	}
	return false
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
// a host of the Open API, and none of another vendor, or has one in its
// source.
func (m *Model) exportsHost(pkg *types.Package) bool {
	if known, ok := m.exports[pkg]; ok {
		return known
	}
	coze, foreign := false, false
	if importpath.Root(pkg.Path()) == importpath.Root(m.Pass.Pkg.Path()) {
		for _, name := range pkg.Scope().Names() {
			if !token.IsExported(name) || !knowledge.NamesAddress(name) {
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
	m.exports[pkg] = !foreign && (coze || m.importedHost(pkg) != "")
	return m.exports[pkg]
}

// replies reports whether an exported function or method of pkg returns the
// type, or one that it is part of, beside an error.
func replies(pkg *types.Package, name *types.TypeName) bool {
	returns := func(fn *types.Func) bool {
		return fn.Exported() && gotypes.GivesError(fn.Signature()) && slices.ContainsFunc(slices.Collect(fn.Signature().Results().Variables()), func(result *types.Var) bool {
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
