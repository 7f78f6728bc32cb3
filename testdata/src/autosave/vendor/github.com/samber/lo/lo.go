// Package lo has the shape of the pointer helper of samber/lo.
package lo

func ToPtr[T any](x T) *T { return &x }
