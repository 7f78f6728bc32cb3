package cozemodel

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/importpath"
)

// Everything here may be asked while the lock of the model is held, and while
// it is not.

// The types of an imported package say nothing about what its functions do.
// Its objects have positions, though, and where the files they name can be
// read, their syntax says more. Where they cannot, nothing is known.

// ImportedFiles returns the syntax of the files of an imported package, as
// far as they can be read. They are not type-checked.
func (m *Model) ImportedFiles(pkg *types.Package) []*ast.File {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.importedFiles(pkg)
}

func (m *Model) importedFiles(pkg *types.Package) []*ast.File {
	if pkg == nil || pkg == m.Pass.Pkg || m.isSDK(pkg) {
		return nil
	}
	if files, ok := m.sources.Load(pkg); ok {
		return files.([]*ast.File)
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
	m.sources.Store(pkg, files)
	return files
}

// importedHost returns a text in the source of an imported package of the same
// module that has a host of the Open API, or "" if there is none, or if the
// source has the URL of another vendor too. Hosts that are not exported, or in
// variables, count.
func (m *Model) importedHost(pkg *types.Package) string {
	if host, ok := m.hosts.Load(pkg); ok {
		return host.(string)
	}
	host, foreign := "", false
	if importpath.Root(pkg.Path()) == importpath.Root(m.Pass.Pkg.Path()) && m.mentionsHost(pkg) {
		for _, file := range m.importedFiles(pkg) {
			ast.Inspect(file, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				text, _ := strconv.Unquote(lit.Value)
				switch m.classify(text) {
				case cozeText:
					host = text
				case foreignText:
					foreign = true
				}
				return true
			})
		}
	}
	if foreign {
		host = ""
	}
	m.hosts.Store(pkg, host)
	return host
}

// hostGiven returns the text with a host of the Open API that a function of an
// imported package of the same module mentions, itself or by a constant or
// variable of its package, or "".
func (m *Model) hostGiven(fn *types.Func) string {
	if m.importedHost(fn.Pkg()) == "" {
		return ""
	}
	decl, _, ok := m.importedDecl(fn)
	if !ok {
		return ""
	}
	named := m.namedHosts(fn.Pkg())
	host := ""
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && m.classify(text) == cozeText {
				host = text
			}
		case *ast.Ident:
			if text := named[n.Name]; text != "" {
				host = text
			}
		}
		return true
	})
	return host
}

// ImportedCall reports whether a function of an imported package of the same
// module calls the Open API by hand: the package speaks of Coze, and the
// source of the function mentions an endpoint, itself or by a constant or
// variable of its package.
func (m *Model) ImportedCall(fn *types.Func) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	pkg := fn.Pkg()
	if pkg == nil || importpath.Root(pkg.Path()) != importpath.Root(m.Pass.Pkg.Path()) || !packageNamedForCoze(pkg) && m.importedHost(pkg) == "" {
		return false
	}
	decl, _, ok := m.importedDecl(fn)
	if !ok {
		return false
	}
	named := m.namedTexts(pkg, namesEndpoint)
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			found = found || err == nil && n.Kind == token.STRING && namesEndpoint(text)
		case *ast.Ident:
			found = found || named[n.Name] != ""
		}
		return !found
	})
	return found
}

// namesEndpoint reports whether a text is the URL or path of an endpoint.
func namesEndpoint(text string) bool {
	if !strings.Contains(text, "/") {
		return false
	}
	_, path := splitURL(text)
	return len(knowledge.EndpointAt(blank(path))) > 0
}

// namedHosts returns the texts with a host of the Open API that an imported
// package declares constants and variables with, by their names.
func (m *Model) namedHosts(pkg *types.Package) map[string]string {
	return m.namedTexts(pkg, func(text string) bool { return m.classify(text) == cozeText })
}

// namedTexts returns the texts for which wanted holds and which an imported
// package declares constants and variables with, by their names.
func (m *Model) namedTexts(pkg *types.Package, wanted func(string) bool) map[string]string {
	named := make(map[string]string)
	for _, file := range m.importedFiles(pkg) {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				value, ok := spec.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, expr := range value.Values {
					lit, ok := expr.(*ast.BasicLit)
					if !ok || lit.Kind != token.STRING || i >= len(value.Names) {
						continue
					}
					if text, err := strconv.Unquote(lit.Value); err == nil && wanted(text) {
						named[value.Names[i].Name] = text
					}
				}
			}
		}
	}
	return named
}

// mentionsHost reports whether the text of an imported package can have a host
// of the Open API.
func (m *Model) mentionsHost(pkg *types.Package) bool {
	hosts := m.otherHosts()
	for name := range m.filesOf(pkg) {
		if content, err := os.ReadFile(name); err == nil && knowledge.MayHoldHost(content, hosts) {
			return true
		}
	}
	return false
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
		if named := gotypes.Named(obj.Type()); named != nil && named.Obj() == obj {
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
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.importedDecl(fn)
}

func (m *Model) importedDecl(fn *types.Func) (decl *ast.FuncDecl, file *ast.File, ok bool) {
	recv := ""
	if r := fn.Signature().Recv(); r != nil {
		if named := gotypes.Named(r.Type()); named != nil {
			recv = named.Obj().Name()
		}
	}
	for _, file := range m.importedFiles(fn.Pkg()) {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name == fn.Name() && receiverName(d) == recv {
				return d, file, true
			}
		}
	}
	return nil, nil, false
}

// ParsedDecl parses the file that declares a function of another package, the SDK's
// too, and returns its declaration, or nil. A pass without facts has no other way to
// see what such a function does, and the ReadFile of a pass reads files of its own
// package only.
func (m *Model) ParsedDecl(fn *types.Func) *ast.FuncDecl {
	position := m.Pass.Fset.Position(fn.Pos())
	if !filepath.IsAbs(position.Filename) {
		return nil
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, position.Filename, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	isMethod := fn.Signature().Recv() != nil
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.FuncDecl); ok && (d.Recv != nil) == isMethod && d.Name.Name == fn.Name() && fset.Position(d.Name.Pos()).Line == position.Line {
			return d
		}
	}
	return nil
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
