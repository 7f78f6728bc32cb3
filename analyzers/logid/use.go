package logid

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A use says how a variable is mentioned.
type use struct {
	target   bool   // it is assigned to
	examined bool   // a question is asked about it, and nothing of it is kept
	made     bool   // something is made of it: a text, another error
	part     bool   // only a field or method of it is used
	member   string // which
	selected *ast.SelectorExpr
	deeper   bool // and of that, again only a part
	called   bool // the member is called
	read     bool // the member is read from: closed, drained, decoded
	decoded  bool // it is what a decoder reads or writes
	call     *ast.CallExpr
	arg      int
	literal  *ast.CompositeLit // it is an element of
	key      string
}

func (u use) memberCall(names ...string) bool {
	for _, name := range names {
		if u.called && u.member == name {
			return true
		}
	}
	return false
}

// use tells how id is mentioned from the nodes around it, the outermost
// first.
func (c *checker) use(id *ast.Ident, parents []ast.Node) use {
	var u use
	child := ast.Node(id)
	for i := len(parents) - 1; i >= 0; i-- {
		switch p := parents[i].(type) {
		case *ast.TypeAssertExpr:
			u.examined = true // what comes of it is followed by its type
		case *ast.IndexExpr:
			if key, ok := cozemodel.TextValue(c.pass.TypesInfo, p.Index); ok && child == p.X && !u.part {
				u.part, u.member = true, key
			}
		case *ast.SelectorExpr:
			u.selectMember(p, child)
		case *ast.AssignStmt:
			for _, lhs := range p.Lhs {
				if child == lhs {
					u.target = !u.part
				}
			}
			if len(p.Lhs) == 1 && isBlank(p.Lhs[0]) && u.call == nil {
				u.examined = true
			}
			return u
		case *ast.BinaryExpr:
			if c.pass.TypesInfo.Types[p.X].IsNil() || c.pass.TypesInfo.Types[p.Y].IsNil() || p.Op != token.ADD {
				u.examined = true
			}
			u.made = true
		case *ast.CallExpr:
			c.called(&u, p, child)
		case *ast.KeyValueExpr:
			if key := identOf(p.Key); key != nil && u.key == "" && u.literal == nil && child == p.Value {
				u.key = key.Name
			}
		case *ast.CompositeLit:
			if u.literal == nil {
				u.literal = p
			}
		case ast.Stmt:
			return u
		}
		child = parents[i]
	}
	return u
}

func (u *use) selectMember(p *ast.SelectorExpr, child ast.Node) {
	if child == p.X && !u.part {
		u.part, u.member, u.selected = true, p.Sel.Name, p
		return
	}
	u.deeper = u.deeper || child == p.X
	if u.part && child == p.X && u.member == "Body" && p.Sel.Name == "Close" {
		u.read = true
	}
}

func isBlank(expr ast.Expr) bool {
	id := identOf(expr)
	return id != nil && id.Name == "_"
}

// called records what it means for u to be the function, the receiver or an
// argument of a call.
func (c *checker) called(u *use, call *ast.CallExpr, child ast.Node) {
	if child == call.Fun {
		u.called = u.called || u.part && ast.Unparen(call.Fun) == u.selected
		return
	}
	tv := c.pass.TypesInfo.Types[call.Fun]
	if tv.IsType() {
		return // a conversion
	}
	arg := -1
	for i := range call.Args {
		if child == call.Args[i] {
			arg = i
		}
	}
	if id := identOf(call.Fun); tv.IsBuiltin() && (id.Name == "len" || id.Name == "cap") {
		u.examined = true
		return
	}
	c.argument(u, call)
	switch effect := c.effect(call); {
	case effect.Has(knowledge.Asks):
		u.examined = true
		return
	case effect.Has(knowledge.Derives | knowledge.MakesError | knowledge.Encodes):
		u.made = true
		if effect.Has(knowledge.MakesError) && u.call == nil {
			u.call, u.arg = call, arg
		}
		return
	}
	if u.call == nil && !u.decoded {
		switch c.fate(call, arg, 0) {
		case forgottenFate:
			u.examined = true
			u.call, u.arg = call, arg
			return
		case resultFate:
			u.made = true
			return // what becomes of the result is what becomes of it
		}
	}
	if u.call == nil {
		u.call, u.arg = call, arg
	}
}

