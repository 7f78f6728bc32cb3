package usage

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// codeFix returns an error for a code other than 0, right behind the test of
// the error of a decoding. It is offered where that test returns an error
// beside zero values, and where the log ID of the failure is at hand: an error
// without it would be the next finding.
func (c *checker) codeFix(d decoding) []analysis.SuggestedFix {
	test, ok := c.errorTest(d.cur)
	if !ok || !c.returnsError(d.cur) {
		return nil
	}
	values, ok := c.zeroValues(test)
	code, hasCode := c.selectKey(d.target, types.IsInteger, "code")
	if !ok || !hasCode || c.asks(d.target, knowledge.V2Chat) {
		return nil
	}
	format, args := "coze: code=%d", []string{code}
	if msg, ok := c.selectKey(d.target, types.IsString, "msg"); ok {
		format, args = format+" msg=%s", append(args, msg)
	}
	what, ofFailure, ok := c.logIDOf(d, test)
	if !ok {
		return nil
	}
	format, args = format+" "+what, append(args, ofFailure)

	name, edits, ok := astedit.Import(c.pass, c.model.ScopeAt(d.call.Pos()), d.call.Pos(), "fmt", "fmt")
	if !ok {
		return nil
	}
	behind, indent, ok := astedit.Behind(c.pass, test)
	if !ok {
		return nil
	}
	values = append(values, fmt.Sprintf("%s.Errorf(%q, %s)", name, format, strings.Join(args, ", ")))
	text := fmt.Sprintf("\n%[1]sif %[2]s != 0 {\n%[1]s\treturn %[3]s\n%[1]s}", indent, code, strings.Join(values, ", "))
	return []analysis.SuggestedFix{{
		Message:   c.reporter.Say(messages.CheckTheCode),
		TextEdits: append(edits, astedit.Insert(behind, text)),
	}}
}

// returnsError reports whether the last result of the function around cur is an
// error, and no type of errors of its own.
func (c *checker) returnsError(cur inspector.Cursor) bool {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		var results *ast.FieldList
		switch f := f.Node().(type) {
		case *ast.FuncDecl:
			results = f.Type.Results
		case *ast.FuncLit:
			results = f.Type.Results
		}
		return results != nil && len(results.List) > 0 && gotypes.IsError(c.info.TypeOf(results.List[len(results.List)-1].Type))
	}
	return false
}

// errorTest returns the if statement that leaves when the decoding at cur
// fails: the call is its init statement, or the assignment right before it.
func (c *checker) errorTest(cur inspector.Cursor) (*ast.IfStmt, bool) {
	assign, ok := cur.Parent().Node().(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 {
		return nil, false
	}
	err := c.localVariable(assign.Lhs[0])
	at := cur.Parent()
	if kind, _ := at.ParentEdge(); kind == edge.IfStmt_Init {
		at = at.Parent()
	} else if at, ok = at.NextSibling(); !ok {
		return nil, false
	}
	test, ok := at.Node().(*ast.IfStmt)
	if kind, _ := at.ParentEdge(); !ok || err == nil || test.Else != nil || kind != edge.BlockStmt_List {
		return nil, false
	}
	cond, ok := ast.Unparen(test.Cond).(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !c.isVariable(cond.X, err) || !c.info.Types[cond.Y].IsNil() || len(test.Body.List) == 0 {
		return nil, false
	}
	return test, true
}

// zeroValues returns the results that a test of an error returns beside the
// error, which is the last, if they are zero values.
func (c *checker) zeroValues(test *ast.IfStmt) (values []string, ok bool) {
	ret, ok := test.Body.List[len(test.Body.List)-1].(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 {
		return nil, false
	}
	for _, stmt := range test.Body.List[:len(test.Body.List)-1] {
		if !c.logs(stmt) {
			return nil, false // whoever unlocks here has to do so for a code, too
		}
	}
	last := len(ret.Results) - 1
	if !c.isError(ret.Results[last]) || c.info.Types[ret.Results[last]].IsNil() {
		return nil, false
	}
	for _, result := range ret.Results[:last] {
		literal, isLiteral := ast.Unparen(result).(*ast.CompositeLit)
		value := c.info.Types[result].Value
		isFalse := value != nil && value.Kind() == constant.Bool && !constant.BoolVal(value)
		if !c.isEmpty(result) && !isFalse && (!isLiteral || len(literal.Elts) > 0) {
			return nil, false
		}
		values = append(values, types.ExprString(result))
	}
	return values, true
}

// logs reports whether a statement writes a log line and does nothing else.
func (c *checker) logs(stmt ast.Stmt) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := ast.Unparen(expr.X).(*ast.CallExpr)
	return ok && knowledge.WritesLogLine(c.model.Callee(call))
}

// selectKey returns the expression that selects the field under the keys of a
// reply, if it is a basic type of the given kind.
func (c *checker) selectKey(reply *types.Var, kind types.BasicInfo, keys ...string) (string, bool) {
	text, holder := reply.Name(), reply.Type()
	for _, key := range keys {
		s := gotypes.Struct(holder)
		if s == nil {
			return "", false
		}
		field, ok := find(c.model.WireFields(s), key)
		if !ok {
			return "", false
		}
		obj, _, _ := types.LookupFieldOrMethod(holder, true, c.pass.Pkg, field.Var.Name())
		selected, ok := obj.(*types.Var)
		if !ok || selected.Origin() != field.Var.Origin() {
			return "", false
		}
		text, holder = text+"."+field.Var.Name(), selected.Type()
	}
	basic, ok := holder.Underlying().(*types.Basic)
	return text, ok && basic.Info()&kind != 0
}

// logIDOf returns what an error behind test can say of the log ID of a reply:
// the log ID, or the whole body.
func (c *checker) logIDOf(d decoding, test *ast.IfStmt) (format, expr string, ok bool) {
	target := identOf(d.call, c.info, d.target)
	if target == nil {
		return "", "", false
	}
	if id := c.model.LogIDAt(test.End(), target); id.Sure() {
		return "logid=%s", id.Expr, true
	}
	if d.source == nil || !isBytes(d.source.Type()) || !c.model.DecodedFrom(test.End(), d.source, target) {
		return "", "", false
	}
	return "body=%s", d.source.Name(), true
}

// identOf returns the mention of v in call, or nil.
func identOf(call *ast.CallExpr, info *types.Info, v *types.Var) (found *ast.Ident) {
	ast.Inspect(call, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && info.Uses[id] == v {
			found = id
		}
		return found == nil
	})
	return found
}
