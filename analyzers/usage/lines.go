package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// skipsOthers reports whether the lines that are read from v, a scanner, a
// reader or a body, are only looked at as lines of a stream.
func (c *checker) skipsOthers(v *types.Var, body *ast.BlockStmt, hops int) bool {
	l := &lineJudge{checker: c, seen: make(map[*types.Var]bool)}
	l.reader(v, hops)
	return l.told && !l.handled
}

// A lineJudge follows the lines of a stream through a function.
type lineJudge struct {
	*checker
	seen    map[*types.Var]bool
	told    bool // lines are told apart by data: or event:
	handled bool // others are handled, or handed on
}

// reader follows what lines are read from: a scanner, a reader, the whole body.
func (l *lineJudge) reader(v *types.Var, hops int) {
	if l.seen[v] || hops > 4 {
		return
	}
	l.seen[v] = true
	for _, use := range l.usesOf(v) {
		whole := outer(use)
		switch l.fateOf(whole) {
		case selected:
			sel := whole.Parent()
			if _, isCall := sel.Parent().Node().(*ast.CallExpr); !isCall {
				continue
			}
			switch sel.Node().(*ast.SelectorExpr).Sel.Name {
			case "Text", "Bytes", "ReadString", "ReadBytes", "ReadLine", "ReadSlice":
				l.line(sel.Parent(), hops)
			case "Peek", "ReadByte", "ReadRune":
				l.handled = true // the first byte is looked at
			case "String":
				l.line(sel.Parent(), hops)
			}
		case aliased:
			if kept := l.keptIn(whole); kept != nil {
				l.reader(kept, hops+1)
			}
		case measured:
		case indexed:
			if part := whole.Parent(); isRanged(part) {
				l.value(part, hops)
			}
		default:
			l.readerArgument(whole, hops)
		}
	}
}

func isRanged(cur inspector.Cursor) bool {
	kind, _ := cur.ParentEdge()
	return kind == edge.RangeStmt_X
}

// readerArgument follows a reader or body into what is made of it: another
// reader, a text, its lines.
func (l *lineJudge) readerArgument(whole inspector.Cursor, hops int) {
	kind, _ := whole.ParentEdge()
	if kind != edge.CallExpr_Args {
		if t := l.info.TypeOf(whole.Node().(ast.Expr)); t != nil && gotypes.IsString(t) && (kind == edge.ReturnStmt_Results || kind == edge.SendStmt_Value) {
			l.handled = true // the text of all lines is handed on
		}
		return
	}
	call := whole.Parent()
	node := call.Node().(*ast.CallExpr)
	fn := l.model.Callee(node)
	switch {
	case l.info.Types[node.Fun].IsType(), l.wrapsReader(node):
		l.value(call, hops)
	case fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "strings" || fn.Pkg().Path() == "bytes"):
		switch {
		case strings.HasPrefix(fn.Name(), "Split"), strings.HasPrefix(fn.Name(), "Field"), fn.Name() == "Lines", strings.HasPrefix(fn.Name(), "Trim"), strings.HasPrefix(fn.Name(), "Replace"), strings.HasPrefix(fn.Name(), "New"):
			l.value(call, hops)
		case len(node.Args) > 1:
			l.test(node)
		}
	case isReaderType(l.info.TypeOf(whole.Node().(ast.Expr))):
		// Given to somebody: a function of the package is judged apart.
	default:
		l.judgeCall(call, whole, hops)
	}
}

func isReaderType(t types.Type) bool { return t != nil && isReader(t) }

// value follows the result of a call that is made of a body: a variable, or
// the lines that a loop goes through.
func (l *lineJudge) value(call inspector.Cursor, hops int) {
	if kept := l.keptIn(call); kept != nil {
		l.reader(kept, hops+1)
		return
	}
	switch kind, _ := call.ParentEdge(); kind {
	case edge.CallExpr_Args:
		l.readerArgument(call, hops)
	case edge.RangeStmt_X:
		if v := l.localVariable(orNil(rangeValue(call.Parent().Node().(*ast.RangeStmt), l.info.TypeOf(call.Node().(ast.Expr))))); v != nil {
			l.lineVariable(v, hops)
		}
	case edge.ReturnStmt_Results, edge.SendStmt_Value:
		l.handled = true
	}
}

// rangeValue returns the variable that holds the elements of what is ranged
// over: the only one for an iterator of values.
func rangeValue(stmt *ast.RangeStmt, t types.Type) ast.Expr {
	if t != nil {
		if _, isIterator := t.Underlying().(*types.Signature); isIterator && stmt.Value == nil {
			return stmt.Key
		}
	}
	return stmt.Value
}

