package usage

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// A base is the base URL that a client or an OAuth client is given.
type base struct {
	expr    ast.Expr // nil for the default
	unknown bool
}

// checkHosts reports a client whose token comes from an OAuth client with
// another base URL.
func (c *checker) checkHosts(client *ast.CallExpr) {
	if !c.model.IsNewClient(client) || len(client.Args) == 0 {
		return
	}
	api := c.baseOf(client, 1, "WithBaseURL")
	if api.unknown {
		return
	}
	for _, oauth := range c.oauthClientsOf(client.Args[0]) {
		auth := c.baseOf(oauth, c.model.Callee(oauth).Signature().Params().Len()-1, "WithAuthBaseURL")
		if !auth.unknown && c.differ(api, auth) {
			c.report(report.Finding{
				Check:   WrongHost,
				Range:   client,
				Message: c.reporter.Say(messages.HostsDiffer, c.sayBase(auth), c.sayBase(api)),
			})
			return
		}
	}
}

func (c *checker) sayBase(b base) any {
	if b.expr == nil {
		return messages.DefaultHost
	}
	if text, ok := c.textOf(b.expr); ok {
		return text
	}
	return types.ExprString(b.expr)
}

// baseOf returns the base URL that the options behind the first n arguments
// of a constructor set.
func (c *checker) baseOf(call *ast.CallExpr, n int, option string) base {
	if len(call.Args) < n {
		return base{unknown: true}
	}
	var b base
	for _, arg := range call.Args[n:] {
		for _, origin := range c.model.OptionRoots(arg) {
			with, ok := origin.(*ast.CallExpr)
			if !ok {
				return base{unknown: true}
			}
			recv, name, ok := c.model.SDKCallee(with)
			if !ok || recv != "" {
				return base{unknown: true}
			}
			if name != option {
				continue
			}
			if b.expr != nil || len(with.Args) != 1 {
				return base{unknown: true}
			}
			b.expr = with.Args[0]
		}
	}
	return b
}

// oauthClientsOf returns the constructors of the OAuth clients that the auth
// of a client is made from: through NewJWTAuth, or through the access token.
func (c *checker) oauthClientsOf(auth ast.Expr) []*ast.CallExpr {
	var list []*ast.CallExpr
	seen := make(map[ast.Expr]bool)
	var visit func(expr ast.Expr)
	visit = func(expr ast.Expr) {
		for _, origin := range c.model.Roots(expr, nil) {
			call, ok := origin.(*ast.CallExpr)
			if !ok || seen[call] {
				continue
			}
			seen[call] = true
			recv, name, ok := c.model.SDKCallee(call)
			switch {
			case !ok:
			case recv == "" && knowledge.IsOAuthConstructor(name):
				list = append(list, call)
			case recv == "" && (name == "NewTokenAuth" || name == "NewJWTAuth") && len(call.Args) > 0:
				visit(call.Args[0])
			case strings.HasSuffix(recv, "OAuthClient") && (name == "GetAccessToken" || name == "RefreshToken"):
				visit(ast.Unparen(call.Fun).(*ast.SelectorExpr).X)
			}
		}
	}
	visit(auth)
	return list
}

// differ reports whether two base URLs cannot be, or need not be, the same: of
// two constants whether they are different; a value that is configured fits
// neither the default nor a constant.
func (c *checker) differ(a, b base) bool {
	if a.expr == nil && b.expr == nil {
		return false
	}
	left, right := c.baseValue(a), c.baseValue(b)
	if left != "" && right != "" {
		return left != right && c.isOfficial(left) && c.isOfficial(right) // a gateway may speak for either
	}
	return a.expr == nil || b.expr == nil
}

func (c *checker) isOfficial(base string) bool {
	host, _ := c.model.SplitURL(base)
	return c.model.OfficialHost(host)
}

// defaultBase returns the constant that a base URL is where no setting says
// something else, or "".
func (c *checker) defaultBase(b base) string {
	if b.expr == nil {
		return knowledge.DefaultBaseURL
	}
	only := ""
	for _, text := range c.engine.Texts(b.expr) {
		host, _ := c.model.SplitURL(text)
		switch {
		case strings.HasPrefix(host, "{"):
		case only != "" && only != text:
			return ""
		default:
			only = text
		}
	}
	return only
}

// baseValue returns the constant that a base URL is, or "".
func (c *checker) baseValue(b base) string {
	if b.expr == nil {
		return knowledge.DefaultBaseURL
	}
	only := ""
	for _, origin := range c.model.Roots(b.expr, nil) {
		value := c.info.Types[origin].Value
		if value == nil || value.Kind() != constant.String {
			return ""
		}
		text := strings.TrimSuffix(constant.StringVal(value), "/")
		if only != "" && only != text {
			return ""
		}
		only = text
	}
	return only
}
