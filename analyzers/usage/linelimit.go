package usage

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// maxScanTokenSize is the limit of a bufio.Scanner: bufio.MaxScanTokenSize.
const maxScanTokenSize = 64 * 1024

// checkLineLimit reports the scanners that read a stream of Coze and stop at
// lines of more than 64 KiB (CZ5005).
func (c *checker) checkLineLimit() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if len(call.Args) == 1 && c.calls(call, "bufio", "NewScanner") && c.bodyOfCoze(call.Args[0]) {
			c.checkScanner(cur, call)
		}
	}
}

// calls reports whether call calls a function of the standard library.
func (c *checker) calls(call *ast.CallExpr, path, name string) bool {
	fn := c.model.Callee(call)
	return fn != nil && fn.Name() == name && fn.Pkg() != nil && fn.Pkg().Path() == path && fn.Signature().Recv() == nil
}

// bodyOfCoze reports whether a reader reads the body of a response of Coze.
func (c *checker) bodyOfCoze(reader ast.Expr) bool {
	if labels := c.engine.Labels(reader); len(labels) > 0 {
		return slices.ContainsFunc(labels, ofCoze)
	}
	fn := c.functionOf(reader)
	if fn == nil || !c.isCoze(fn) {
		return false
	}
	root := c.readFrom(c.rawRoot(reader, 0), reader.Pos())
	return root != nil && (knowledge.IsResponse(root.Type()) || c.isParameter(root) && isReader(root.Type()))
}

// readFrom follows a body that is kept in a variable back to the response
// that it was read from.
func (c *checker) readFrom(v *types.Var, pos token.Pos) *types.Var {
	for range maxHops {
		if v == nil || knowledge.IsResponse(v.Type()) || c.isParameter(v) {
			break
		}
		defs := c.model.Reaching(v, pos)
		if len(defs) != 1 || defs[0].Expr == nil {
			break
		}
		before := c.rawRoot(defs[0].Expr, 0)
		if before == nil || before == v {
			break
		}
		v, pos = before, defs[0].Expr.Pos()
	}
	return v
}

func isReader(t types.Type) bool {
	read, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
	return read != nil
}

// A scanner is where a bufio.Scanner is kept: in a variable or field.
type scanner struct {
	kept   *types.Var
	buffer *ast.CallExpr // its call of Buffer
	limit  int64         // of a line; 0 if it is not known
	other  bool          // it splits into something short, or is handed to somebody
	stream bool          // its text is taken apart as that of a stream
}

func (c *checker) checkScanner(cur inspector.Cursor, call *ast.CallExpr) {
	s := &scanner{limit: maxScanTokenSize, kept: c.keptIn(cur)}
	s.stream = c.mentionsText(bodyAround(cur), knowledge.StreamText)
	c.follow(s, s.kept, 0)
	if s.buffer == nil {
		for _, method := range c.engine.MethodCalls(call) { // also by what embeds it
			c.configure(s, c.bareName(method), method)
		}
	}
	if s.kept == nil || s.other || !s.stream || s.limit == 0 || s.limit > maxScanTokenSize {
		return
	}
	if s.buffer != nil {
		c.report(report.Finding{
			Check:   LineLimit,
			Range:   s.buffer,
			Message: c.reporter.Say(messages.BufferLimit, s.limit),
			Fixes:   c.raiseFix(astedit.Replace(s.buffer.Args[1], "10<<20")),
		})
		return
	}
	c.report(report.Finding{Check: LineLimit, Range: call, Message: c.reporter.Say(messages.ScannerLimit), Fixes: c.bufferFix(cur, s.kept)})
}

// keptIn returns the variable or field that the result of a call is put into.
func (c *checker) keptIn(cur inspector.Cursor) *types.Var {
	kind, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if kind == edge.AssignStmt_Rhs && i < len(parent.Lhs) {
			return cozemodel.Variable(c.info, parent.Lhs[i])
		}
	case *ast.ValueSpec:
		if kind == edge.ValueSpec_Values && i < len(parent.Names) {
			return cozemodel.Variable(c.info, parent.Names[i])
		}
	case *ast.KeyValueExpr:
		if key, ok := parent.Key.(*ast.Ident); ok {
			v, _ := c.info.Uses[key].(*types.Var)
			return v
		}
	case *ast.CompositeLit:
		if s := gotypes.Struct(c.info.TypeOf(parent)); s != nil && i < s.NumFields() {
			return s.Field(i)
		}
	case *ast.ReturnStmt:
		return c.returnedTo(cur)
	}
	return nil
}

