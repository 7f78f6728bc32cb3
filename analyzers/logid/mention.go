package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// keeps reports whether node passes on the log ID of a failure: the ID
// itself, or the error, body or response that carries it.
func (c *checker) keeps(f *function, node ast.Node, fail *failure) bool {
	if c.debugs(node) {
		return false // production does not write it
	}
	kept := false
	c.inspect(node, func(n ast.Node, parents []ast.Node) bool {
		if !kept {
			kept = c.keepsID(n, parents, fail) || c.keepsCarrier(f, n, parents, fail)
		}
		return !kept
	})
	return kept
}

// inspect calls visit for node and all below it, with the nodes around each,
// the outermost first, until visit returns false.
func (c *checker) inspect(node ast.Node, visit func(n ast.Node, parents []ast.Node) bool) {
	var parents []ast.Node
	going := true
	ast.Inspect(node, func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		if going {
			going = visit(n, parents)
		}
		parents = append(parents, n)
		return true
	})
}

// debugs reports whether node only writes a log line that production does not
// keep.
func (c *checker) debugs(node ast.Node) bool {
	stmt, ok := node.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := unparenCall(stmt.X)
	return ok && c.effect(call).Has(knowledge.LogsDebug)
}

// keepsID reports whether n is made of the log ID of fail. What a text or a
// name says counts only where the value does not tell.
func (c *checker) keepsID(n ast.Node, parents []ast.Node, fail *failure) bool {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		key := identOf(n.Key)
		return key != nil && knowledge.NamesLogID(key.Name) && !c.ofAnother(n.Value, fail)
	case *ast.BasicLit:
		text, ok := cozemodel.TextValue(c.pass.TypesInfo, n)
		return ok && n.Kind == token.STRING && knowledge.IsLogIDKey(text) && !c.toldByValue(n, parents, fail)
	case *ast.Ident:
		if len(parents) > 0 {
			switch p := parents[len(parents)-1].(type) {
			case *ast.SelectorExpr:
				if v, ok := c.pass.TypesInfo.Uses[p.Sel].(*types.Var); p.Sel == n || ok && v.IsField() {
					return false // the selector as a whole says it
				}
			case *ast.KeyValueExpr:
				if p.Key == n {
					return false
				}
			}
		}
		if text, ok := cozemodel.TextValue(c.pass.TypesInfo, n); ok {
			return knowledge.IsLogIDKey(text) && !c.toldByValue(n, parents, fail)
		}
		return c.keepsLogID(n, fail)
	case *ast.SelectorExpr, *ast.IndexExpr:
		return c.keepsLogID(n.(ast.Expr), fail)
	case *ast.CallExpr:
		return c.keepsLogID(n, fail) || c.bodyKeepsID(n, fail, 0)
	}
	return false
}

// keepsLogID reports whether the value of expr is made of the log ID of fail.
func (c *checker) keepsLogID(expr ast.Expr, fail *failure) bool {
	tv, ok := c.pass.TypesInfo.Types[expr]
	if !ok || tv.Value != nil || !tv.IsValue() {
		return false
	}
	keeps, known := c.keepsLogIDOf(expr, fail)
	if known {
		return keeps
	}
	return c.namedLogID(expr, fail)
}

// ofAnother reports whether the value of expr is known to come from another
// call than fail.
func (c *checker) ofAnother(expr ast.Expr, fail *failure) bool {
	if keeps, known := c.keepsLogIDOf(expr, fail); known {
		return !keeps
	}
	origins := c.model.Source(expr)
	return told(origins) && told(fail.origins)
}

// toldByValue reports whether the key n of a log ID stands in a call, an index
// or an element whose value tells whose log ID it is.
func (c *checker) toldByValue(n ast.Expr, parents []ast.Node, fail *failure) bool {
	if len(parents) == 0 {
		return false
	}
	switch p := parents[len(parents)-1].(type) {
	case *ast.CallExpr:
		if len(c.model.LogIDs(p)) > 0 {
			return true
		}
		i := slices.Index(p.Args, n)
		return i >= 0 && i+1 < len(p.Args) && c.ofAnother(p.Args[i+1], fail)
	case *ast.IndexExpr:
		return len(c.model.LogIDs(p)) > 0
	case *ast.KeyValueExpr:
		return p.Key == n && c.ofAnother(p.Value, fail)
	}
	return false
}

