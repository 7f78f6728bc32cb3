package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// external does what a function from elsewhere does.
func (e *Engine) external(c *callsite) {
	effect := e.effectOf(c.fn)
	told := e.imported(c)
	switch {
	case told != nil:
		e.callImported(c, told)
		return
	case c.fn != nil && e.CallsAPI(c.fn):
		e.callAPI(c)
		return
	case c.fn != nil && e.IsSDK(c.fn):
		e.callSDK(c)
		return
	case effect.Has(knowledge.Sends), effect == 0 && c.exchanges():
		e.send(c)
		return
	case knowledge.EffectOf(c.fn) == 0 && e.asks(c): // whatever its name says
		e.sendElsewhere(c)
		return
	case e.buildsRequest(c, effect):
		e.buildRequest(c, effect)
		return
	}
	if c.fn != nil && e.GivesError(c.fn) {
		e.foreignError(c)
	}
	e.texts(c, effect)
	if effect == 0 {
		e.keepAddress(c)
	}
	if e.stage < findLabels {
		e.callbacks(c, nil)
		return
	}
	e.awaited(c)
	if c.writesText() {
		e.write(c)
		return
	}
	if c.fn != nil && effect.Has(knowledge.Decodes) || effect == 0 && e.guessDecodes(c) {
		if e.decodes(c) {
			return
		}
	}
	e.derive(c, effect)
}

// exchanges reports whether a call of which nobody sees what it runs is given a
// request and returns a response, as a method of an interface for HTTP clients
// does.
func (c *callsite) exchanges() bool {
	if c.fn != nil && !c.common.IsInvoke() {
		return false
	}
	request, response := false, false
	for _, a := range c.args {
		request = request || knowledge.IsRequest(a.Type())
	}
	for n := range c.results().Len() {
		response = response || knowledge.IsResponse(c.resultType(n))
	}
	return request && response
}

// foreignError gives the error of a function of another package that makes a
// request to the API.
func (e *Engine) foreignError(c *callsite) {
	o := e.origin(c)
	o.Owner, o.Foreign = Ours, true
	if n := c.errorResult(); n >= 0 && e.stage == findLabels {
		e.addLabel(e.out(c, n), Label{Error, o})
	}
}

// resultObjects gives the results of a call that point to structs an object
// each, in which methods keep what they are given.
func (e *Engine) resultObjects(c *callsite) {
	if c.res == nil || c.fn == nil {
		return
	}
	for n := range c.results().Len() {
		t := c.resultType(n)
		if p, ok := t.Underlying().(*types.Pointer); ok && gotypes.Struct(t) != nil {
			if n == 0 {
				o := e.allocated(c.in, c.res, p.Elem())
				o.call = c.instr
				e.addObject(e.out(c, n), o)
			}
		}
	}
}

// A given is a label of an argument.
type given struct {
	arg   int
	label Label
}

// givenLabels returns the labels of all that a call is given, whole or in what
// it holds. A function that is a value has labels, too: an iterator over the
// lines of a body.
func (e *Engine) givenLabels(c *callsite) []given {
	var all []given
	for n := range c.args {
		for _, l := range e.deep(e.arg(c, n)) {
			all = append(all, given{n, l})
		}
	}
	if !c.common.IsInvoke() && c.fn == nil {
		for _, l := range e.read(e.valueOf(c.in, c.common.Value)).labels.list {
			all = append(all, given{-1, l})
		}
	}
	return all
}

// findOwnErrors says that an error of which nothing is known may be any of the
// package's own that errors.As finds in it.
func (e *Engine) findOwnErrors() {
	e.eachExternal(func(c *callsite) {
		if c.name() != "As" || len(c.args) < 2 || len(e.arg(c, len(c.args)-2).labels.list) > 0 {
			return
		}
		target := unboxed(c.args[len(c.args)-1])
		all := e.typeObject(gotypes.Pointed(target.Type()))
		if all == nil {
			return
		}
		for _, o := range e.valueOf(c.in, target).objects.list {
			if len(o.stored.objects.list) == 0 {
				e.addObject(o.stored, all)
			}
		}
	})
}

// eachExternal calls f for each call of a function from elsewhere.
func (e *Engine) eachExternal(f func(c *callsite)) {
	for _, i := range e.instances {
		for _, b := range i.fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || len(i.callees[call]) > 0 {
					continue
				}
				if _, ok := call.Common().Value.(*ssa.Builtin); !ok {
					f(newCallsite(i, call, call.Value()))
				}
			}
		}
	}
}

// derive gives the results what they have of the labels of the arguments.
func (e *Engine) derive(c *callsite, effect knowledge.Effect) {
	all := e.givenLabels(c)
	labels := make([]Label, len(all))
	for n, g := range all {
		labels[n] = g.label
	}
	e.callbacks(c, labels)
	e.resultObjects(c)
	if c.name() == "As" || c.name() == "AsType" {
		e.as(c)
		return
	}
	if len(all) == 0 || c.res == nil {
		return
	}
	if n := c.errorResult(); n >= 0 {
		e.deriveError(c, n, effect, all)
	}
	key, keyed := e.keyArgument(c)
	for _, g := range all {
		for n := range c.results().Len() {
			if t := c.resultType(n); !gotypes.IsError(t) {
				e.deriveResult(c, g, n, key, keyed)
			}
		}
	}
}