// returnedTo returns the variable that a caller puts the result into, if there
// is one caller.
func (c *checker) returnedTo(cur inspector.Cursor) *types.Var {
	fn := c.functionOf(cur.Node())
	if fn == nil {
		return nil
	}
	callers := c.model.Callers(fn)
	if len(callers) != 1 {
		return nil
	}
	call, ok := c.model.Cursor(callers[0])
	if !ok {
		return nil
	}
	return c.firstResult(call)
}

// follow looks at what is done with a scanner.
func (c *checker) follow(s *scanner, v *types.Var, hops int) {
	if v == nil || hops > 3 {
		return
	}
	for _, use := range c.usesOf(v) {
		whole := outer(use)
		s.stream = s.stream || c.mentionsText(bodyAround(use), knowledge.StreamText)
		switch c.fateOf(whole) {
		case compared, reassigned, discarded:
			continue
		case selected:
			if call, ok := whole.Parent().Parent().Node().(*ast.CallExpr); ok {
				c.configure(s, whole.Parent().Node().(*ast.SelectorExpr).Sel.Name, call)
			}
			continue
		}
		kind, i := whole.ParentEdge()
		if kind == edge.KeyValueExpr_Key {
			continue
		}
		if kind == edge.CallExpr_Args {
			fn := c.model.Callee(whole.Parent().Node().(*ast.CallExpr))
			if decl := c.model.Decl(fn); decl != nil && i < fn.Signature().Params().Len() {
				s.stream = s.stream || c.mentionsText(decl, knowledge.StreamText)
				c.follow(s, fn.Signature().Params().At(i), hops+1)
				continue
			}
		}
		if kind == edge.ReturnStmt_Results {
			if next := c.returnedTo(whole); next != nil {
				c.follow(s, next, hops+1)
				continue
			}
		}
		if kept := c.keptIn(whole); kept != nil && kept != v {
			c.follow(s, kept, hops+1)
			continue
		}
		s.other = true
	}
}

// configure looks at a method of a scanner.
func (c *checker) configure(s *scanner, name string, call *ast.CallExpr) {
	switch {
	case name == "Buffer" && len(call.Args) == 2:
		s.buffer, s.limit = call, c.bufferLimit(call)
	case name == "Split" && len(call.Args) == 1:
		if sel, ok := ast.Unparen(call.Args[0]).(*ast.SelectorExpr); ok {
			switch sel.Sel.Name {
			case "ScanRunes", "ScanWords", "ScanBytes":
				s.other = true
			}
		}
	}
}

// bufferLimit returns how long a line can be after a call of Buffer: the
// larger of its second argument and the capacity of the first; 0 if one of
// them is not known.
func (c *checker) bufferLimit(call *ast.CallExpr) int64 {
	limit, ok := cozemodel.IntValue(c.info, call.Args[1])
	if !ok {
		return 0
	}
	if c.info.Types[call.Args[0]].IsNil() {
		return limit
	}
	for _, origin := range c.model.Roots(call.Args[0], nil) {
		made, ok := origin.(*ast.CallExpr)
		if !ok || len(made.Args) < 2 {
			return 0
		}
		capacity, ok := cozemodel.IntValue(c.info, made.Args[len(made.Args)-1])
		if !ok {
			return 0
		}
		limit = max(limit, capacity)
	}
	return limit
}

// bufferFix calls Buffer right behind the statement that makes a scanner.
func (c *checker) bufferFix(cur inspector.Cursor, kept *types.Var) []analysis.SuggestedFix {
	stmt := cur.Parent()
	if kind, _ := stmt.ParentEdge(); kept.IsField() || kind != edge.BlockStmt_List && kind != edge.CaseClause_Body {
		return nil
	}
	if assign, ok := stmt.Node().(*ast.AssignStmt); !ok || len(assign.Lhs) != 1 {
		return nil
	}
	behind, indent, ok := astedit.Behind(c.pass, stmt.Node())
	if !ok {
		return nil
	}
	return c.raiseFix(astedit.Insert(behind, fmt.Sprintf("\n%s%s.Buffer(nil, 10<<20)", indent, kept.Name())))
}

func (c *checker) raiseFix(edits ...analysis.TextEdit) []analysis.SuggestedFix {
	return []analysis.SuggestedFix{{Message: c.reporter.Say(messages.RaiseLimit), TextEdits: slices.Clone(edits)}}
}
