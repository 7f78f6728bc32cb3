package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A sending is a call that makes or sends a request by hand, or hands one to a
// function of the package: it is given an address, or a part of one.
type sending struct {
	cur  inspector.Cursor
	call *ast.CallExpr
	at   ast.Expr   // the address, or the part of it that is given here
	urls []string   // what the address may be here, with holes
	args []ast.Expr // what else goes into the request, with the calls that it is chained to
}

// sendings returns the calls of the package that are given the path of an
// endpoint, or the whole URL.
func (c *checker) sendings() []sending {
	if c.sent != nil {
		return *c.sent
	}
	var list []sending
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if c.model.TestFile(call.Pos()) || c.info.Types[call.Fun].IsType() || c.takesHandler(call) {
			continue
		}
		fn := c.model.Callee(call)
		effect := knowledge.EffectOf(fn)
		if fn == nil || effect != 0 && !effect.Has(knowledge.Sends|knowledge.Requests|knowledge.Addresses) || knowledge.MatcherNames.MatchString(fn.Name()) {
			continue
		}
		if s, ok := c.sendingAt(cur, call); ok {
			list = append(list, s)
		}
	}
	c.sent = &list
	return list
}

func (c *checker) sendingAt(cur inspector.Cursor, call *ast.CallExpr) (sending, bool) {
	s := sending{cur: cur, call: call}
	for _, arg := range call.Args {
		t := c.info.TypeOf(arg)
		if t == nil || !gotypes.IsString(t) && !knowledge.IsURL(t) {
			continue
		}
		urls, _ := c.model.Read(arg)
		if slices.ContainsFunc(urls, isAddress) {
			s.at, s.urls = arg, urls
			break
		}
	}
	if s.at == nil {
		return s, false
	}
	for link := call; link != nil; link = chainedTo(link) {
		for _, arg := range link.Args {
			if arg != s.at {
				s.args = append(s.args, arg)
			}
		}
	}
	return s, true
}

// isAddress reports whether a text is a URL or the path of one.
func isAddress(text string) bool {
	return !strings.ContainsAny(text, " \n") && (strings.Contains(text, "://") || strings.Contains(text, "/v") || strings.Contains(text, "/open_api/"))
}

// chainedTo returns the call whose result a method is called on.
func chainedTo(call *ast.CallExpr) *ast.CallExpr {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	inner, _ := ast.Unparen(sel.X).(*ast.CallExpr)
	return inner
}

// pathOf returns the path that a sending goes to, if that is known and one.
func (c *checker) pathsOf(s sending) (paths []string, known bool) {
	for _, u := range s.urls {
		_, path := c.model.SplitURL(u)
		path, _, _ = strings.Cut(path, "?")
		path = strings.TrimRight(path, "/")
		if before, hole, found := strings.Cut(path, "{"); found && !strings.HasSuffix(before, "/") && strings.HasSuffix(hole, "}") && before != "" {
			path = before // what is appended to a known segment is a query
		}
		if path == "" || strings.Contains(path, "{") {
			return nil, false
		}
		paths = append(paths, path)
	}
	return paths, len(paths) > 0
}

// onAPI reports whether a sending goes to a host of the API: as its address says,
// or the function of the package that is given it.
func (c *checker) onAPI(s sending) bool {
	unknown := false
	for _, u := range s.urls {
		host, _ := c.model.SplitURL(u)
		switch {
		case c.model.CozeHost(host):
		case host == "" || strings.HasPrefix(host, "{"):
			unknown = true
		default:
			return false
		}
	}
	return !unknown || c.sendsToAPI(c.model.Callee(s.call), 0) || c.isCoze(c.functionOf(s.call))
}

// sendsToAPI reports whether a function of the package makes requests, and all
// of them to hosts of the API.
func (c *checker) sendsToAPI(fn *types.Func, hops int) bool {
	if fn == nil || c.model.Decl(fn) == nil || hops > 3 {
		return false
	}
	found := false
	for _, call := range c.model.Calls(fn) {
		callee := c.model.Callee(call)
		if !knowledge.EffectOf(callee).Has(knowledge.Sends | knowledge.Requests) {
			found = found || c.sendsToAPI(callee, hops+1)
			continue
		}
		for _, u := range c.urlsOf(call) {
			host, _ := c.model.SplitURL(u)
			if !c.model.CozeHost(host) {
				return false
			}
			found = true
		}
	}
	return found
}

// toAPI reports whether a sending goes to endpoints of the API.
func (c *checker) toAPI(s sending) bool {
	paths, known := c.pathsOf(s)
	return known && c.onAPI(s) && !slices.ContainsFunc(paths, func(path string) bool { return len(knowledge.EndpointAt(path)) == 0 })
}

// bodiesOf returns the structs and maps that a request is made of.
func (c *checker) bodiesOf(s sending) []ast.Expr {
	var list []ast.Expr
	is := func(x ast.Expr) bool { return c.isObject(c.info.TypeOf(x)) }
	for _, arg := range s.args {
		for _, x := range c.model.Find(arg, is) {
			if x = ast.Unparen(x); !slices.Contains(list, x) {
				list = append(list, x)
			}
		}
	}
	return list
}

// isObject reports whether values of a type are JSON objects of this program's
// making: a struct with keys, or a map.
func (c *checker) isObject(t types.Type) bool {
	if t == nil {
		return false
	}
	if s := gotypes.Struct(t); s != nil {
		return slices.ContainsFunc(c.model.WireFields(s), func(f cozemodel.WireField) bool { return f.Name != f.Var.Name() })
	}
	return isStringMap(t)
}

func isStringMap(t types.Type) bool {
	m, ok := t.Underlying().(*types.Map)
	return ok && gotypes.IsString(m.Key())
}

// urlsOf returns what the address of the request that call makes may be, with
// all that its callers give.
func (c *checker) urlsOf(call *ast.CallExpr) []string {
	urls := slices.Clone(c.builtURLs()[call])
	return slices.DeleteFunc(urls, func(u string) bool {
		host, path := c.model.SplitURL(u)
		return host == "" && path == "" // a method, a Content-Type
	})
}

// builtURLs returns the URLs that the engine puts together, by the calls that send
// requests there.
func (c *checker) builtURLs() map[*ast.CallExpr][]string {
	if c.built == nil {
		c.built = make(map[*ast.CallExpr][]string)
		for _, o := range c.engine.Origins() {
			if call := c.engine.Call(o); call != nil {
				c.built[call] = append(c.built[call], o.URLs()...)
			}
		}
	}
	return c.built
}

// eachMap calls f for the keys of the maps with keys of text that are written
// out in the package.
func (c *checker) eachMap(f func(cur inspector.Cursor, lit *ast.CompositeLit, keys map[string]*ast.KeyValueExpr)) {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CompositeLit)(nil)) {
		lit := cur.Node().(*ast.CompositeLit)
		t := c.info.TypeOf(lit)
		if t == nil || !isStringMap(t) || c.model.TestFile(lit.Pos()) {
			continue
		}
		f(cur, lit, c.keysOf(lit))
	}
}

// keysOf returns the elements of a map literal by their keys.
func (c *checker) keysOf(lit *ast.CompositeLit) map[string]*ast.KeyValueExpr {
	keys := make(map[string]*ast.KeyValueExpr)
	for _, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := c.textOf(kv.Key); ok {
				keys[key] = kv
			}
		}
	}
	return keys
}
