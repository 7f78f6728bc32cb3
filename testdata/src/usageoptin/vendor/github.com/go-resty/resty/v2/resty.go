// Package resty stands for the HTTP client of that name.
package resty

import "net/http"

type Client struct{}

func New() *Client { return &Client{} }

func (c *Client) SetRetryCount(count int) *Client { return c }
func (c *Client) R() *Request                     { return &Request{} }

type RetryConditionFunc func(*Response, error) bool

func (c *Client) AddRetryCondition(condition RetryConditionFunc) *Client { return c }

type Request struct{}

func (r *Request) SetBody(body any) *Request              { return r }
func (r *Request) SetResult(res any) *Request             { return r }
func (r *Request) Post(url string) (*Response, error)     { return &Response{}, nil }
func (r *Request) Execute(m, u string) (*Response, error) { return &Response{}, nil }

type Response struct{}

func (r *Response) Header() http.Header { return nil }
func (r *Response) StatusCode() int     { return 0 }
func (r *Response) Body() []byte        { return nil }
