package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// A kind says in which way a failure came.
type kind int

const (
	callError    kind = iota // the error of a call, which carries the log ID
	recvError                // the error of Stream.Recv, which does not
	convertError             // an error made of a decoded reply, which does not
	replyCode                // a non-zero code
	httpStatus               // an HTTP status that is not success
	inBand                   // a failed chat, an error event
	maybeFailed              // a chat that is no longer in progress
)

// A failure is one way in which Coze reports that something went wrong, and
// what is needed to follow it.
type failure struct {
	kind kind
	call *ast.CallExpr // that gave the error, for error values
	err  *types.Var    // the error, for error values
	def  ast.Node      // the statement that gives err its value, or shows a reply unasked

	cond   ast.Expr     // that tells the failure from success; nil while unchecked
	holder ast.Expr     // the reply whose code or status it is, if any
	event  bool         // it is an event of a stream: the next round is no new try
	region paths.Region // where only the failure leads
	hand   hand
	via    *converter // that made the error, for convertError

	origins []valueflow.Origin  // the calls that it came from, as far as they are known
	aliases map[*types.Var]bool // local copies of err; nil before they are looked for
}

// carries reports whether passing on the error value passes on the log ID.
func (f *failure) carries() bool { return f.kind == callError }

func (f *failure) isError() bool { return f.err != nil || f.call != nil }

// known returns the condition that tells the failure, or the statement that
// shows it unasked; nil for an error that is to be asked about.
func (f *failure) known() ast.Node {
	switch {
	case f.cond != nil:
		return f.cond
	case !f.isError():
		return f.def
	}
	return nil
}

// A start is where in the flow of a function a failure begins.
type start struct {
	failure *failure
	block   *cfg.Block
	index   int // of the first node of block to look at
}

// starts finds the failures of f.
func (c *checker) starts(f *function) []start {
	if !c.candidate(f) {
		return nil
	}
	f.build(c)
	var starts []start
	for _, block := range f.flow.Blocks {
		if !block.Live {
			continue
		}
		for i, node := range block.Nodes {
			if s, ok := c.callStart(f, node, c.failingCall); ok {
				s.block, s.index = block, i+1
				starts = append(starts, s)
			}
		}
		if cond := paths.Condition(block); cond != nil {
			starts = append(starts, c.conditionStarts(f, block, cond)...)
			if s, ok := c.askedStart(f, block, cond); ok {
				starts = append(starts, s)
			}
		}
	}
	return starts
}

// candidate reports whether f's own body, literals in it excluded, calls
// Coze or looks at an outcome of it.
func (c *checker) candidate(f *function) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if _, ok := c.failingCall(n); ok {
				found = true
			} else if fn := c.model.Callee(n); fn != nil && (fn.Name() == "As" || c.model.IsSDKObject(fn)) {
				found = true // may find an error of the SDK in a parameter
			} else if _, isStatus := c.statusCall(n); isStatus {
				found = true
			} else {
				found = c.failureFound(n, true) != nil
			}
		case *ast.BinaryExpr:
			switch n.Op {
			case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
				found = c.outcome(n.X) || c.outcome(n.Y)
			}
		case *ast.SwitchStmt:
			found = n.Tag != nil && c.outcome(n.Tag)
		}
		return !found
	})
	return found
}

// outcome reports whether expr tells success from failure.
func (c *checker) outcome(expr ast.Expr) bool {
	if _, ok := c.model.Code(expr); ok {
		return true
	}
	if _, ok := c.httpStatus(expr); ok {
		return true
	}
	if _, ok := c.event(expr); ok {
		return true
	}
	return c.failurePointer(expr)
}