// argument records what it means for u to be an argument of call.
func (c *checker) argument(u *use, call *ast.CallExpr) {
	fn := c.model.Callee(call)
	if fn == nil {
		return
	}
	if recv, name, ok := c.model.SDKCallee(call); ok && recv == "" && (name == "AsCozeError" || name == "AsAuthError") {
		u.examined = true
	}
	if u.part && u.member == "Body" && c.readsStream(call) {
		u.read = true
	}
	if c.decodes(call) || c.opens(call) {
		u.decoded = true
	}
}

// readsStream reports whether call reads from the reader that it is given.
func (c *checker) readsStream(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	path, _, name := knowledge.ID(fn)
	return path == "io" || path == "io/ioutil" || path == "bufio" || name == "NewDecoder"
}

// opens reports whether call only gives access to a text, for decoding.
func (c *checker) opens(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	path, _, name := knowledge.ID(fn)
	switch path {
	case "bytes", "strings", "bufio":
		return name == "NewReader" || name == "NewBuffer" || name == "NewBufferString" || name == "NewScanner"
	case "github.com/tidwall/gjson", "github.com/valyala/fastjson", "github.com/buger/jsonparser":
		return true
	}
	return name == "NewDecoder" || name == "Valid"
}

// A fate says what a function of the package does with an argument as a
// whole.
type fate int

const (
	unknownFate   fate = iota // it is not known, or it passes it on
	forgottenFate             // nothing of it is kept, or only parts are
	resultFate                // it is part of the result, and of nothing else
)

// fate reports what the function that call calls does with argument arg, if
// its body can be seen.
func (c *checker) fate(call *ast.CallExpr, arg, depth int) fate {
	body := c.model.Body(call)
	if body == nil || arg < 0 || depth > 3 {
		return unknownFate
	}
	v, variadic := c.parameter(call, arg)
	if v == nil || variadic {
		return unknownFate
	}
	if known, ok := c.fates[v]; ok {
		return known
	}
	c.fates[v] = unknownFate // while it is looked for
	c.fates[v] = c.fateIn(body, v, depth)
	return c.fates[v]
}

// parameter returns the parameter that argument arg of call is given to.
func (c *checker) parameter(call *ast.CallExpr, arg int) (v *types.Var, variadic bool) {
	sig := c.model.SignatureOf(call)
	if sig == nil || sig.Params().Len() == 0 {
		return nil, false
	}
	if sig.Variadic() && arg >= sig.Params().Len()-1 {
		return sig.Params().At(sig.Params().Len() - 1), true
	}
	if arg >= sig.Params().Len() {
		return nil, false
	}
	return sig.Params().At(arg), false
}

func (c *checker) fateIn(body *ast.BlockStmt, v *types.Var, depth int) fate {
	fate := forgottenFate
	names := c.copies(body, v)
	c.inspect(body, func(n ast.Node, parents []ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			used, ok := c.pass.TypesInfo.Uses[n].(*types.Var)
			if ok && (names[used] || c.sdkError(n)) {
				fate = max2(fate, c.fateOfUse(n, parents, names[used]))
			}
			if ok && knowledge.NamesLogID(n.Name) {
				fate = unknownFate
			}
		case *ast.BasicLit:
			if text, ok := cozemodel.TextValue(c.pass.TypesInfo, n); ok && knowledge.IsLogIDKey(text) {
				fate = unknownFate
			}
		}
		return fate != unknownFate
	})
	return fate
}

// max2 returns the fate of an argument that has both.
func max2(a, b fate) fate {
	if a == unknownFate || b == unknownFate {
		return unknownFate
	}
	return max(a, b)
}

