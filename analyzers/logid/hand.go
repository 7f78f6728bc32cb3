package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
	"github.com/cozelint/cozelint/internal/messages"
)

// A hand says what is at hand where a failure is known that has, or could
// have had, its log ID.
type hand struct {
	id  string // an expression that gives the log ID, or ""
	raw string // the body that could be passed on or parsed, or ""
	pos token.Pos

	maybeNil bool // reading id may fail: it is no fix
	noDetail bool // raw has no log ID in it
	unnamed  bool // raw may be something else than a body, such as a token
}

func (h hand) empty() bool { return h.id == "" && h.raw == "" }

// advice says what to do with the body at hand, if any.
func (h hand) advice() messages.Message {
	switch {
	case h.raw != "" && h.noDetail:
		return messages.HandNoDetail.With()
	case h.raw != "" && !h.unnamed:
		return messages.HandRaw.With(h.raw)
	}
	return messages.HandNothing.With()
}

// handOf finds what is at hand at pos for a failure.
func (c *checker) handOf(f *function, pos token.Pos, fail *failure) hand {
	if fail.holder == nil {
		return c.responseInScope(pos, fail)
	}
	if h, ok := c.parsedID(fail.holder); ok {
		return h
	}
	v := root(c.pass.TypesInfo, fail.holder)
	if v != nil && knowledge.IsResponse(v.Type()) {
		return hand{id: cozemodel.HeaderOf(types.ExprString(fail.holder), v.Type()), pos: v.Pos()}
	}
	if c.sdkHolder(fail.holder) {
		return c.sdkInScope(pos, fail)
	}
	if h := c.responseInScope(pos, fail); !h.empty() {
		return h
	}
	if c.receivedElsewhere(v, pos) {
		return hand{}
	}
	h := c.rawOf(f, v, pos)
	if h.empty() && fail.kind != replyCode {
		h = c.rawInScope(f, pos)
	}
	return c.withoutDetail(h, pos, fail)
}

// receivedElsewhere reports whether a reply comes from a function of the
// package that keeps the response to itself: one that is in scope is another's.
func (c *checker) receivedElsewhere(v *types.Var, pos token.Pos) bool {
	if v == nil || v.IsField() {
		return false
	}
	return slices.ContainsFunc(c.model.Defs(v), func(d cozemodel.Def) bool {
		call, ok := unparenCall(d.Expr)
		if !ok || c.model.FuncAt(call.Pos()) != c.model.FuncAt(pos) || c.model.Decl(c.model.Callee(call)) == nil {
			return false
		}
		return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
			t := c.pass.TypesInfo.TypeOf(arg)
			return knowledge.IsResponse(t) || rawType(t)
		})
	})
}

// rawInScope finds a whole reply among the variables at pos: the data of the
// event whose name told the failure.
func (c *checker) rawInScope(f *function, pos token.Pos) hand {
	var found hand
	c.visible(pos, func(v *types.Var) bool {
		if c.rawVariable(f, v) {
			found = hand{raw: v.Name(), pos: v.Pos()}
		}
		return found.empty()
	})
	return found
}

// handOfCall finds what is at hand after a call whose error does not carry
// the log ID: the stream, or what the reply was decoded from.
func (c *checker) handOfCall(f *function, call *ast.CallExpr, fail *failure) hand {
	if fail.kind == recvError {
		stream := receiver(call)
		if stream == nil {
			return hand{}
		}
		return hand{id: types.ExprString(stream) + ".Response().LogID()", pos: stream.Pos()}
	}
	if h := c.responseInScope(call.Pos(), fail); !h.empty() {
		return h
	}
	for _, arg := range append([]ast.Expr{receiver(call)}, call.Args...) {
		if arg == nil || !c.model.Envelope(c.pass.TypesInfo.TypeOf(arg), f.decl) {
			continue
		}
		if h, ok := c.parsedID(arg); ok {
			return h
		}
		if h := c.rawOf(f, root(c.pass.TypesInfo, arg), call.Pos()); !h.empty() {
			return h
		}
	}
	return hand{}
}

