package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// A hand says what is at hand where a log ID is lost.
type hand struct {
	id    cozemodel.LogID // how it can be read there
	err   *types.Var      // the error that carries it, or nil
	call  *ast.CallExpr   // that gave err
	recv  *types.Var      // the error of a stream that has none
	def   ast.Node        // the statement that gave err or recv its value
	own   bool            // err is the program's own client's
	body  string          // the body that could be kept, or ""
	other bool            // a response is at hand that may be another call's
	empty bool            // the body has no log ID in it
	pos   token.Pos       // of what is at hand
}

// handOf finds what is at hand at a loss: for an error that vanishes or is
// replaced, the error; else the log ID of the reply, or its body.
func (f *finder) handOf(l loss) hand {
	if err := f.errorOf(l); err != nil {
		return f.errorHand(l, err)
	}
	h := hand{id: cozemodel.LogID{Doubt: cozemodel.NotAtHand}}
	if l.origin.Tells {
		h.id = f.eventID(l)
		return h
	}
	if id := f.errorID(l.at); id != "" {
		h.id = cozemodel.LogID{Expr: id}
		return h
	}
	if failing := f.failing(l); failing != nil {
		h.id = f.model.LogIDAt(l.at.Pos(), failing)
		h.pos = h.id.Pos
	}
	switch {
	case l.check == RecvError:
		f.findReceived(l, l.at, &h)
	case l.what == replaced && l.condition != nil:
		f.findReceived(l, l.condition, &h)
	}
	if h.id.Expr == "" {
		f.lookAround(l, &h)
	}
	return h
}

// errorOf returns the mention of the error that a loss is about, where nothing
// else of the failure is told, or nil.
func (f *finder) errorOf(l loss) *ast.Ident {
	if l.condition == nil {
		return nil
	}
	var found *ast.Ident
	ast.Inspect(l.condition, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && found == nil && f.has(id, l.origin, flow.Error, flow.Told) {
			if v, ok := f.pass.TypesInfo.Uses[id].(*types.Var); ok && gotypes.IsError(v.Type()) {
				found = id
			}
		}
		return found == nil
	})
	return found
}

func (f *finder) errorHand(l loss, id *ast.Ident) hand {
	v := f.pass.TypesInfo.Uses[id].(*types.Var)
	h := hand{err: v, id: cozemodel.LogID{Doubt: cozemodel.NotAtHand}}
	for _, def := range f.model.Reaching(v, id.Pos()) {
		call, ok := unparenCall(def.Expr)
		if !ok {
			continue
		}
		h.call = call
		h.def = f.statement(call)
		h.own = !f.model.APICall(call)
	}
	return h
}

// findReceived finds the variable in a node that holds the error of a stream.
func (f *finder) findReceived(l loss, in ast.Node, h *hand) {
	id, ok := f.mention(in, l.origin, []flow.Kind{flow.RecvError}).(*ast.Ident)
	if !ok {
		return
	}
	h.recv, _ = f.pass.TypesInfo.Uses[id].(*types.Var)
	if h.recv == nil {
		return
	}
	for _, def := range f.model.Reaching(h.recv, id.Pos()) {
		if call, ok := unparenCall(def.Expr); ok {
			h.def = f.statement(call)
		}
	}
}

// failing returns an expression at the place of a loss, or in the condition
// that leads there, that is a part of the failure.
func (f *finder) failing(l loss) ast.Expr {
	kinds := []flow.Kind{flow.Code, flow.Message, flow.Reason, flow.LastError, flow.Status, flow.HTTPStatus, flow.RecvError, flow.Event, flow.Line, flow.Data, flow.Reply, flow.Response, flow.Body}
	condition := l.condition
	if condition == nil && l.use != nil {
		condition = f.engine.Known(l.use, l.origin)
	}
	for _, n := range []ast.Node{l.at, condition, f.tagOf(condition)} {
		if found := f.mention(n, l.origin, kinds); found != nil {
			return found
		}
	}
	return nil
}

// tagOf returns what a switch switches over of which n is a case, or nil.
func (f *finder) tagOf(n ast.Node) ast.Node {
	expr, ok := n.(ast.Expr)
	if !ok {
		return nil
	}
	cur, ok := f.model.Cursor(expr)
	if !ok {
		return nil
	}
	if _, isCase := cur.Parent().Node().(*ast.CaseClause); !isCase {
		return nil
	}
	stmt, ok := cur.Parent().Parent().Parent().Node().(*ast.SwitchStmt)
	if !ok || stmt.Tag == nil {
		return nil
	}
	return stmt.Tag
}

