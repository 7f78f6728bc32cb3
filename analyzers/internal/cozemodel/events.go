package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Events knows which expressions of a package are event types and statuses
// of the Open API. The passes share it.
type Events struct {
	m        *Model
	compared map[types.Object]*comparisons

	mu      sync.Mutex // guards sources
	sources map[*types.Var]sourceKind
}

// Events returns the events of a relevant package.
func (m *Model) Events() *Events { return m.events() }

// comparisons are the constants that a variable, field or getter is compared
// with anywhere in the package.
type comparisons struct {
	members []string // those that a domain has, each once
	certain bool     // one of them is unmistakably of Coze
	lines   bool     // one of them is a whole line of a stream: "event: done"
}

func (c *comparisons) add(value string, line bool) {
	c.certain = c.certain || unmistakable(value)
	c.lines = c.lines || line
	known := slices.ContainsFunc(Domains, func(d *Domain) bool { _, ok := d.Member(value); return ok })
	if known && !slices.Contains(c.members, value) {
		c.members = append(c.members, value)
	}
}

func newEvents(m *Model) *Events {
	e := &Events{
		m:        m,
		compared: make(map[types.Object]*comparisons),
		sources:  make(map[*types.Var]sourceKind),
	}
	for cur := range m.Inspect.Root().Preorder((*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				e.compare(n.X, n.Y)
				e.compare(n.Y, n.X)
			}
		case *ast.SwitchStmt:
			for _, stmt := range n.Body.List {
				for _, value := range stmt.(*ast.CaseClause).List {
					e.compare(n.Tag, value)
				}
			}
		}
	}
	return e
}

func (e *Events) compare(expr, with ast.Expr) {
	value, ok := e.Wire(with)
	if !ok || expr == nil {
		return
	}
	obj := e.object(expr)
	if obj == nil {
		return
	}
	if e.compared[obj] == nil {
		e.compared[obj] = new(comparisons)
	}
	e.compared[obj].add(value, e.isLine(with))
}

// isLine reports whether a string constant is a line of a stream that names an
// event.
func (e *Events) isLine(expr ast.Expr) bool {
	text, ok := e.text(expr)
	value, _ := e.Wire(expr)
	return ok && text != value
}

// Wire returns the value of a string constant. That of a line which names an
// event, "event: done", is the event.
func (e *Events) Wire(expr ast.Expr) (string, bool) {
	text, ok := e.text(expr)
	if name, isLine := strings.CutPrefix(text, eventField); isLine && strings.TrimSpace(name) != "" {
		return strings.TrimSpace(name), true
	}
	return text, ok
}

func (e *Events) text(expr ast.Expr) (string, bool) {
	if expr == nil {
		return "", false
	}
	value := e.m.Pass.TypesInfo.Types[expr].Value
	if value == nil || value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(value), true
}

// object returns the variable, field or getter that expr reads, behind
// conversions and strings.TrimSpace and its kin.
func (e *Events) object(expr ast.Expr) types.Object {
	expr = e.bare(expr)
	if call, ok := expr.(*ast.CallExpr); ok {
		if fn := e.m.Callee(call); fn != nil && len(call.Args) == 0 {
			return fn
		}
		return nil
	}
	if v := Variable(e.m.Pass.TypesInfo, expr); v != nil {
		return v
	}
	return nil
}

// bare strips expr of parentheses, conversions, String methods and calls
// that only tidy a text up.
func (e *Events) bare(expr ast.Expr) ast.Expr {
	for {
		expr = ast.Unparen(expr)
		if assert, ok := expr.(*ast.TypeAssertExpr); ok && assert.Type != nil {
			expr = assert.X
			continue
		}
		call, ok := expr.(*ast.CallExpr)
		if !ok {
			return expr
		}
		fn := e.m.Callee(call)
		sel, isMethod := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		switch tv := e.m.Pass.TypesInfo.Types[call.Fun]; {
		case tv.IsType() && len(call.Args) == 1:
			expr = call.Args[0]
		case fn == nil:
			return expr
		case fn.Pkg() != nil && fn.Pkg().Path() == "strings" && len(call.Args) > 0 && (strings.HasPrefix(fn.Name(), "Trim") || strings.HasPrefix(fn.Name(), "To")):
			expr = call.Args[0]
		case fn.Name() == "String" && len(call.Args) == 0 && isMethod && gotypes.IsString(e.m.Pass.TypesInfo.TypeOf(sel.X)):
			expr = sel.X
		default:
			return expr
		}
	}
}