// sdkHolder reports whether a reply is of a type of the SDK.
func (c *checker) sdkHolder(holder ast.Expr) bool {
	if c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(holder)) != "" {
		return true
	}
	if sel, ok := ast.Unparen(holder).(*ast.SelectorExpr); ok {
		return c.model.IsSDKObject(c.pass.TypesInfo.Uses[sel.Sel])
	}
	return false
}

// visible calls yield for the local variables that are declared before pos
// and visible there, the innermost first, until it returns false.
func (c *checker) visible(pos token.Pos, yield func(*types.Var) bool) {
	pkgScope := c.pass.Pkg.Scope()
	for scope := pkgScope.Innermost(pos); scope != nil && scope != pkgScope; scope = scope.Parent() {
		for _, name := range scope.Names() {
			if v, ok := scope.Lookup(name).(*types.Var); ok && v.Pos() < pos && name != "_" && !yield(v) {
				return
			}
		}
	}
}

// responseInScope finds an HTTP response, or a log ID that was read already,
// among the variables at pos: one that came from the same call as fail. Where
// that cannot be seen, the only response there is taken for it.
func (c *checker) responseInScope(pos token.Pos, fail *failure) hand {
	var found, likely hand
	candidates := 0
	c.visible(pos, func(v *types.Var) bool {
		id := ""
		switch {
		case knowledge.IsResponse(v.Type()):
			id = cozemodel.HeaderOf(v.Name(), v.Type())
		case isText(v.Type()) && c.isLogIDVariable(v, pos, fail):
			id = v.Name()
		}
		if id == "" {
			return true
		}
		same, possible := c.ofFailure(v, pos, fail)
		if same {
			found = hand{id: id, pos: v.Pos()}
		} else if possible && likely.empty() {
			likely = hand{id: id, pos: v.Pos()}
		}
		if possible {
			candidates++
		}
		return found.empty()
	})
	if found.empty() && candidates == 1 {
		return likely
	}
	return found
}

// isLogIDVariable reports whether v holds a log ID: its value says so, or its
// name where the value does not tell.
func (c *checker) isLogIDVariable(v *types.Var, pos token.Pos, fail *failure) bool {
	ids := c.model.LogIDsInVar(v, pos)
	if len(ids) > 0 {
		return slices.ContainsFunc(ids, func(id valueflow.Match) bool { return mayBeSame(id.Origins, fail.origins) })
	}
	return knowledge.NamesLogID(v.Name()) && !told(c.model.SourceOfVar(v, pos))
}

// withoutDetail keeps a body from being named where it has no log ID in it.
func (c *checker) withoutDetail(h hand, pos token.Pos, fail *failure) hand {
	if h.raw == "" {
		return h
	}
	h.noDetail = c.model.WithoutDetail(fail.origins)
	if !h.noDetail {
		c.visible(pos, func(v *types.Var) bool {
			if v.Name() == h.raw {
				h.noDetail = c.model.FromStream(v, pos)
			}
			return v.Name() != h.raw
		})
	}
	return h
}

// sdkInScope finds a response or stream of the SDK among the variables at
// pos, of the same call as fail.
func (c *checker) sdkInScope(pos token.Pos, fail *failure) hand {
	var found, likely hand
	candidates := 0
	c.visible(pos, func(v *types.Var) bool {
		id, ok := c.model.SDKLogID(v.Name(), v.Type())
		if !ok {
			return true
		}
		same, possible := c.ofFailure(v, pos, fail)
		if same {
			found = hand{id: id, pos: v.Pos()}
		} else if possible && likely.empty() {
			likely = hand{id: id, pos: v.Pos()}
		}
		if possible {
			candidates++
		}
		return found.empty()
	})
	if found.empty() && candidates == 1 {
		return likely
	}
	return found
}

