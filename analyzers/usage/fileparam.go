package usage

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

const fileKey = "file_id"

// checkFileParameters reports an object with a file_id among the parameters of a
// workflow, which takes the text of that object (CZ5015).
func (c *checker) checkFileParameters() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CompositeLit)(nil)) {
		lit := cur.Node().(*ast.CompositeLit)
		if c.model.TestFile(lit.Pos()) {
			continue
		}
		if parameters := c.parametersOf(lit); parameters != nil {
			c.checkParameters(parameters)
		}
	}
}

// parametersOf returns the parameters of a workflow that a literal is the
// request for, by hand or by the SDK.
func (c *checker) parametersOf(lit *ast.CompositeLit) ast.Expr {
	t := c.info.TypeOf(lit)
	if t == nil {
		return nil
	}
	if isStringMap(t) {
		keys := c.keysOf(lit)
		if keys["workflow_id"] != nil && keys["parameters"] != nil {
			return keys["parameters"].Value
		}
		return nil
	}
	s := gotypes.Struct(t)
	if s == nil || c.model.SDKTypeName(t) == "" && !c.hasKeys(s, "workflow_id", "parameters") {
		return nil
	}
	for _, element := range lit.Elts {
		kv, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := kv.Key.(*ast.Ident)
		v, _ := c.info.Uses[key].(*types.Var)
		if ok && v != nil && (key.Name == "Parameters" || c.wireName(t, v) == "parameters") {
			return kv.Value
		}
	}
	return nil
}

// checkParameters looks at the elements of a map: those that are written out,
// and those that a variable is given.
func (c *checker) checkParameters(parameters ast.Expr) {
	if lit := c.model.Literal(parameters); lit != nil {
		for _, element := range lit.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				c.checkFile(kv.Value)
			}
		}
	}
	v := c.localVariable(parameters)
	if v == nil {
		return
	}
	for _, use := range c.usesOf(v) {
		c.checkStored(use)
	}
}

// checkStored looks at parameters["image"] = value.
func (c *checker) checkStored(use inspector.Cursor) {
	index, ok := use.Parent().Node().(*ast.IndexExpr)
	if !ok || index.X != use.Node() {
		return
	}
	assign, ok := use.Parent().Parent().Node().(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != len(assign.Rhs) {
		return
	}
	for i, left := range assign.Lhs {
		if left == ast.Expr(index) {
			c.checkFile(assign.Rhs[i])
		}
	}
}

// checkFile reports the value of a parameter, or the elements of a list that it
// is, if it is an object with a file_id.
func (c *checker) checkFile(value ast.Expr) {
	lit := c.model.Literal(bare(value))
	if lit == nil {
		return
	}
	t := c.info.TypeOf(lit)
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array:
		for _, element := range lit.Elts {
			c.checkFile(element)
		}
		return
	}
	has := false
	if s := gotypes.Struct(t); s != nil {
		has = c.hasKeys(s, fileKey)
	} else if isStringMap(t) {
		has = c.keysOf(lit)[fileKey] != nil
	}
	if has {
		c.report(report.Finding{Check: FileParameter, Range: lit, Message: c.reporter.Say(messages.FileIsObject)})
	}
}
