package flow

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A program is the SSA form of one package.
type program struct {
	pkg   *ssa.Package
	funcs []*ssa.Function // with a body, those inside others and instances of generic ones included
	// refs are the places where an expression has a value.
	refs map[ast.Expr][]ref
	// vars are the same by the variable that the expression names.
	vars map[types.Object][]ref
}

// A ref is one value that an expression has: one an instance of a generic
// function.
type ref struct {
	fn      *ssa.Function
	value   ssa.Value
	address bool // value is where the value of the expression is
	at      *ssa.DebugRef
}

// build makes the SSA form of the package. It fails if the package cannot be
// put into that form, as one with type errors.
func build(c *Config) (p *program, err error) {
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("cannot be analyzed: %v", r)
		}
	}()
	prog := ssa.NewProgram(c.Fset, ssa.GlobalDebug|ssa.InstantiateGenerics)
	prog.SetNoReturn(c.NoReturn)
	for _, imported := range referenced(c.Pkg, c.Info) {
		prog.CreatePackage(imported, nil, nil, true)
	}
	pkg := prog.CreatePackage(c.Pkg, c.Files, c.Info, false)
	pkg.Build()
	p = &program{pkg: pkg, refs: make(map[ast.Expr][]ref), vars: make(map[types.Object][]ref)}
	p.collect()
	return p, nil
}

// referenced returns the packages that pkg uses anything of, itself left out.
func referenced(pkg *types.Package, info *types.Info) []*types.Package {
	var all set[*types.Package]
	use := func(obj types.Object) {
		if obj != nil && obj.Pkg() != nil && obj.Pkg() != pkg {
			all.add(obj.Pkg())
		}
	}
	for _, imported := range pkg.Imports() {
		all.add(imported)
	}
	for _, obj := range info.Uses {
		use(obj)
	}
	for _, sel := range info.Selections {
		use(sel.Obj())
	}
	return all.list
}

// collect lists the functions of the package in the order of its files, and
// the references to expressions in them.
func (p *program) collect() {
	seen := make(map[*ssa.Function]bool)
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		if fn == nil || seen[fn] || fn.Blocks == nil {
			return
		}
		seen[fn] = true
		p.funcs = append(p.funcs, fn)
		var operands []*ssa.Value
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if r, ok := instr.(*ssa.DebugRef); ok {
					at := ref{fn, r.X, r.IsAddr, r}
					p.refs[r.Expr] = append(p.refs[r.Expr], at)
					if r.Object() != nil {
						p.vars[r.Object()] = append(p.vars[r.Object()], at)
					}
				}
				// Wrappers and instances are only reached from their uses.
				operands = instr.Operands(operands[:0])
				for _, op := range operands {
					if f, ok := (*op).(*ssa.Function); ok && (f.Pkg == p.pkg || f.Pkg == nil) {
						visit(f)
					}
				}
			}
		}
		for _, anon := range fn.AnonFuncs {
			visit(anon)
		}
	}
	for _, fn := range p.declared() {
		visit(fn)
	}
}

// instantiated returns the generic functions of which the package has instances: those
// are looked at, and not the functions themselves.
func (p *program) instantiated() map[*ssa.Function]bool {
	all := make(map[*ssa.Function]bool)
	for _, fn := range p.funcs {
		if origin := fn.Origin(); origin != nil && origin != fn {
			all[origin] = true
		}
	}
	return all
}

// converted returns the value that v is a conversion of, or nil. That of a value
// to an interface is one.
func converted(v ssa.Value) ssa.Value {
	switch x := v.(type) {
	case *ssa.ChangeType:
		return x.X
	case *ssa.Convert:
		return x.X
	case *ssa.MultiConvert:
		return x.X
	case *ssa.ChangeInterface:
		return x.X
	case *ssa.SliceToArrayPointer:
		return x.X
	case *ssa.MakeInterface:
		return x.X
	}
	return nil
}

// boxed returns the value that v was made of by conversions, also to an
// interface, but not from one interface to another.
func boxed(v ssa.Value) ssa.Value {
	for {
		switch v.(type) {
		case *ssa.MakeInterface, *ssa.Convert, *ssa.ChangeType:
			v = converted(v)
		default:
			return v
		}
	}
}

// unboxed returns the value that v is as an interface, or v.
func unboxed(v ssa.Value) ssa.Value {
	if x, ok := v.(*ssa.MakeInterface); ok {
		return x.X
	}
	return v
}

// constantText returns the text that v is, also as an interface.
func constantText(v ssa.Value) (string, bool) {
	if x, ok := boxed(v).(*ssa.Const); ok && x.Value != nil && x.Value.Kind() == constant.String {
		return constant.StringVal(x.Value), true
	}
	return "", false
}

// declared returns the functions and methods that the package declares, in the
// order of its files.
func (p *program) declared() []*ssa.Function {
	var fns []*ssa.Function
	if init := p.pkg.Func("init"); init != nil {
		fns = append(fns, init)
	}
	scope := p.pkg.Pkg.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			fns = append(fns, p.pkg.Prog.FuncValue(obj))
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() {
				continue
			}
			for method := range named.Methods() {
				fns = append(fns, p.pkg.Prog.FuncValue(method))
			}
		}
	}
	return fns
}
