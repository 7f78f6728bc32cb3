package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

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

// textsIn adds the texts of a request, a client or a URL.
func (e *Engine) textsIn(o *object, all *set[string], seen map[*object]bool) {
	if seen[o] || o.fn != nil || o.typ != nil && !isRequestPart(o.typ) && o.parent == nil {
		return
	}
	seen[o] = true
	e.readObject(o)
	e.read(o.stored)
	for _, s := range o.stored.texts.list {
		all.add(s)
	}
	for _, in := range o.stored.objects.list {
		if isRequestPart(in.typ) {
			e.textsIn(in, all, seen)
		}
	}
	for _, from := range o.copies.list {
		e.textsIn(from, all, seen)
	}
	for _, key := range o.keys {
		switch strings.TrimPrefix(key, goName) {
		case "URL", "Host", "Path", "BaseURL", "HostURL", "Addr", "Scheme", maker:
			e.textsIn(o.fields[key], all, seen)
		}
	}
}

// combine joins bases with the paths that stand beside them.
func combine(texts []string) []string {
	var bases, paths, all []string
	for _, s := range texts {
		switch {
		case strings.Contains(s, "://") || strings.HasPrefix(s, holeStart):
			bases = append(bases, s)
		case strings.HasPrefix(s, "/"):
			paths = append(paths, s)
		case strings.Contains(s, ".") && !strings.ContainsAny(s, " \n"):
			bases = append(bases, s)
		}
	}
	joined := make(map[string]bool)
	for _, p := range paths {
		found := false
		for _, b := range bases {
			if isBase(b) {
				all = append(all, strings.TrimSuffix(b, "/")+p)
				joined[b], found = true, true
			}
		}
		if !found {
			all = append(all, p)
		}
	}
	for _, b := range bases {
		if !joined[b] {
			all = append(all, b)
		}
	}
	return all
}

