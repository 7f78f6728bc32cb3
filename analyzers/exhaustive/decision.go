package exhaustive

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A decision is a switch over a Coze code, or over an event type or status:
// one with a tag, or one without whose cases all compare the same thing.
type decision struct {
	cur      inspector.Cursor
	stmt     *ast.SwitchStmt
	subject  ast.Expr
	clauses  []clause
	fallback *ast.CaseClause // the default, or nil

	code   cozemodel.Code    // if the subject is a code
	domain *cozemodel.Domain // if it is an event type or status
}

// A clause is one case with the constants that choose it.
type clause struct {
	node   *ast.CaseClause
	values []ast.Expr
}

// decision reads a switch. It returns false if the switch is about something
// else, has no cases at all, or has one that cannot be read.
func (c *checker) decision(cur inspector.Cursor, stmt *ast.SwitchStmt) (*decision, bool) {
	d := &decision{cur: cur, stmt: stmt}
	if stmt.Tag != nil && !gotypes.IsTrue(c.pass.TypesInfo, stmt.Tag) {
		d.subject = stmt.Tag
	}
	tagged := d.subject != nil
	var values []ast.Expr
	for _, s := range stmt.Body.List {
		node := s.(*ast.CaseClause)
		if node.List == nil {
			d.fallback = node
			continue
		}
		cl := clause{node: node, values: node.List}
		if !tagged {
			cl.values = nil
			for _, cond := range node.List {
				if !c.comparisons(d, &cl, cond) {
					return nil, false
				}
			}
		}
		for _, value := range cl.values {
			if c.pass.TypesInfo.Types[value].Value == nil {
				return nil, false
			}
		}
		d.clauses = append(d.clauses, cl)
		values = append(values, cl.values...)
	}
	if d.subject == nil || len(values) == 0 {
		return nil, false
	}
	if code, ok := c.model.Code(d.subject); ok && code.Kind != cozemodel.AuthCode {
		d.code = code
		return d, true
	}
	domain, ok := c.events.Domain(d.subject, values...)
	d.domain = domain
	return d, ok
}

// comparisons reads x == 4009 || x == 4020 into the clause. x must be the
// subject of the whole switch.
func (c *checker) comparisons(d *decision, cl *clause, cond ast.Expr) bool {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	switch binary.Op {
	case token.LOR:
		return c.comparisons(d, cl, binary.X) && c.comparisons(d, cl, binary.Y)
	case token.LAND: // a guard beside
		return c.comparisons(d, cl, binary.X) || c.comparisons(d, cl, binary.Y)
	case token.EQL:
		subject, value := binary.X, binary.Y
		if c.pass.TypesInfo.Types[subject].Value != nil {
			subject, value = value, subject
		}
		if d.subject == nil {
			d.subject = subject
		}
		cl.values = append(cl.values, value)
		return types.ExprString(d.subject) == types.ExprString(subject)
	}
	return false
}

// number returns the code that a constant stands for.
func (c *checker) number(expr ast.Expr) (int, bool) {
	value := c.pass.TypesInfo.Types[expr].Value
	if value == nil {
		return 0, false
	}
	if value.Kind() == constant.String {
		n, err := strconv.Atoi(constant.StringVal(value))
		return n, err == nil
	}
	n, exact := constant.Int64Val(constant.ToInt(value))
	return int(n), exact && constant.ToInt(value).Kind() == constant.Int
}

// numbers returns the codes of a list of constants, without 0.
func (c *checker) numbers(values []ast.Expr) []int {
	var numbers []int
	for _, value := range values {
		if n, ok := c.number(value); ok && n != 0 {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// numbers returns the codes that the cases of d list, without 0.
func (d *decision) numbers(c *checker) []int {
	var numbers []int
	for _, cl := range d.clauses {
		numbers = append(numbers, c.numbers(cl.values)...)
	}
	return numbers
}

// success reports whether a case lists 0.
func (d *decision) success(c *checker) bool {
	return slices.ContainsFunc(d.clauses, func(cl clause) bool { return cl.success(c) })
}

func (cl clause) success(c *checker) bool {
	return slices.ContainsFunc(cl.values, func(value ast.Expr) bool {
		n, ok := c.number(value)
		return ok && n == 0
	})
}

// function returns the type and body of the innermost function around cur.
func function(cur inspector.Cursor) (*ast.FuncType, *ast.BlockStmt) {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch f := f.Node().(type) {
		case *ast.FuncDecl:
			return f.Type, f.Body
		case *ast.FuncLit:
			return f.Type, f.Body
		}
	}
	return nil, nil
}

// declaration returns the function declaration around cur, or nil.
func declaration(cur inspector.Cursor) *ast.FuncDecl {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		return f.Node().(*ast.FuncDecl)
	}
	return nil
}

// loop returns the innermost loop around cur within its function, or nil.
func loop(cur inspector.Cursor) ast.Node {
	for l := range cur.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil), (*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch l.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return l.Node()
		}
		return nil
	}
	return nil
}

// root returns the variable that an expression begins with: ev in string(ev.Event).
func (c *checker) root(expr ast.Expr) *types.Var { return cozemodel.Root(c.pass.TypesInfo, expr) }
