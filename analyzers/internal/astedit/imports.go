// Package astedit builds the text edits that suggested fixes are made of.
package astedit

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Import returns the name by which the package with the given path is referred to
// at pos, in scope, and the edits that import it if the file does not. ok is false
// if the name means something else there.
//
// The package's own name must be name.
func Import(pass *analysis.Pass, scope *types.Scope, pos token.Pos, path, name string) (local string, edits []analysis.TextEdit, ok bool) {
	file := File(pass, pos)
	if scope == nil || file == nil {
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
	return name, []analysis.TextEdit{addImport(pass.Fset, file, path)}, true
}

// addImport returns the edit that adds an import of path to file: into the
// last parenthesised import declaration, or else as one of its own.
func addImport(fset *token.FileSet, file *ast.File, path string) analysis.TextEdit {
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
		return insert(max(last.End(), behind(last)), "\nimport "+quoted)
	}
	group := groupFor(fset, last, path)
	if group == nil {
		// A group of its own: the standard library's stands first.
		if standard(path) {
			return insert(begin(last.Specs[0]), quoted+"\n\n\t")
		}
		return insert(end(last.Specs[len(last.Specs)-1]), "\n\n\t"+quoted)
	}
	var after *ast.ImportSpec
	for _, spec := range group {
		if pathOf(spec) < path {
			after = spec
		}
	}
	if after == nil {
		return insert(begin(group[0]), quoted+"\n\t")
	}
	return insert(end(after), "\n\t"+quoted)
}

// Together joins the edits of several calls of Import for one file: what goes to the
// same place is one edit, so that two packages come into one group.
func Together(edits ...[]analysis.TextEdit) []analysis.TextEdit {
	var all []analysis.TextEdit
	for _, e := range slices.Concat(edits...) {
		i := slices.IndexFunc(all, func(other analysis.TextEdit) bool { return other.Pos == e.Pos && other.End == e.End })
		if i < 0 {
			all = append(all, e)
			continue
		}
		first, next := string(all[i].NewText), string(e.NewText)
		switch {
		case strings.HasSuffix(first, "\n\n\t"): // a group before others
			first = strings.TrimSuffix(first, "\n\n\t") + "\n\t"
		case strings.HasPrefix(next, "\n\n\t"): // a group behind others
			next = "\n\t" + strings.TrimPrefix(next, "\n\n\t")
		}
		all[i].NewText = []byte(first + next)
	}
	return all
}

// groupFor returns the imports without a blank line between them that path
// belongs to: those of its kind whose paths begin most like it, or nil.
func groupFor(fset *token.FileSet, decl *ast.GenDecl, path string) []*ast.ImportSpec {
	var best, group []*ast.ImportSpec
	likeness := -1
	flush := func() {
		if len(group) > 0 && standard(pathOf(group[len(group)-1])) == standard(path) {
			for _, spec := range group {
				if n := commonElements(pathOf(spec), path); n > likeness {
					best, likeness = group, n
				}
			}
		}
		group = nil
	}
	line := 0
	for _, s := range decl.Specs {
		spec := s.(*ast.ImportSpec)
		if fset.Position(begin(spec)).Line > line+1 {
			flush()
		}
		group = append(group, spec)
		line = fset.Position(end(spec)).Line
	}
	flush()
	return best
}

// commonElements counts the elements that two paths begin with alike.
func commonElements(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return n
}

func pathOf(spec *ast.ImportSpec) string {
	path, _ := strconv.Unquote(spec.Path.Value) // the parser has read it
	return path
}

// begin and end are where an import begins and ends with its comments.
func begin(spec ast.Spec) token.Pos {
	if s := spec.(*ast.ImportSpec); s.Doc != nil {
		return s.Doc.Pos()
	}
	return spec.Pos()
}

func end(spec ast.Spec) token.Pos {
	if s := spec.(*ast.ImportSpec); s.Comment != nil {
		return s.Comment.End()
	}
	return spec.End()
}

// behind is where an import declaration ends with the comment beside it.
func behind(d *ast.GenDecl) token.Pos {
	if len(d.Specs) == 0 {
		return d.End()
	}
	return end(d.Specs[len(d.Specs)-1])
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

// Behind returns the position behind node on its line, and behind a comment that
// stands there. ok is false if something else follows, or node begins behind
// something else: then a statement cannot be put on a line of its own without
// moving what is there.
func Behind(pass *analysis.Pass, node ast.Node) (pos token.Pos, indent string, ok bool) {
	file := pass.Fset.File(node.Pos())
	source, err := pass.ReadFile(file.Name())
	if err != nil || len(source) != file.Size() {
		return token.NoPos, "", false
	}
	start := file.Offset(file.LineStart(file.Line(node.Pos())))
	indent = string(source[start:file.Offset(node.Pos())])
	rest, _, _ := strings.Cut(string(source[file.Offset(node.End()):]), "\n")
	rest = strings.TrimRight(rest, " \t\r")
	text := strings.TrimLeft(rest, " \t")
	if strings.TrimSpace(indent) != "" || text != "" && !strings.HasPrefix(text, "//") {
		return token.NoPos, "", false
	}
	return node.End() + token.Pos(len(rest)), indent, true
}

// File returns the file of the pass that encloses pos, or nil.
func File(pass *analysis.Pass, pos token.Pos) *ast.File {
	for _, file := range pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}
