package autosave

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/cozelint/cozelint/analyzers/internal/interp"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// ownPath is the endpoint of chat requests.
const ownPath = "/v3/chat"

// A client is a function of an imported package that is given a request of a
// type that this package declares.
type client struct {
	fn      *types.Func
	request *types.Struct
}

// speaksHTTP reports whether fn is declared in a file that imports an HTTP
// client, as far as its source can be read.
func (j *judge) speaksHTTP(fn *types.Func) bool {
	_, file, ok := j.model.ImportedDecl(fn)
	if !ok {
		return false
	}
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil && knowledge.IsClientPackage(knowledge.ImportPath(path)) {
			return true
		}
	}
	return false
}

// clientOf reports whether fn is a function of an imported package that sends
// v to /v3/chat as it is: v has a type of that package, the declaration of fn
// or else the package mentions that endpoint, and nothing in the package
// sets the two values.
func (j *judge) clientOf(fn *types.Func, v interp.Value) bool {
	for _, o := range interp.Options(v) {
		object, ok := o.Value.(*interp.Object)
		if !ok || !j.Wanted(object.Type) {
			return false
		}
		named, st := gotypes.Named(object.Type), gotypes.Struct(object.Type)
		if named == nil || st == nil || fn == nil || named.Obj().Pkg() != fn.Pkg() {
			return false
		}
		key := client{fn, st}
		known, ok := j.clients[key]
		if !ok {
			known = j.sendsAsIs(fn, st)
			j.clients[key] = known
		}
		if !known {
			return false
		}
	}
	return true
}

func (j *judge) sendsAsIs(fn *types.Func, request *types.Struct) bool {
	decl, _, ok := j.model.ImportedDecl(fn)
	if !ok {
		return false
	}
	files := j.model.ImportedFiles(fn.Pkg())
	for _, key := range []string{streamKey, saveKey} {
		field, ok := wireField(j.model, request, key)
		if ok && sets(files, field.Var.Name()) {
			return false
		}
	}
	constants := textConstants(files)
	d, decided := decide(j.written(decl, constants))
	if !decided {
		var all endpoint
		for _, file := range files {
			all |= j.written(file, constants)
		}
		d, _ = decide(all)
	}
	return d == here
}

// sets reports whether a field with the given name is set in files.
func sets(files []*ast.File, field string) bool {
	found := false
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr)
					found = found || ok && sel.Sel.Name == field
				}
			case *ast.KeyValueExpr:
				key, ok := n.Key.(*ast.Ident)
				found = found || ok && key.Name == field
			}
			return !found
		})
	}
	return found
}

// written returns the endpoints that the string literals in node mention, and
// the constants with the given texts.
func (j *judge) written(node ast.Node, constants map[string]string) endpoint {
	var kinds endpoint
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, ok := quoted(n); ok {
				kinds |= j.classify(s)
			}
		case *ast.Ident:
			if s, ok := constants[n.Name]; ok {
				kinds |= j.classify(s)
			}
		}
		return true
	})
	return kinds
}

// textConstants returns the texts that the packages' constants and variables
// are declared with.
func textConstants(files []*ast.File) map[string]string {
	constants := make(map[string]string)
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if ok && len(spec.Values) == len(spec.Names) {
				for i, name := range spec.Names {
					if lit, ok := spec.Values[i].(*ast.BasicLit); ok {
						constants[name.Name], _ = quoted(lit)
					}
				}
			}
			_, isFunc := n.(*ast.FuncDecl)
			return !isFunc
		})
	}
	return constants
}