// bodyKeepsID reports whether the function that call calls passes on the log
// ID of fail by itself: it logs or stores it, or calls one that does.
func (c *checker) bodyKeepsID(call *ast.CallExpr, fail *failure, depth int) bool {
	body := c.model.Body(call)
	if body == nil || depth > 2 {
		return false
	}
	kept := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt, *ast.AssignStmt, *ast.SendStmt, *ast.DeferStmt, *ast.GoStmt:
			if assign, ok := n.(*ast.AssignStmt); ok && !c.storesOutside(assign, body) {
				return true
			}
			kept = kept || c.statementKeepsID(n, fail, depth)
			return false
		}
		return !kept
	})
	return kept
}

// storesOutside reports whether an assignment in body stores into something
// that is not a variable of body: that of a reply which is returned passes
// nothing on yet.
func (c *checker) storesOutside(n *ast.AssignStmt, body *ast.BlockStmt) bool {
	return c.stores(n) && slices.ContainsFunc(n.Lhs, func(lhs ast.Expr) bool {
		v := root(c.pass.TypesInfo, lhs)
		return v == nil || v.Pos() < body.Pos() || body.End() <= v.Pos()
	})
}

func (c *checker) statementKeepsID(n ast.Node, fail *failure, depth int) bool {
	if c.debugs(n) {
		return false
	}
	kept := false
	ast.Inspect(n, func(n ast.Node) bool {
		if expr, ok := n.(ast.Expr); ok && !kept {
			switch x := expr.(type) {
			case *ast.CallExpr:
				kept = c.keepsLogID(x, fail) || c.bodyKeepsID(x, fail, depth+1)
			case *ast.Ident, *ast.SelectorExpr:
				keeps, known := c.keepsLogIDOf(expr, fail)
				kept = keeps && known
			}
		}
		return !kept
	})
	return kept
}

// keepsCarrier reports whether n is a mention of something that carries the
// log ID of fail, in a place where it is passed on as a whole.
func (c *checker) keepsCarrier(f *function, n ast.Node, parents []ast.Node, fail *failure) bool {
	id, ok := n.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	u := c.use(id, parents)
	if u.call != nil && !u.part && c.noteHandler(v, u, fail) {
		return true
	}
	if u.target || u.examined {
		return false
	}
	switch {
	case fail.err != nil && (v == fail.err || c.aliases(f, fail)[v]):
		return (fail.carries() || c.handsOn(u, parents, fail)) && (u.call != nil && !u.made || !c.aliased(f, parents))
	case fail.holder != nil && cozemodel.IsErrorType(v.Type()) && cozemodel.ImplementsError(typeOf(c, fail.holder)):
		return true // the error that the code was found in
	case c.sdkError(id):
		return (fail.carries() || c.sdkError(fail.holder)) && (!u.part || u.memberCall("Error"))
	case c.rawVariable(f, v), fail.kind == inBand && !told(fail.origins) && c.payload(v):
		return !u.decoded && c.printed(u) && c.bodyHasLogID(v, id.Pos(), fail)
	case knowledge.IsResponse(v.Type()):
		return c.keepsResponse(v, id, u, fail)
	}
	return fail.holder != nil && v == root(c.pass.TypesInfo, fail.holder) && c.keepsHolder(v, id, u, fail)
}

// keepsResponse reports whether a mention of an HTTP response passes on the
// log ID of fail, which came with it.
func (c *checker) keepsResponse(v *types.Var, id *ast.Ident, u use, fail *failure) bool {
	if _, possible := c.ofFailure(v, id.Pos(), fail); !possible {
		return false
	}
	switch {
	case !u.part:
		return true
	case u.member == "Header":
		return !u.deeper && !u.called // all of it
	case u.memberCall("String", "Body", "Error", "Result", "Bytes", "ToString", "Dump"), u.member == "Body" && !u.read:
		return c.bodyHasLogID(v, id.Pos(), fail)
	}
	return false
}