// callStart reports whether node gives an error of Coze to a variable, or
// throws it away.
func (c *checker) callStart(f *function, node ast.Node, failing func(*ast.CallExpr) (kind, bool)) (start, bool) {
	var lhs []ast.Expr
	var rhs ast.Expr
	switch n := node.(type) {
	case *ast.AssignStmt:
		if len(n.Rhs) != 1 {
			return start{}, false
		}
		lhs, rhs = n.Lhs, n.Rhs[0]
	case *ast.ValueSpec:
		if len(n.Values) != 1 {
			return start{}, false
		}
		for _, name := range n.Names {
			lhs = append(lhs, name)
		}
		rhs = n.Values[0]
	case *ast.ExprStmt:
		rhs = n.X
	default:
		return start{}, false
	}
	call, ok := ast.Unparen(rhs).(*ast.CallExpr)
	if !ok {
		return start{}, false
	}
	kind, ok := failing(call)
	if !ok {
		return start{}, false
	}
	fail := &failure{kind: kind, call: call, def: node}
	if len(lhs) > 0 {
		last := ast.Unparen(lhs[len(lhs)-1])
		if id, isIdent := last.(*ast.Ident); !isIdent || id.Name != "_" {
			fail.err = cozemodel.Variable(c.pass.TypesInfo, last)
			if fail.err == nil || fail.err.IsField() || fail.err.Parent() == c.pass.Pkg.Scope() {
				return start{}, false // stored: whoever reads it is responsible
			}
		}
	}
	if fail.err == nil && c.cancels(call) {
		return start{}, false
	}
	if !fail.carries() {
		fail.origins = c.originsOfCall(call)
		fail.hand = c.handOfCall(f, call, fail)
	}
	return start{failure: fail}, true
}

// originsOfCall returns the calls that the stream or the reply behind an error
// came from which does not carry the log ID.
func (c *checker) originsOfCall(call *ast.CallExpr) []valueflow.Origin {
	if recv := receiver(call); recv != nil {
		if origins := c.model.Source(recv); told(origins) {
			return origins
		}
	}
	for _, arg := range call.Args {
		if c.model.Envelope(c.pass.TypesInfo.TypeOf(arg), c.model.FuncAt(call.Pos())) {
			return c.model.Source(arg)
		}
	}
	return nil
}

// cancels reports whether call cancels a chat, which is done for good measure:
// that a chat which is over cannot be cancelled (4104) is no failure.
func (c *checker) cancels(call *ast.CallExpr) bool {
	recv, name, ok := c.model.SDKCallee(call)
	return ok && recv == "chat" && name == "Cancel"
}

// failingCall reports whether the last result of call is an error in which
// Coze reports a failure.
func (c *checker) failingCall(call *ast.CallExpr) (kind, bool) {
	if recv, name, ok := c.model.SDKCallee(call); ok {
		if name == "Recv" && (recv == "Stream" || recv == "streamReader") {
			return recvError, c.receivesFailures(call)
		}
		return callError, c.model.APICall(call) && returnsError(c.model.Callee(call))
	}
	fn := c.model.Callee(call)
	if fn == nil || !returnsError(fn) {
		return 0, false
	}
	if c.model.Decl(fn) != nil {
		return callError, c.givesFailure(fn)
	}
	return callError, c.model.APICall(call) || c.model.ImportedCall(fn)
}

// receivesFailures reports whether the error of Recv can be one that Coze
// reported. A failed workflow arrives as an event: the Recv of its stream fails
// for transport and decoding only.
func (c *checker) receivesFailures(call *ast.CallExpr) bool {
	t := c.firstResult(call)
	return c.model.SDKTypeName(t) != "WorkflowEvent"
}

func returnsError(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && cozemodel.IsErrorType(results.At(results.Len()-1).Type())
}

