package autosave

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/interp"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Where requests are handed to what may send them.

// handed says how a request is handed to what may send it.
type handed int

const (
	encoded handed = iota + 1 // as JSON, or to be made JSON
	shaped                    // as it is, to a function that may change it
)

// A parcel is what a library was given before it sends: the request that it
// is going to send, and the texts that may say where to.
type parcel struct {
	contents []content
	texts    []interp.Value
}

// A content is a request in a parcel. What it holds is read when it is sent.
type content struct {
	value interp.Value
	at    ast.Expr
	how   handed
}

// Call judges the arguments of a call that cannot be followed. A call sends if
// a table says so, if it is told an endpoint beside the request, or if the file
// that declares it speaks HTTP. What other calls are given is kept in a parcel,
// as a client's request is that is sent by a later call.
func (j *judge) Call(c *interp.Call) (result interp.Value, sends bool) {
	if j.scope.sdkChat(c.Expr) {
		j.overwritten(c)
		return nil, false
	}
	p := opened(c)
	for i, v := range c.Args {
		if c.Own || i >= len(c.Expr.Args) || c.Effect.Has(interp.Quiet|knowledge.Decodes) {
			break
		}
		if how, ok := handing(c, i); ok && (c.Fn != nil || interp.IsEncoded(v)) {
			p.contents = append(p.contents, content{v, c.Expr.Args[i], how})
		} else if interp.IsText(v) && j.namesEndpoint(v) {
			p.texts = append(p.texts, v)
		}
	}
	sends = j.send(c, p)
	if sends || c.Own || c.Fn == nil {
		return nil, sends
	}
	return j.packed(c, p), false
}

// send judges what a call sends. It reports whether it sends anything.
func (j *judge) send(c *interp.Call, p *parcel) bool {
	_, addressed := j.addressee(p.texts, interp.Option{})
	speaks := addressed || j.mentionsChat(c.Expr) || c.Effect.Has(knowledge.Sends|knowledge.Requests)
	sends := false
	for _, content := range p.contents {
		how, texts := content.how, p.texts
		if how == shaped && j.clientOf(c.Fn, content.value) {
			how, texts = encoded, []interp.Value{interp.Text{Content: ownPath}}
		}
		if speaks || how == shaped || c.Fn != nil && j.speaksHTTP(c.Fn) {
			j.raw(content.value, content.at, how, texts)
			sends = true
		}
	}
	return sends
}

// opened returns a parcel with what the parcels among the receiver and the
// arguments of a call hold.
func opened(c *interp.Call) *parcel {
	all := new(parcel)
	for _, v := range append(c.Args, c.Recv) {
		if p, ok := v.(*parcel); ok {
			all.contents = append(all.contents, p.contents...)
			all.texts = append(all.texts, p.texts...)
		}
	}
	return all
}

// packed returns what a call returns that was given p: a text with the endpoint
// that it was given, or a parcel. A method may put p into its receiver.
func (j *judge) packed(c *interp.Call, p *parcel) interp.Value {
	if len(p.contents) == 0 && len(p.texts) == 0 || c.Prints(len(c.Args)) {
		return nil
	}
	result := gotypes.FirstResult(c.Fn)
	if len(p.contents) == 0 && gotypes.IsText(result) {
		return j.endpointText(p.texts, c.Expr)
	}
	if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok && c.Fn.Signature().Recv() != nil {
		j.walker.Keep(sel.X, p)
	}
	if result == nil || gotypes.IsText(result) || gotypes.IsError(result) {
		return nil
	}
	return p
}

// handing decides whether argument i of a call that cannot be followed could
// be a request that is sent, and how.
func handing(c *interp.Call, i int) (handed, bool) {
	switch {
	case c.Prints(i):
		return 0, false
	case !interp.IsObject(c.Args[i]):
		return encoded, interp.IsEncoded(c.Args[i])
	case encodes(c.Param(i)):
		return encoded, true
	}
	return shaped, c.Fn != nil && gotypes.GivesError(c.Fn.Signature())
}

// encodes reports whether a parameter of type t takes a request of any type,
// or one that is encoded already.
func encodes(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Interface, *types.Map:
		return true
	}
	return gotypes.IsText(t)
}

// Literal judges the requests among the elements of a literal of a struct of
// another package that is sent: one of an HTTP client, such as http.Request,
// or one that is given an endpoint beside.
func (j *judge) Literal(t types.Type, elements []interp.Element) {
	named := gotypes.Named(t)
	if named == nil || named.Obj().Pkg() == nil || named.Obj().Pkg() == j.model.Pass.Pkg {
		return
	}
	var texts []interp.Value
	for _, e := range elements {
		if !interp.IsEncoded(e.Value) && interp.IsText(e.Value) && j.namesEndpoint(e.Value) {
			texts = append(texts, e.Value)
		}
	}
	if len(texts) == 0 && !knowledge.IsClientPackage(knowledge.ImportPath(named.Obj().Pkg().Path())) {
		return
	}
	for _, e := range elements {
		if interp.IsEncoded(e.Value) || encodes(e.Field.Type()) && interp.IsObject(e.Value) {
			j.raw(e.Value, e.Expr, encoded, texts)
		}
	}
}

// Leaves judges a request that is sent, but for the place where.
func (j *judge) Leaves(v interp.Value, expr ast.Expr) { j.raw(v, expr, encoded, nil) }
