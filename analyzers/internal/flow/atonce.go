package flow

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// AtOnce reports whether a request may be sent several times at once, as nothing on
// the way to it makes goroutines wait for each other: by the go statement of a loop,
// whose call it returns, or where requests that the program serves are answered, which
// each have a goroutine.
func (e *Engine) AtOnce(o *Origin) (started *ast.CallExpr, ok bool) {
	if o.call == nil {
		return nil, false
	}
	at := ssa.Instruction(o.call)
	for i := o.in; i != nil && at != nil; at, i = i.site, i.caller {
		if g, isGo := at.(*ssa.Go); isGo && headOf(g.Block()) != nil {
			started, _ = e.node(g).(*ast.CallExpr)
			return started, started != nil
		}
		if isLocked(at) {
			return nil, false
		}
		if slices.ContainsFunc(i.fn.Params, servesRequest) {
			return nil, true
		}
	}
	return nil, false
}

// servesRequest reports whether a parameter is a request that the program serves.
func servesRequest(p *ssa.Parameter) bool { return knowledge.IsServed(p.Type()) }

// isLocked reports whether a lock is taken on every way to an instruction, and not
// given back before it.
func isLocked(at ssa.Instruction) bool {
	held := 0
	for b := at.Block(); b != nil; b = b.Idom() {
		for _, instr := range b.Instrs {
			if instr == at {
				break
			}
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			switch name := calledName(&call.Call); {
			case strings.HasSuffix(name, "Unlock"), name == "Release":
				held--
			case name == "Lock", name == "Acquire", name == "TryLock":
				held++
			}
		}
	}
	return held > 0
}

func calledName(c *ssa.CallCommon) string {
	if fn := callee(c); fn != nil {
		return fn.Name()
	}
	return ""
}
