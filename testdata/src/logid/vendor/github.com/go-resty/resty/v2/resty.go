// Package resty stands in for the HTTP client.
package resty

import "net/http"

type Client struct{}

func New() *Client          { return nil }
func (*Client) R() *Request { return nil }

func (c *Client) OnAfterResponse(f func(*Client, *Response) error) *Client { return c }

type Request struct{}

func (r *Request) SetResult(v any) *Request         { return r }
func (r *Request) SetBody(v any) *Request           { return r }
func (*Request) Get(url string) (*Response, error)  { return nil, nil }
func (*Request) Post(url string) (*Response, error) { return nil, nil }

type Response struct{}

func (*Response) IsError() bool       { return false }
func (*Response) IsSuccess() bool     { return false }
func (*Response) StatusCode() int     { return 0 }
func (*Response) Status() string      { return "" }
func (*Response) String() string      { return "" }
func (*Response) Body() []byte        { return nil }
func (*Response) Header() http.Header { return nil }
