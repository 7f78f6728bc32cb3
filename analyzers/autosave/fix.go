package autosave

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/interp"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// setTrue returns the fix that makes the request save the history.
func setTrue(j *judge, r *request) []analysis.SuggestedFix {
	message := j.reporter.Say(messages.SetSave)
	if passed := r.passed(); passed != nil {
		if r.save.entry.Passed != passed || r.stream.entry.Passed != nil || !j.onlyForRequest(passed, 0) {
			return nil
		}
		return fixOf(message, j.replaceFalse(passed))
	}
	switch {
	case r.save.entry.Chain != nil:
		return nil // the builder makes other requests too
	case r.text != nil:
		return fixOf(message, j.replaceInText(r.text.At, knowledge.SaveFalse, "${1}true"))
	case !r.save.set:
		return fixOf(message, j.addField(r))
	}
	return fixOf(message, j.replaceFalse(assigned(r.save.entry.Node, r.save.field)))
}

// addTrue returns the fix that adds auto_save_history to a request.
func addTrue(j *judge, r *request) []analysis.SuggestedFix {
	message := j.reporter.Say(messages.AddSave)
	switch {
	case r.text != nil:
		return fixOf(message, j.replaceInText(r.text.At, knowledge.StreamFalse, `${0},${1}auto_save_history${1}:true`))
	case r.save.field != nil:
		return fixOf(message, j.addField(r))
	}
	return fixOf(message, j.addElement(r))
}

// onlyForRequest reports whether a function makes nothing else of an argument than
// what it puts into the request: a flag that says more is its caller's to change.
func (j *judge) onlyForRequest(arg ast.Expr, depth int) bool {
	const most = 4 // functions that hand it on
	cur, ok := j.model.Cursor(arg)
	if !ok || depth == most {
		return false
	}
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if !ok {
		return true // the value of the field
	}
	fn := j.model.Callee(call)
	decl := j.model.Decl(fn)
	i := slices.Index(call.Args, arg)
	if decl == nil || decl.Body == nil || i < 0 || i >= fn.Signature().Params().Len() {
		return decl == nil // coze.ptr(save)
	}
	var uses []*ast.Ident
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && j.model.Pass.TypesInfo.Uses[id] == fn.Signature().Params().At(i) {
			uses = append(uses, id)
		}
		return true
	})
	return len(uses) == 1 && j.onlyForRequest(uses[0], depth+1)
}

func fixOf(message string, edits []analysis.TextEdit) []analysis.SuggestedFix {
	if len(edits) == 0 {
		return nil
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: edits}}
}

// assigned returns the expression that node, which sets field or an element,
// gives it.
func assigned(node ast.Node, field *types.Var) ast.Expr {
	switch node := node.(type) {
	case *ast.KeyValueExpr:
		return node.Value
	case *ast.AssignStmt:
		if len(node.Lhs) == 1 && len(node.Rhs) == 1 {
			return node.Rhs[0]
		}
	case ast.Expr:
		return node
	}
	return nil
}

// replaceFalse replaces the false in expr, which is false itself, a pointer
// helper's argument, or a constant of the package.
func (j *judge) replaceFalse(expr ast.Expr) []analysis.TextEdit {
	info := j.model.Pass.TypesInfo
	switch x := ast.Unparen(expr).(type) {
	case *ast.Ident:
		switch obj := info.Uses[x].(type) {
		case *types.Const:
			if obj.Parent() == types.Universe || obj.Parent() == j.model.Pass.Pkg.Scope() {
				return []analysis.TextEdit{{Pos: x.Pos(), End: x.End(), NewText: []byte("true")}}
			}
		}
	case *ast.CallExpr:
		if tv := info.Types[x.Fun]; len(x.Args) == 1 && !tv.IsType() {
			return j.replaceFalse(x.Args[0])
		}
	}
	return nil
}

// addField returns the edit that sets the bool field of a request that is
// written as a literal with keys.
func (j *judge) addField(r *request) []analysis.TextEdit {
	lit, ok := r.made.(*ast.CompositeLit)
	field := r.save.field
	if !ok || field == nil || len(lit.Elts) == 0 || !types.Identical(field.Type(), types.Typ[types.Bool]) {
		return nil
	}
	s := gotypes.Struct(j.model.Pass.TypesInfo.TypeOf(lit))
	if s == nil || !declares(s, field) || !field.Exported() && field.Pkg() != j.model.Pass.Pkg {
		return nil
	}
	after := r.stream.entry.Node
	if r.stream.entry.Lit != lit {
		after = lit.Elts[len(lit.Elts)-1]
	}
	return j.addAfter(after, field.Name()+": true")
}

func declares(s *types.Struct, field *types.Var) bool {
	for f := range s.Fields() {
		if f.Origin() == field {
			return true
		}
	}
	return false
}

// addElement returns the edit that adds the key to a map literal.
func (j *judge) addElement(r *request) []analysis.TextEdit {
	lit := r.stream.entry.Lit
	if lit == nil || r.made != ast.Node(lit) {
		return nil
	}
	m, ok := j.model.Pass.TypesInfo.TypeOf(lit).Underlying().(*types.Map)
	if !ok || !types.AssignableTo(types.Typ[types.Bool], m.Elem()) {
		return nil
	}
	return j.addAfter(r.stream.entry.Node, `"auto_save_history": true`)
}

