package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// transfer adds what the n-th instruction of b says to what is known.
func (e *Engine) transfer(i *instance, b *ssa.BasicBlock, n int) {
	switch x := b.Instrs[n].(type) {
	case *ssa.Phi:
		for _, edge := range x.Edges {
			e.flow(e.valueOf(i, x), e.valueOf(i, edge))
		}
	case *ssa.BinOp:
		e.binary(i, x)
	case *ssa.UnOp:
		e.unary(i, b, n, x)
	case *ssa.ChangeType, *ssa.Convert, *ssa.MultiConvert, *ssa.ChangeInterface, *ssa.SliceToArrayPointer:
		v := x.(ssa.Value)
		e.flow(e.valueOf(i, v), e.valueOf(i, converted(v)))
	case *ssa.Slice:
		e.slice(i, x)
	case *ssa.MakeInterface:
		e.makeInterface(i, x)
	case *ssa.TypeAssert:
		to := e.valueOf(i, x)
		if x.CommaOk {
			to = e.member(i, x, 0)
		}
		e.flow(to, e.valueOf(i, x.X))
	case *ssa.Extract:
		e.extract(i, x)
	case *ssa.MakeClosure:
		e.closure(i, x)
	case *ssa.Return:
		for k, r := range x.Results {
			if k < len(i.results) {
				e.flow(i.results[k], e.valueOf(i, r))
			}
		}
	case *ssa.Call:
		e.call(i, x, x)
	case *ssa.Go:
		e.call(i, x, nil)
	case *ssa.Defer:
		e.call(i, x, nil)
	default:
		e.memory(i, x)
	}
}

// memory handles the instructions that make, read and write objects.
func (e *Engine) memory(i *instance, instr ssa.Instruction) {
	switch x := instr.(type) {
	case *ssa.Alloc:
		e.addObject(e.valueOf(i, x), e.allocated(i, x, gotypes.Pointed(x.Type())))
	case *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice:
		v := x.(ssa.Value)
		e.addObject(e.valueOf(i, v), e.allocated(i, v, v.Type()))
	case *ssa.FieldAddr:
		e.fieldAddress(i, x)
	case *ssa.Field:
		key, ft := fieldKey(x.X.Type(), x.Field)
		e.readPart(i, x, x.X, key, ft)
	case *ssa.IndexAddr:
		v, base := e.valueOf(i, x), e.read(e.valueOf(i, x.X))
		for _, o := range base.objects.list {
			e.addObject(v, e.child(o, elements, gotypes.Pointed(x.Type())))
		}
		e.addParts(v, base, elements, nil, gotypes.Pointed(x.Type()))
	case *ssa.Index:
		e.readPart(i, x, x.X, elements, x.Type())
	case *ssa.Lookup:
		to := e.valueOf(i, x)
		if x.CommaOk {
			to = e.member(i, x, 0)
		}
		key, known := constantText(x.Index)
		if !known {
			key = elements
		}
		e.element(to, e.valueOf(i, x.X), key, mapElem(x.X.Type()))
	case *ssa.Range:
		e.flow(e.valueOf(i, x), e.valueOf(i, x.X))
	case *ssa.Store:
		v := e.valueOf(i, x.Val)
		for _, o := range e.pointees(i, x.Addr, x) {
			e.read(v)
			e.store(o, v, x.Val.Type())
			if o.made != i {
				e.flow(o.outside, v)
			}
		}
	case *ssa.MapUpdate:
		key, known := constantText(x.Key)
		if !known {
			key = elements
		}
		e.put(i, x.Map, key, x.Value)
	case *ssa.Send:
		e.put(i, x.Chan, elements, x.X)
	case *ssa.Select:
		for _, s := range x.States {
			if s.Dir == types.SendOnly {
				e.put(i, s.Chan, elements, s.Send)
			}
		}
	}
}

// put stores v as an element of a container.
func (e *Engine) put(i *instance, container ssa.Value, key string, v ssa.Value) {
	from := e.read(e.valueOf(i, v))
	for _, o := range e.read(e.valueOf(i, container)).objects.list {
		e.store(e.child(o, key, v.Type()), from, v.Type())
	}
}

