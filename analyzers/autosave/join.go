package autosave

import (
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
	for o, x := range a.heap {
		if y, ok := b.heap[o]; ok {
			out.heap[o] = joinContents(x, y, at)
		} else {
			out.heap[o] = x
		}
	}
	for o, y := range b.heap {
		if _, ok := a.heap[o]; !ok {
			out.heap[o] = y
		}
	}
	return out
}

func joinContents(x, y contents, at *meeting) contents {
	out := contents{entries: make(map[string]entry), opaque: x.opaque || y.opaque}
	for name, e := range x.entries {
		f, ok := y.entries[name]
		if !ok {
			e = entry{} // set on one path only
		} else if e.value = joinValues(e.value, f.value, at); e.passed == nil {
			e.passed = f.passed
		}
		out.entries[name] = e
	}
	for name := range y.entries {
		if _, ok := x.entries[name]; !ok {
			out.entries[name] = entry{}
		}
	}
	return out
}

const maxChoices = 4

// joinValues returns what is known of a value that is x or y, by the side from
// which control came to at.
func joinValues(x, y value, at *meeting) value {
	switch x := x.(type) {
	case flag:
		if y, ok := y.(flag); ok && x.on == y.on {
			return x
		}
		return nil
	case absent:
		if _, ok := y.(absent); ok {
			return x
		}
		return nil
	case text:
		if y, ok := y.(text); ok && x.content == y.content {
			return x
		}
	case closure:
		if y, ok := y.(closure); ok && x.lit == y.lit {
			return x
		}
		return nil
	case writer, *parcel:
		if x == y {
			return x
		}
		return nil
	case list:
		if y, ok := y.(list); ok && len(x.elements) == len(y.elements) {
			elements := make([]value, len(x.elements))
			for i := range elements {
				elements[i] = joinValues(x.elements[i], y.elements[i], at)
			}
			return list{elements}
		}
		return nil
	case tuple:
		if y, ok := y.(tuple); ok && len(x) == len(y) {
			out := make(tuple, len(x))
			for i := range out {
				out[i] = joinResults(x[i], y[i], at)
			}
			return out
		}
		return nil
	}
	return joinRequests(x, y, at)
}

// joinResults joins results of a function. A request that is nil on an error
// path is not sent.
func joinResults(x, y value, at *meeting) value {
	if _, ok := x.(absent); ok && isRequest(y) {
		return y
	}
	if _, ok := y.(absent); ok && isRequest(x) {
		return x
	}
	return joinValues(x, y, at)
}

func isRequest(v value) bool {
	switch v.(type) {
	case *object, sent, choice:
		return true
	}
	return false
}

// joinRequests joins requests and texts: each is an option.
func joinRequests(x, y value, at *meeting) value {
	var out choice
	for side, v := range []value{x, y} {
		for _, o := range optionsOf(v) {
			switch o.value.(type) {
			case *object, sent, text:
			default:
				return nil
			}
			i := slices.IndexFunc(out, func(known option) bool { return known.value == o.value })
			if i >= 0 {
				out[i].turns = nil // on both sides
				continue
			}
			out = append(out, option{o.value, append(slices.Clone(o.turns), turn{at, side})})
		}
	}
	switch {
	case len(out) == 1:
		return out[0].value
	case len(out) > maxChoices:
		return nil
	}
	return out
}
