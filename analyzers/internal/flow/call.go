package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A callsite is one call in one instance.
type callsite struct {
	in     *instance
	instr  ssa.CallInstruction
	common *ssa.CallCommon
	fn     *types.Func // that is called, or nil if only the run time knows
	args   []ssa.Value // the receiver first
	res    ssa.Value   // nil for go and defer
}

func newCallsite(i *instance, instr ssa.CallInstruction, res ssa.Value) *callsite {
	common := instr.Common()
	return &callsite{in: i, instr: instr, common: common, fn: callee(common), args: arguments(common), res: res}
}

// arguments returns the values given to a call, the receiver first.
func arguments(c *ssa.CallCommon) []ssa.Value {
	if c.IsInvoke() {
		return append([]ssa.Value{c.Value}, c.Args...)
	}
	return c.Args
}

func callee(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn, ok := c.Value.(*ssa.Function); ok {
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// hasReceiver reports whether the first argument is the receiver of a method.
func (c *callsite) hasReceiver() bool {
	return c.fn != nil && c.fn.Signature().Recv() != nil && len(c.args) > 0
}

// isAt reports whether the n-th argument, the receiver counted, stands where a row
// says that something comes from or goes to. What a row does not say may be anywhere.
func (c *callsite) isAt(n int, p knowledge.Position) bool {
	first := 0
	if c.hasReceiver() {
		first = 1
	}
	switch p {
	case knowledge.Unsaid:
		return true
	case knowledge.Receiver, knowledge.Chain:
		return first == 1 && n == 0
	case knowledge.LastArgument:
		return n == len(c.args)-1
	}
	return knowledge.Argument(n-first) == p
}

func (c *callsite) results() *types.Tuple { return c.common.Signature().Results() }

// resultType returns the type of the n-th result, or nil.
func (c *callsite) resultType(n int) types.Type {
	if n < 0 || n >= c.results().Len() {
		return nil
	}
	return c.results().At(n).Type()
}

func (c *callsite) name() string {
	if c.fn == nil {
		return ""
	}
	return c.fn.Name()
}

// pkgPath returns the import path of the function that is called.
func (c *callsite) pkgPath() string {
	if c.fn == nil || c.fn.Pkg() == nil {
		return ""
	}
	return c.fn.Pkg().Path()
}

// arg returns what is known of the n-th argument.
func (e *Engine) arg(c *callsite, n int) *value { return e.read(e.valueOf(c.in, c.args[n])) }

// out returns what is known of the n-th result; of a call whose results
// nobody sees, a value that nobody asks for.
func (e *Engine) out(c *callsite, n int) *value {
	if c.res == nil || n >= c.results().Len() {
		return new(value)
	}
	return e.result(c.in, c.res, n, c.results().Len())
}

// errorResult returns the index of the last result if it is an error, or -1.
func (c *callsite) errorResult() int {
	n := c.results().Len() - 1
	if n >= 0 && (gotypes.IsError(c.resultType(n)) || types.IsInterface(c.resultType(n)) && gotypes.ImplementsError(c.resultType(n))) {
		return n
	}
	return -1
}

// call follows a call into the functions of the package that it may run, and
// asks the tables about the others.
func (e *Engine) call(i *instance, instr ssa.CallInstruction, res ssa.Value) {
	c := newCallsite(i, instr, res)
	if b, ok := c.common.Value.(*ssa.Builtin); ok {
		e.builtin(c, b.Name())
		return
	}
	inside := false
	for _, t := range e.targetsOf(c) {
		inside = true
		e.into(c, t)
	}
	e.iterate(c)
	if !inside && c.fn == nil && !e.settled {
		e.unsettled = append(e.unsettled, i)
		return
	}
	if !inside || c.common.IsInvoke() && (e.CallsAPI(c.fn) || e.imported(c) != nil || c.exchanges() && !e.isOwn(c.common.Value, i)) {
		e.external(c)
	}
}

// isOwn reports whether a value of an interface is known to be of types of the
// package.
func (e *Engine) isOwn(v ssa.Value, i *instance) bool {
	objects := e.read(e.valueOf(i, v)).objects.list
	return len(objects) > 0 && !slices.ContainsFunc(objects, func(o *object) bool {
		named := gotypes.Named(o.typ)
		return named == nil || named.Obj().Pkg() != e.Pkg
	})
}

// A target is a function that a call may run, and the closure that it is.
type target struct {
	fn    *ssa.Function
	bound *object
}

func (e *Engine) targetsOf(c *callsite) []target {
	if c.common.IsInvoke() {
		return e.methodTargets(c)
	}
	if fn, ok := c.common.Value.(*ssa.Function); ok {
		if isStandIn(fn) {
			return nil
		}
		return []target{{fn: fn}}
	}
	return e.functionsIn(e.read(e.valueOf(c.in, c.common.Value)))
}

// isStandIn reports whether a function does nothing, and its name does not say
// that it only prints or counts: it stands for one that does something.
func isStandIn(fn *ssa.Function) bool {
	if fn.Blocks == nil || !isEmpty(fn) {
		return fn.Blocks == nil
	}
	obj, _ := fn.Object().(*types.Func)
	return knowledge.GuessEffect(obj) != 0 || !knowledge.IsPassive(fn.Name())
}

// isEmpty reports whether nothing is known of what a function does: it has no
// body, or nothing in it.
func isEmpty(fn *ssa.Function) bool {
	if len(fn.Blocks) != 1 {
		return len(fn.Blocks) == 0
	}
	for _, instr := range fn.Blocks[0].Instrs {
		switch x := instr.(type) {
		case *ssa.DebugRef:
		case *ssa.Return:
			return len(x.Results) == 0
		default:
			return false
		}
	}
	return true
}

// functionsIn returns the functions with a body that v may be.
func (e *Engine) functionsIn(v *value) []target {
	var all []target
	for _, o := range v.objects.list {
		if o.fn != nil && o.fn.Blocks != nil {
			all = append(all, target{o.fn, o})
		}
	}
	return all
}

// maxImplementations is how many types of the package may implement an
// interface for a call of its methods to be followed.
const maxImplementations = 5

// methodTargets returns the methods of the package's types that a method of an
// interface may be: those of the types that the value is seen to have, or else
// of all that implement it. The fakes of tests stand for others.
func (e *Engine) methodTargets(c *callsite) []target {
	var seen set[*ssa.Function]
	for _, o := range e.read(e.valueOf(c.in, c.common.Value)).objects.list {
		if o.typ != nil && o.fn == nil && !types.IsInterface(o.typ) && !e.isFake(o.typ) {
			if fn := e.methodOf(o.typ, c.fn); fn != nil {
				seen.add(fn)
			}
		}
	}
	fns := seen.list
	if len(fns) == 0 {
		fns = e.implementations(c.fn)
	}
	var all []target
	for _, fn := range fns {
		all = append(all, target{fn: fn})
	}
	return all
}

// methodOf returns the method of t, or of a pointer to it, that has the name of
// m and is declared in the package, or nil.
func (e *Engine) methodOf(t types.Type, m *types.Func) *ssa.Function {
	named := gotypes.Named(t)
	if named == nil || named.Obj().Pkg() != e.Pkg {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, m.Pkg(), m.Name())
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() != e.Pkg || fn.Signature().TypeParams().Len() > 0 || named.TypeArgs().Len() > 0 || named.TypeParams().Len() > 0 {
		return nil
	}
	f := e.program.pkg.Prog.FuncValue(fn)
	if f == nil || isStandIn(f) {
		return nil
	}
	return f
}

// isFake reports whether a type, or what it points to, is declared in a test.
func (e *Engine) isFake(t types.Type) bool {
	named := gotypes.Named(t)
	return named != nil && named.Obj().Pkg() == e.Pkg && e.inTest(named.Obj())
}

// inTest reports whether a type is declared in a file of tests: it stands for
// another there, of which nothing else is known.
func (e *Engine) inTest(obj types.Object) bool {
	return strings.HasSuffix(e.Fset.File(obj.Pos()).Name(), "_test.go")
}

func (e *Engine) implementations(m *types.Func) []*ssa.Function {
	if fns, ok := e.targets[m]; ok {
		return fns
	}
	var fns []*ssa.Function
	iface, _ := m.Signature().Recv().Type().Underlying().(*types.Interface)
	if iface != nil && m.Pkg() != nil {
		scope := e.Pkg.Scope()
		for _, name := range scope.Names() {
			obj, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || types.IsInterface(obj.Type()) || e.inTest(obj) || !types.Implements(types.NewPointer(obj.Type()), iface) {
				continue
			}
			if f := e.methodOf(obj.Type(), m); f != nil {
				fns = append(fns, f)
			}
		}
	}
	if len(fns) > maxImplementations {
		fns = nil
	}
	e.targets[m] = fns
	return fns
}

// follow returns the instance of a function that a call runs, which is one of
// its callees from now on, or nil if the function has no body.
func (e *Engine) follow(c *callsite, t target) *instance {
	in := e.enter(t.fn, c.in, c.instr, t.bound)
	if in != nil && !slices.Contains(c.in.callees[c.instr], in) {
		c.in.callees[c.instr] = append(c.in.callees[c.instr], in)
	}
	return in
}

// into follows a call into a function of the package.
func (e *Engine) into(c *callsite, t target) {
	in := e.follow(c, t)
	if in == nil {
		return
	}
	for n, p := range t.fn.Params {
		if n < len(c.args) {
			e.flow(e.valueOf(in, p), e.valueOf(c.in, c.args[n]))
		}
	}
	for n, r := range in.results {
		if c.res != nil {
			e.flow(e.result(c.in, c.res, n, len(in.results)), r)
		}
	}
}

// effectOf returns what a function from elsewhere does: by the tables, or as
// the last resort by its form and name.
func (e *Engine) effectOf(fn *types.Func) knowledge.Effect {
	if fn != nil && e.Logs(fn) {
		return knowledge.Logs
	}
	if effect := knowledge.EffectOf(fn); effect != 0 {
		return effect
	}
	return knowledge.GuessEffect(fn)
}
