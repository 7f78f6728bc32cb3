package endpoints

import (
	"go/ast"
	"go/types"
	"regexp"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// hole stands in a text for a part that is only known at run time.
const hole = "\x00"

// braces are around the parts of a text that are not known, and around the
// parameters in a path that is filled in later: /v1/bots/{bot_id}.
var braces = regexp.MustCompile(`\{[^{}]*\}`)

// composes reports whether a call makes a text of its arguments, so that it is
// judged where its result is used.
func (f *finder) composes(call *ast.CallExpr) bool {
	return knowledge.EffectOf(f.model.Callee(call)).Has(knowledge.Derives)
}

// split takes a text apart into host and path: "" for a host that is not
// known. ok is false if the text is no URL or path.
func split(u string) (host, path string, ok bool) {
	u = braces.ReplaceAllString(u, hole)
	if strings.ContainsAny(u, " \t\n\"'{}<>") {
		return "", "", false
	}
	if i := strings.Index(u, "?"); i >= 0 {
		u = u[:i]
	}
	known := false
	if _, rest, isURL := strings.Cut(u, "://"); isURL {
		i := strings.Index(rest, "/")
		if i < 0 {
			return "", "", false
		}
		host, u = rest[:i], rest[i:]
		known = !strings.Contains(host, hole)
	} else {
		u = strings.TrimLeft(u, hole)
		if !strings.HasPrefix(u, "/") && strings.Contains(u, ".") {
			if i := strings.Index(u, "/"); i > 0 && !strings.Contains(u[:i], hole) { // a host without a scheme
				host, u, known = u[:i], u[i:], true
			}
		}
	}
	if !known {
		host = ""
	}
	path = strings.ReplaceAll("/"+strings.Trim(u, "/"), "//", "/")
	// What is appended to a segment that is known is a query: base+"/v3/chat"+query.
	if trimmed := strings.TrimRight(path, hole); trimmed != path && !strings.HasSuffix(trimmed, "/") {
		path = trimmed
	}
	return host, path, strings.Count(path, "/") >= 2
}

var httpMethods = map[string]string{
	"GET": "GET", "POST": "POST", "PUT": "PUT", "DELETE": "DELETE", "PATCH": "PATCH", "HEAD": "HEAD",
}

func isMethod(text string) bool { return httpMethods[text] != "" }

// methodName is a function that is named for the request it sends.
var methodName = regexp.MustCompile(`(?i)^(?:do|send|http|api)?(get|post|put|delete|patch)(?:json|form|stream|ctx|context|withcontext|request)?$`)

// methodOf returns the HTTP method of a call that sends a request: an
// argument, the name of the function, or the only one that its body names. It
// returns "" if none of them says.
func (f *finder) methodOf(call *ast.CallExpr) string {
	for _, arg := range call.Args {
		if value, ok := cozemodel.TextValue(f.pass.TypesInfo, arg); ok && isMethod(value) {
			return value
		}
	}
	fn := f.model.Callee(call)
	if fn == nil {
		return ""
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "net/http" && fn.Name() == "PostForm" {
		return "POST"
	}
	if match := methodName.FindStringSubmatch(fn.Name()); match != nil {
		return strings.ToUpper(match[1])
	}
	return f.methodWithin(fn)
}

// methodWithin returns the only HTTP method that the body of fn names.
func (f *finder) methodWithin(fn *types.Func) string {
	decl := f.model.Decl(fn)
	if decl == nil || decl.Body == nil {
		return ""
	}
	found, several := "", false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		expr, isExpr := n.(ast.Expr)
		if !isExpr {
			return true
		}
		if value, ok := cozemodel.TextValue(f.pass.TypesInfo, expr); ok && isMethod(value) {
			several = several || found != "" && found != value
			found = value
		}
		return true
	})
	if several {
		return ""
	}
	return found
}

func isFunction(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
