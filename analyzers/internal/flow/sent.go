package flow

import "go/ast"

// A Sending is a request that is sent where a piece of code runs.
type Sending struct {
	Origin *Origin
	// Node is what sends it there: the call of the request, or of a function
	// that makes it.
	Node ast.Node
}

// SentIn returns the requests that are sent where n runs, by it or by functions
// that it calls.
func (e *Engine) SentIn(n ast.Node) []Sending {
	var all []Sending
	for _, o := range e.origins {
		if o.call == nil {
			continue
		}
		if pos := o.Pos(); n.Pos() <= pos && pos < n.End() {
			all = append(all, Sending{o, e.node(o.call)})
			continue
		}
		for i := o.in; i.caller != nil && i.site != nil; i = i.caller {
			if pos := position(i.site); n.Pos() <= pos && pos < n.End() {
				all = append(all, Sending{o, e.node(i.site)})
				break
			}
		}
	}
	return all
}
