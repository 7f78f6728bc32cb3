package gotypes

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"sort"
)

// Scopes finds the scope at a place. It answers what types.Scope.Innermost does,
// which looks at every scope of a function for each question.
type Scopes struct {
	sorted []*types.Scope // by where they begin, an outer one before those in it
}

// NewScopes returns the scopes that a package's files have.
func NewScopes(info *types.Info) *Scopes {
	s := &Scopes{sorted: make([]*types.Scope, 0, len(info.Scopes))}
	for _, scope := range info.Scopes {
		s.sorted = append(s.sorted, scope)
	}
	slices.SortFunc(s.sorted, func(a, b *types.Scope) int {
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(b.End(), a.End()), cmp.Compare(depth(a), depth(b)))
	})
	return s
}

// depth returns how many scopes a scope stands in.
func depth(s *types.Scope) (n int) {
	for s = s.Parent(); s != nil; s = s.Parent() {
		n++
	}
	return n
}

// At returns the innermost scope around pos, or nil outside of the files.
func (s *Scopes) At(pos token.Pos) *types.Scope {
	behind := sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i].Pos() > pos })
	if behind == 0 {
		return nil
	}
	// The last one that begins before pos is around it, or in one that is.
	scope := s.sorted[behind-1]
	for scope != nil && !scope.Contains(pos) {
		scope = scope.Parent()
	}
	return scope
}
