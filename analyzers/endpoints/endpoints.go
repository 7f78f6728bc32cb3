// Package endpoints lists the operations of the Coze Open API that a package
// calls, by the SDK or by hand. It reports nothing: its result is for the
// command, which says what permissions the program's access token needs.
package endpoints

import (
	"go/ast"
	"go/token"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// An Endpoint is one operation of the API, with the permissions that its page
// names.
type Endpoint = knowledge.Endpoint

// A Use is one place where an endpoint is called, or its URL is made.
type Use struct {
	Pos token.Pos
	// Endpoints are the ones that the place can call: several where the
	// HTTP method cannot be seen, or where one call of the SDK makes several
	// requests.
	Endpoints []Endpoint
	// Guess says that one of Endpoints is called, not all.
	Guess bool
}

// New returns the pass, whose result is a []Use in the order of the source.
func New(model *cozemodel.Config) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "cozeendpoints",
		Doc:        "list the endpoints of the Coze Open API that a package calls\n\nIt reports nothing.",
		Requires:   []*analysis.Analyzer{model.Analyzer},
		ResultType: reflect.TypeFor[[]Use](),
		Run: func(pass *analysis.Pass) (any, error) {
			m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
			if !m.Relevant() {
				return []Use(nil), nil
			}
			f := &finder{
				pass:  pass,
				model: m,
				used:  make(map[ast.Expr]bool),
			}
			f.run()
			slices.SortStableFunc(f.uses, func(a, b Use) int { return int(a.Pos - b.Pos) })
			return f.uses, nil
		},
	}
}

// A finder looks for the endpoints of one package.
type finder struct {
	pass  *analysis.Pass
	model *cozemodel.Model

	uses []Use
	used map[ast.Expr]bool // the parts of URLs that belong to a use already
}

// run looks first at the places where a URL is handed on, whose parts can
// stand elsewhere, and then at the definitions of variables, which count where
// nothing that uses the variable was understood.
func (f *finder) run() {
	root := inspector.New(f.pass.Files).Root()
	var definitions []ast.Expr
	wanted := []ast.Node{(*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil), (*ast.ReturnStmt)(nil), (*ast.ValueSpec)(nil)}
	for cur := range root.Preorder(wanted...) {
		n := cur.Node()
		if f.model.TestFile(n.Pos()) || f.model.Generated(n.Pos()) {
			continue
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			f.call(n)
		case *ast.CompositeLit:
			f.literal(n)
		case *ast.ReturnStmt:
			f.handed(n.Results, "")
		case *ast.AssignStmt:
			definitions = append(definitions, n.Rhs...)
		case *ast.ValueSpec:
			if decl, ok := cur.Parent().Node().(*ast.GenDecl); ok && decl.Tok == token.VAR {
				definitions = append(definitions, n.Values...)
			}
		}
	}
	f.handed(definitions, "")
	f.sent()
}

// call looks at a call of the SDK, or at the arguments of another.
func (f *finder) call(call *ast.CallExpr) {
	if recv, name, ok := f.model.SDKCallee(call); ok {
		if list := f.sdkEndpoints(recv, name, call); len(list) > 0 {
			f.uses = append(f.uses, Use{Pos: call.Pos(), Endpoints: list})
		}
		return
	}
	if f.pass.TypesInfo.Types[call.Fun].IsType() || f.composes(call) || f.isSilent(call) {
		return
	}
	f.handed(call.Args, f.methodOf(call))
}

// sdkEndpoints returns what a method of the SDK calls. Bots.Retrieve calls
// another endpoint if its request says so.
func (f *finder) sdkEndpoints(recv, name string, call *ast.CallExpr) []Endpoint {
	if recv == "bots" && name == "Retrieve" && len(call.Args) == 2 {
		request := ast.Unparen(call.Args[1])
		if address, ok := request.(*ast.UnaryExpr); ok {
			request = address.X
		}
		if lit := f.model.Literal(request); lit != nil {
			if version, ok := cozemodel.IntValue(f.pass.TypesInfo, field(lit, "UseAPIVersion")); ok && version == 2 {
				return only("GET", knowledge.EndpointAt("/v1/bots/{}"))
			}
		}
	}
	return knowledge.SDKEndpoints(recv, name)
}

// isSilent reports whether a call does not send what it is given: it writes a
// log line or an error, searches a text, or registers a handler of this
// program's own server.
func (f *finder) isSilent(call *ast.CallExpr) bool {
	fn := f.model.Callee(call)
	if fn != nil && fn.Pkg() != nil {
		if knowledge.EffectOf(fn).Has(knowledge.Logs | knowledge.LogsDebug | knowledge.MakesError | knowledge.Asks) {
			return true
		}
		if strings.HasPrefix(fn.Name(), "Handle") {
			return true
		}
		switch fn.Pkg().Path() {
		case "strings", "bytes", "regexp", "errors", "fmt", "os", "path/filepath":
			return true
		}
	}
	if f.model.Decl(fn) != nil || knowledge.EffectOf(fn).Has(knowledge.Sends) {
		return false // it may call what it is given with the events of a reply
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return isFunction(f.pass.TypesInfo.TypeOf(arg)) })
}