// isBase reports whether a text has no path of its own.
func isBase(text string) bool {
	if _, rest, ok := strings.Cut(text, "://"); ok {
		text = rest
	}
	_, path, _ := strings.Cut(text, "/")
	return path == "" || !strings.Contains(path, "/") && !strings.HasPrefix(text, holeStart)
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

// texts computes the text that a call makes of others.
func (e *Engine) texts(c *callsite, effect knowledge.Effect) {
	t := c.resultType(0)
	if c.res == nil || t == nil || !gotypes.IsString(t) && !knowledge.IsURL(t) {
		return
	}
	to := e.out(c, 0)
	switch path := c.pkgPath(); {
	case effect.Has(knowledge.Configures):
		for n := range c.args {
			if s, ok := constantText(c.args[n]); ok {
				e.addText(to, holeStart+s+holeEnd)
			}
		}
	case path == "fmt" && strings.HasPrefix(c.name(), "Sprint"):
		e.sprint(c, to)
	case c.name() == "JoinPath" || path == "path" && c.name() == "Join":
		e.joinPath(c, to)
	case path == "net/url" || path == "strings" || path == "cmp" || path == "path":
		e.ofTexts(c, to)
	case effect == 0 && c.fn != nil && !c.common.IsInvoke():
		e.foreignText(c, to)
	}
}

// ofTexts passes the texts of the arguments on: url.Parse, URL.String,
// strings.TrimRight, cmp.Or.
func (e *Engine) ofTexts(c *callsite, to *value) {
	given := c.args[:min(1, len(c.args))]
	if c.pkgPath() == "cmp" {
		given = c.args
	}
	var all set[string]
	for n := range given {
		e.textsOf(e.arg(c, n), &all)
	}
	if knowledge.IsURL(c.resultType(0)) {
		e.makeURL(c, to, all.list)
		return
	}
	for _, s := range combine(all.list) {
		if c.pkgPath() == "strings" && strings.HasPrefix(c.name(), "Trim") {
			s = strings.TrimSuffix(s, "/")
		}
		e.addText(to, s)
	}
	if len(all.list) > 0 && c.pkgPath() != "net/url" {
		for _, s := range all.list {
			e.addText(to, strings.TrimSuffix(s, "/"))
		}
	}
}

// textsOf adds the texts of a value, and those of the requests, clients and URLs
// that it is.
func (e *Engine) textsOf(v *value, all *set[string]) {
	for _, s := range v.texts.list {
		all.add(s)
	}
	for _, o := range v.objects.list {
		e.textsIn(o, all, make(map[*object]bool))
	}
}

// makeURL makes the URL that a call returns of texts.
func (e *Engine) makeURL(c *callsite, to *value, texts []string) {
	o := e.allocated(c.in, c.res, gotypes.Pointed(c.resultType(0)))
	e.addObject(to, o)
	for _, s := range texts {
		e.addText(o.stored, s)
	}
}

// foreignText says that a function of another package adds a host to a path.
func (e *Engine) foreignText(c *callsite, to *value) {
	if host := e.Host(c.fn); host != "" {
		e.addText(to, host)
		return
	}
	for n, a := range c.args {
		if !gotypes.IsString(a.Type()) {
			continue
		}
		for _, s := range e.arg(c, n).texts.list {
			if strings.HasPrefix(s, "/") {
				e.addText(to, holeStart+holeEnd+s)
			}
		}
	}
}

// joinPath joins the elements of a path.
func (e *Engine) joinPath(c *callsite, to *value) {
	var parts []*value
	for n := range c.args {
		given, ok := e.variadic(c.in, c.args[n])
		if !ok {
			given = []*value{e.arg(c, n)}
		}
		parts = append(parts, given...)
	}
	var texts []string
	for n, part := range parts {
		var all set[string]
		e.textsOf(part, &all)
		if n == 0 {
			texts = all.list
			continue
		}
		texts = joined(orHole(texts), orHole(all.list), func(head, tail string) string {
			return strings.TrimSuffix(head, "/") + "/" + strings.TrimPrefix(tail, "/")
		})
	}
	for _, s := range texts {
		e.addText(to, s)
	}
	if knowledge.IsURL(c.resultType(0)) {
		e.makeURL(c, to, texts)
	}
}

// joined returns every head with every tail behind it, up to maxTexts.
func joined(heads, tails []string, join func(head, tail string) string) []string {
	var all []string
	for _, head := range heads {
		for _, tail := range tails {
			if len(all) < maxTexts {
				all = append(all, join(head, tail))
			}
		}
	}
	return all
}

// variadic returns the values of a variadic argument, in order.
func (e *Engine) variadic(i *instance, v ssa.Value) ([]*value, bool) {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	array, ok := s.X.(*ssa.Alloc)
	if !ok || array.Referrers() == nil {
		return nil, false
	}
	var all []*value
	for _, r := range *array.Referrers() {
		element, ok := r.(*ssa.IndexAddr)
		if !ok || element.Referrers() == nil {
			continue
		}
		for _, use := range *element.Referrers() {
			if s, ok := use.(*ssa.Store); ok && s.Addr == element {
				all = append(all, e.read(e.valueOf(i, s.Val)))
			}
		}
	}
	return all, true
}

// sprint formats texts; what is unknown is a hole.
func (e *Engine) sprint(c *callsite, to *value) {
	if c.name() != "Sprintf" || len(c.args) < 2 {
		return
	}
	values, _ := e.variadic(c.in, c.args[1])
	for _, format := range e.arg(c, 0).texts.list {
		for _, s := range formatted(format, values) {
			e.addText(to, s)
		}
	}
}

func formatted(format string, values []*value) []string {
	texts := []string{""}
	n := 0
	for len(format) > 0 {
		before, rest, found := strings.Cut(format, "%")
		texts = appendAll(texts, []string{before})
		if !found || rest == "" {
			break
		}
		if rest[0] == '%' {
			texts, format = appendAll(texts, []string{"%"}), rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' })
		if end < 0 {
			break
		}
		var tails []string
		if n < len(values) {
			tails = values[n].texts.list
		}
		texts, format = appendAll(texts, orHole(tails)), rest[end+1:]
		n++
	}
	return texts
}

func appendAll(heads, tails []string) []string {
	return joined(heads, tails, func(head, tail string) string { return head + tail })
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
