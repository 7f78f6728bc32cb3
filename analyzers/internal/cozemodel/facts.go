package cozemodel

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
)

// Facts is what a package tells those that import it: what its functions have to
// do with requests to Coze. Drivers of go/analysis keep it beside the types of
// the package, so it is written and read with encoding/gob.
type Facts struct {
	// Version is that of the form of the facts: others are no facts.
	Version int
	// Module is the path of the module of the package, or "" if the driver
	// does not tell.
	Module string
	Funcs  []flow.Summary
	// Codes are the fields and functions that hold, return and ask for codes of the
	// API, by their names, sorted: Error.Code, CodeOf, HasCode.
	Codes []string
	// Slow are the slow calls of the SDK with clients that others give, sorted.
	Slow []SlowUse
	// Clients are the functions that return a client of the SDK with its default
	// timeout, sorted.
	Clients []string
	// Open says that the package knows no API: its functions make the requests whose
	// addresses they are given.
	Open bool
}

// factsVersion is the version that is written and read. It changes with [Facts],
// [flow.Summary] and [flow.Kind].
const factsVersion = 4

// AFact marks a fact of go/analysis.
func (*Facts) AFact() {}

// String names the functions that a fact tells of.
func (f *Facts) String() string {
	names := make([]string, len(f.Funcs))
	for i, fn := range f.Funcs {
		names[i] = fn.Func
	}
	return fmt.Sprintf("coze(%s)", strings.Join(names, ", "))
}

// find returns what is told of the function with a name.
func (f *Facts) find(name string) (*flow.Summary, bool) {
	i, found := slices.BinarySearchFunc(f.Funcs, name, func(s flow.Summary, name string) int { return cmp.Compare(s.Func, name) })
	if !found {
		return nil, false
	}
	return &f.Funcs[i], true
}

// readFacts takes over what the imported packages tell.
func (m *Model) readFacts() {
	if m.Pass.AllPackageFacts == nil {
		return
	}
	for _, fact := range m.Pass.AllPackageFacts() {
		if f, ok := fact.Fact.(*Facts); ok && f.Version == factsVersion && fact.Package != m.Pass.Pkg {
			if m.facts == nil {
				m.facts = make(map[string]*Facts)
			}
			m.facts[fact.Package.Path()] = f
		}
	}
}

// usesFacts reports whether the package names anything of one that tells
// something.
func (m *Model) usesFacts() bool {
	if len(m.facts) == 0 {
		return false
	}
	for _, obj := range m.Pass.TypesInfo.Uses {
		if f := m.factsAbout(obj); f != nil && !f.Open {
			return true
		}
	}
	return false
}

// factsAbout returns what the imported package that declares obj tells, or nil.
func (m *Model) factsAbout(obj types.Object) *Facts {
	if obj.Pkg() == nil || obj.Pkg() == m.Pass.Pkg {
		return nil
	}
	return m.facts[obj.Pkg().Path()]
}

// toldFunction returns the first function of those that the package uses of which
// their package tells something, with its import path, or "", and whether that is a
// package of the same module. Those of other modules come last.
func (m *Model) toldFunction() (name string, ownModule bool) {
	own, others := []string{}, []string{}
	for _, obj := range m.Pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		f := m.factsAbout(obj)
		if !ok || f == nil || f.Open {
			continue
		}
		name := flow.FuncName(fn.Origin())
		s, told := f.find(name)
		switch {
		case !told:
		case m.imported(f, s).OtherModule:
			others = append(others, fn.Pkg().Path()+"."+name)
		default:
			own = append(own, fn.Pkg().Path()+"."+name)
		}
	}
	switch {
	case len(own) > 0:
		return slices.Min(own), true
	case len(others) > 0:
		return slices.Min(others), false
	}
	return "", false
}

// exportFacts tells the importers of the package what the engine knows of its
// functions. Nobody imports a command or a test.
func (m *Model) exportFacts(pass *analysis.Pass) {
	if !m.relevant && !m.open || pass.ExportPackageFact == nil || pass.Pkg.Name() == "main" || strings.HasSuffix(pass.Pkg.Name(), "_test") {
		return
	}
	engine, err := m.Engine()
	if err != nil {
		return
	}
	facts := &Facts{Version: factsVersion, Module: m.module(), Funcs: engine.Summaries(), Open: m.open}
	if !m.open {
		facts.Codes, facts.Slow, facts.Clients = engine.Codes(), m.slowUses(), m.defaultClients()
	}
	if len(facts.Funcs)+len(facts.Codes)+len(facts.Slow)+len(facts.Clients) > 0 {
		pass.ExportPackageFact(facts)
	}
}

