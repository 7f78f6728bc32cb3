// Package requests is a stub of github.com/carlmjohnson/requests.
package requests

import (
	"context"
	"net/http"
)

type Builder struct{}

func New() *Builder                                                   { return nil }
func URL(base string) *Builder                                        { return nil }
func (b *Builder) BaseURL(base string) *Builder                       { return b }
func (b *Builder) Host(host string) *Builder                          { return b }
func (b *Builder) Path(path string) *Builder                          { return b }
func (b *Builder) Pathf(f string, a ...any) *Builder                  { return b }
func (b *Builder) Param(key string, v ...string) *Builder             { return b }
func (b *Builder) Bearer(token string) *Builder                       { return b }
func (b *Builder) Post() *Builder                                     { return b }
func (b *Builder) BodyJSON(v any) *Builder                            { return b }
func (b *Builder) ToJSON(v any) *Builder                              { return b }
func (b *Builder) ToString(s *string) *Builder                        { return b }
func (b *Builder) CopyHeaders(h map[string][]string) *Builder         { return b }
func (b *Builder) Handle(h func(*http.Response) error) *Builder       { return b }
func (b *Builder) Fetch(ctx context.Context) error                    { return nil }
func (b *Builder) Do(req *http.Request) error                         { return nil }
func (b *Builder) Request(ctx context.Context) (*http.Request, error) { return nil, nil }
