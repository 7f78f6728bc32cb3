package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

const bearer = "bearer "

// tokenPrefixes begin the tokens of the API: personal, of a service, and of
// OAuth (API pages pat, service_token, oauth_apps).
var tokenPrefixes = []string{"pat_", "sat_", "cztei_"}

// checkScheme reports a token with the scheme of the header where the client
// adds it, the scheme twice, and a header without it (CZ5016).
func (c *checker) checkScheme() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil), (*ast.FuncDecl)(nil)) {
		if decl, ok := cur.Node().(*ast.FuncDecl); ok {
			c.checkAuth(decl)
			continue
		}
		call := cur.Node().(*ast.CallExpr)
		if recv, name, ok := c.model.SDKCallee(call); ok {
			if recv == "" && name == "NewTokenAuth" && len(call.Args) == 1 && c.begins(call.Args[0], bearer) {
				c.reportScheme(call.Args[0], messages.SchemeGiven.With("NewTokenAuth"))
			}
			continue
		}
		c.checkHeader(call)
	}
}

// checkAuth looks at the method Token of a type that the SDK asks for the token: it
// puts the scheme before what that returns (SDK client.go).
func (c *checker) checkAuth(decl *ast.FuncDecl) {
	fn, ok := c.info.Defs[decl.Name].(*types.Func)
	if !ok || fn.Name() != "Token" || fn.Signature().Results().Len() != 2 {
		return
	}
	recv := fn.Signature().Recv() // none if the code is broken
	if recv == nil || !c.isAuth(recv.Type()) {
		return
	}
	for _, ret := range c.model.Returns(fn) {
		if len(ret.Results) == 2 && c.begins(ret.Results[0], bearer) {
			c.reportScheme(ret.Results[0], messages.SchemeGiven.With("NewCozeAPI"))
		}
	}
}

// isAuth reports whether a type is one that the SDK takes for an Auth.
func (c *checker) isAuth(t types.Type) bool {
	for _, pkg := range c.pass.Pkg.Imports() {
		obj, ok := pkg.Scope().Lookup("Auth").(*types.TypeName)
		if !ok || !c.model.IsSDKObject(obj) {
			continue
		}
		iface, ok := obj.Type().Underlying().(*types.Interface)
		if ok && (types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface)) {
			return true
		}
	}
	return false
}

// checkHeader looks at header.Set("Authorization", value) of a request to the
// API.
func (c *checker) checkHeader(call *ast.CallExpr) {
	name := c.bareName(call)
	switch {
	case name == "SetAuthToken" && len(call.Args) == 1:
		if c.begins(call.Args[0], bearer) && c.isCoze(c.functionOf(call)) {
			c.reportScheme(call.Args[0], messages.SchemeGiven.With(name))
		}
		return
	case len(call.Args) != 2 || name != "Set" && name != "Add" && name != "SetHeader" && name != "Header":
		return
	}
	key, ok := c.textOf(call.Args[0])
	if !ok || !strings.EqualFold(key, "Authorization") || !c.isCoze(c.functionOf(call)) {
		return
	}
	value := call.Args[1]
	switch {
	case c.begins(value, bearer+bearer):
		c.reportScheme(value, messages.SchemeTwice.With())
	case c.beginsToken(value):
		c.reportScheme(value, messages.SchemeMissing.With())
	}
}

// begins reports whether all that a text may be begin with prefix, whatever the
// case of its letters.
func (c *checker) begins(expr ast.Expr, prefix string) bool {
	texts := c.engine.Texts(expr)
	return len(texts) > 0 && !slices.ContainsFunc(texts, func(text string) bool {
		return !strings.HasPrefix(strings.ToLower(text), prefix)
	})
}

// beginsToken reports whether a text is nothing but a token: a constant, or the
// one that the SDK's OAuth clients return.
func (c *checker) beginsToken(expr ast.Expr) bool {
	if sel, ok := ast.Unparen(expr).(*ast.SelectorExpr); ok && sel.Sel.Name == "AccessToken" {
		owner, ok := c.sdkField(sel)
		return ok && owner == "OAuthToken"
	}
	return slices.ContainsFunc(tokenPrefixes, func(prefix string) bool { return c.begins(expr, prefix) })
}

func (c *checker) reportScheme(at ast.Expr, text messages.Message) {
	c.report(report.Finding{Check: TokenScheme, Range: at, Message: text.In(c.model.Options().Lang)})
}
