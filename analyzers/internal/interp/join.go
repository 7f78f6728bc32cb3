package interp

import (
	"maps"
	"slices"
)

// Values that several ways bring together.

// join returns what is known where control comes from any of states.
func join(states ...*state) *state {
	var result *state
	for _, s := range states {
		switch {
		case s == nil || s.dead:
		case result == nil:
			result = s.clone()
		default:
			result = joinTwo(result, s)
		}
	}
	if result == nil {
		result = newState()
		result.dead = true
	}
	return result
}

func joinTwo(a, b *state) *state {
	out, at := newState(), new(meeting)
	for v, x := range a.vars {
		if y, ok := b.vars[v]; ok {
			out.vars[v] = joinValues(x, y, at)
		}
	}
	maps.Copy(out.heap, b.heap)
	for o, x := range a.heap {
		if y, ok := b.heap[o]; ok {
			x = joinContents(x, y, at)
		}
		out.heap[o] = x
	}
	return out
}

func joinContents(x, y contents, at *meeting) contents {
	out := contents{entries: make(map[string]Entry), opaque: x.opaque || y.opaque}
	for name := range y.entries {
		out.entries[name] = Entry{} // set on one path only
	}
	for name, e := range x.entries {
		f, ok := y.entries[name]
		if !ok {
			e = Entry{}
		} else if e.Value = joinValues(e.Value, f.Value, at); e.Passed == nil {
			e.Passed = f.Passed
		}
		out.entries[name] = e
	}
	return out
}

const maxChoices = 4

// joinValues returns what is known of a value that is x or y, by the side from
// which control came to at.
func joinValues(x, y Value, at *meeting) Value {
	if same(x, y) {
		return x
	}
	switch x := x.(type) {
	case list:
		if y, ok := y.(list); ok && len(x) == len(y) {
			return list(joinAll(x, y, at, joinValues))
		}
		return nil
	case tuple:
		if y, ok := y.(tuple); ok && len(x) == len(y) {
			return tuple(joinAll(x, y, at, joinResults))
		}
		return nil
	}
	return eitherOf(x, y, at)
}

// same reports whether x and y are known to be one value.
func same(x, y Value) bool {
	switch x := x.(type) {
	case Flag:
		y, ok := y.(Flag)
		return ok && x.On == y.On
	case Text:
		y, ok := y.(Text)
		return ok && x.Content == y.Content
	case closure:
		y, ok := y.(closure)
		return ok && x.lit == y.lit
	case list, tuple, choice:
		return false
	}
	return x == y
}

func joinAll(x, y []Value, at *meeting, join func(x, y Value, at *meeting) Value) []Value {
	out := make([]Value, len(x))
	for i := range out {
		out[i] = join(x[i], y[i], at)
	}
	return out
}

// joinResults joins results of a function. What is nil on an error path is not
// used there.
func joinResults(x, y Value, at *meeting) Value {
	if _, ok := x.(Absent); ok && holds(y) {
		return y
	}
	if _, ok := y.(Absent); ok && holds(x) {
		return x
	}
	return joinValues(x, y, at)
}

// eitherOf joins objects and texts: each is an option.
func eitherOf(x, y Value, at *meeting) Value {
	var out choice
	for side, v := range []Value{x, y} {
		for _, o := range Options(v) {
			switch o.Value.(type) {
			case *Object, Encoded, Text:
			default:
				return nil
			}
			i := slices.IndexFunc(out, func(known Option) bool { return known.Value == o.Value })
			if i >= 0 {
				out[i].turns = nil // on both sides
				continue
			}
			out = append(out, Option{o.Value, append(slices.Clone(o.turns), turn{at, side})})
		}
	}
	switch {
	case len(out) == 1:
		return out[0].Value
	case len(out) > maxChoices:
		return nil
	}
	return out
}
