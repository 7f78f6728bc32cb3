// Package gin has the shape of the parts of gin that the tests use.
package gin

type H map[string]any

type Context struct{}

func (c *Context) JSON(code int, obj any) {}