// literal looks at the fields of a struct or the elements of a list: a request
// that names its method and its URL.
func (f *finder) literal(lit *ast.CompositeLit) {
	if knowledge.IsURL(f.pass.TypesInfo.TypeOf(lit)) {
		f.handed([]ast.Expr{lit}, "")
		return
	}
	method := ""
	if text, ok := cozemodel.TextValue(f.pass.TypesInfo, field(lit, "Method")); ok && isMethod(text) {
		method = text
	}
	for _, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			f.route(kv.Key)
			element = kv.Value
		}
		f.handed([]ast.Expr{element}, method)
	}
}

// route looks at the key of a table: "POST /v3/chat".
func (f *finder) route(key ast.Expr) {
	text, ok := cozemodel.TextValue(f.pass.TypesInfo, key)
	if !ok {
		return
	}
	if method, path, ok := strings.Cut(text, " "); ok && isMethod(method) {
		if list := f.endpointsAt(path, method, key); len(list) > 0 {
			f.uses = append(f.uses, Use{Pos: key.Pos(), Endpoints: list, Guess: len(list) > 1})
		}
	}
}

// sent adds the requests of the engine whose URL is put together where the syntax
// does not show it: handed through fields, functions and tables.
func (f *finder) sent() {
	engine, err := f.model.Engine()
	if err != nil {
		return
	}
	defer engine.Use()()
	for _, o := range engine.Origins() {
		if o.Owner != flow.Ours || o.SDK || o.Foreign || o.HandedIn || !o.Pos().IsValid() || f.model.TestFile(o.Pos()) {
			continue
		}
		for _, u := range o.URLs() {
			host, path := f.model.SplitPattern(u)
			if host != "" && !strings.HasPrefix(host, "{") && !f.model.CozeHost(host) {
				continue
			}
			if list := match("", strings.TrimSuffix(path, "/")); len(list) > 0 && !f.has(list) {
				f.uses = append(f.uses, Use{Pos: o.Pos(), Endpoints: list, Guess: len(list) > 1})
			}
		}
	}
}

// has reports whether a place is known to call one of the endpoints.
func (f *finder) has(list []Endpoint) bool {
	return slices.ContainsFunc(f.uses, func(u Use) bool {
		return slices.ContainsFunc(u.Endpoints, func(e Endpoint) bool {
			return slices.ContainsFunc(list, func(l Endpoint) bool { return l.Method == e.Method && l.Path == e.Path })
		})
	})
}

// field returns the value of a field of a struct literal, or an expression
// without a value.
func field(lit *ast.CompositeLit, name string) ast.Expr {
	for _, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == name {
				return kv.Value
			}
		}
	}
	return &ast.BadExpr{}
}

// handed records the endpoints whose URLs are among exprs.
func (f *finder) handed(exprs []ast.Expr, method string) {
	for _, expr := range exprs {
		if address, ok := ast.Unparen(expr).(*ast.UnaryExpr); ok {
			expr = address.X // &url.URL{…}
		}
		if t := f.pass.TypesInfo.TypeOf(expr); f.used[expr] || !gotypes.IsString(t) && (t == nil || !knowledge.IsURL(t)) {
			continue
		}
		texts, from := f.model.Read(expr)
		var list []Endpoint
		for _, text := range texts {
			for _, e := range f.endpointsAt(text, method, expr) {
				if !slices.ContainsFunc(list, func(known Endpoint) bool { return known.Method == e.Method && known.Path == e.Path }) {
					list = append(list, e)
				}
			}
		}
		if len(list) == 0 {
			continue
		}
		f.uses = append(f.uses, Use{Pos: expr.Pos(), Endpoints: list, Guess: len(list) > 1})
		for _, part := range from {
			f.used[part] = true
		}
	}
}

// endpointsAt returns the endpoints that a text is the URL or path of.
func (f *finder) endpointsAt(text, method string, at ast.Expr) []Endpoint {
	host, path, ok := split(text)
	if !ok || !f.isCoze(host, path, at) {
		return nil
	}
	for _, m := range []string{method, ""} { // a method that the API does not have there is a mistake
		if list := match(m, path); len(list) > 0 {
			return list
		}
	}
	if host == "" {
		return nil // a path that the API does not have, on nobody's host
	}
	return []Endpoint{{Method: method, Path: strings.ReplaceAll(path, hole, ":id")}}
}

// isCoze reports whether a URL is one of the Open API: by its host, or where
// that is not known by its path and the function that it stands in.
func (f *finder) isCoze(host, path string, at ast.Expr) bool {
	if host != "" {
		return f.model.CozeHost(host)
	}
	for _, e := range match("", path) {
		if !e.Shared {
			return true
		}
	}
	fn := f.model.FuncAt(at.Pos())
	return fn == nil && f.model.SpeaksOfCoze() || f.model.Linked(fn)
}

// match returns the endpoints at a path, those of one method if it is known.
// Of several paths that fit, those with the fewest parameters are meant:
// /v1/workflows/chat is no workflow with the ID chat.
func match(method, path string) []Endpoint {
	all := only(method, knowledge.EndpointAt(strings.ReplaceAll(path, hole, "{}")))
	fewest := -1
	for _, e := range all {
		if n := strings.Count(e.Path, ":"); fewest < 0 || n < fewest {
			fewest = n
		}
	}
	return slices.DeleteFunc(all, func(e Endpoint) bool {
		return strings.Count(e.Path, ":") > fewest || strings.Count(path, hole) > fewest
	})
}

func only(method string, list []Endpoint) []Endpoint {
	return slices.DeleteFunc(list, func(e Endpoint) bool { return method != "" && e.Method != method })
}
