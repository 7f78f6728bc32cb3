package usage

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
)

// A builtMap is a map with keys of text that the package makes, with the elements
// that it is written with and those that are put into it.
type builtMap struct {
	elements []builtElement
}

type builtElement struct {
	name  string
	key   ast.Expr
	value ast.Expr
}

// key returns where a map is given an element, or nil.
func (m builtMap) keys(name string) []ast.Node {
	var list []ast.Node
	for _, e := range m.elements {
		if e.name == name {
			list = append(list, e.key)
		}
	}
	return list
}

// mapsOf returns the maps that expr may be, through variables and the functions
// of the package that make them.
func (c *checker) mapsOf(expr ast.Expr) []builtMap {
	var list []builtMap
	for _, root := range c.model.Roots(expr, c.isMapMade) {
		if !c.isMapMade(root) {
			continue
		}
		var m builtMap
		if lit, ok := root.(*ast.CompositeLit); ok {
			for _, element := range lit.Elts {
				if kv, ok := element.(*ast.KeyValueExpr); ok {
					if text, ok := c.textOf(kv.Key); ok {
						m.elements = append(m.elements, builtElement{text, kv.Key, kv.Value})
					}
				}
			}
		}
		m.elements = append(m.elements, c.putInto(c.declaredWith(root))...)
		list = append(list, m)
	}
	return list
}

// isMapMade reports whether expr makes a map with keys of text.
func (c *checker) isMapMade(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.CompositeLit:
		return isStringMap(c.info.TypeOf(x))
	case *ast.CallExpr:
		return c.info.Types[x.Fun].IsBuiltin() && isNamed(ast.Unparen(x.Fun), "make") && isStringMap(c.info.TypeOf(x))
	}
	return false
}

// declaredWith returns the local variable that is given a value where it is made,
// or nil.
func (c *checker) declaredWith(made ast.Expr) *types.Var {
	cur, ok := c.model.Cursor(made)
	if !ok {
		return nil
	}
	kind, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if kind == edge.AssignStmt_Rhs && len(parent.Lhs) == len(parent.Rhs) {
			return c.localVariable(parent.Lhs[i])
		}
	case *ast.ValueSpec:
		if kind == edge.ValueSpec_Values && i < len(parent.Names) {
			return c.localVariable(parent.Names[i])
		}
	}
	return nil
}

// putInto returns what a map, a local variable, is given by index.
func (c *checker) putInto(v *types.Var) []builtElement {
	if v == nil {
		return nil
	}
	var list []builtElement
	for _, use := range c.usesOf(v) {
		index, ok := use.Parent().Node().(*ast.IndexExpr)
		if !ok || index.X != use.Node() {
			continue
		}
		text, ok := c.textOf(index.Index)
		assign, isAssign := use.Parent().Parent().Node().(*ast.AssignStmt)
		if !isAssign || len(assign.Lhs) != len(assign.Rhs) {
			continue
		}
		for i, left := range assign.Lhs {
			if left == ast.Expr(index) {
				if !ok {
					text = "" // a key that is not known
				}
				list = append(list, builtElement{text, index.Index, assign.Rhs[i]})
			}
		}
	}
	return list
}