// fateOfUse reports what one mention of an argument means for it. whole says
// that it is the argument, and not an error of the SDK that was found in it.
func (c *checker) fateOfUse(id *ast.Ident, parents []ast.Node, whole bool) fate {
	u := c.use(id, parents)
	switch {
	case u.target, u.examined, u.decoded:
		return forgottenFate
	case u.part && !u.memberCall("Error"):
		if u.called || knowledge.NamesLogID(u.member) || u.member == "Detail" || u.member == "Header" && !u.deeper || u.member == "Body" && !u.read {
			return unknownFate
		}
		return forgottenFate
	case u.call != nil && !c.makesErrorExpr(u.call):
		if c.effect(u.call).Has(knowledge.LogsDebug) {
			return forgottenFate
		}
		return unknownFate
	}
	for i := len(parents) - 1; i >= 0; i-- {
		switch p := parents[i].(type) {
		case *ast.FuncLit:
			return unknownFate
		case *ast.ReturnStmt:
			return resultFate
		case *ast.AssignStmt:
			if c.stores(p) {
				return unknownFate
			}
			return forgottenFate // a copy, whose uses count
		case *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.RangeStmt:
			return unknownFate
		}
	}
	return forgottenFate
}

// copies returns v and the local variables below node that are given v, or
// something made of it as a whole.
func (c *checker) copies(node ast.Node, v *types.Var) map[*types.Var]bool {
	copies := map[*types.Var]bool{v: true}
	for grown := true; grown; {
		grown = false
		ast.Inspect(node, func(n ast.Node) bool {
			assign, ok := n.(*ast.AssignStmt)
			if !ok {
				return true
			}
			for i, lhs := range assign.Lhs {
				to := cozemodel.Variable(c.pass.TypesInfo, lhs)
				if to == nil || to.IsField() || copies[to] || to.Parent() == c.pass.Pkg.Scope() {
					continue
				}
				rhs := assign.Rhs[0]
				if len(assign.Rhs) == len(assign.Lhs) {
					rhs = assign.Rhs[i]
				}
				if c.copied(rhs, copies) {
					copies[to], grown = true, true
				}
			}
			return true
		})
	}
	return copies
}

// copied reports whether expr is one of the variables, or made of one as a
// whole.
func (c *checker) copied(expr ast.Expr, of map[*types.Var]bool) bool {
	found := false
	c.inspect(expr, func(n ast.Node, parents []ast.Node) bool {
		if _, isLiteral := n.(*ast.FuncLit); isLiteral {
			return false
		}
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if v, ok := c.pass.TypesInfo.Uses[id].(*types.Var); ok && of[v] {
			u := c.use(id, parents)
			found = found || !u.examined && !u.decoded && (!u.part || u.memberCall("Error"))
		}
		return !found
	})
	return found
}

// aliases returns the local variables that are copies of the error of fail,
// or of what is made of it.
func (c *checker) aliases(f *function, fail *failure) map[*types.Var]bool {
	if fail.aliases == nil {
		fail.aliases = c.copies(f.body, fail.err)
	}
	return fail.aliases
}

// aliased reports whether the statement around a mention of an error does
// nothing but copy it into a local variable: what becomes of that is to be
// seen.
func (c *checker) aliased(f *function, parents []ast.Node) bool {
	for i := len(parents) - 1; i >= 0; i-- {
		switch p := parents[i].(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			if c.stores(p) {
				return false
			}
			for _, lhs := range p.Lhs {
				if v := cozemodel.Variable(c.pass.TypesInfo, lhs); v != nil && c.outlives(f, v) {
					return false
				}
			}
			return true
		case ast.Stmt:
			return false
		}
	}
	// The node itself may be the assignment.
	return false
}

// outlives reports whether a variable is seen by others than the statements
// of f: it is a result, belongs to the function around f, or a function
// literal uses it.
func (c *checker) outlives(f *function, v *types.Var) bool {
	if v.IsField() || v.Pos() < f.body.Pos() || f.body.End() <= v.Pos() || c.model.AddressTaken(v) {
		return true
	}
	captured := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			captured = captured || c.mentionsBelow(lit.Body, v)
			return false
		}
		return !captured
	})
	return captured
}

func (c *checker) mentionsBelow(node ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.pass.TypesInfo.Uses[id] == v
		return !found
	})
	return found
}
