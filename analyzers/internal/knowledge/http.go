package knowledge

import "go/types"

// responseTypes are the types of HTTP responses, by import path without its
// major version, and name.
var responseTypes = map[string]bool{
	"net/http.Response":                                true,
	"github.com/go-resty/resty.Response":               true,
	"resty.dev.Response":                               true,
	"github.com/imroc/req.Response":                    true,
	"github.com/valyala/fasthttp.Response":             true,
	"github.com/monaco-io/request/response.Sugar":      true,
	"github.com/cloudwego/hertz/pkg/protocol.Response": true,
	"github.com/gogf/gf/net/gclient.Response":          true,
	"github.com/levigross/grequests.Response":          true,
	"github.com/guonaihong/gout/dataflow.Gout":         true,
	"github.com/parnurzeal/gorequest.Response":         true,
	"github.com/zeromicro/go-zero/rest/httpc.Response": true,
	"github.com/hashicorp/go-retryablehttp.Response":   true,
}

// IsResponse reports whether t is or points to an HTTP response.
func IsResponse(t types.Type) bool {
	path, name := typeID(t)
	return name != "" && responseTypes[withoutMajor(path)+"."+name]
}

// servedTypes are the types through which a program reads the requests that
// it serves.
var servedTypes = map[string]bool{
	"net/http.Request":                                     true,
	"github.com/gin-gonic/gin.Context":                     true,
	"github.com/labstack/echo.Context":                     true,
	"github.com/gofiber/fiber.Ctx":                         true,
	"github.com/cloudwego/hertz/pkg/app.RequestContext":    true,
	"github.com/valyala/fasthttp.RequestCtx":               true,
	"github.com/gogf/gf/net/ghttp.Request":                 true,
	"github.com/kataras/iris/context.Context":              true,
	"github.com/beego/beego/server/web/context.BeegoInput": true,
	"github.com/go-chi/chi.Context":                        true,
}

// ServesRequests reports whether a value of the type with the given import
// path and name is, or gives access to, a request that the program serves,
// where it is given to a function.
func ServesRequests(path, name string) bool { return servedTypes[withoutMajor(path)+"."+name] }

// typeID returns the import path and name of the named type that t is or
// points to.
func typeID(t types.Type) (path, name string) {
	if t == nil {
		return "", ""
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return "", ""
	}
	return Original(ImportPath(named.Obj().Pkg().Path())), named.Obj().Name()
}

// requestTypes and clientTypes are the types of HTTP requests that a program
// makes, and of what it sends them with.
var (
	requestTypes = map[string]bool{
		"net/http.Request":                                true,
		"github.com/go-resty/resty.Request":               true,
		"resty.dev.Request":                               true,
		"github.com/imroc/req.Request":                    true,
		"github.com/valyala/fasthttp.Request":             true,
		"github.com/cloudwego/hertz/pkg/protocol.Request": true,
		"github.com/hashicorp/go-retryablehttp.Request":   true,
		"github.com/parnurzeal/gorequest.SuperAgent":      true,
	}
	clientTypes = map[string]bool{
		"github.com/go-resty/resty.Client":       true,
		"resty.dev.Client":                       true,
		"github.com/imroc/req.Client":            true,
		"github.com/dghubble/sling.Sling":        true,
		"github.com/gogf/gf/net/gclient.Client":  true,
		"github.com/valyala/fasthttp.HostClient": true,
	}
)

// IsRequest reports whether t is or points to an HTTP request.
func IsRequest(t types.Type) bool {
	path, name := typeID(t)
	return name != "" && requestTypes[withoutMajor(path)+"."+name]
}

// IsClient reports whether t is or points to an HTTP client that can hold the
// host or the base of its requests.
func IsClient(t types.Type) bool {
	path, name := typeID(t)
	return name != "" && clientTypes[withoutMajor(path)+"."+name]
}

// IsURL reports whether t is or points to a url.URL.
func IsURL(t types.Type) bool {
	path, name := typeID(t)
	return path == "net/url" && name == "URL"
}

// A ResponsePart is what a method of a response gives.
type ResponsePart int

const (
	// OtherPart is anything else.
	OtherPart ResponsePart = iota
	// StatusPart is the HTTP status.
	StatusPart
	// BodyPart is the whole body.
	BodyPart
	// HeaderPart is the header, or a value in it.
	HeaderPart
	// ReplyPart is what the body was decoded into.
	ReplyPart
)

// responseParts are the methods of the response types, which their packages
// give much the same names.
var responseParts = map[string]ResponsePart{
	"StatusCode": StatusPart, "Status": StatusPart, "GetStatusCode": StatusPart, "GetStatus": StatusPart,
	"Body": BodyPart, "String": BodyPart, "Bytes": BodyPart, "RawBody": BodyPart, "Text": BodyPart, "BodyStream": BodyPart,
	"BodyE": BodyPart, "ReadAll": BodyPart, "ReadAllString": BodyPart, "ToString": BodyPart, "ToBytes": BodyPart,
	"BodyUncompressed": BodyPart, "BodyGunzip": BodyPart, "Dump": BodyPart,
	"Header": HeaderPart, "GetHeader": HeaderPart, "HeaderGet": HeaderPart, "Headers": HeaderPart, "GetHeaderValues": HeaderPart,
	"Result": ReplyPart, "SuccessResult": ReplyPart, "ResultError": ReplyPart, "ErrorResult": ReplyPart,
}

// PartOfResponse returns what a method of a response with the given name gives.
func PartOfResponse(name string) ResponsePart { return responseParts[name] }

// IsResultSetter reports whether a method of a request with the given name is
// given what the reply is decoded into.
func IsResultSetter(name string) bool {
	switch name {
	case "SetResult", "SetSuccessResult", "SetError", "SetErrorResult", "SetResultError":
		return true
	}
	return false
}

// StatusVerdict reports whether a method of a response says that its status is
// one of success, or that it is not.
func StatusVerdict(fn *types.Func) (good, ok bool) {
	if fn == nil || fn.Signature().Recv() == nil || !IsResponse(fn.Signature().Recv().Type()) {
		return false, false
	}
	switch fn.Name() {
	case "IsSuccess", "IsSuccessState", "IsStatusSuccess", "OK", "Ok":
		return true, true
	case "IsError", "IsErrorState", "IsStatusFailure":
		return false, true
	}
	return false, false
}
