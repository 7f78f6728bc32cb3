package logid

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// keeps reports whether node passes on the log ID of a failure: the ID
// itself, or the error, body or response that carries it.
func (c *checker) keeps(f *function, node ast.Node, fail *failure) bool {
	kept := false
	var parents []ast.Node
	ast.Inspect(node, func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		if !kept {
			kept = c.keepsID(n) || c.keepsCarrier(f, n, parents, fail)
		}
		parents = append(parents, n)
		return true
	})
	return kept
}

// keepsID reports whether n names a log ID.
func (c *checker) keepsID(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		return namesLogID(n.Name) || c.holdsID(n)
	case *ast.BasicLit:
		text, ok := cozemodel.TextValue(c.pass.TypesInfo, n)
		return ok && n.Kind == token.STRING && logIDKey.MatchString(text)
	}
	return false
}

// holdsID reports whether id is a constant with the name of the header, or a
// local variable that was given something with the log ID in it: the ID under
// another name, a logger, a list of arguments.
func (c *checker) holdsID(id *ast.Ident) bool {
	obj := c.pass.TypesInfo.Uses[id]
	if text, ok := obj.(*types.Const); ok {
		return text.Val().Kind() == constant.String && logIDKey.MatchString(constant.StringVal(text.Val()))
	}
	v, ok := obj.(*types.Var)
	if !ok || v.IsField() || v.Parent() == nil || v.Parent() == v.Pkg().Scope() {
		return false
	}
	if known, ok := c.holders[v]; ok {
		return known
	}
	c.holders[v] = false // while it is looked for
	c.holders[v] = slices.ContainsFunc(c.model.Defs(v), func(d cozemodel.Def) bool {
		return d.Expr != nil && d.Result <= 0 && !d.Element && c.model.FuncAt(d.Expr.Pos()) == c.model.FuncAt(v.Pos()) && !c.asksFor(d.Expr) && c.names(d.Expr)
	})
	return c.holders[v]
}

// asksFor reports whether expr is a function literal or a comparison, of which
// nothing is left in a variable.
func (c *checker) asksFor(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.FuncLit:
		return true
	case *ast.BinaryExpr:
		return x.Op != token.ADD
	}
	return false
}

// keepsCarrier reports whether n is a mention of something that carries the
// log ID of fail, in a place where it is passed on as a whole.
func (c *checker) keepsCarrier(f *function, n ast.Node, parents []ast.Node, fail *failure) bool {
	id, ok := n.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	u := c.use(id, parents)
	if u.target {
		return false
	}
	switch {
	case fail.err != nil && v == fail.err:
		return !u.examined && (fail.carries() || c.handsOn(u, parents, fail))
	case fail.holder != nil && cozemodel.IsErrorType(v.Type()) && cozemodel.ImplementsError(typeOf(c, fail.holder)):
		return !u.examined // the error that the code was found in
	case c.sdkError(id):
		return (fail.carries() || c.sdkError(fail.holder)) && !u.examined && (!u.part || u.memberCall("Error"))
	case c.rawVariable(f, v), fail.kind == inBand && c.payload(v):
		return !u.examined && !u.decoded && c.printed(u)
	case cozemodel.IsResponse(v.Type()):
		c.noteHandler(u, fail)
		return !u.examined && (!u.part || u.member == "Header" || u.memberCall("String", "Body", "Error", "Result", "Bytes", "ToString", "Dump") || u.member == "Body" && !u.read)
	case fail.kind == inBand && v == root(c.pass.TypesInfo, fail.holder) && u.part && !u.deeper && c.sdkError(u.selected):
		return !u.examined // event.Data, the error of the SDK as a whole
	case fail.kind == inBand && v == root(c.pass.TypesInfo, fail.holder) && u.part && payloadNames.MatchString(u.member) && rawType(typeOf(c, u.selected)):
		return !u.examined && !u.decoded
	case fail.holder != nil && v == root(c.pass.TypesInfo, fail.holder) && !isText(v.Type()) && !c.forgetful(id):
		return !u.examined && !u.part && !u.decoded && !c.convertedHere(u)
	}
	return false
}

