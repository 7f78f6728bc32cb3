package flow

import (
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Errors that say nothing of what was told, and results that stand for them.

// kindOf says how a return with an error ends a path.
func (e *Engine) kindOf(at *ssa.Return, err ssa.Value) EndKind {
	switch {
	case isNil(at, err):
		return Succeeds
	case e.isFixed(at, err, 0):
		return Fails
	}
	return FailsOtherwise
}

// isFixed reports whether an error is one that the program makes itself, of
// nothing that it was told: errors.New, a variable of the package, a literal.
func (e *Engine) isFixed(at *ssa.Return, v ssa.Value, depth int) bool {
	if depth > maxPredicates {
		return false
	}
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.ChangeInterface:
		return e.isFixed(at, x.X, depth+1)
	case *ssa.Call:
		if fn, ok := x.Call.Value.(*ssa.Function); ok && isPlaceholder(fn) {
			return true
		}
		if fn, ok := x.Call.Value.(*ssa.Function); ok && fn.Blocks != nil {
			return e.returnsFixed(fn, depth+1)
		}
		if c, ok := x.Call.Value.(*ssa.MakeClosure); ok {
			return e.returnsFixed(c.Fn.(*ssa.Function), depth+1)
		}
		return e.effectOf(callee(&x.Call)).Has(knowledge.MakesError) || knowledge.GuessMakesError(callee(&x.Call))
	case *ssa.Phi:
		for _, edge := range x.Edges {
			if e.isFixed(at, edge, depth+1) {
				return true
			}
		}
	case *ssa.UnOp:
		if _, ok := x.X.(*ssa.Global); ok {
			return true
		}
		if s := storeOf(at, x); s != nil {
			return e.isFixed(at, s.Val, depth+1)
		}
	}
	return false
}

// isFixedEnvelope reports whether a value is an envelope of the program's own
// with a text that does not depend on anything: Fail(code, "try again"), or a
// literal. It stands for an error.
func (w *endFinder) isFixedEnvelope(v ssa.Value) bool {
	if !isEnvelope(v.Type()) || len(w.deep(w.valueOf(w.failure.in, v))) > 0 {
		return false
	}
	if call, ok := v.(*ssa.Call); ok {
		text := false
		for _, a := range arguments(&call.Call) {
			c, ok := a.(*ssa.Const)
			if !ok {
				return false
			}
			text = text || gotypes.IsString(c.Type()) && c.Value != nil && constant.StringVal(c.Value) != ""
		}
		return text
	}
	for _, o := range w.valueOf(w.failure.in, v).objects.list {
		for _, key := range o.keys {
			if strings.TrimPrefix(key, goName) == "msg" && len(o.fields[key].stored.texts.list) > 0 {
				return o.made == w.failure.in
			}
		}
	}
	return false
}

// isPlaceholder reports whether a function that is given something does nothing
// but return nil: it stands for one that makes an error.
func isPlaceholder(fn *ssa.Function) bool {
	if len(fn.Blocks) != 1 || len(fn.Params) == 0 {
		return false
	}
	for _, instr := range fn.Blocks[0].Instrs {
		switch x := instr.(type) {
		case *ssa.DebugRef:
		case *ssa.Return:
			return len(x.Results) == 1 && isNil(x, x.Results[0])
		default:
			return false
		}
	}
	return false
}

// returnsFixed reports whether all errors that a function returns are fixed.
func (e *Engine) returnsFixed(fn *ssa.Function, depth int) bool {
	found := false
	for _, b := range fn.Blocks {
		ret, ok := lastOf(b).(*ssa.Return)
		if !ok || len(ret.Results) == 0 {
			continue
		}
		if !e.isFixed(ret, ret.Results[len(ret.Results)-1], depth) {
			return false
		}
		found = true
	}
	return found
}

// isNil reports whether a result is nil where it is returned.
func isNil(at *ssa.Return, v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Const:
		return x.Value == nil
	case *ssa.UnOp:
		s := storeOf(at, x)
		return s != nil && isNil(at, s.Val)
	}
	return false
}

// resultAt returns what a return returns as v. A function that defers reads it from a
// variable, which holds what other returns stored, too.
func resultAt(at *ssa.Return, v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok {
		if s := storeOf(at, load); s != nil {
			return s.Val
		}
	}
	return v
}

// storeOf returns the store before a return that a result is read from, or
// nil.
func storeOf(at *ssa.Return, load *ssa.UnOp) *ssa.Store {
	for n, instr := range at.Block().Instrs {
		if instr == ssa.Instruction(load) {
			s, _ := storedBefore(at.Block(), n, load.X)
			return s
		}
	}
	return nil
}
