package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Who else may have looked at the code of a reply: whoever has the raw body,
// made the request, or sees all responses.

// rawSeen reports whether the raw body or the response of a decoding is
// looked at beside it: given to somebody, compared, logged as a whole. What
// happens to it where the function is left because of something else, such
// as the HTTP status, does not count.
func (c *checker) rawSeen(d decoding) bool {
	if d.source == nil || c.engine.IsOther(d.source, d.target) {
		return false
	}
	if c.isParameter(d.source) {
		return c.callersLook(d)
	}
	return c.rawUsed(d.source, d) || c.earlierRaw(d)
}

// earlierRaw follows the body back to the variable that it was read from.
func (c *checker) earlierRaw(d decoding) bool {
	for _, def := range c.model.Reaching(d.source, d.call.Pos()) {
		if def.Expr == nil {
			continue
		}
		if before := c.rawRoot(def.Expr, 0); before != nil && before != d.source && !c.isParameter(before) && c.rawUsed(before, d) {
			return true
		}
	}
	return false
}

func (c *checker) rawUsed(v *types.Var, d decoding) bool {
	return slices.ContainsFunc(c.usesOf(v), func(cur inspector.Cursor) bool {
		if within(cur.Node(), d.call) {
			return false
		}
		whole := outer(cur)
		switch c.fateOf(whole) {
		case compared, reassigned, discarded, measured, aliased:
			return false
		case selected:
			return c.responseUsed(whole)
		}
		if kind, _ := whole.ParentEdge(); kind == edge.CallExpr_Args {
			call := whole.Parent().Node().(*ast.CallExpr)
			if other, ok := c.decodingAt(whole.Parent()); ok {
				return other.target != d.target && c.envelopeOf(other.target.Type()) == withCode && c.codeSeen(other.target, other.call)
			}
			if c.readsBody(call) {
				return false // what is read is looked at as the body
			}
		}
		return !c.asideOf(cur, v)
	})
}

// responseUsed reports whether a part of a response that is not its status,
// header or body is asked for: a method that may look at the reply.
func (c *checker) responseUsed(whole inspector.Cursor) bool {
	switch whole.Parent().Node().(*ast.SelectorExpr).Sel.Name {
	case "Body", "Status", "StatusCode", "Header", "Close", "Request", "Bytes", "RawBody", "IsError", "IsSuccess", "String":
		return false
	}
	return true
}

// readsBody reports whether a call reads or closes a body, or wraps it.
func (c *checker) readsBody(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	if fn == nil || fn.Pkg() == nil {
		return c.info.Types[call.Fun].IsType()
	}
	switch fn.Pkg().Path() {
	case "io", "io/ioutil", "bytes", "bufio", "encoding/json":
		return !strings.HasPrefix(fn.Name(), "Contains") && !strings.HasPrefix(fn.Name(), "Has") && fn.Name() != "Valid"
	}
	return false
}

// asideOf reports whether a use stands where the function is left for a
// reason that is not v's.
func (c *checker) asideOf(cur inspector.Cursor, v *types.Var) bool {
	for f := range cur.Enclosing((*ast.IfStmt)(nil)) {
		stmt := f.Node().(*ast.IfStmt)
		if within(cur.Node(), stmt.Body) && !c.mentionsVariable(stmt.Cond, v) && c.leaves(stmt.Body.List) {
			return true
		}
	}
	return false
}

// callersLook reports whether the callers of a function that is given a body
// look at it, or cannot be seen.
func (c *checker) callersLook(d decoding) bool {
	fn := c.functionOf(d.call)
	if fn == nil || !cozemodel.IsParameter(fn, d.source) {
		return true
	}
	callers := c.model.Callers(fn)
	return len(callers) == 0 || slices.ContainsFunc(callers, func(call *ast.CallExpr) bool {
		caller := c.model.Decl(c.functionOf(call))
		return caller == nil || c.looksAtCode(caller, 0)
	})
}

