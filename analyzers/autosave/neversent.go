package autosave

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/interp"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// neverSent reports the places that set a field to false whose tag leaves
// false out.
func (j *judge) neverSent() {
	info := j.model.Pass.TypesInfo
	for cur := range j.model.Inspect.Root().Preorder((*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.CompositeLit:
			t := info.TypeOf(n)
			if gotypes.Struct(t) == nil || !j.Wanted(t) {
				continue
			}
			for _, element := range n.Elts {
				if kv, ok := element.(*ast.KeyValueExpr); ok && gotypes.IsFalse(info, kv.Value) {
					j.reportNeverSent(t, cozemodel.Variable(info, kv.Key), kv)
				}
			}
		case *ast.AssignStmt:
			if len(n.Lhs) != 1 || len(n.Rhs) != 1 || !gotypes.IsFalse(info, n.Rhs[0]) {
				continue
			}
			sel, ok := ast.Unparen(n.Lhs[0]).(*ast.SelectorExpr)
			if ok && j.Wanted(info.TypeOf(sel.X)) && !j.resets(sel) {
				j.reportNeverSent(info.TypeOf(sel.X), cozemodel.Variable(info, sel), n)
			}
		}
	}
}

func (j *judge) reportNeverSent(t types.Type, set *types.Var, node ast.Node) {
	s := gotypes.Struct(t)
	field, ok := wireField(j.model, s, saveKey)
	if !ok || set == nil || field.Var != set.Origin() || !gotypes.IsBool(set.Type()) || marshalsItself(t) || marshalsItself(set.Type()) {
		return
	}
	if !j.chatStruct(s) || !field.OmitEmpty && !field.OmitZero || j.model.TestFile(node.Pos()) {
		return
	}
	option := "omitempty"
	if !field.OmitEmpty {
		option = "omitzero"
	}
	j.report(NeverSent, node, j.reporter.Say(messages.FalseNeverSent, set.Name(), option), nil, nil)
}

// chatStruct reports whether s has the other fields of a chat request.
func (j *judge) chatStruct(s *types.Struct) bool {
	r := new(request)
	for _, f := range j.model.WireFields(s) {
		r.keys = append(r.keys, f.Name)
	}
	_, streams := wireField(j.model, s, streamKey)
	return streams && r.chatShaped() || strings.Contains(strings.Join(r.keys, " "), "additional_messages") && r.chatShaped()
}

// resets reports whether the assignment to sel stands in a function that
// gives the zero value to several fields, to use a request again.
func (j *judge) resets(sel *ast.SelectorExpr) bool {
	fn := j.model.FuncAt(sel.Pos())
	decl := j.model.Decl(fn)
	base := interp.Root(sel.X)
	if decl == nil || base == nil {
		return false
	}
	given, ok := j.given[fn]
	if !ok {
		given = j.fieldsGiven(decl)
		j.given[fn] = given
	}
	g := given[j.model.Pass.TypesInfo.ObjectOf(base)]
	return g.zero >= 2 && g.other == 0 || strings.HasPrefix(strings.ToLower(fn.Name()), "reset")
}

// given counts the fields of a variable that a function gives their zero
// value, and another.
type given struct{ zero, other int }

// fieldsGiven counts for every variable of a function whose fields it assigns.
func (j *judge) fieldsGiven(decl *ast.FuncDecl) map[types.Object]given {
	counts := make(map[types.Object]given)
	ast.Inspect(decl, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			return true
		}
		for i, lhs := range assign.Lhs {
			root := interp.Root(lhs)
			if root == nil || root == lhs {
				continue
			}
			obj := j.model.Pass.TypesInfo.ObjectOf(root)
			g := counts[obj]
			if gotypes.IsZero(j.model.Pass.TypesInfo, assign.Rhs[i]) {
				g.zero++
			} else {
				g.other++
			}
			counts[obj] = g
		}
		return true
	})
	return counts
}
