package flow

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// ClientField returns the expression that a field of the HTTP client is given
// which sends a request, if the client is made in the package in one place, and
// the field is given one value.
func (e *Engine) ClientField(o *Origin, name string) (ast.Expr, bool) {
	if o.call == nil {
		return nil, false
	}
	args := arguments(o.call.Common())
	if len(args) == 0 {
		return nil, false
	}
	made := slices.DeleteFunc(e.made(e.valueOf(o.in, args[0]).objects.list), func(o *object) bool { return e.isFake(o.typ) })
	if len(made) != 1 || !gotypes.Is(made[0].typ, "net/http", "Client") || made[0].alloc == nil {
		return nil, false
	}
	var stores []*ssa.Store
	known := true
	for _, r := range *made[0].alloc.Referrers() {
		switch x := r.(type) {
		case *ssa.FieldAddr:
			if fieldName(x) == name {
				for _, use := range *x.Referrers() {
					if s, ok := use.(*ssa.Store); ok && s.Addr == x {
						stores = append(stores, s)
					}
				}
			}
		case *ssa.Store: // of a whole client
			known = known && x.Addr != made[0].alloc
		}
	}
	if !known || len(stores) != 1 || e.storedElsewhere(made[0], name, stores[0]) {
		return nil, false
	}
	kv, ok := e.node(stores[0]).(*ast.KeyValueExpr)
	if !ok {
		return nil, false
	}
	return kv.Value, true
}

// storedElsewhere reports whether a field of an object may be given a value by
// another store than one.
func (e *Engine) storedElsewhere(o *object, name string, but *ssa.Store) bool {
	return e.anywhere(func(i *instance, instr ssa.Instruction) bool {
		s, ok := instr.(*ssa.Store)
		if !ok || s == but {
			return false
		}
		field, ok := s.Addr.(*ssa.FieldAddr)
		if !ok || fieldName(field) != name {
			return false
		}
		for _, other := range e.made(e.valueOf(i, field.X).objects.list) {
			if other == o {
				return true
			}
		}
		return false
	})
}

// fieldName returns the name of the field that an address is of.
func fieldName(x *ssa.FieldAddr) string {
	s, ok := gotypes.Pointed(x.X.Type()).Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	return s.Field(x.Field).Name()
}

// Functions returns the declarations of the function that makes a request and of
// those that call it for that.
func (e *Engine) Functions(o *Origin) []ast.Node {
	var all []ast.Node
	for i := o.in; i != nil; i = i.caller {
		if n := i.fn.Syntax(); n != nil {
			all = append(all, n)
		}
	}
	return all
}

// SetBy returns the argument of the only call of a method of that name on what a
// request is sent by: a client that is set up by calls, as resty's is.
func (e *Engine) SetBy(o *Origin, method string) (ast.Expr, bool) {
	if o.call == nil {
		return nil, false
	}
	senders := e.senders(o)
	var args []ast.Expr
	e.anywhere(func(i *instance, instr ssa.Instruction) bool {
		site, ok := instr.(ssa.CallInstruction)
		if !ok {
			return false
		}
		c := newCallsite(i, site, nil)
		if c.name() != method || !c.hasReceiver() || len(c.args) != 2 {
			return false
		}
		for _, made := range e.made(e.arg(c, 0).objects.list) {
			if !slices.Contains(senders, made) {
				continue
			}
			if call, ok := e.node(c.instr).(*ast.CallExpr); ok && len(call.Args) == 1 && !slices.Contains(args, call.Args[0]) {
				args = append(args, call.Args[0])
			}
		}
		return false
	})
	if len(args) != 1 {
		return nil, false
	}
	return args[0], true
}

// senders returns what a request is sent by: the receiver of its call, and what that
// was made by, step by step: the client of client.R().SetBody(b).Post(url).
func (e *Engine) senders(o *Origin) []*object {
	var all []*object
	next := []*value{}
	if args := arguments(o.call.Common()); len(args) > 0 {
		next = append(next, e.valueOf(o.in, args[0]))
	}
	for len(next) > 0 && len(all) < maxObjects {
		v := next[0]
		next = next[1:]
		for _, made := range e.made(v.objects.list) {
			if slices.Contains(all, made) {
				continue
			}
			all = append(all, made)
			call, ok := made.call.(ssa.CallInstruction)
			if !ok {
				call, ok = made.alloc.(ssa.CallInstruction)
			}
			if ok && made.made != nil {
				if args := arguments(call.Common()); len(args) > 0 {
					next = append(next, e.valueOf(made.made, args[0]))
				}
			}
		}
	}
	return all
}