func mapElem(t types.Type) types.Type {
	if m, ok := t.Underlying().(*types.Map); ok {
		return m.Elem()
	}
	return nil
}

func (e *Engine) binary(i *instance, x *ssa.BinOp) {
	v, l, r := e.valueOf(i, x), e.read(e.valueOf(i, x.X)), e.read(e.valueOf(i, x.Y))
	switch x.Op {
	case token.ADD, token.SUB, token.MUL, token.QUO, token.REM, token.AND, token.OR:
	default:
		return
	}
	for _, label := range l.labels.list {
		e.addLabel(v, label)
	}
	if x.Op != token.ADD || !gotypes.IsString(x.Type()) {
		return
	}
	for _, label := range r.labels.list {
		e.addLabel(v, label)
	}
	for _, text := range joinTexts(l, r) {
		e.addText(v, text)
	}
}

// joinTexts returns every text of l followed by every one of r; what has no
// text is a hole. A text that grows in a loop does not.
func joinTexts(l, r *value) []string {
	var all []string
	for _, a := range orHole(l.texts.list) {
		for _, b := range orHole(r.texts.list) {
			if b != "" && strings.Count(a, b) > 3 {
				continue
			}
			all = append(all, a+b)
		}
	}
	return all
}

// A part of a text that is not known is a hole: {}, with a name in it if one
// is known.
const (
	holeStart = "{"
	holeEnd   = "}"
)

func orHole(texts []string) []string {
	if len(texts) == 0 {
		return []string{holeStart + holeEnd}
	}
	return texts
}

func (e *Engine) unary(i *instance, b *ssa.BasicBlock, n int, x *ssa.UnOp) {
	switch x.Op {
	case token.MUL:
		e.loadAt(i, b, n, x)
	case token.ARROW:
		to := e.valueOf(i, x)
		if x.CommaOk {
			to = e.member(i, x, 0)
		}
		e.element(to, e.valueOf(i, x.X), elements, nil)
	default:
		e.flow(e.valueOf(i, x), e.valueOf(i, x.X))
	}
}

// loadAt reads a variable. One that was written just before, as a result is in
// front of a return, has that value, and what a deferred function stores.
func (e *Engine) loadAt(i *instance, b *ssa.BasicBlock, n int, x *ssa.UnOp) {
	v := e.valueOf(i, x)
	if alloc, local := x.X.(*ssa.Alloc); local && !isAggregate(x.Type()) {
		if s, deferred := storedBefore(b, n, x.X); s != nil {
			if deferred {
				e.afterDefers(i, v, s)
			} else {
				e.flow(v, e.valueOf(i, s.Val))
			}
			return
		}
		if stores, ok := e.storesBefore(b, n, alloc); ok {
			for _, s := range stores {
				e.flow(v, e.valueOf(i, s.Val))
			}
			return
		}
	}
	for _, o := range e.pointees(i, x.X, x) {
		e.load(v, o, x.Type())
		e.nameHole(v, o, x.Type())
	}
	for _, l := range e.read(e.valueOf(i, x.X)).labels.list {
		e.addLabel(v, l)
	}
}

// storedBefore returns the store to address that stands before the n-th
// instruction of b with nothing between them that could write there, other
// than deferred functions, or nil.
func storedBefore(b *ssa.BasicBlock, n int, address ssa.Value) (s *ssa.Store, deferred bool) {
	for k := n - 1; k >= 0; k-- {
		switch s := b.Instrs[k].(type) {
		case *ssa.Store:
			if s.Addr == address {
				return s, deferred
			}
		case *ssa.RunDefers:
			deferred = true
		case *ssa.Call, *ssa.Defer, *ssa.Go:
			return nil, false
		}
	}
	return nil, false
}