// handsOn reports whether an error that does not carry the log ID is handed
// to somebody who may know it: any function that does not write or make a
// text, or, where the stream belongs to the caller, the caller.
func (c *checker) handsOn(u use, parents []ast.Node, fail *failure) bool {
	if u.call != nil {
		if c.logs(u.call) || c.makesErrorExpr(u.call) || c.formats(u.call) {
			return false
		}
		return !c.replies(u.call) || c.borrowed(fail)
	}
	for _, p := range parents {
		switch p.(type) {
		case *ast.ReturnStmt, *ast.SendStmt:
			return c.borrowed(fail)
		}
	}
	return false
}

// formats reports whether call puts a text together.
func (c *checker) formats(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return fn == nil || fn.Pkg() != nil && fn.Pkg().Path() == "fmt"
}

// borrowed reports whether the stream of a failure was given to the function
// rather than made in it.
func (c *checker) borrowed(fail *failure) bool {
	if fail.kind != recvError {
		return false
	}
	v := root(c.pass.TypesInfo, receiver(fail.call))
	if v == nil || v.IsField() {
		return true
	}
	fn := c.model.FuncAt(fail.call.Pos())
	if fn == nil {
		return false
	}
	return v == fn.Signature().Recv() || cozemodel.IsParameter(fn, v)
}