// addAfter returns the edit that adds an element to a literal after another that
// has a key.
func (j *judge) addAfter(after ast.Node, element string) []analysis.TextEdit {
	if _, ok := after.(*ast.KeyValueExpr); !ok {
		return nil
	}
	return []analysis.TextEdit{astedit.Append(j.model.Pass, after, element)}
}

// replaceInText replaces the only match of pattern in the string literals of
// expr.
func (j *judge) replaceInText(expr ast.Expr, pattern knowledge.Pattern, replacement string) []analysis.TextEdit {
	var edits []analysis.TextEdit
	ast.Inspect(expr, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		for _, match := range pattern.Matches(lit.Value) {
			edits = append(edits, analysis.TextEdit{
				Pos:     lit.Pos() + token.Pos(match[0]),
				End:     lit.Pos() + token.Pos(match[1]),
				NewText: pattern.Expand(replacement, lit.Value, match),
			})
		}
		return true
	})
	if len(edits) != 1 {
		return nil
	}
	return edits
}

// drop returns the fix that drops the dead settings of a request.
func drop(j *judge, settings []setting) []analysis.SuggestedFix {
	var edits []analysis.TextEdit
	for _, s := range settings {
		if s.entry.Passed != nil || s.entry.Chain != nil {
			return nil
		}
		value := assigned(s.entry.Node, s.field)
		if value == nil || !j.droppable(value) {
			return nil
		}
		edit, ok := j.remove(s.entry)
		if !ok {
			return nil
		}
		edits = append(edits, edit)
	}
	if len(edits) > 1 && edits[0].End > edits[1].Pos && edits[1].End > edits[0].Pos {
		return nil
	}
	return fixOf(j.reporter.Say(messages.DropOverwritten), edits)
}

// droppable reports whether the program still compiles without expr: all
// that it names is used elsewhere, or need not be, and nothing else happens
// in it.
func (j *judge) droppable(expr ast.Expr) bool {
	ok := true
	ast.Inspect(expr, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			switch obj := j.model.Pass.TypesInfo.Uses[n].(type) {
			case *types.PkgName:
				ok = ok && j.uses(n, obj) > 1
			case *types.Var:
				ok = ok && (obj.Parent() == j.model.Pass.Pkg.Scope() || obj.IsField() || j.uses(n, obj) > 1)
			}
		case *ast.FuncLit:
			ok = false
		}
		return ok
	})
	return ok
}

// uses counts how often obj is used in the file of id, not counting
// assignments to it.
func (j *judge) uses(id *ast.Ident, obj types.Object) int {
	count := 0
	for _, file := range j.model.Pass.Files {
		if file.FileStart > id.Pos() || id.Pos() >= file.FileEnd {
			continue
		}
		assigned := make(map[*ast.Ident]bool)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					if id, ok := lhs.(*ast.Ident); ok {
						assigned[id] = true
					}
				}
			case *ast.Ident:
				if !assigned[n] && j.model.Pass.TypesInfo.Uses[n] == obj {
					count++
				}
			}
			return true
		})
	}
	return count
}

// remove returns the edit that removes a key-value pair with its comma, or
// an assignment, with the line if nothing else is on it.
func (j *judge) remove(e interp.Entry) (analysis.TextEdit, bool) {
	src := j.source(e.Node.Pos())
	if src == nil {
		return analysis.TextEdit{}, false
	}
	file := j.model.Pass.Fset.File(e.Node.Pos())
	start, end := file.Offset(e.Node.Pos()), file.Offset(e.Node.End())
	if end > len(src) {
		return analysis.TextEdit{}, false
	}
	switch e.Node.(type) {
	case *ast.KeyValueExpr:
		rest := bytes.TrimLeft(src[end:], " \t")
		if bytes.HasPrefix(rest, []byte(",")) {
			end = len(src) - len(rest) + 1
		}
	case *ast.AssignStmt:
	default:
		return analysis.TextEdit{}, false
	}
	lineStart := bytes.LastIndexByte(src[:start], '\n') + 1
	if bytes.Contains(src[lineStart:start], []byte("/*")) {
		return analysis.TextEdit{}, false // a comment is about it
	}
	alone := strings.TrimSpace(string(src[lineStart:start])) == ""
	if comment, _, _ := bytes.Cut(src[end:], []byte("\n")); alone && bytes.HasPrefix(bytes.TrimLeft(comment, " \t"), []byte("//")) {
		end += len(comment) // what is said beside it goes with it
	}
	after := bytes.TrimLeft(src[end:], " \t")
	switch _, isAssign := e.Node.(*ast.AssignStmt); {
	case alone && bytes.HasPrefix(after, []byte("\n")):
		start, end = lineStart, len(src)-len(after)+1
	case isAssign:
		return analysis.TextEdit{}, false // if req.Stream = x; …
	case bytes.HasPrefix(after, []byte("}")):
		before := bytes.TrimRight(src[:start], " \t\n")
		if bytes.HasSuffix(before, []byte(",")) {
			before = before[:len(before)-1]
		}
		start = len(before)
		end = len(src) - len(after)
	default:
		end = len(src) - len(after)
	}
	return analysis.TextEdit{Pos: file.Pos(start), End: file.Pos(end)}, true
}

func (j *judge) source(pos token.Pos) []byte {
	read := j.model.Pass.ReadFile
	if read == nil {
		read = os.ReadFile
	}
	file := j.model.Pass.Fset.File(pos)
	if file == nil {
		return nil
	}
	src, err := read(file.Name())
	if err != nil || len(src) != file.Size() {
		return nil
	}
	return src
}
