package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// callAPI does what a method of the SDK does that asks the API.
func (e *Engine) callAPI(c *callsite) {
	if e.stage < findLabels {
		e.origin(c) // so that all have an order
		return
	}
	switch c.name() {
	case "Recv", "Next", "Current", "Err":
		e.nextEvent(c)
		return
	}
	o := e.origin(c)
	last := c.results().Len() - 1
	if last > 0 {
		t := c.resultType(0)
		reply := e.apiReply(c, t)
		if name := gotypes.Name(t); strings.HasPrefix(name, "Stream") || isPager(t) {
			o.Events = strings.HasPrefix(name, "Stream")
			e.addLabel(e.out(c, 0), Label{Stream, o})
		} else {
			o.WithoutID = !e.givesID(t)
			e.fill(reply, Label{Reply, o})
			e.addLabel(e.out(c, 0), Label{Response, o})
		}
	}
	e.addLabel(e.out(c, last), Label{Error, o})
}

// apiReply returns the object that the first result of a call points to.
func (e *Engine) apiReply(c *callsite, t types.Type) *object {
	if c.res == nil {
		return e.newObject(gotypes.Pointed(t), c.in)
	}
	o := e.allocated(c.in, c.res, gotypes.Pointed(t))
	e.addObject(e.out(c, 0), o)
	return o
}

// givesID reports whether a reply of the SDK has a method that leads to the log ID. That
// of CreateAndPoll, ChatPoll (chats.go of coze-go), has none.
func (e *Engine) givesID(t types.Type) bool {
	return slices.ContainsFunc([]string{"LogID", "Response"}, func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, true, e.Pkg, name)
		_, isMethod := obj.(*types.Func)
		return isMethod
	})
}

// isPager reports whether t is a list of the SDK that is read page by page.
func isPager(t types.Type) bool { return strings.HasSuffix(gotypes.Name(t), "Paged") }

// nextEvent reads the next event of a stream or the next element of a list.
func (e *Engine) nextEvent(c *callsite) {
	for _, l := range e.deep(e.arg(c, 0)) {
		if l.Kind != Stream {
			continue
		}
		if !slices.Contains(l.Origin.readers, c.in) {
			l.Origin.readers = append(l.Origin.readers, c.in)
		}
		if c.name() == "Err" {
			e.addLabel(e.out(c, 0), l.of(Error))
			continue
		}
		if t := c.resultType(0); c.res != nil && !gotypes.IsError(t) && !gotypes.IsBool(t) {
			e.fill(e.apiReply(c, t), l.of(Data))
		}
		// Recv of a workflow's stream fails for transport and decoding only
		// (workflows_runs.go, chats.go: an error event is errors.New(data)).
		if n := c.errorResult(); n >= 0 && strings.Contains(typesOf(c.args[0].Type()), "ChatEvent") {
			e.addLabel(e.out(c, n), l.of(RecvError))
		}
	}
}

func typesOf(t types.Type) string { return types.TypeString(types.Unalias(t), nil) }

// callSDK does what the other functions of the SDK do.
func (e *Engine) callSDK(c *callsite) {
	if t := c.resultType(0); c.res != nil && !c.hasReceiver() && gotypes.Name(t) == "CozeAPI" {
		o := e.allocated(c.in, c.res, gotypes.Pointed(t))
		o.call = c.instr
		e.addObject(e.out(c, 0), o)
	}
	for n := range c.args { // options, base URLs
		for _, s := range e.arg(c, n).texts.list {
			e.addText(e.out(c, 0), s)
		}
	}
	if e.stage < findLabels || len(c.args) == 0 || c.results().Len() == 0 {
		return
	}
	first := c.resultType(0)
	if !c.hasReceiver() && c.results().Len() == 1 && gotypes.ImplementsError(first) && c.name() != "AsCozeError" && c.name() != "AsAuthError" {
		var all []Label
		for n := range c.args {
			all = append(all, e.deep(e.arg(c, n))...)
		}
		for _, l := range asError(all) {
			e.addLabel(e.out(c, 0), l)
		}
		return
	}
	if c.name() == "AsCozeError" || c.name() == "AsAuthError" {
		e.extractError(c)
		return
	}
	for _, l := range e.deep(e.arg(c, 0)) {
		switch c.name() {
		case "LogID", "GetLogID":
			e.addLabel(e.out(c, 0), l.of(LogID))
		case "Response", "HTTPResponse":
			e.addLabel(e.out(c, 0), l.of(Response))
		case "Error", "String":
			e.addLabel(e.out(c, 0), l)
		case "GetCode":
			e.addLabel(e.out(c, 0), l.of(Code))
		default:
			if l.Kind != Error && l.Kind != Told {
				e.addLabel(e.out(c, 0), l)
			}
		}
	}
	if knowledge.IsPager(c.name()) {
		for _, l := range e.deep(e.arg(c, 0)) {
			if l.Kind == Stream && c.res != nil {
				e.fill(e.apiReply(c, first), l.of(Reply))
			}
		}
	}
}

// mayBeSDKError reports whether an error with the label can be, or hold, one of the
// SDK's own: those of Recv are not, nor those of requests that are made by hand.
func (l Label) mayBeSDKError() bool {
	return l.Kind != RecvError && (l.Origin.SDK || l.Origin.Foreign || l.Origin.HandedIn)
}

// extractError gives what is found in an error: in one that callers from
// elsewhere gave, the error of a request that nobody sees.
func (e *Engine) extractError(c *callsite) {
	for _, l := range e.deep(e.arg(c, 0)) {
		if l.mayBeSDKError() {
			e.addLabel(e.out(c, 0), l)
		}
	}
	if p, ok := c.args[0].(*ssa.Parameter); ok && !e.knownApart(c, p) && c.in.caller == nil && p.Parent() == c.in.fn {
		o := e.origin(c)
		o.HandedIn, o.AsError, o.Owner = true, true, Ours
		e.addLabel(e.out(c, 0), Label{Error, o})
		e.addLabel(e.valueOf(c.in, p), Label{Error, o})
	}
}