// keyArgument returns the constant text that a call is given beside what it
// asks: the name of a header, a path in a JSON text.
func (e *Engine) keyArgument(c *callsite) (key string, ok bool) {
	for n := len(c.args) - 1; n >= 0; n-- {
		if n == 0 && c.hasReceiver() {
			break
		}
		if !gotypes.IsString(c.args[n].Type()) && !types.IsInterface(c.args[n].Type()) {
			continue
		}
		if text, known := constantText(c.args[n]); known {
			return text, true
		}
		if texts := e.arg(c, n).texts.list; len(texts) == 1 && !strings.Contains(texts[0], holeStart) {
			return texts[0], true
		}
	}
	return "", false
}

// deriveResult gives the n-th result of a call what it has of one label.
func (e *Engine) deriveResult(c *callsite, g given, n int, key string, keyed bool) {
	t, l := c.resultType(n), g.label
	if gotypes.IsBool(t) {
		return
	}
	onReceiver := g.arg == 0 && c.hasReceiver()
	switch l.Kind {
	case Response:
		e.ofResponse(c, g, n, onReceiver)
		return
	case Header:
		if keyed && !knowledge.IsLogIDKey(key) && onReceiver {
			return
		}
		if gotypes.IsText(t) || keyed {
			l = l.of(LogID)
		}
	case Body, Line, Reply, Data, Part:
		if n == 0 && c.givesAnyType() && l.isSource() {
			o := e.allocated(c.in, c.res, gotypes.Pointed(t))
			e.fill(o, l.decoded())
			e.addObject(e.out(c, n), o)
			return
		}
		derived, ok := e.ofText(c, g, n, key, keyed)
		if !ok {
			return
		}
		l = derived
	case Error, Told, RecvError:
		if gotypes.IsText(t) || gotypes.ImplementsError(t) || types.IsInterface(t) || gotypes.Named(t) != nil {
			e.addLabel(e.out(c, n), l)
		}
		return
	}
	e.addLabel(e.out(c, n), l)
}

// givesAnyType reports whether the first result of a call has the type that the caller
// says, and is no text: rpc.Into[chat](event) decodes it.
func (c *callsite) givesAnyType() bool {
	if c.fn == nil || c.fn.Signature().Results().Len() == 0 {
		return false
	}
	_, isParam := gotypes.Pointed(c.fn.Origin().Signature().Results().At(0).Type()).(*types.TypeParam)
	return isParam && !gotypes.IsText(c.resultType(0))
}

// ofResponse gives a result what a call asks of a response.
func (e *Engine) ofResponse(c *callsite, g given, n int, onReceiver bool) {
	t, l := c.resultType(n), g.label
	if !onReceiver {
		switch {
		case knowledge.IsResponse(t):
			e.addLabel(e.out(c, n), l)
		case gotypes.IsText(t):
			e.addLabel(e.out(c, n), l.of(Body)) // DumpResponse
		case e.effectOf(c.fn) == 0 && c.pkgPath() != "":
			e.addLabel(e.out(c, n), l.of(Header)) // it may keep what the header says
		}
		return
	}
	switch knowledge.PartOfResponse(c.fn) {
	case knowledge.GivesStatus:
		e.addLabel(e.out(c, n), l.of(HTTPStatus))
	case knowledge.GivesBody:
		e.addLabel(e.out(c, n), l.of(Body))
	case knowledge.GivesHeader:
		e.headerResult(c, l, n)
	case knowledge.GivesReply:
		e.addLabel(e.out(c, n), l.of(Reply))
	default:
		if knowledge.IsResponse(t) {
			e.addLabel(e.out(c, n), l)
		}
	}
}

// headerResult gives a result a header, or the log ID in it.
func (e *Engine) headerResult(c *callsite, l Label, n int) {
	key, keyed := e.keyArgument(c)
	switch {
	case !keyed && len(c.args) == 1:
		e.addLabel(e.out(c, n), l.of(Header))
	case !keyed || knowledge.IsLogIDKey(key):
		e.addLabel(e.out(c, n), l.of(LogID))
	}
}

// ofText returns what a result is that a call derives from a text or from what
// was decoded of it.
func (e *Engine) ofText(c *callsite, g given, n int, key string, keyed bool) (Label, bool) {
	l, t := g.label, c.resultType(n)
	path := c.pkgPath()
	switch {
	case keyed && knowledge.QueriesJSON(path) && key != "":
		return query(l, key), true
	case splitsText(c, path) && (l.Kind == Body || l.Kind == Line):
		return l.of(Line), true
	case knowledge.QueriesJSON(path), gotypes.IsText(t) || types.IsInterface(t) || g.arg < 0:
		return l, true
	case l.Kind == Body || l.Kind == Line:
		// A reader, a scanner, a decoder of it.
		return l, true
	case g.arg >= 0 && types.Identical(t, c.args[g.arg].Type()):
		return l, true
	}
	return Label{}, false // what a service makes of a value is its own
}

// query returns what a path in a JSON text leads to.
func query(l Label, path string) Label {
	switch l.Kind {
	case Body:
		l = l.of(Reply)
	case Line:
		l = l.of(Data)
	}
	for key := range strings.SplitSeq(path, ".") {
		if p, ok := part(l, key, nil, nil); ok {
			l = p
		}
	}
	return l
}

// splitsText reports whether a call reads lines or takes a text apart.
func splitsText(c *callsite, path string) bool {
	switch path {
	case "bufio":
		return c.hasReceiver() && (strings.HasPrefix(c.name(), "Read") || c.name() == "Text" || c.name() == "Bytes")
	case "strings", "bytes":
		for _, prefix := range []string{"Split", "Fields", "Cut", "Lines", "TrimPrefix", "TrimLeft"} {
			if strings.HasPrefix(c.name(), prefix) {
				return true
			}
		}
	}
	return false
}
