package cozemodel

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"strings"
)

// The types of an imported package say nothing about what its functions do.
// Its objects have positions, though, and where the files they name can be
// read, their syntax says more. Where they cannot, nothing is known.

// ImportedFiles returns the syntax of the files of an imported package, as
// far as they can be read. They are not type-checked.
func (m *Model) ImportedFiles(pkg *types.Package) []*ast.File {
	if pkg == nil || pkg == m.Pass.Pkg || m.isSDK(pkg) {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if files, ok := m.sources[pkg]; ok {
		return files
	}
	var files []*ast.File
	fset := token.NewFileSet()
	for name := range m.filesOf(pkg) {
		content, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if file, err := parser.ParseFile(fset, name, content, parser.SkipObjectResolution); err == nil {
			files = append(files, file)
		}
	}
	if m.sources == nil {
		m.sources = make(map[*types.Package][]*ast.File)
	}
	m.sources[pkg] = files
	return files
}

// filesOf returns the names of the files that declare the exported objects of
// an imported package and their methods.
func (m *Model) filesOf(pkg *types.Package) map[string]bool {
	names := make(map[string]bool)
	add := func(obj types.Object) {
		if file := m.Pass.Fset.File(obj.Pos()); file != nil && strings.HasSuffix(file.Name(), ".go") {
			names[file.Name()] = true
		}
	}
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		add(obj)
		if named := Named(obj.Type()); named != nil && named.Obj() == obj {
			for method := range named.Methods() {
				add(method)
			}
		}
	}
	return names
}

// ImportedDecl returns the declaration of a function of an imported package
// and the file it stands in. ok is false if they cannot be read.
func (m *Model) ImportedDecl(fn *types.Func) (decl *ast.FuncDecl, file *ast.File, ok bool) {
	recv := ""
	if r := fn.Signature().Recv(); r != nil {
		if named := Named(r.Type()); named != nil {
			recv = named.Obj().Name()
		}
	}
	for _, file := range m.ImportedFiles(fn.Pkg()) {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name == fn.Name() && receiverName(d) == recv {
				return d, file, true
			}
		}
	}
	return nil, nil, false
}

// receiverName returns the name of the type that a method is declared for.
func receiverName(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	expr := decl.Recv.List[0].Type
	for {
		switch x := expr.(type) {
		case *ast.StarExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.IndexListExpr:
			expr = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}
