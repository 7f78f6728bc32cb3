package exhaustive

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A reason is what the error of an inserted case says beside the event type or
// status: why the chat or the run failed.
type reason struct {
	verb string
	expr string
}

// reasonKeys are the keys of the wire that say why something failed, the best
// one first.
var reasonKeys = []string{"last_error", "error_message", "data", "msg"}

// reasonOf returns the reason that stands beside the subject of d: the last
// error of a chat, the error of a workflow event, the data of an event, or
// the whole event. There is none beside a plain variable.
func (c *checker) reasonOf(d *decision) []reason {
	sel, ok := c.readFrom(d)
	if !ok {
		return nil
	}
	holder := c.pass.TypesInfo.TypeOf(sel.X)
	text := types.ExprString(sel.X)
	for _, name := range []string{"LastError", "Error"} {
		field, _, _ := types.LookupFieldOrMethod(holder, true, c.pass.Pkg, name)
		if v, ok := field.(*types.Var); ok {
			switch c.model.SDKTypeName(v.Type()) {
			case "ChatError", "WorkflowEventError":
				return []reason{{"%+v", text + "." + name}}
			}
		}
	}
	if c.model.SDKTypeName(holder) != "" {
		return []reason{{"%+v", text}}
	}
	s := gotypes.Struct(holder)
	if s == nil {
		return nil
	}
	for _, key := range reasonKeys {
		f, ok := c.model.Wire(s, key)
		if !ok || f.Name != key || len(f.Path) != 1 || !f.Var.Exported() && f.Var.Pkg() != c.pass.Pkg {
			continue
		}
		verb := "%+v"
		if gotypes.IsBytes(f.Var.Type()) {
			verb = "%s"
		}
		return []reason{{verb, text + "." + f.Var.Name()}}
	}
	return nil
}

// readFrom returns the field that the subject of d is, or that the variable
// which it is was given, if it can be named where d stands.
func (c *checker) readFrom(d *decision) (sel *ast.SelectorExpr, ok bool) {
	expr := ast.Unparen(d.subject)
	if id, isIdent := expr.(*ast.Ident); isIdent {
		v := cozemodel.Variable(c.pass.TypesInfo, id)
		if v == nil {
			return nil, false
		}
		defs := c.model.Defs(v)
		if len(defs) != 1 || defs[0].Expr == nil || defs[0].Result >= 0 {
			return nil, false
		}
		expr = ast.Unparen(defs[0].Expr)
	}
	sel, ok = expr.(*ast.SelectorExpr)
	if !ok || !simple(sel.X) {
		return nil, false
	}
	root := c.root(sel.X)
	return sel, root != nil && (c.names(d, root) || root.Parent() == c.pass.Pkg.Scope())
}

// chatReason is the statement that gives the reason of a failed chat's event,
// and the name that it gives it: the event's chat may be absent, and holds
// the last error behind a pointer. ok is false if the subject is no event of
// the SDK that has a chat.
func (c *checker) chatReason(d *decision) (lines []string, name string, ok bool) {
	sel, isSelector := c.readFrom(d)
	if !isSelector || c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(sel.X)) != "ChatEvent" {
		return nil, "", false
	}
	name = "reason"
	if slices.ContainsFunc(c.model.Visible(d.stmt.Pos()), func(v *types.Var) bool { return v.Name() == name }) {
		name = "failure"
	}
	event := types.ExprString(sel.X)
	return []string{
		fmt.Sprintf("var %s any = %s.Chat", name, event),
		fmt.Sprintf("if %s.Chat != nil && %s.Chat.LastError != nil {", event, event),
		fmt.Sprintf("\t%s = *%s.Chat.LastError", name, event),
		"}",
	}, name, true
}

// names reports whether v can be named where d stands.
func (c *checker) names(d *decision, v *types.Var) bool {
	return slices.Contains(c.model.Visible(d.stmt.Pos()), v)
}

// textOf returns the text that the cases of d make something of, as the reason
// of an event whose name stands in a variable of its own: the data of the event.
// There must be just one.
func (c *checker) textOf(d *decision) []reason {
	texts := make(map[*types.Var]bool)
	for _, cl := range d.clauses {
		for _, stmt := range cl.node.Body {
			ast.Inspect(stmt, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.AssignStmt:
					for _, lhs := range n.Lhs {
						if v := c.root(lhs); v != nil {
							texts[v] = false // what the cases make
						}
					}
				case *ast.Ident:
					v, ok := c.pass.TypesInfo.Uses[n].(*types.Var)
					if _, seen := texts[v]; ok && !seen {
						texts[v] = gotypes.IsText(v.Type()) && v != c.root(d.subject) && c.names(d, v)
					}
				}
				return true
			})
		}
	}
	var found []reason
	for v, isText := range texts {
		if isText {
			found = append(found, reason{"%s", v.Name()})
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found
}