// givesFailure reports whether a function of the package returns an error
// that is a failure of Coze: that of an API call of the SDK, or one that it
// makes itself.
func (c *checker) givesFailure(fn *types.Func) bool {
	if known, ok := c.giving[fn]; ok {
		return known
	}
	c.giving[fn] = false // while it is looked for
	c.giving[fn] = slices.ContainsFunc(c.model.Returns(fn), func(ret *ast.ReturnStmt) bool {
		if len(ret.Results) == 0 {
			return false
		}
		last := ast.Unparen(ret.Results[len(ret.Results)-1])
		call, ok := last.(*ast.CallExpr)
		if !ok {
			return c.sdkErrorVariable(last)
		}
		if c.model.APICall(call) || slices.ContainsFunc(call.Args, c.sdkErrorVariable) {
			return true
		}
		callee := c.model.Callee(call)
		return c.model.Decl(callee) != nil && returnsError(callee) && c.givesFailure(callee)
	}) || c.makesFailure(fn)
	return c.giving[fn]
}

// makesFailure reports whether a function of the package returns an error
// where it finds that a reply failed.
func (c *checker) makesFailure(fn *types.Func) bool {
	f := c.declared[fn]
	if f == nil || !c.candidate(f) {
		return false
	}
	f.build(c)
	for _, block := range f.flow.Blocks {
		cond := paths.Condition(block)
		if !block.Live || cond == nil {
			continue
		}
		for _, s := range c.conditionStarts(f, block, cond) {
			if s.failure.kind != maybeFailed && slices.ContainsFunc(c.model.Returns(fn), func(ret *ast.ReturnStmt) bool {
				return s.failure.region.Contains(ret.Pos()) && len(ret.Results) > 0 && !c.pass.TypesInfo.Types[ret.Results[len(ret.Results)-1]].IsNil()
			}) {
				return true
			}
		}
	}
	return false
}

// sdkErrorVariable reports whether expr is a variable that is given the
// error of an API call.
func (c *checker) sdkErrorVariable(expr ast.Expr) bool {
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil || v.IsField() || !cozemodel.IsErrorType(v.Type()) {
		return false
	}
	for _, def := range c.model.Defs(v) {
		if call, ok := unparenCall(def.Expr); ok && c.model.APICall(call) {
			return true
		}
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

// conditionStarts finds the failures that cond tells from success: at most
// one for each way out of the block.
func (c *checker) conditionStarts(f *function, block *cfg.Block, cond ast.Expr) []start {
	var starts []start
	for way, succ := range block.Succs {
		onTrue := way == 0
		fail := c.failureAfter(f, cond, onTrue)
		if fail == nil {
			continue
		}
		fail.cond = cond
		fail.origins = c.model.Source(fail.holder)
		fail.region = f.flow.Region(cond, onTrue)
		fail.hand = c.handOf(f, cond.Pos(), fail)
		starts = append(starts, start{fail, succ, 0})
	}
	return starts
}

// failureAfter reports which failure may be known when cond turned out as
// given. Where the same way is taken for an error of the program, that is
// what is handled there.
func (c *checker) failureAfter(f *function, cond ast.Expr, outcome bool) *failure {
	var found *failure
	for _, fact := range paths.Facts(cond, outcome) {
		left, right, op, ok := f.flow.Comparison(fact.Operand)
		if ok && fact.Outcome == (op == token.NEQ) && c.pass.TypesInfo.Types[right].IsNil() && cozemodel.IsErrorType(typeOf(c, left)) {
			return nil
		}
		if fail := c.failureOn(f, fact.Operand, fact.Outcome); fail != nil && (found == nil || found.kind == maybeFailed) {
			found = fail
		}
	}
	return found
}

// failureOn reports which failure is known when operand, which is no
// compound, turned out as given.
func (c *checker) failureOn(f *function, operand ast.Expr, outcome bool) *failure {
	left, right, op, ok := f.flow.Comparison(operand)
	if !ok {
		if call, isCall := unparenCall(operand); isCall {
			if success, isStatus := c.statusCall(call); isStatus && success != outcome {
				return &failure{kind: httpStatus, holder: receiver(call)}
			}
			return c.failureFound(call, outcome)
		}
		return nil
	}
	if fail := c.failureIn(left, right, op, outcome); fail != nil {
		return fail
	}
	return c.failureIn(right, left, mirrored[op], outcome)
}

// failureFound reports which failure is known when a call that searches a text
// found, or did not find, what an event says of one:
// strings.HasPrefix(line, "event: Error").
func (c *checker) failureFound(call *ast.CallExpr, found bool) *failure {
	if !found || len(call.Args) != 2 || !knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Searches) {
		return nil
	}
	domain, ok := c.events.Domain(call.Args[0], call.Args[1])
	if !ok || c.memberFails(domain, call.Args[1], token.EQL) != fails {
		return nil
	}
	return &failure{kind: inBand, holder: call.Args[0], event: !domain.Status}
}

// failureIn is failureOn for a comparison of value with operand.
func (c *checker) failureIn(value, operand ast.Expr, op token.Token, outcome bool) *failure {
	if !outcome {
		op = negated[op]
	}
	if code, ok := c.model.Code(value); ok {
		if c.codeFails(operand, op) && code.Kind != cozemodel.AuthCode && !c.sdkError(code.Holder) {
			return &failure{kind: replyCode, holder: code.Holder}
		}
		return nil
	}
	if holder, ok := c.httpStatus(value); ok {
		if c.statusFails(operand, op) {
			return &failure{kind: httpStatus, holder: holder}
		}
		return nil
	}
	if op == token.NEQ && c.pass.TypesInfo.Types[operand].IsNil() && c.failurePointer(value) {
		return &failure{kind: inBand, holder: value}
	}
	if domain, ok := c.event(value); ok {
		switch c.memberFails(domain, operand, op) {
		case fails:
			return &failure{kind: inBand, holder: value, event: !domain.Status}
		case mayFail:
			return &failure{kind: maybeFailed, holder: value}
		}
	}
	return nil
}

// sdkError reports whether expr is an error value of the SDK: it was followed
// since the call that gave it.
func (c *checker) sdkError(expr ast.Expr) bool {
	if expr == nil {
		return false
	}
	switch c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(expr)) {
	case "Error", "AuthError":
		return true
	}
	return false
}