// nameHole gives a text that nothing is put into the name of where it stands.
func (e *Engine) nameHole(v *value, o *object, t types.Type) {
	if e.stage < nameHoles || !gotypes.IsString(t) || o.key == "" || o.key == elements {
		return
	}
	if len(v.texts.list) > 1 || len(v.texts.list) == 1 && v.texts.list[0] != "" {
		return
	}
	name := strings.TrimPrefix(o.key, goName)
	if o.parent != nil {
		if owner := gotypes.Name(o.parent.typ); owner != "" {
			name = owner + "." + name
		} else if o.parent.key != "" {
			name = strings.TrimPrefix(o.parent.key, goName) + "." + name
		}
	}
	e.addText(v, holeStart+strings.NewReplacer(holeStart, "", holeEnd, "").Replace(name)+holeEnd)
}

func (e *Engine) slice(i *instance, x *ssa.Slice) {
	v, from := e.valueOf(i, x), e.valueOf(i, x.X)
	if !gotypes.IsString(x.X.Type()) {
		e.flow(v, from)
		return
	}
	// A part of a text.
	for _, l := range e.read(from).labels.list {
		if l.Kind == Body {
			l = l.of(Line)
		}
		e.addLabel(v, l)
	}
}

func (e *Engine) extract(i *instance, x *ssa.Extract) {
	switch t := x.Tuple.(type) {
	case *ssa.Next:
		if x.Index == 2 {
			r := t.Iter.(*ssa.Range)
			e.element(e.valueOf(i, x), e.valueOf(i, r), elements, x.Type())
		}
	case *ssa.Select:
		k := 2
		for _, s := range t.States {
			if s.Dir != types.RecvOnly {
				continue
			}
			if k == x.Index {
				e.element(e.valueOf(i, x), e.valueOf(i, s.Chan), elements, x.Type())
			}
			k++
		}
	default:
		e.flow(e.valueOf(i, x), e.member(i, x.Tuple, x.Index))
	}
}

// maxClosures bounds the closures that one place makes, one a context: of one
// that makes itself there would be no end.
const maxClosures = 6

func (e *Engine) closure(i *instance, x *ssa.MakeClosure) {
	o := i.allocs[x]
	if made := e.closures[x]; o == nil && len(made) >= maxClosures {
		o = made[0]
		i.allocs[x] = o
	}
	if o == nil {
		o = e.newObject(x.Type(), i)
		o.fn = x.Fn.(*ssa.Function)
		for _, b := range x.Bindings {
			o.bound = append(o.bound, e.valueOf(i, b))
		}
		i.allocs[x] = o
		e.closures[x] = append(e.closures[x], o)
	}
	e.addObject(e.valueOf(i, x), o)
}

func (e *Engine) fieldAddress(i *instance, x *ssa.FieldAddr) {
	t := gotypes.Pointed(x.X.Type())
	key, ft := fieldKey(t, x.Field)
	v, base := e.valueOf(i, x), e.read(e.valueOf(i, x.X))
	for _, o := range e.pointees(i, x.X, x) {
		e.addObject(v, e.child(o, key, ft))
	}
	e.addParts(v, base, key, t, ft)
}

// addParts adds the labels of a part of what base is.
func (e *Engine) addParts(v, base *value, key string, t, ft types.Type) {
	for _, l := range base.labels.list {
		if p, ok := part(l, key, t, ft); ok {
			e.addLabel(v, p)
		}
	}
}

// readPart reads a field or an element of the value base.
func (e *Engine) readPart(i *instance, x, base ssa.Value, key string, t types.Type) {
	v, from := e.valueOf(i, x), e.read(e.valueOf(i, base))
	for _, o := range from.objects.list {
		e.load(v, e.child(o, key, t), t)
		e.nameHole(v, e.child(o, key, t), t)
	}
	e.addParts(v, from, key, base.Type(), t)
}

// element reads an element of a container: one with the key, or any.
func (e *Engine) element(v, base *value, key string, t types.Type) {
	e.read(base)
	for _, o := range base.objects.list {
		e.load(v, e.child(o, key, t), t)
		e.readObject(o)
		for _, other := range o.keys {
			if other != key && (key == elements || other == elements) {
				e.load(v, o.fields[other], t)
			}
		}
	}
	e.addParts(v, base, key, nil, t)
}