// mention returns the first variable or field below n that is of one of the
// kinds, in the order of the kinds.
func (f *finder) mention(n ast.Node, o *flow.Origin, kinds []flow.Kind) ast.Expr {
	if n == nil {
		return nil
	}
	var best ast.Expr
	rank := len(kinds)
	ast.Inspect(n, func(n ast.Node) bool {
		expr, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		switch expr.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident, *ast.SelectorExpr:
			for i, kind := range kinds[:rank] {
				if f.has(expr, o, kind) {
					best, rank = expr, i
					break
				}
			}
		}
		return true
	})
	return best
}

func (f *finder) has(expr ast.Expr, o *flow.Origin, kinds ...flow.Kind) bool {
	return flow.Has(f.engine.Labels(expr), o, kinds...)
}

// lookAround finds a response or a body among the variables at a loss.
func (f *finder) lookAround(l loss, h *hand) {
	for _, v := range f.model.Visible(l.at.Pos()) {
		if v.Pos() >= l.at.Pos() || !f.engine.MayBeOf(v, l.origin) {
			continue
		}
		for _, label := range f.engine.LabelsOfVar(v) {
			if label.Origin != l.origin {
				continue
			}
			switch {
			case label.Kind == flow.Response && knowledge.IsResponse(v.Type()):
				h.other, h.pos = true, v.Pos()
				if f.onlyOf(v, l.origin) {
					h.id = cozemodel.LogID{Expr: cozemodel.HeaderOf(v.Name(), v.Type()), Pos: v.Pos(), Doubt: cozemodel.MayBeNil}
				}
			case (label.Kind == flow.Body || label.Kind == flow.Line) && gotypes.IsText(v.Type()) && h.body == "":
				h.body, h.pos = v.Name(), v.Pos()
				h.empty = label.Kind == flow.Line || !l.origin.HasDetail()
			}
		}
	}
}

// onlyOf reports whether a response that a function is given can be that of no other
// call than the one that makes a request.
func (f *finder) onlyOf(v *types.Var, o *flow.Origin) bool {
	fn := f.model.FuncAt(v.Pos())
	return fn != nil && cozemodel.IsParameter(fn, v) && !slices.ContainsFunc(f.engine.LabelsOfVar(v), func(l flow.Label) bool {
		return l.Kind == flow.Response && l.Origin.Pos() != o.Pos()
	})
}

// advice says what to do with what is at hand.
func (h hand) advice() messages.Message {
	switch {
	case h.err != nil && h.own:
		return messages.HandOwnError.With(h.err.Name())
	case h.err != nil:
		return messages.HandError.With(h.err.Name())
	case h.id.Expr != "":
		return messages.HandID.With(h.id.Expr)
	case h.other:
		return messages.HandOther.With()
	case h.body != "" && h.empty:
		return messages.HandNoDetail.With()
	case h.body != "":
		return messages.HandRaw.With(h.body)
	}
	return messages.HandNothing.With()
}

// eventID returns the log ID in the detail of an event of a websocket, which may
// be nil.
func (f *finder) eventID(l loss) cozemodel.LogID {
	for _, v := range f.model.Visible(l.at.Pos()) {
		if f.model.SDKTypeName(v.Type()) != "" && slices.Contains(f.engine.LabelsOfVar(v), flow.Label{Kind: flow.Reply, Origin: l.origin}) {
			return cozemodel.LogID{Expr: v.Name() + ".Detail.LogID", Pos: v.Pos(), Doubt: cozemodel.MayBeNil}
		}
	}
	return cozemodel.LogID{Doubt: cozemodel.NotAtHand}
}

// errorID returns the LogID of the SDK's error whose parts a place reports, or
// "".
func (c *checker) errorID(at ast.Node) string {
	id := ""
	ast.Inspect(at, func(n ast.Node) bool {
		if x, ok := n.(*ast.SelectorExpr); ok && id == "" && c.isSDKError(x.X) {
			id = types.ExprString(x.X) + ".LogID"
		}
		return id == ""
	})
	return id
}

func (c *checker) isSDKError(expr ast.Expr) bool {
	switch c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(expr)) {
	case "Error", "AuthError":
		return true
	}
	return false
}

func unparenCall(expr ast.Expr) (*ast.CallExpr, bool) {
	if expr == nil {
		return nil, false
	}
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	return call, ok
}