// madeByChecker reports whether the function that made the request, or the
// decoder of the package, looks at the code.
func (c *checker) madeByChecker(d decoding) bool {
	if decl := c.model.Decl(c.model.Callee(d.call)); decl != nil && c.looksAtCode(decl, 0) {
		return true
	}
	if _, known := c.ours(d.target); known {
		return false // see checkedApart
	}
	for v := d.source; v != nil; {
		var next *types.Var
		for _, def := range c.model.Reaching(v, d.call.Pos()) {
			call, ok := ast.Unparen(orNil(def.Expr)).(*ast.CallExpr)
			if !ok {
				continue
			}
			if decl := c.model.Decl(c.model.Callee(call)); decl != nil && c.looksAtCode(decl, 0) {
				return true
			}
			if root := c.rawRoot(def.Expr, 0); root != v && root != nil && root.Pos() < v.Pos() {
				next = root
			}
		}
		v = next
	}
	return false
}

// hookLooks reports whether the package has code that sees all responses
// before their readers do, and looks at the code: a transport of its own, or a
// function that an HTTP client calls with each response. Which client has it
// is not followed.
func (c *checker) hookLooks() bool {
	if c.hooks == nil {
		c.hooks = new(bool)
		for cur := range c.model.Inspect.Root().Preorder((*ast.FuncDecl)(nil), (*ast.CallExpr)(nil)) {
			switch n := cur.Node().(type) {
			case *ast.FuncDecl:
				*c.hooks = *c.hooks || n.Recv != nil && n.Name.Name == "RoundTrip" && c.looksAtCode(n, 0)
			case *ast.CallExpr:
				*c.hooks = *c.hooks || responseHooks[c.bareName(n)] && c.looksAtCode(n, 0)
			}
		}
	}
	return *c.hooks
}

// responseHooks are the methods of HTTP clients (resty: OnAfterResponse, AddResponseMiddleware, OnSuccess; req: OnAfterResponse) that are
// given a function to call with each response.
var responseHooks = map[string]bool{
	"OnAfterResponse": true, "AddResponseMiddleware": true, "OnSuccess": true,
}

// looksAtCode reports whether a function reads the code of a reply: a field,
// a key of a map, a getter, or a text that is searched for.
func (c *checker) looksAtCode(node ast.Node, hops int) bool {
	if hops > 3 {
		return false
	}
	if known, ok := c.lookers[node]; ok {
		return known
	}
	if c.lookers == nil {
		c.lookers = make(map[ast.Node]bool)
	}
	c.lookers[node] = false // while it is looked at
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			return true
		case *ast.SelectorExpr:
			if field := c.fieldOf(n); field != nil {
				key := strings.ToLower(c.keyOf(n, field))
				found = (key == "code" || key == "error_code" || key == "errcode" || key == "err_code") && !c.isLastError(n.X)
			}
		case *ast.BasicLit:
			text, ok := c.textOf(n)
			found = ok && knowledge.CodeText.MatchString(text)
		case *ast.CallExpr:
			fn := c.model.Callee(n)
			if fn == nil {
				return true
			}
			found = knowledge.CodeGetter.MatchString(fn.Name()) || c.asksReply(fn)
			if decl := c.model.Decl(fn); decl != nil && !found {
				found = c.looksAtCode(decl, hops+1)
			}
		}
		return !found
	})
	c.lookers[node] = found
	return found
}

// isLastError reports whether expr is the failure of a chat, in a reply that succeeded.
func (c *checker) isLastError(expr ast.Expr) bool {
	return slices.ContainsFunc(c.engine.Labels(expr), func(l flow.Label) bool { return l.Kind == flow.LastError })
}

// asksReply reports whether fn is what an interface of the package has for
// replies that can tell whether they failed: Err() error.
func (c *checker) asksReply(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return fn.Pkg() == c.pass.Pkg && recv != nil && types.IsInterface(recv.Type()) &&
		fn.Signature().Params().Len() == 0 && fn.Signature().Results().Len() == 1 && gotypes.GivesError(fn.Signature())
}