// toldCode reports whether the imported package that declares a field or a function
// tells that it holds, returns or asks for codes of Coze.
func (m *Model) toldCode(obj types.Object) bool {
	f := m.factsAbout(obj)
	if f == nil || len(f.Codes) == 0 {
		return false
	}
	if fn, ok := obj.(*types.Func); ok {
		_, found := slices.BinarySearch(f.Codes, flow.FuncName(fn.Origin()))
		return found
	}
	return slices.ContainsFunc(f.Codes, func(code string) bool { return isFieldNamed(obj, code) })
}

// isFieldNamed reports whether obj is the field of a type that "Type.Field" names.
func isFieldNamed(obj types.Object, full string) bool {
	holder, name, _ := strings.Cut(full, ".")
	if name != obj.Name() {
		return false
	}
	t, ok := obj.Pkg().Scope().Lookup(holder).(*types.TypeName)
	return ok && hasField(t.Type(), obj)
}

// hasField reports whether a type is a struct with a field.
func hasField(t types.Type, field types.Object) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f == field {
			return true
		}
	}
	return false
}

// importedSummary returns what an imported package tells of a function, or of
// those that may implement a method of an interface; or nil.
func (m *Model) importedSummary(fn *types.Func) *flow.Imported {
	if len(m.facts) == 0 || fn == nil || fn.Pkg() == nil {
		return nil
	}
	fn = fn.Origin()
	if f := m.facts[fn.Pkg().Path()]; f != nil && fn.Pkg() != m.Pass.Pkg {
		if s, ok := f.find(flow.FuncName(fn)); ok {
			return m.imported(f, s)
		}
	}
	if recv := fn.Signature().Recv(); recv != nil {
		if iface, ok := recv.Type().Underlying().(*types.Interface); ok {
			return m.implementation(iface, fn)
		}
	}
	return nil
}

func (m *Model) imported(f *Facts, s *flow.Summary) *flow.Imported {
	return &flow.Imported{Summary: s, Open: f.Open, OtherModule: f.Module != m.module() && f.Module != "" && m.module() != ""}
}

// ImportedFills reports whether an imported package tells that a function decodes a
// reply into its parameter i, the receiver not counted.
func (m *Model) ImportedFills(fn *types.Func, i int) bool {
	s := m.importedSummary(fn)
	return s != nil && slices.ContainsFunc(s.Filled, func(g flow.Given) bool { return g.Param == i && slices.Contains(g.Content, flow.Reply) })
}

// implementation returns what is told of the method of an imported type that
// implements an interface, if there is one such type among those that the
// package imports itself: what others give is not known.
func (m *Model) implementation(iface *types.Interface, method *types.Func) *flow.Imported {
	var found *types.TypeName
	for _, obj := range m.importedTypes()[method.Name()] {
		if !types.Implements(types.NewPointer(obj.Type()), iface) {
			continue
		}
		if found != nil {
			return nil
		}
		found = obj
	}
	if found == nil || m.facts[found.Pkg().Path()] == nil {
		return nil
	}
	f := m.facts[found.Pkg().Path()]
	s, ok := f.find(found.Name() + "." + method.Name())
	if !ok {
		return nil
	}
	return m.imported(f, s)
}

// findImportedTypes returns the exported types that the imported packages declare
// methods for, by the names of these.
func (m *Model) findImportedTypes() map[string][]*types.TypeName {
	byMethod := make(map[string][]*types.TypeName)
	for _, pkg := range m.Pass.Pkg.Imports() {
		scope := pkg.Scope()
		for _, name := range scope.Names() {
			obj, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || !obj.Exported() || types.IsInterface(obj.Type()) {
				continue
			}
			if named, ok := types.Unalias(obj.Type()).(*types.Named); ok {
				for method := range named.Methods() {
					byMethod[method.Name()] = append(byMethod[method.Name()], obj)
				}
			}
		}
	}
	return byMethod
}
