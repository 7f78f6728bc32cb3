package endpoints

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// hole stands in a text for a part that is only known at run time.
const hole = "\x00"

// A text is what an expression is made of, as far as it can be read.
type text struct {
	text  string
	parts []ast.Expr // the expressions that it was read from
}

// maxDepth is how many variables and functions a URL is followed through.
const maxDepth = 6

// url reads the text that expr makes: constants, sums, formats, joins, and
// variables that have one value.
func (f *finder) url(expr ast.Expr, depth int) text {
	if value, ok := cozemodel.TextValue(f.pass.TypesInfo, expr); ok {
		return text{value, []ast.Expr{expr}}
	}
	unknown := text{hole, []ast.Expr{expr}}
	if depth > maxDepth {
		return unknown
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return f.concat(expr, "", []ast.Expr{x.X, x.Y}, depth)
		}
	case *ast.CallExpr:
		return f.composed(x, depth)
	case *ast.Ident, *ast.SelectorExpr:
		v := valueflow.Variable(f.pass.TypesInfo, x)
		if v == nil || f.isParameter(v, expr) {
			return unknown
		}
		defs := f.index.Defs(v)
		if len(defs) != 1 || defs[0].Expr == nil || defs[0].Result > 0 || defs[0].Element || defs[0].Opaque {
			return unknown
		}
		u := f.url(defs[0].Expr, depth+1)
		return text{u.text, append(u.parts, expr)}
	}
	return unknown
}

func (f *finder) isParameter(v *types.Var, at ast.Expr) bool {
	fn := f.index.FuncAt(at.Pos())
	return fn != nil && cozemodel.IsParameter(fn, v)
}

// concat is the text of exprs with a separator between them.
func (f *finder) concat(whole ast.Expr, separator string, exprs []ast.Expr, depth int) text {
	joined := text{parts: []ast.Expr{whole}}
	for i, expr := range exprs {
		part := f.url(expr, depth)
		if i > 0 && separator != "" && !strings.HasSuffix(joined.text, separator) && !strings.HasPrefix(part.text, separator) {
			joined.text += separator
		}
		joined.text += part.text
		joined.parts = append(joined.parts, part.parts...)
	}
	return joined
}

// composers make a text of texts: the path and name of a function, and how.
var composers = map[string]string{
	"fmt.Sprintf": "format", "fmt.Sprint": "sum", "net/url.JoinPath": "path", "path.Join": "path",
	"strings.TrimRight": "first", "strings.TrimSuffix": "first", "strings.TrimSpace": "first", "strings.TrimLeft": "first", "strings.TrimPrefix": "first",
}

// composes reports whether a call makes a text of its arguments, so that it is
// judged where its result is used.
func (f *finder) composes(call *ast.CallExpr) bool {
	return composers[f.callee(call)] != ""
}

func (f *finder) callee(call *ast.CallExpr) string {
	fn := f.model.Callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil {
		return ""
	}
	return fn.Pkg().Path() + "." + fn.Name()
}

var formatVerb = regexp.MustCompile(`%[-+# 0]*[0-9]*(?:\.[0-9]+)?[a-zA-Z%]`)

func (f *finder) composed(call *ast.CallExpr, depth int) text {
	unknown := text{hole, []ast.Expr{call}}
	if len(call.Args) == 0 || call.Ellipsis.IsValid() {
		return unknown
	}
	switch composers[f.callee(call)] {
	case "sum":
		return f.concat(call, "", call.Args, depth+1)
	case "path":
		return f.concat(call, "/", call.Args, depth+1)
	case "first":
		u := f.url(call.Args[0], depth+1)
		return text{u.text, append(u.parts, call)}
	case "format":
		format := f.url(call.Args[0], depth+1)
		parts := append(format.parts, call)
		next := 1
		filled := formatVerb.ReplaceAllStringFunc(format.text, func(verb string) string {
			if verb == "%%" {
				return "%"
			}
			arg := text{text: hole}
			if next < len(call.Args) {
				arg = f.url(call.Args[next], depth+1)
			}
			next++
			parts = append(parts, arg.parts...)
			return arg.text
		})
		return text{filled, parts}
	}
	return unknown
}

// split takes a text apart into host and path: "" for a host that is not
// known. ok is false if the text is no URL or path.
func split(u string) (host, path string, ok bool) {
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
	decl := f.index.Decl(fn)
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

func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func isFunction(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
