// Package resty stands in for the HTTP client.
package resty

import (
	"io"
	"net/http"
	"time"
)

type Client struct{}

func New() *Client          { return nil }
func (*Client) R() *Request { return nil }

func (c *Client) SetTimeout(timeout time.Duration) *Client { return c }
func (c *Client) SetBaseURL(url string) *Client            { return c }

type Request struct{}

func (r *Request) SetBody(v any) *Request                  { return r }
func (r *Request) SetDoNotParseResponse(not bool) *Request { return r }
func (r *Request) SetResult(v any) *Request                { return r }
func (*Request) Get(url string) (*Response, error)         { return nil, nil }
func (*Request) Post(url string) (*Response, error)        { return nil, nil }

type Response struct{}

func (*Response) RawBody() io.ReadCloser { return nil }
func (*Response) Header() http.Header    { return nil }
