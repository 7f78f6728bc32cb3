// Package astedit builds the text edits that suggested fixes are made of.
package astedit

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Import returns the name by which file refers to the package with the given
// path at pos, and the edits that import it if file does not. ok is false if
// the name means something else there.
//
// The package's own name must be name.
func Import(pass *analysis.Pass, file *ast.File, pos token.Pos, path, name string) (local string, edits []analysis.TextEdit, ok bool) {
	scope := pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return "", nil, false
	}
	for _, spec := range file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != path {
			continue
		}
		local := name
		if spec.Name != nil {
			local = spec.Name.Name
		}
		if local == "_" || local == "." {
			continue
		}
		_, obj := scope.LookupParent(local, pos)
		pkgName, isPkg := obj.(*types.PkgName)
		return local, nil, isPkg && pkgName.Imported().Path() == path
	}
	if _, obj := scope.LookupParent(name, pos); obj != nil {
		return "", nil, false
	}
	return name, []analysis.TextEdit{addImport(file, path)}, true
}

// addImport returns the edit that adds an import of path to file: into the
// last parenthesised import declaration, or else as one of its own.
func addImport(file *ast.File, path string) analysis.TextEdit {
	quoted := strconv.Quote(path)
	var last *ast.GenDecl
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.IMPORT && !importsC(d) {
			last = d
		}
	}
	switch {
	case last == nil:
		return insert(file.Name.End(), "\n\nimport "+quoted)
	case !last.Rparen.IsValid() || len(last.Specs) == 0:
		return insert(last.End(), "\nimport "+quoted)
	}
	// Among the imports of its kind, in order; gofmt keeps the groups.
	var after ast.Spec
	for _, spec := range last.Specs {
		other, err := strconv.Unquote(spec.(*ast.ImportSpec).Path.Value)
		if err == nil && standard(other) == standard(path) && other < path {
			after = spec
		}
	}
	if after == nil {
		for _, spec := range last.Specs {
			other, err := strconv.Unquote(spec.(*ast.ImportSpec).Path.Value)
			if err == nil && standard(other) == standard(path) {
				return insert(spec.Pos(), quoted+"\n\t")
			}
		}
		if standard(path) {
			return insert(last.Specs[0].Pos(), quoted+"\n\n\t")
		}
		return insert(last.Specs[len(last.Specs)-1].End(), "\n\n\t"+quoted)
	}
	return insert(after.End(), "\n\t"+quoted)
}

func importsC(d *ast.GenDecl) bool {
	for _, spec := range d.Specs {
		if spec.(*ast.ImportSpec).Path.Value == `"C"` {
			return true
		}
	}
	return false
}

func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func insert(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

// Replace returns the edit that puts text in the place of node.
func Replace(node ast.Node, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: node.Pos(), End: node.End(), NewText: []byte(text)}
}

// Insert returns the edit that puts text at pos.
func Insert(pos token.Pos, text string) analysis.TextEdit { return insert(pos, text) }

// File returns the file of the pass that encloses pos, or nil.
func File(pass *analysis.Pass, pos token.Pos) *ast.File {
	for _, file := range pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}
