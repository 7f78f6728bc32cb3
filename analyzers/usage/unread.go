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
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkUnread reports the replies whose data is used and whose code nobody
// looks at (CZ5002).
func (c *checker) checkUnread() {
	for _, d := range c.decodings() {
		if c.model.TestFile(d.call.Pos()) {
			continue
		}
		kind := c.envelopeOf(d.target.Type())
		if kind == noEnvelope || !c.fromCoze(d) || c.comesFromOutside(d.target) || c.fromStream(d.target) {
			continue
		}
		if c.codeSeen(d.target, d.call) || c.checkedApart(d.target) || c.rawSeen(d) || c.madeByChecker(d) || c.hookLooks() {
			continue
		}
		f := report.Finding{Check: UnreadCode, Range: d.call, Message: c.reporter.Say(messages.CodeUnread), Fixes: c.codeFix(d)}
		if kind == codeless {
			f.Message = c.reporter.Say(messages.CodeNotDecoded)
		}
		c.report(f)
	}
	c.checkUnreadCalls()
}

// checkedApart reports whether the code of the reply in v is compared where it
// is decoded another time, or while it is decoded.
func (c *checker) checkedApart(v *types.Var) bool {
	if c.engine.ComparesCode(v) {
		return true
	}
	method, _, _ := types.LookupFieldOrMethod(types.NewPointer(deref(v.Type())), true, c.pass.Pkg, "UnmarshalJSON")
	fn, _ := method.(*types.Func)
	decl := c.model.Decl(fn)
	return decl != nil && c.looksAtCode(decl, 0)
}

// An envelope says whether a type is that of a whole reply.
type envelope int

const (
	noEnvelope envelope = iota
	withCode            // it has a field for the code
	codeless            // it has data, and no room for the code
)

// eventKeys are keys of events and messages, which are no replies.
var eventKeys = []string{"event", "role", "event_type", "is_finish"}

func (c *checker) envelopeOf(t types.Type) envelope {
	if isMapType(t) {
		if c.isAnyMap(t) {
			return withCode
		}
		return noEnvelope
	}
	s := gotypes.Struct(t)
	if s == nil {
		return noEnvelope
	}
	fields := c.model.WireFields(s)
	has := func(key string) bool {
		return slices.ContainsFunc(fields, func(f cozemodel.WireField) bool { return strings.EqualFold(f.Name, key) })
	}
	switch {
	case slices.ContainsFunc(eventKeys, has):
		return noEnvelope
	case has("code") && (has("msg") || has("message") || has("data") || has("detail")):
		return withCode
	case has("data") && !has("code") && !has("error") && !has("msg") && !slices.ContainsFunc(fields, func(f cozemodel.WireField) bool { return f.Name == "data" && !isComposite(f.Var.Type()) }):
		return codeless
	}
	return noEnvelope
}

func (c *checker) isAnyMap(t types.Type) bool {
	m, ok := deref(t).Underlying().(*types.Map)
	if !ok {
		return false
	}
	return types.IsInterface(m.Elem()) || strings.HasSuffix(m.Elem().String(), "json.RawMessage")
}

// isComposite reports whether t is a struct, slice, map or interface: what
// data can be.
func isComposite(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return isComposite(t.Elem())
	case *types.Struct, *types.Slice, *types.Map, *types.Interface:
		return true
	}
	return false
}

// comesFromOutside reports whether whoever calls the function reads v too: it
// is a parameter or a named result.
func (c *checker) comesFromOutside(v *types.Var) bool {
	if c.isParameter(v) {
		return true
	}
	cur, ok := c.cursorAt(v.Pos())
	if !ok {
		return true
	}
	_, isField := cur.Parent().Node().(*ast.Field)
	return isField
}

// checkUnreadCalls reports the calls of the package's own functions that
// return a reply nobody has looked at.
func (c *checker) checkUnreadCalls() {
	reported := make(map[*ast.FuncDecl]bool)
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		fn := c.model.Callee(call)
		decl := c.model.Decl(fn)
		if fn == nil || c.model.TestFile(call.Pos()) {
			continue
		}
		if v := c.firstResult(cur); fn.Pkg() != c.pass.Pkg && v != nil && c.engine.ReturnsUnread(v) && !c.codeSeen(v, call) {
			c.report(report.Finding{Check: UnreadCode, Range: call, Message: c.reporter.Say(messages.CodeUnreadCall, fn.Name())})
			continue
		}
		if decl == nil || decl.Body == nil {
			continue
		}
		v := c.firstResult(cur)
		if v == nil || c.envelopeOf(v.Type()) != withCode || !c.returnsReply(decl, fn) || c.looksAtCode(decl, 0) {
			continue
		}
		if !c.fromCall(v, cur) || c.codeSeen(v, call) {
			continue
		}
		if d, ok := c.usedInside(decl); !ok {
			c.report(report.Finding{Check: UnreadCode, Range: call, Message: c.reporter.Say(messages.CodeUnreadCall, fn.Name())})
		} else if !reported[decl] {
			reported[decl] = true
			c.report(report.Finding{Check: UnreadCode, Range: d.call, Message: c.reporter.Say(messages.CodeUnread), Fixes: c.codeFix(d)})
		}
	}
}

// usedInside returns the decoding of a reply in a function that uses the data of the
// reply itself, before it returns it, as one that waits for the end of a chat does.
func (c *checker) usedInside(decl *ast.FuncDecl) (decoding, bool) {
	for _, d := range c.decodings() {
		if !within(d.call, decl) || c.envelopeOf(d.target.Type()) != withCode {
			continue
		}
		for _, use := range c.usesOf(d.target) {
			whole := outer(use)
			if within(use.Node(), d.call) || c.fateOf(whole) != selected {
				continue
			}
			if _, data := c.fieldSeen(whole); data {
				return d, true
			}
		}
	}
	return decoding{}, false
}

// returnsReply reports whether a function decodes what it returns.
func (c *checker) returnsReply(decl *ast.FuncDecl, fn *types.Func) bool {
	return slices.ContainsFunc(c.model.Returns(fn), func(ret *ast.ReturnStmt) bool {
		if len(ret.Results) == 0 {
			return fn.Signature().Results().Len() > 0 && c.isDecoded(fn.Signature().Results().At(0))
		}
		v := c.localVariable(bare(ret.Results[0]))
		return v != nil && c.isDecoded(v)
	})
}

// isDecoded reports whether something is decoded into v.
func (c *checker) isDecoded(v *types.Var) bool {
	return slices.ContainsFunc(c.usesOf(v), func(use inspector.Cursor) bool {
		whole := outer(use)
		kind, i := whole.ParentEdge()
		return kind == edge.CallExpr_Args && c.decodesArgument(whole.Parent().Node().(*ast.CallExpr), i, 0)
	})
}

// fromStream reports whether a variable may hold an event of a stream, or the text of
// one.
func (c *checker) fromStream(v *types.Var) bool { return c.engine.VarIsOf(v, flow.Line, flow.Data) }

// fromCall reports whether the reply that a call of the package's own
// function gives is one of Coze.
func (c *checker) fromCall(v *types.Var, cur inspector.Cursor) bool {
	call := cur.Node().(*ast.CallExpr)
	if c.fromStream(v) {
		return false // an event
	}
	if ours, known := c.ours(v); known {
		return ours
	}
	fn := c.model.Callee(call)
	return c.isCoze(fn) && (isMapType(v.Type()) || c.model.Origin(v.Type(), fn))
}
