package flow

import (
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// What a condition says where it holds and where it does not.

// A condition finds what holds where a value is true or false.
type condition struct {
	*Engine
	in    *instance
	facts facts // what held before
}

const maxPredicates = 3 // predicates that call predicates

func (c *condition) implied(cond ssa.Value, holds bool, depth int) []Fact {
	switch x := cond.(type) {
	case *ssa.UnOp:
		if x.Op == token.NOT {
			return c.implied(x.X, !holds, depth)
		}
	case *ssa.BinOp:
		if y, ok := x.Y.(*ssa.Const); ok {
			return c.compared(x.X, y, operator(x.Op, holds, false))
		}
		if y, ok := x.X.(*ssa.Const); ok {
			return c.compared(x.Y, y, operator(x.Op, holds, true))
		}
	case *ssa.Extract:
		return c.found(x.Tuple, x.Index, holds)
	case *ssa.Phi:
		if depth < maxPredicates {
			return c.phi(x, holds, depth+1)
		}
	case *ssa.Call:
		if depth < maxPredicates {
			return c.predicate(x, holds, depth+1)
		}
	}
	return nil
}

// phi returns what holds on all ways on which a bool is as given.
func (c *condition) phi(x *ssa.Phi, holds bool, depth int) []Fact {
	var common []Fact
	first := true
	for _, edge := range x.Edges {
		if k, ok := edge.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Bool {
			if constant.BoolVal(k.Value) == holds {
				return nil
			}
			continue
		}
		common, first = both(common, c.implied(edge, holds, depth), first), false
	}
	return common
}

func both(a, b []Fact, first bool) []Fact {
	if first {
		return b
	}
	var common []Fact
	for _, f := range a {
		for _, g := range b {
			if f == g {
				common = append(common, f)
			}
		}
	}
	return common
}

// predicate returns what holds where a function of the package returns true or
// false: what holds at all its returns that may do so.
func (c *condition) predicate(call *ssa.Call, holds bool, depth int) []Fact {
	callees := c.in.callees[call]
	if len(callees) == 0 {
		all := c.verdict(call, holds)
		if holds {
			all = append(all, c.searched(call)...)
		}
		return append(all, c.found(call, 0, holds)...)
	}
	if len(callees) != 1 || call.Call.Signature().Results().Len() != 1 {
		return nil
	}
	in := callees[0]
	var common []Fact
	first := true
	for _, b := range in.fn.Blocks {
		ret, ok := lastOf(b).(*ssa.Return)
		if !ok || len(ret.Results) != 1 {
			continue
		}
		here := keys(c.factsOf(in)[b])
		if k, ok := ret.Results[0].(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Bool {
			if constant.BoolVal(k.Value) != holds {
				continue
			}
		} else {
			inner := &condition{Engine: c.Engine, in: in, facts: c.factsOf(in)[b]}
			here = append(here, inner.implied(ret.Results[0], holds, depth)...)
		}
		common, first = both(common, here, first), false
	}
	return common
}

// verdict returns what a method of a response says of its status.
func (c *condition) verdict(call *ssa.Call, holds bool) []Fact {
	fn := callee(&call.Call)
	good, ok := knowledge.StatusVerdict(fn)
	if !ok || len(call.Call.Args) == 0 {
		return nil
	}
	var all []Fact
	for _, l := range c.whole(c.valueOf(c.in, call.Call.Args[0])) {
		if l.Kind == Response {
			all = append(all, Fact{either(good == holds, HTTPOK, HTTPFails), l.Origin})
		}
	}
	return all
}

// found returns what holds where an error was found in another: ok of
// coze.AsCozeError, errors.As, a type assertion.
func (c *condition) found(v ssa.Value, n int, holds bool) []Fact {
	var from *value
	switch x := v.(type) {
	case *ssa.Call:
		switch fn := callee(&x.Call); {
		case fn == nil || len(x.Call.Args) == 0:
		case fn.Name() == "AsCozeError", fn.Name() == "AsAuthError", fn.Name() == "As" && n == 0:
			from = c.valueOf(c.in, x.Call.Args[0])
		}
	case *ssa.TypeAssert:
		if x.CommaOk && gotypes.IsError(x.X.Type()) {
			from = c.valueOf(c.in, x.X)
		}
	}
	if from == nil || !holds {
		return nil
	}
	var all []Fact
	for _, l := range from.labels.list {
		if l.Kind == Error || l.Kind == Told {
			all = append(all, Fact{ErrorSet, l.Origin})
		}
	}
	return all
}

// searched returns what holds where a text was found in another: a line that
// begins with the name of an event.
func (c *condition) searched(call *ssa.Call) []Fact {
	if fn := callee(&call.Call); !c.effectOf(fn).Has(knowledge.Searches) || len(call.Call.Args) != 2 {
		return nil
	}
	text, ok := constantText(call.Call.Args[1])
	if !ok || !knowledge.IsFailureWord(eventName(text)) || eventName(text) == "error" {
		return nil
	}
	var all []Fact
	for _, l := range c.valueOf(c.in, call.Call.Args[0]).labels.list {
		if l.Kind == Event || l.Kind == Line {
			all = append(all, Fact{EventFails, l.Origin})
		}
	}
	return all
}

// operator returns the operator that holds between what is compared and the
// constant on its right.
func operator(op token.Token, holds, swapped bool) token.Token {
	if swapped {
		switch op {
		case token.LSS:
			op = token.GTR
		case token.GTR:
			op = token.LSS
		case token.LEQ:
			op = token.GEQ
		case token.GEQ:
			op = token.LEQ
		}
	}
	if holds {
		return op
	}
	switch op {
	case token.EQL:
		return token.NEQ
	case token.NEQ:
		return token.EQL
	case token.LSS:
		return token.GEQ
	case token.GEQ:
		return token.LSS
	case token.GTR:
		return token.LEQ
	case token.LEQ:
		return token.GTR
	}
	return op
}

// A bound is the constant that something is compared with.
type bound struct {
	op     token.Token
	number int64
	text   string
	isNum  bool
	isText bool
	isNil  bool
}

func boundOf(c *ssa.Const, op token.Token) bound {
	b := bound{op: op, isNil: c.Value == nil}
	if c.Value == nil {
		return b
	}
	switch c.Value.Kind() {
	case constant.Int:
		b.number, b.isNum = constant.Int64Val(c.Value)
	case constant.Float:
		f, _ := constant.Float64Val(c.Value)
		b.number, b.isNum = int64(f), true
	case constant.String:
		b.text, b.isText = constant.StringVal(c.Value), true
		if b.text == "0" {
			b.isNum = true
		}
	}
	return b
}

// compared returns what a comparison with a constant says.
func (c *condition) compared(x ssa.Value, y *ssa.Const, op token.Token) []Fact {
	b := boundOf(y, op)
	var all []Fact
	for _, l := range c.valueOf(c.in, x).labels.list {
		if kind, ok := b.says(l, c.facts); ok {
			all = append(all, Fact{kind, l.Origin})
		}
	}
	return all
}

// says returns what the comparison of a value with the label says.
func (b bound) says(l Label, in facts) (FactKind, bool) {
	switch l.Kind {
	case Code:
		return b.saysOfCode()
	case LastError:
		if b.isNum {
			return b.saysOfCode()
		}
		if b.isNil && b.op == token.NEQ {
			return ChatFails, true
		}
	case HTTPStatus:
		return b.saysOfHTTP()
	case Status:
		return b.saysOfStatus(l, in)
	case Event, Line:
		if b.isText && b.op == token.EQL && knowledge.IsFailureWord(eventName(b.text)) {
			return EventFails, true
		}
	case Error, Told, RecvError:
		if b.isNil {
			return either(b.op == token.NEQ, ErrorSet, ErrorNil), b.op == token.NEQ || b.op == token.EQL
		}
	case Message, Reason:
		if b.isText && b.text == "" && b.op == token.NEQ {
			return CodeFails, true
		}
	case LogID:
		if b.isText && b.text == "" && b.op == token.EQL {
			return NoLogID, true
		}
	}
	return 0, false
}

func either(first bool, a, b FactKind) FactKind {
	if first {
		return a
	}
	return b
}

// saysOfCode takes the HTTP status 200 for 0: who compares a code with that
// means success.
func (b bound) saysOfCode() (FactKind, bool) {
	if b.isNum && b.number == 200 {
		b.number = 0
	}
	if !b.isNum && (!b.isText || b.text != "") {
		return CodeFails, b.isText && b.op == token.EQL
	}
	switch {
	case b.op == token.EQL && b.number == 0:
		return CodeOK, true
	case b.op == token.NEQ && b.number == 0, b.op == token.EQL, b.op == token.GTR && b.number >= 0, b.op == token.GEQ && b.number > 0:
		return CodeFails, true
	}
	return 0, false
}

func (b bound) saysOfHTTP() (FactKind, bool) {
	if b.isText && b.text != "" && !b.isNum {
		good := strings.HasPrefix(b.text, "2")
		return either(good == (b.op == token.EQL), HTTPOK, HTTPFails), b.op == token.EQL || b.op == token.NEQ
	}
	if !b.isNum {
		return 0, false
	}
	n := b.number
	good := n >= 200 && n < 300 || n == 2
	switch {
	case b.op == token.NEQ && good, b.op == token.EQL && !good, b.op == token.GEQ && n >= 300, b.op == token.GTR && n >= 299, b.op == token.LSS && n == 200, b.op == token.LEQ && n == 199:
		return HTTPFails, true
	case b.op == token.EQL && good, b.op == token.LSS && n >= 300 && n <= 400, b.op == token.LEQ && n >= 299 && n < 400:
		return HTTPOK, true
	}
	return 0, false
}

// saysOfStatus: a chat that is neither in progress nor completed failed.
func (b bound) saysOfStatus(l Label, in facts) (FactKind, bool) {
	if !b.isText {
		return 0, false
	}
	switch {
	case b.op == token.EQL && knowledge.IsFailureWord(b.text):
		return ChatFails, true
	case b.op == token.EQL && b.text == "completed":
		return Completed, true
	case b.op == token.NEQ && b.text == "in_progress":
		return Finished, true
	case b.op == token.NEQ && b.text == "completed" && in[Fact{Finished, l.Origin}]:
		return ChatFails, true
	}
	return 0, false
}
