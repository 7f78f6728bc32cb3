package flow

import (
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Requests: how they are made and sent, and where they go.

// origin returns the request that a call makes.
func (e *Engine) origin(c *callsite) *Origin {
	o := c.in.origins[c.instr]
	if o == nil {
		o = &Origin{ID: len(e.origins), call: c.instr, in: c.in}
		if c.fn != nil && e.CallsAPI(c.fn) {
			o.SDK, o.Owner = true, Ours
		}
		c.in.origins[c.instr] = o
		e.origins = append(e.origins, o)
	}
	return o
}

// send makes a request.
func (e *Engine) send(c *callsite) {
	o := e.origin(c)
	if e.stage < findLabels {
		e.locate(o, e.urlTexts(c))
		return
	}
	for n := range c.results().Len() {
		switch t := c.resultType(n); {
		case knowledge.IsResponse(t):
			e.addLabel(e.out(c, n), Label{Response, o})
		case gotypes.IsText(t):
			e.addLabel(e.out(c, n), Label{Body, o})
		}
	}
	for n, a := range c.args {
		for _, to := range e.arg(c, n).objects.list {
			if knowledge.IsResponse(a.Type()) {
				e.fill(to, Label{Response, o})
			}
			for _, f := range to.fills.list {
				l := Label{f.with, o}
				if f.with == Reply {
					l = Label{Body, o}.decoded()
				}
				e.fill(f.into, l)
			}
		}
	}
}

// locate says where a request goes, and whose API that is, by the texts of its
// URL.
func (e *Engine) locate(o *Origin, texts []string) {
	o.texts = set[string]{}
	for _, text := range texts {
		o.texts.add(text)
	}
	o.Owner, o.Mixed = e.ownerOf(o.texts.list)
}

// ownerOf says whose API the URL of a request names. Of one that may be Coze's
// or another's that is not known.
func (e *Engine) ownerOf(texts []string) (owner Owner, mixed bool) {
	ours, others := false, false
	for _, text := range texts {
		switch e.Owner([]string{text}) {
		case Ours:
			ours = true
		case Others:
			others = true
		}
	}
	switch {
	case ours && others:
		return Unknown, true
	case ours:
		return Ours, false
	case others && len(texts) > 0:
		return e.Owner(texts), false
	}
	return Unknown, false
}

// isRequestPart reports whether t says where a request goes.
func isRequestPart(t types.Type) bool {
	return knowledge.IsRequest(t) || knowledge.IsClient(t) || knowledge.IsURL(t)
}

// maker is where a request keeps what it was made of: its client.
const maker = "^client"

// urlTexts collects what says where a request goes: whole URLs, bases and
// paths that are given apart, joined.
func (e *Engine) urlTexts(c *callsite) []string {
	var all set[string]
	from := knowledge.FlowOf(c.fn, knowledge.Sends).From
	for n, a := range c.args {
		switch {
		case gotypes.IsString(a.Type()) && !c.isAt(n, from):
		case gotypes.IsString(a.Type()):
			for _, s := range orHole(e.arg(c, n).texts.list) { // a URL that is not known is one
				all.add(s)
			}
		default:
			for _, o := range e.arg(c, n).objects.list {
				e.textsIn(o, &all, make(map[*object]bool))
			}
		}
	}
	return combine(all.list)
}

// buildsRequest reports whether a call makes a request or a client, or says
// where one goes.
func (e *Engine) buildsRequest(c *callsite, effect knowledge.Effect) bool {
	if effect.Has(knowledge.Requests | knowledge.Addresses) {
		return true
	}
	for n := range c.results().Len() {
		if t := c.resultType(n); knowledge.IsRequest(t) || knowledge.IsClient(t) {
			return true
		}
	}
	return c.hasReceiver() && (knowledge.IsRequest(c.args[0].Type()) || knowledge.IsClient(c.args[0].Type())) && !effect.Has(knowledge.Receives)
}

// buildRequest makes a request or client, which knows its texts, or adds to
// what is known of one.
func (e *Engine) buildRequest(c *callsite, effect knowledge.Effect) {
	const addresses = knowledge.Requests | knowledge.Addresses
	addressed, from := effect.Has(addresses), knowledge.FlowOf(c.fn, addresses).From
	chained := c.hasReceiver() && c.results().Len() > 0 && types.Identical(c.args[0].Type(), c.resultType(0))
	var made *object
	if t := c.resultType(0); t != nil && isRequestPart(t) && c.res != nil && !chained {
		made = e.allocated(c.in, c.res, gotypes.Pointed(t))
		e.addObject(e.out(c, 0), made)
	}
	if chained {
		e.flow(e.out(c, 0), e.arg(c, 0))
	}
	for n, a := range c.args {
		v := e.arg(c, n)
		if gotypes.IsString(a.Type()) && addressed && c.isAt(n, from) {
			e.address(c, made, v)
		}
		if made != nil && isRequestPart(a.Type()) {
			e.flow(e.child(made, maker, a.Type()).stored, v)
			for _, o := range v.objects.list {
				for _, f := range o.fills.list {
					e.fillLater(made, f)
				}
			}
		}
		for _, f := range filledWith {
			if to := knowledge.FlowOf(c.fn, f.effect).To; effect.Has(f.effect) && to != knowledge.Unsaid && c.isAt(n, to) {
				e.setResult(c, v, f.with)
			}
		}
	}
	e.callbacks(c, nil)
}

// address says that a request goes where the texts of v say.
func (e *Engine) address(c *callsite, made *object, v *value) {
	objects := []*object{made}
	if c.hasReceiver() {
		objects = append(objects, e.arg(c, 0).objects.list...)
	}
	for _, o := range objects {
		if o == nil || !isRequestPart(o.typ) {
			continue
		}
		texts := v.texts.list
		if e.stage == nameHoles {
			texts = orHole(texts) // a place that is not known is one
		}
		for _, s := range texts {
			if strings.ContainsAny(s, "/"+holeStart+".") {
				e.addText(o.stored, s)
			}
		}
	}
}

// filledWith is what a request that is told so puts into an argument once it is sent.
var filledWith = []struct {
	effect knowledge.Effect
	with   Kind
}{{knowledge.SetsResult, Reply}, {knowledge.GivesHeader, Header}, {knowledge.GivesBody, Body}, {knowledge.GivesStatus, HTTPStatus}}

// setResult says that what v points to is filled with the outcome of a request.
func (e *Engine) setResult(c *callsite, v *value, with Kind) {
	for _, target := range v.objects.list {
		for _, o := range e.arg(c, 0).objects.list {
			e.fillLater(o, filling{target, with})
		}
	}
}

func (e *Engine) fillLater(request *object, f filling) {
	if request != nil && request.fills.add(f) {
		e.changed(request.readers)
	}
}

// HasDetail reports whether the reply to the request has the log ID in its
// detail: that of a stream and of /open_api/v2/chat has none.
func (o *Origin) HasDetail() bool {
	if o.Events {
		return false
	}
	for _, text := range o.texts.list {
		if strings.Contains(text, "/v2/chat") {
			return false
		}
	}
	return true
}

// keepsDetail reports whether a value of the type keeps the log ID of the reply
// that it was decoded from.
func keepsDetail(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Map, *types.Interface:
		return true
	case *types.Pointer:
		return keepsDetail(u.Elem())
	case *types.Struct:
		for n := range u.NumFields() {
			key, ft := fieldKey(t, n)
			if name := strings.ToLower(key); name == "detail" || knowledge.IsLogIDKey(name) || strings.HasPrefix(key, embedding) && keepsDetail(ft) {
				return true
			}
		}
	}
	return false
}
