// Package httpx is a library that the tables do not know.
package httpx

import "context"

type Call struct{}

func NewCall() *Call                                            { return nil }
func (c *Call) To(u string) *Call                               { return c }
func (c *Call) Body(v any) *Call                                { return c }
func (c *Call) Run(ctx context.Context) error                   { return nil }
func Join(a, b string) string                                   { return a + b }
func Exchange(ctx context.Context, u string, in, out any) error { return nil }
func Remember(ctx context.Context, k string, v any)             {}