// keepsHolder reports whether a mention of the reply that the failure was
// found in passes on its log ID.
func (c *checker) keepsHolder(v *types.Var, id *ast.Ident, u use, fail *failure) bool {
	if fail.kind == inBand && u.part {
		if !u.deeper && c.sdkError(u.selected) {
			return true // event.Data, the error of the SDK as a whole
		}
		if c.isPayloadField(u.selected) {
			return !u.decoded && c.bodyHasLogID(v, id.Pos(), fail)
		}
	}
	if c.failurePointer(id) {
		// Code and message alone: kept only by who is handed them and knows more.
		return u.call != nil && !c.logs(u.call) && !c.replies(u.call) && !c.makesErrorExpr(u.call) && c.model.Body(u.call) == nil
	}
	return !isText(v.Type()) && !c.forgetful(id) && !u.part && !u.decoded && !c.convertedHere(u) &&
		(!fail.event || !c.model.WithoutDetail(fail.origins)) // such an event has none in it
}

// isPayloadField reports whether sel is the text of an event that the program
// reads by itself, or that a package for events gives: its data.
func (c *checker) isPayloadField(sel *ast.SelectorExpr) bool {
	if sel == nil || !rawType(typeOf(c, sel)) || c.part(sel) != noPart {
		return false
	}
	if _, isEvent := c.event(sel); isEvent {
		return false
	}
	field := cozemodel.Variable(c.pass.TypesInfo, sel)
	if field == nil || !field.IsField() || c.model.IsSDKObject(field) {
		return false
	}
	return field.Name() == "Data" || slices.ContainsFunc(c.model.Defs(field), func(d cozemodel.Def) bool {
		return d.Expr != nil && c.pass.TypesInfo.Types[d.Expr].Value == nil
	})
}

// handsOn reports whether an error that does not carry the log ID is handed
// to somebody who may know it: any function that does not write or make a
// text, or, where the stream belongs to the caller, the caller.
func (c *checker) handsOn(u use, parents []ast.Node, fail *failure) bool {
	if u.made {
		return false
	}
	if u.call != nil {
		if c.logs(u.call) || c.makesErrorExpr(u.call) {
			return false
		}
		return !c.replies(u.call) || c.borrowed(fail)
	}
	for _, p := range parents {
		switch p.(type) {
		case *ast.ReturnStmt, *ast.SendStmt:
			return c.borrowed(fail)
		}
	}
	return false
}

// borrowed reports whether the stream of a failure was given to the function
// rather than made in it.
func (c *checker) borrowed(fail *failure) bool {
	if fail.kind != recvError {
		return false
	}
	v := root(c.pass.TypesInfo, receiver(fail.call))
	if v == nil || v.IsField() {
		return true
	}
	fn := c.model.FuncAt(fail.call.Pos())
	if fn == nil {
		return false
	}
	return v == fn.Signature().Recv() || cozemodel.IsParameter(fn, v)
}

// convertedHere reports whether a decoded reply is only handed to a function
// of the package that takes code and message from it and leaves the rest.
func (c *checker) convertedHere(u use) bool {
	if u.call == nil {
		return false
	}
	fn := c.model.Callee(u.call)
	decl := c.model.Decl(fn)
	if decl == nil || u.arg >= fn.Signature().Params().Len() {
		return false
	}
	return c.onlyParts(decl, fn.Signature().Params().At(u.arg))
}

// onlyParts reports whether decl uses its parameter v by its fields only,
// and none of them is the log ID.
func (c *checker) onlyParts(decl *ast.FuncDecl, v *types.Var) bool {
	if decl.Body == nil {
		return false
	}
	only := true
	c.inspect(decl.Body, func(n ast.Node, parents []ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && c.pass.TypesInfo.Uses[id] == v {
			u := c.use(id, parents)
			if !u.part && !u.examined || knowledge.NamesLogID(u.member) || u.called || u.member == "Detail" {
				only = false
			}
		}
		return only
	})
	return only
}
