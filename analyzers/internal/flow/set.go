package flow

import "slices"

// A set keeps its elements in the order in which they came, so that nothing
// depends on the order of a map.
type set[T comparable] struct {
	list []T
	in   map[T]struct{} // of a set that is large
}

// small is how many elements are looked through before a map is made.
const small = 8

func (s *set[T]) has(x T) bool {
	if s.in != nil {
		_, ok := s.in[x]
		return ok
	}
	return slices.Contains(s.list, x)
}

// add reports whether x is new.
func (s *set[T]) add(x T) bool {
	if s.has(x) {
		return false
	}
	s.list = append(s.list, x)
	switch {
	case s.in != nil:
		s.in[x] = struct{}{}
	case len(s.list) > small:
		s.in = make(map[T]struct{}, 2*small)
		for _, y := range s.list {
			s.in[y] = struct{}{}
		}
	}
	return true
}
