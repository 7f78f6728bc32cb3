package cozemodel

import (
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A package of somebody's own that makes requests for others, and knows no API,
// tells its importers what it does: which of its functions returns the response,
// fills a value with the reply, or keeps the log ID in its error. Whose a request
// is they know, by the address that they give.

// makesRequests reports whether the package is such a one: it imports a client, and
// has an exported function that is given an address or a request, and can fail.
func (m *Model) makesRequests() bool {
	pkg := m.Pass.Pkg
	if pkg.Name() == "main" || m.Pass.ExportPackageFact == nil || m.isPublished() {
		return false
	}
	client := func(p *types.Package) bool { return knowledge.IsClientPackage(knowledge.ImportPath(p.Path())) }
	if !slices.ContainsFunc(pkg.Imports(), client) {
		return false
	}
	for _, name := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(name).(type) {
		case *types.Func:
			if takesAddress(obj) {
				return true
			}
		case *types.TypeName:
			if named, ok := obj.Type().(*types.Named); ok && slices.ContainsFunc(slices.Collect(named.Methods()), takesAddress) {
				return true
			}
		}
	}
	return false
}

// isPublished reports whether the package stands in the module cache or is vendored: one
// that a directive replaces by a folder has a version, too.
func (m *Model) isPublished() bool {
	file := filepath.ToSlash(m.Pass.Fset.File(m.Pass.Files[0].FileStart).Name())
	return strings.Contains(file, "/vendor/") || m.Pass.Module != nil && m.Pass.Module.Version != "" && strings.Contains(file, "@"+m.Pass.Module.Version+"/")
}

// takesAddress reports whether an exported function is given an address, or a
// request, and can fail: it returns an error, or an iterator.
func takesAddress(fn *types.Func) bool {
	sig := fn.Signature()
	if !fn.Exported() || !gotypes.GivesError(sig) && !returnsIterator(sig) {
		return false
	}
	return slices.ContainsFunc(slices.Collect(sig.Params().Variables()), func(p *types.Var) bool {
		return knowledge.IsRequest(p.Type()) || isAddress(p) || describesCall(p.Type())
	})
}

// returnsIterator reports whether a function returns one, and nothing else.
func returnsIterator(sig *types.Signature) bool {
	if sig.Results().Len() != 1 {
		return false
	}
	iterator, ok := sig.Results().At(0).Type().Underlying().(*types.Signature)
	if !ok || iterator.Params().Len() != 1 {
		return false
	}
	yield, ok := iterator.Params().At(0).Type().Underlying().(*types.Signature)
	return ok && yield.Results().Len() == 1 && gotypes.IsBool(yield.Results().At(0).Type())
}

// isAddress reports whether a variable is a text with a name that says where a request
// goes.
func isAddress(v *types.Var) bool {
	return gotypes.IsString(v.Type()) && knowledge.GuessAddress(v.Name())
}

// describesCall reports whether a parameter is a struct of the package's own that says
// where a request goes.
func describesCall(t types.Type) bool {
	s := gotypes.Struct(t)
	return s != nil && !knowledge.IsClient(t) && slices.ContainsFunc(slices.Collect(s.Fields()), isAddress)
}
