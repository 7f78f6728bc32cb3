package logid

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// An errorText is what the Error method of a type says, as far as it can be
// seen.
type errorText struct {
	known  bool            // the method was found
	whole  bool            // it formats the error as a whole, or calls other methods of it
	fields map[string]bool // the fields it mentions
	decl   *ast.FuncDecl
}

// errorText reads the Error method of a type. Where the type belongs to
// another package, its source is found by the position of the method and only
// parsed; if that fails, nothing is known.
func (c *checker) errorText(named *types.Named) errorText {
	named = named.Origin()
	if text, ok := c.errorTexts[named]; ok {
		return text
	}
	text := errorText{fields: make(map[string]bool)}
	obj, _, _ := types.LookupFieldOrMethod(named, true, named.Obj().Pkg(), "Error")
	if fn, ok := obj.(*types.Func); ok && declaredOn(fn, named) {
		decl := c.model.Decl(fn)
		if decl == nil {
			decl = c.model.ParsedDecl(fn)
		}
		if decl != nil && decl.Body != nil {
			text.read(decl)
			text.readPromoted(named)
		}
	}
	c.errorTexts[named] = text
	return text
}

func declaredOn(fn *types.Func, named *types.Named) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	owner := gotypes.Named(recv.Type())
	return owner != nil && owner.Origin() == named
}

func (t *errorText) read(decl *ast.FuncDecl) {
	t.known, t.decl = true, decl
	if decl.Recv == nil || len(decl.Recv.List) == 0 || len(decl.Recv.List[0].Names) == 0 {
		return
	}
	receiver := decl.Recv.List[0].Names[0].Name
	calls := make(map[*ast.SelectorExpr]bool)
	inSelector := make(map[*ast.Ident]bool)
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				calls[sel] = true
			}
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && id.Name == receiver {
				inSelector[id] = true
				t.fields[n.Sel.Name] = true
				t.whole = t.whole || calls[n]
			}
		case *ast.Ident:
			if n.Name == receiver && !inSelector[n] {
				t.whole = true
			}
		}
		return true
	})
}

// readPromoted adds the embedded fields by which the method reaches others.
func (t *errorText) readPromoted(named *types.Named) {
	for _, name := range slices.Collect(maps.Keys(t.fields)) {
		_, path, _ := types.LookupFieldOrMethod(named, true, named.Obj().Pkg(), name)
		in := types.Type(named)
		for _, n := range path[:max(0, len(path)-1)] {
			s := gotypes.Struct(in)
			if s == nil {
				break
			}
			t.fields[s.Field(n).Name()] = true
			in = s.Field(n).Type()
		}
	}
}

// checkErrorTypes reports the error types of the package that hold a log ID
// which neither their Error method nor anything else in the package reads.
func (f *finder) checkErrorTypes() {
	c := f.checker
	if !c.reporter.Enabled(ErrorType) {
		return
	}
	for _, name := range c.pass.Pkg.Scope().Names() {
		obj, ok := c.pass.Pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() {
			continue
		}
		named, ok := obj.Type().(*types.Named)
		if !ok || !gotypes.ImplementsError(named) || !c.model.Envelope(named, nil) && !c.cozeErrorType(named) {
			continue
		}
		s := gotypes.Struct(named)
		text := c.errorText(named)
		if s == nil || !text.known || text.whole || f.printsFailure(s, text) {
			continue
		}
		for field := range s.Fields() {
			if f.holdsLogID(field) && !text.fields[field.Name()] && c.model.Decl(method(named, "Error")) != nil && !c.read(field) {
				c.reporter.Report(report.Finding{
					Check:   ErrorType,
					Range:   text.decl.Name,
					Message: c.reporter.Say(messages.ErrorMethod, named.Obj().Name(), field.Name()),
				})
			}
		}
	}
}

// holdsLogID reports whether a field of an error is for the log ID: by its
// name, or because the package gives it the log ID of a response.
func (f *finder) holdsLogID(field *types.Var) bool {
	return knowledge.NamesLogID(field.Name()) || slices.ContainsFunc(f.model.Defs(field), func(d cozemodel.Def) bool {
		return d.Expr != nil && f.engine.IsOf(d.Expr, flow.LogID)
	})
}

// printsFailure reports whether one of the fields that the text of an error
// mentions holds the error that the log ID beside it was found in.
func (f *finder) printsFailure(s *types.Struct, text errorText) bool {
	for field := range s.Fields() {
		if text.fields[field.Name()] && gotypes.IsError(field.Type()) && slices.ContainsFunc(f.model.Defs(field), func(d cozemodel.Def) bool {
			return d.Expr != nil && f.engine.IsOf(d.Expr, flow.Error)
		}) {
			return true
		}
	}
	return false
}

// cozeErrorType reports whether the package builds named from a reply of
// Coze: it gives one of its fields a code, or the log ID of a response.
func (c *checker) cozeErrorType(named *types.Named) bool {
	s := gotypes.Struct(named)
	if s == nil {
		return false
	}
	for field := range s.Fields() {
		for _, def := range c.model.Defs(field) {
			if def.Expr == nil {
				continue
			}
			if _, ok := c.model.Code(def.Expr); ok {
				return true
			}
		}
	}
	return false
}

func method(named *types.Named, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(named, true, named.Obj().Pkg(), name)
	fn, _ := obj.(*types.Func)
	return fn
}

// read reports whether the package reads a field anywhere.
func (c *checker) read(field *types.Var) bool {
	for id, obj := range c.pass.TypesInfo.Uses {
		if v, ok := obj.(*types.Var); ok && v.Origin() == field.Origin() && !c.written(id) {
			return true
		}
	}
	return false
}

// written reports whether a mention of a field is the key of a composite
// literal or the target of an assignment.
func (c *checker) written(id *ast.Ident) bool {
	for _, def := range c.model.Defs(c.pass.TypesInfo.Uses[id].(*types.Var)) {
		if def.Pos <= id.Pos() && def.Expr != nil && id.Pos() < def.Expr.Pos() {
			return true
		}
	}
	return false
}