// Domain reports whether expr is an event type or a status of the Open API,
// and which. It is one if it has a type of the SDK; or if the constants that
// it is compared with, anywhere in the package or by the expressions against,
// are unmistakably those of Coze; or if it was read from the `event` or
// `status` of a value that comes from Coze, and the constants fit.
func (e *Events) Domain(expr ast.Expr, against ...ast.Expr) (*Domain, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if expr == nil {
		return nil, false
	}
	if _, isConstant := e.Wire(expr); isConstant {
		return nil, false
	}
	expr = e.bare(expr)
	if name := e.m.SDKTypeName(e.m.Pass.TypesInfo.TypeOf(expr)); name != "" {
		i := slices.IndexFunc(Domains, func(d *Domain) bool { return d.Type == name })
		if i < 0 {
			return nil, false
		}
		return Domains[i], true
	}
	if t := e.m.Pass.TypesInfo.TypeOf(expr); t == nil || !gotypes.IsString(t) && !types.IsInterface(t) {
		return nil, false
	}
	var with comparisons
	for _, a := range against {
		if value, ok := e.Wire(a); ok {
			with.add(value, e.isLine(a))
		}
	}
	here := slices.Clone(with.members)
	if seen := e.compared[e.object(expr)]; seen != nil {
		with.certain = with.certain || seen.certain
		for _, value := range seen.members {
			with.add(value, seen.lines)
		}
	}
	kind := e.source(expr, 0)
	if kind == noSource && with.lines && e.m.FromCoze(expr) {
		kind = eventSource
	}
	if !with.certain && kind == noSource {
		return nil, false
	}
	if sel, ok := expr.(*ast.SelectorExpr); ok && kind == eventSource && e.m.IsEventV2(e.m.Pass.TypesInfo.TypeOf(sel.X)) {
		return ChatEventsV2, true
	}
	best, ok := bestDomain(with.members, kind)
	if ok && !best.hasAll(here) {
		// Streams of several domains have one type of events.
		if narrower, found := bestDomain(here, kind); found && narrower.hasAll(here) {
			best = narrower
		}
	}
	return best, ok
}

// hasAll reports whether all of the values are members of the domain.
func (d *Domain) hasAll(values []string) bool {
	return !slices.ContainsFunc(values, func(value string) bool { _, ok := d.Member(value); return !ok })
}

// IsEventV2 reports whether a type has the keys of an event of the v2 chat,
// which holds its name, its message and its failure side by side.
func (m *Model) IsEventV2(t types.Type) bool {
	s := gotypes.Struct(t)
	if s == nil {
		return false
	}
	keys := make(map[string]bool)
	for _, f := range m.WireFields(s) {
		keys[f.Name] = true
	}
	return keys["event"] && keys["message"] && (keys["error_information"] || keys["is_finish"])
}

// bestDomain returns the domain that has the most of the values.
func bestDomain(values []string, kind sourceKind) (*Domain, bool) {
	var best *Domain
	most := 0
	for _, d := range Domains {
		if kind == statusSource && !d.Status || kind == eventSource && d.Status {
			continue
		}
		n := 0
		for _, value := range values {
			if _, ok := d.Member(value); ok {
				n++
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	return best, best != nil
}

// An EventTest is a comparison of an event type or status with one of its
// members.
type EventTest struct {
	Event  ast.Expr
	Domain *Domain
	Member Member
	Equal  bool // ==, not !=
}