// parsedID finds the log ID among the fields of the reply that holder is
// part of: detail.logid, or a logid beside the code.
func (c *checker) parsedID(holder ast.Expr) (hand, bool) {
	for x := ast.Unparen(holder); ; {
		if s := cozemodel.Struct(c.pass.TypesInfo.TypeOf(x)); s != nil {
			if path := cozemodel.LogIDField(s); path != "" {
				return hand{id: types.ExprString(x) + path, pos: x.Pos()}, true
			}
		}
		sel, ok := x.(*ast.SelectorExpr)
		if !ok {
			return hand{}, false
		}
		x = ast.Unparen(sel.X)
	}
}

// rawOf finds the text or bytes that the reply v was decoded from in the
// function around pos.
func (c *checker) rawOf(f *function, v *types.Var, pos token.Pos) hand {
	if v == nil || v.IsField() || f.decl == nil {
		return hand{}
	}
	for _, call := range c.model.Calls(f.decl) {
		if call.Pos() >= pos || !c.decodesInto(call, v) {
			continue
		}
		if raw := c.rawArgument(call); raw != nil {
			return hand{raw: types.ExprString(raw), pos: raw.Pos(), unnamed: !c.isBody(call, raw)}
		}
	}
	for _, def := range c.model.Defs(v) {
		call, ok := unparenCall(def.Expr)
		if !ok || call.Pos() >= pos || !c.parses(call, 0) {
			continue
		}
		if raw := c.rawArgument(call); raw != nil && c.model.FuncAt(call.Pos()) == f.decl {
			return hand{raw: types.ExprString(raw), pos: raw.Pos(), unnamed: !c.isBody(call, raw)}
		}
	}
	return hand{}
}

// isBody reports whether raw, which call is given, is what it decodes: the first
// text among the arguments of a helper can be a path or a token, too, and nobody
// is to be asked to log that.
func (c *checker) isBody(call *ast.CallExpr, raw ast.Expr) bool {
	if knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Decodes) {
		return true
	}
	return slices.ContainsFunc(c.model.Source(raw), func(o valueflow.Origin) bool { return o.Kind == valueflow.Response })
}

// decodesInto reports whether call is given the address of v, or v itself if
// it is a pointer, beside something to decode.
func (c *checker) decodesInto(call *ast.CallExpr, v *types.Var) bool {
	for _, arg := range call.Args {
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
			arg = u.X
		} else if _, isPointer := v.Type().Underlying().(*types.Pointer); !isPointer {
			if _, isMap := v.Type().Underlying().(*types.Map); !isMap {
				continue
			}
		}
		if id := identOf(arg); id != nil && c.pass.TypesInfo.Uses[id] == v {
			return true
		}
	}
	return false
}

// rawArgument returns what call decodes: its first argument of text, bytes or
// a reader that is not a constant, or what its receiver was made from, as
// resp.Body is in json.NewDecoder(resp.Body).Decode(&v).
func (c *checker) rawArgument(call *ast.CallExpr) ast.Expr {
	for _, arg := range call.Args {
		arg = c.behindConversion(arg)
		if tv := c.pass.TypesInfo.Types[arg]; tv.Value == nil && rawType(tv.Type) {
			if _, isCall := unparenCall(arg); !isCall {
				return arg
			}
		}
	}
	if inner, ok := unparenCall(receiver(call)); ok {
		return c.rawArgument(inner)
	}
	return nil
}

func (c *checker) behindConversion(expr ast.Expr) ast.Expr {
	if call, ok := unparenCall(expr); ok && len(call.Args) == 1 && c.pass.TypesInfo.Types[call.Fun].IsType() {
		return c.behindConversion(call.Args[0])
	}
	return expr
}

// rawType reports whether t can hold a reply that is not decoded yet.
func rawType(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	case *types.Interface:
		read, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
		return read != nil
	}
	return false
}
