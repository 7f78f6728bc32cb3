// Package fasthttp is a stub of github.com/valyala/fasthttp.
package fasthttp

type Request struct{}

func (r *Request) SetRequestURI(uri string) {}
func (r *Request) SetBody(body []byte)      {}

type ResponseHeader struct{}

func (h *ResponseHeader) Peek(key string) []byte { return nil }

type Response struct{ Header ResponseHeader }

func (r *Response) StatusCode() int { return 0 }
func (r *Response) Body() []byte    { return nil }

func AcquireRequest() *Request              { return nil }
func AcquireResponse() *Response            { return nil }
func ReleaseRequest(req *Request)           {}
func ReleaseResponse(resp *Response)        {}
func Do(req *Request, resp *Response) error { return nil }
