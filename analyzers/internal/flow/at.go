package flow

import "go/ast"

// At reports whether one of the facts about o holds where expr is evaluated, in a
// context in which it is.
func (e *Engine) At(expr ast.Expr, o *Origin, kinds ...FactKind) bool {
	for _, r := range e.refsOf(expr) {
		if r.at == nil || r.at.Block() == nil {
			continue
		}
		for _, i := range e.of[r.fn] {
			here := e.factsOf(i)[r.at.Block()]
			for _, k := range kinds {
				if here[Fact{k, o}] {
					return true
				}
			}
		}
	}
	return false
}

// TellsRaw reports whether the text of a request's outcome, or a part of it as it came,
// is told or handed on before expr is evaluated or behind it, on all ways.
func (e *Engine) TellsRaw(expr ast.Expr, o *Origin) bool {
	for _, r := range e.refsOf(expr) {
		if r.at == nil || r.at.Block() == nil {
			continue
		}
		at := r.at.Block()
		for _, i := range e.of[r.fn] {
			for instr, u := range e.usesOf(i) {
				if b := instr.Block(); u.Has(o, Body, Line) && (at.Dominates(b) || b.Dominates(at)) {
					return true
				}
			}
		}
	}
	return false
}