// codeFails reports whether a code for which "code op operand" holds is not 0.
func (c *checker) codeFails(operand ast.Expr, op token.Token) bool {
	value, ok := cozemodel.IntValue(c.pass.TypesInfo, operand)
	if !ok {
		text, isText := cozemodel.TextValue(c.pass.TypesInfo, operand)
		return isText && (op == token.NEQ && (text == "" || text == "0") || op == token.EQL && text != "" && text != "0")
	}
	switch op {
	case token.NEQ:
		return value == 0
	case token.EQL:
		return value != 0
	case token.GTR:
		return value >= 0
	case token.GEQ:
		return value > 0
	}
	return false
}

// statusFails reports whether an HTTP status for which "status op operand"
// holds is not one of success.
func (c *checker) statusFails(operand ast.Expr, op token.Token) bool {
	value, ok := c.statusValue(operand)
	if !ok {
		return false
	}
	switch op {
	case token.NEQ:
		return value == 2 || 200 <= value && value < 300 // 2 is StatusCode/100
	case token.EQL:
		return 3 < value && value < 10 || 400 <= value && value < 600
	case token.GTR:
		return value >= 299
	case token.GEQ:
		return value >= 300
	case token.LSS:
		return value == 200
	}
	return false
}

// statusValue returns the HTTP status that a constant stands for: 200, or
// "200 OK".
func (c *checker) statusValue(operand ast.Expr) (int64, bool) {
	if text, ok := cozemodel.TextValue(c.pass.TypesInfo, operand); ok {
		number, _, _ := strings.Cut(text, " ")
		value, err := strconv.ParseInt(number, 10, 64)
		return value, err == nil
	}
	return cozemodel.IntValue(c.pass.TypesInfo, operand)
}

type verdict int

const (
	passes verdict = iota
	mayFail
	fails
)