// line follows a line that a call returns.
func (l *lineJudge) line(call inspector.Cursor, hops int) {
	if kept := l.keptIn(call); kept != nil && !kept.IsField() {
		l.lineVariable(kept, hops+1)
		return
	}
	l.use(call, hops)
}

func (l *lineJudge) lineVariable(v *types.Var, hops int) {
	if l.seen[v] || hops > 6 {
		return
	}
	l.seen[v] = true
	for _, use := range l.usesOf(v) {
		l.use(outer(use), hops)
	}
}

// use judges one use of a line.
func (l *lineJudge) use(whole inspector.Cursor, hops int) {
	if l.handled {
		return
	}
	kind, _ := whole.ParentEdge()
	parent := whole.Parent()
	switch l.fateOf(whole) {
	case compared:
		l.comparison(parent.Node().(*ast.BinaryExpr))
		return
	case measured, reassigned, discarded:
		return
	case aliased:
		if kept := l.keptIn(whole); kept != nil {
			l.lineVariable(kept, hops+1)
		}
		return
	case indexed:
		if l.underPrefix(whole) {
			return
		}
		if kind == edge.SliceExpr_X {
			l.use(outer(parent), hops+1)
			return
		}
		if up, _ := parent.ParentEdge(); up == edge.BinaryExpr_X || up == edge.BinaryExpr_Y {
			l.comparison(parent.Parent().Node().(*ast.BinaryExpr))
		}
		return
	}
	switch kind {
	case edge.SwitchStmt_Tag, edge.IfStmt_Cond:
		return
	case edge.CallExpr_Args:
		l.argument(parent, whole, hops)
		return
	case edge.BinaryExpr_X, edge.BinaryExpr_Y:
		if buffer := l.addedTo(whole); buffer != nil {
			l.reader(buffer, hops+1)
			return
		}
	}
	if !l.underPrefix(whole) {
		l.handled = true
	}
}

// addedTo returns the local variable that a line is added to, as to a buffer
// whose lines are then gone through: buffer += line + "\n".
func (l *lineJudge) addedTo(cur inspector.Cursor) *types.Var {
	for {
		switch kind, _ := cur.ParentEdge(); kind {
		case edge.BinaryExpr_X, edge.BinaryExpr_Y, edge.ParenExpr_X:
			if binary, ok := cur.Parent().Node().(*ast.BinaryExpr); ok && binary.Op != token.ADD {
				return nil
			}
			cur = cur.Parent()
		case edge.AssignStmt_Rhs:
			v := l.keptIn(cur)
			if v == nil || v.IsField() {
				return nil
			}
			return v
		default:
			return nil
		}
	}
}

// argument judges a line that is given to a call.
func (l *lineJudge) argument(call, whole inspector.Cursor, hops int) {
	node := call.Node().(*ast.CallExpr)
	fn := l.model.Callee(node)
	if l.info.Types[node.Fun].IsType() {
		l.made(call, hops)
		return
	}
	if fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "strings" || fn.Pkg().Path() == "bytes") {
		l.stringCall(call, node, fn, hops)
		return
	}
	l.judgeCall(call, whole, hops)
}

// made follows what is made of a line: it is a line, too.
func (l *lineJudge) made(call inspector.Cursor, hops int) {
	if kept := l.keptIn(call); kept != nil && !kept.IsField() {
		l.lineVariable(kept, hops+1)
		return
	}
	l.use(call, hops+1)
}

// stringCall judges a function of strings or bytes that is given a line.
func (l *lineJudge) stringCall(call inspector.Cursor, node *ast.CallExpr, fn *types.Func, hops int) {
	switch name := fn.Name(); {
	case strings.HasPrefix(name, "Trim"):
		if len(node.Args) == 2 {
			if text, ok := l.literalText(node.Args[1]); ok && knowledge.StreamText.MatchString(text) {
				l.told = true
			}
		}
		l.made(call, hops)
	case name == "HasPrefix" || name == "HasSuffix" || name == "Contains" || name == "CutPrefix" || name == "EqualFold" || name == "Equal" || name == "Index":
		l.test(node)
	case name == "ToLower" || name == "ToValidUTF8" || strings.HasPrefix(name, "Replace"):
		l.made(call, hops)
	case name == "Cut" || strings.HasPrefix(name, "Split"):
		// Field and value: what becomes of them is not followed.
		l.handled = true
	default:
		l.handled = true
	}
}