// A use says how a variable is mentioned.
type use struct {
	target   bool   // it is assigned to
	examined bool   // compared with nil, or handed to errors.Is and its kin
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
		case *ast.ParenExpr:
		case *ast.StarExpr:
		case *ast.UnaryExpr:
		case *ast.SliceExpr:
		case *ast.TypeAssertExpr:
			u.examined = true // what comes of it is followed by its type
		case *ast.IndexExpr:
			if key, ok := cozemodel.TextValue(c.pass.TypesInfo, p.Index); ok && child == p.X && !u.part {
				u.part, u.member = true, key
			}
		case *ast.SelectorExpr:
			if child == p.X && !u.part {
				u.part, u.member, u.selected = true, p.Sel.Name, p
				break
			}
			u.deeper = u.deeper || child == p.X
			if u.part && child == p.X && u.member == "Body" && p.Sel.Name == "Close" {
				u.read = true
			}
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
		case *ast.CallExpr:
			if child == p.Fun {
				u.called = u.called || u.part && ast.Unparen(p.Fun) == u.selected
				break
			}
			if c.pass.TypesInfo.Types[p.Fun].IsType() {
				break // a conversion
			}
			if u.call == nil {
				u.call = p
				for arg := range p.Args {
					if child == p.Args[arg] {
						u.arg = arg
					}
				}
			}
			c.argument(&u, p)
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

func isBlank(expr ast.Expr) bool {
	id := identOf(expr)
	return id != nil && id.Name == "_"
}

// examiners are functions that look at an error or a text and pass nothing
// on.
var examiners = map[string]map[string]bool{
	"errors":                        {"Is": true, "As": true, "AsType": true},
	"github.com/pkg/errors":         {"Is": true, "As": true},
	"golang.org/x/xerrors":          {"Is": true, "As": true},
	"github.com/cockroachdb/errors": {"Is": true, "As": true},
	"strings":                       {"Contains": true, "HasPrefix": true, "HasSuffix": true, "Index": true, "EqualFold": true, "ContainsAny": true},
	"bytes":                         {"Contains": true, "HasPrefix": true, "HasSuffix": true, "Index": true, "Equal": true, "EqualFold": true},
	"google.golang.org/grpc/status": {"Code": true, "FromError": true},
}

// argument records what it means for u to be an argument of call.
func (c *checker) argument(u *use, call *ast.CallExpr) {
	if id := identOf(call.Fun); id != nil {
		if _, isBuiltin := c.pass.TypesInfo.Uses[id].(*types.Builtin); isBuiltin && (id.Name == "len" || id.Name == "cap") {
			u.examined = true
			return
		}
	}
	fn := c.model.Callee(call)
	if fn == nil {
		return
	}
	if recv, name, ok := c.model.SDKCallee(call); ok && recv == "" && (name == "AsCozeError" || name == "AsAuthError") {
		u.examined = true
	}
	if fn.Pkg() == nil {
		return
	}
	path := fn.Pkg().Path()
	if examiners[path][fn.Name()] {
		u.examined = true
	}
	if u.part && u.member == "Body" {
		switch fn.Name() {
		case "ReadAll", "NewDecoder", "Copy", "NewScanner", "NewReader", "LimitReader":
			u.read = true
		}
	}
	if c.decodes(call) || readers[fn.Name()] {
		u.decoded = true
	}
}

// readers are functions that only give access to a text, for decoding.
var readers = map[string]bool{
	"NewDecoder": true, "NewReader": true, "NewBuffer": true, "NewBufferString": true, "NewScanner": true,
	"Valid": true, "Get": true, "GetBytes": true, "Parse": true, "ParseBytes": true,
}

// decodes reports whether call turns text or bytes into a value: it is given
// a pointer to fill, or is a decoder's, or it returns what it parsed.
func (c *checker) decodes(call *ast.CallExpr) bool { return c.fills(call) || c.parses(call, 0) }

// fills reports whether call decodes into a pointer that it is given.
func (c *checker) fills(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	if fn == nil {
		return false
	}
	if strings.HasPrefix(fn.Name(), "Unmarshal") || fn.Name() == "Decode" {
		return true
	}
	hasRaw, hasPointer := false, false
	for _, arg := range call.Args {
		hasRaw = hasRaw || rawType(c.pass.TypesInfo.TypeOf(arg))
		u, ok := ast.Unparen(arg).(*ast.UnaryExpr)
		hasPointer = hasPointer || ok && u.Op == token.AND
	}
	return hasRaw && hasPointer
}

// parseNames are the names of functions of other packages that return what
// they parse.
var parseNames = regexp.MustCompile(`(?i)parse|decode|unmarshal|read|scan|from_?(json|bytes|string|reader)`)

// parses reports whether call returns a reply, or a struct, that it makes of
// text or bytes: a function of the package that decodes one of its
// parameters, or one of another package that is named for it.
func (c *checker) parses(call *ast.CallExpr, hops int) bool {
	fn := c.model.Callee(call)
	if fn == nil || hops > 2 || !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return rawType(c.pass.TypesInfo.TypeOf(arg)) }) {
		return false
	}
	result := c.firstResult(call)
	if result == nil || cozemodel.Struct(result) == nil || cozemodel.ImplementsError(result) {
		return false
	}
	if c.model.Decl(fn) == nil {
		return parseNames.MatchString(fn.Name()) && c.model.Envelope(result, c.model.FuncAt(call.Pos()))
	}
	return slices.ContainsFunc(c.model.Calls(fn), func(inner *ast.CallExpr) bool {
		if !c.fills(inner) && !c.parses(inner, hops+1) {
			return false
		}
		raw := c.rawArgument(inner)
		return raw != nil && cozemodel.IsParameter(fn, root(c.pass.TypesInfo, raw))
	})
}

// firstResult returns the type of the first result of a call, or nil.
func (c *checker) firstResult(call *ast.CallExpr) types.Type {
	t := c.pass.TypesInfo.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return nil
		}
		return tuple.At(0).Type()
	}
	return t
}

// rawVariable reports whether v holds a whole reply of Coze: the text or
// bytes that were read from a response, or that a reply is decoded from.
func (c *checker) rawVariable(f *function, v *types.Var) bool {
	if v.IsField() || !rawType(v.Type()) && !isTexts(v.Type()) || f.decl == nil {
		return false
	}
	f.build(c)
	if f.raw == nil {
		f.raw = c.rawVariables(f)
	}
	return f.raw[v]
}