// memberFails says what it means that a value of domain compares so with one
// of its members.
func (c *checker) memberFails(domain *cozemodel.Domain, operand ast.Expr, op token.Token) verdict {
	value, ok := c.events.Wire(operand)
	if !ok {
		return passes
	}
	member, ok := domain.Member(value)
	switch {
	case !ok:
		return passes
	case op == token.EQL && member.Failure():
		return fails
	case !domain.Status:
		return passes
	case op == token.NEQ && (member.Outcome == cozemodel.Success || member.Outcome == cozemodel.Progress),
		op == token.EQL && (member.Outcome == cozemodel.Waiting || member.Outcome == cozemodel.Canceled):
		return mayFail
	}
	return passes
}

// event reports whether expr is the event type of a stream or the status of
// a chat or workflow run. The codes of OAuth errors come with an error value.
func (c *checker) event(expr ast.Expr) (*cozemodel.Domain, bool) {
	domain, ok := c.events.Domain(expr)
	return domain, ok && domain != cozemodel.AuthErrors
}

// failurePointer reports whether expr is nil unless there is a failure: the
// last_error of a chat, or the error of a workflow event.
func (c *checker) failurePointer(expr ast.Expr) bool {
	t := c.pass.TypesInfo.TypeOf(expr)
	if t == nil {
		return false
	}
	if _, isPointer := types.Unalias(t).(*types.Pointer); !isPointer {
		return false
	}
	switch c.model.SDKTypeName(t) {
	case "ChatError", "WorkflowEventError":
		return true
	}
	sel, ok := ast.Unparen(expr).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "LastError" && c.model.Envelope(t, c.model.FuncAt(expr.Pos()))
}

// httpStatus reports whether expr is the HTTP status of a reply of Coze, and
// of which response.
func (c *checker) httpStatus(expr ast.Expr) (holder ast.Expr, ok bool) {
	switch x := ast.Unparen(expr).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.QUO {
			return c.httpStatus(x.X)
		}
	case *ast.CallExpr:
		sel, isSel := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		if isSel && sel.Sel.Name == "StatusCode" && len(x.Args) == 0 && c.cozeResponse(sel.X) {
			return sel.X, true
		}
	case *ast.SelectorExpr:
		if (x.Sel.Name == "StatusCode" || x.Sel.Name == "Status") && c.cozeResponse(x.X) {
			return x.X, true
		}
	}
	return nil, false
}

// cozeResponse reports whether expr is an HTTP response of the Open API.
func (c *checker) cozeResponse(expr ast.Expr) bool {
	return cozemodel.IsResponse(c.pass.TypesInfo.TypeOf(expr)) && c.model.FromCoze(expr)
}

// statusCall reports whether call is a method of a response that tells
// success from failure, and which of them a result of true means.
func (c *checker) statusCall(call *ast.CallExpr) (success, ok bool) {
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !isSel || len(call.Args) != 0 || !c.cozeResponse(sel.X) {
		return false, false
	}
	switch sel.Sel.Name {
	case "IsSuccess", "IsSuccessState", "Ok", "OK":
		return true, true
	case "IsError", "IsErrorState", "IsFailure":
		return false, true
	}
	return false, false
}

func receiver(call *ast.CallExpr) ast.Expr {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return sel.X
	}
	return nil
}

// negated and mirrored are the comparisons that hold when one does not, and
// with its operands swapped.
var (
	negated = map[token.Token]token.Token{
		token.EQL: token.NEQ, token.NEQ: token.EQL,
		token.LSS: token.GEQ, token.GEQ: token.LSS,
		token.GTR: token.LEQ, token.LEQ: token.GTR,
	}
	mirrored = map[token.Token]token.Token{
		token.EQL: token.EQL, token.NEQ: token.NEQ,
		token.LSS: token.GTR, token.GTR: token.LSS,
		token.LEQ: token.GEQ, token.GEQ: token.LEQ,
	}
)
