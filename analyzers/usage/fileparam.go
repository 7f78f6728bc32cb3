package usage

import (
	"go/ast"
	"go/types"

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
// and those that it is given.
func (c *checker) checkParameters(parameters ast.Expr) {
	for _, m := range c.mapsOf(parameters) {
		for _, e := range m.elements {
			c.checkFile(e.value)
		}
	}
}

// checkFile reports the value of a parameter, or an element of a list that it is,
// if it is an object with a file_id.
func (c *checker) checkFile(value ast.Expr) {
	isObject := func(expr ast.Expr) bool {
		lit, ok := ast.Unparen(expr).(*ast.CompositeLit)
		if !ok {
			return false
		}
		t := c.info.TypeOf(lit)
		return isStringMap(t) || gotypes.Struct(t) != nil
	}
	for _, root := range c.model.Roots(value, isObject) {
		lit, ok := root.(*ast.CompositeLit)
		if !ok || !isObject(lit) {
			continue
		}
		t := c.info.TypeOf(lit)
		s := gotypes.Struct(t)
		if s != nil && c.hasKeys(s, fileKey) || isStringMap(t) && c.keysOf(lit)[fileKey] != nil {
			c.report(report.Finding{Check: FileParameter, Range: lit, Message: c.reporter.Say(messages.FileIsObject)})
		}
	}
}