// rawVariables finds the variables of the function around f that replies are
// read into and decoded from.
func (c *checker) rawVariables(f *function) map[*types.Var]bool {
	raw := make(map[*types.Var]bool)
	for _, call := range c.model.Calls(f.decl) {
		if !c.decodes(call) {
			continue
		}
		if arg := c.rawArgument(call); arg != nil {
			if v := cozemodel.Variable(c.pass.TypesInfo, arg); v != nil && !v.IsField() {
				raw[v] = true
			}
		}
	}
	ast.Inspect(c.model.Decl(f.decl), func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 {
			return true
		}
		if !c.readsBody(assign.Rhs[0], raw) {
			return true
		}
		for _, lhs := range assign.Lhs { // _, data, _ := strings.Cut(line, ":")
			v := cozemodel.Variable(c.pass.TypesInfo, lhs)
			if v == nil || v.IsField() || !rawType(v.Type()) && !isTexts(v.Type()) {
				continue
			}
			if _, isEvent := c.event(lhs); !isEvent { // the name of an event is no reply
				raw[v] = true
			}
		}
		return true
	})
	return raw
}

// isTexts reports whether t is a list of texts, such as strings.Split returns.
func isTexts(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && (isText(s.Elem()) || rawType(s.Elem()))
}

// payloadNames are the names of parameters that hold the data of an event.
var payloadNames = regexp.MustCompile(`(?i)(data|payload|body|raw|line|chunk|frame)$`)

// payload reports whether v is a text that a function which handles events
// is given as their data.
func (c *checker) payload(v *types.Var) bool {
	fn := c.model.FuncAt(v.Pos())
	return fn != nil && rawType(v.Type()) && payloadNames.MatchString(v.Name()) && cozemodel.IsParameter(fn, v)
}

// readsBody reports whether expr is the body of a response, or made of a
// variable that holds one.
func (c *checker) readsBody(expr ast.Expr, raw map[*types.Var]bool) bool {
	expr = c.behindConversion(expr)
	if v := cozemodel.Variable(c.pass.TypesInfo, expr); v != nil && raw[v] {
		return true
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.SliceExpr:
		return c.readsBody(x.X, raw)
	case *ast.IndexExpr:
		return c.readsBody(x.X, raw)
	}
	call, ok := unparenCall(expr)
	if !ok {
		return false
	}
	if recv := receiver(call); recv != nil && (cozemodel.IsResponse(c.pass.TypesInfo.TypeOf(recv)) || isReader(c.pass.TypesInfo.TypeOf(recv))) {
		return true
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		sel, ok := c.behindConversion(arg).(*ast.SelectorExpr)
		if ok && sel.Sel.Name == "Body" && cozemodel.IsResponse(c.pass.TypesInfo.TypeOf(sel.X)) {
			return true
		}
		return c.readsBody(arg, raw)
	})
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isReader reports whether t is what the lines of a stream are read with: a
// Scanner or Reader of package bufio.
func isReader(t types.Type) bool {
	named := cozemodel.Named(t)
	return named != nil && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "bufio" && (named.Obj().Name() == "Scanner" || named.Obj().Name() == "Reader")
}

// printed reports whether a body that is put into an error type is part of
// that error's text, as far as can be seen. Anywhere else it is kept.
func (c *checker) printed(u use) bool {
	if u.literal == nil {
		return true
	}
	named := cozemodel.Named(c.pass.TypesInfo.TypeOf(u.literal))
	if named == nil || !cozemodel.ImplementsError(named) {
		return true
	}
	return c.errorText(named).prints(u.key)
}

// convertedHere reports whether a decoded reply is only handed to a function
// of the package that takes code and message from it and leaves the rest.
func (c *checker) convertedHere(u use) bool {
	if u.call == nil {
		return false
	}
	fn := c.model.Callee(u.call)
	decl := c.model.Decl(fn)
	if decl == nil || u.arg >= fn.Signature().Params().Len() {
		return false
	}
	return c.onlyParts(decl, fn.Signature().Params().At(u.arg))
}

// onlyParts reports whether decl uses its parameter v by its fields only,
// and none of them is the log ID.
func (c *checker) onlyParts(decl *ast.FuncDecl, v *types.Var) bool {
	if decl.Body == nil {
		return false
	}
	only := true
	var parents []ast.Node
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok && c.pass.TypesInfo.Uses[id] == v {
			u := c.use(id, parents)
			if !u.part && !u.examined || namesLogID(u.member) || u.called || u.member == "Detail" {
				only = false
			}
		}
		parents = append(parents, n)
		return true
	})
	return only
}
