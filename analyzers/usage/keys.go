package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkKeys reports the keys of the package's structs for values of the API
// that the API does not know.
func (c *checker) checkKeys() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.StructType)(nil)) {
		node := cur.Node().(*ast.StructType)
		s, ok := c.info.TypeOf(node).(*types.Struct)
		if !ok || c.model.TestFile(node.Pos()) || storedInDatabase(s) {
			continue
		}
		fields := c.model.WireFields(s)
		c.checkShape(cur, node, fields)
		c.checkEnvelope(cur, node, fields)
		c.checkToolCall(node, fields)
		c.checkNested(cur, node, s)
		c.checkReplyOf(cur, node, s)
	}
	c.eachMap(func(_ inspector.Cursor, _ *ast.CompositeLit, keys map[string]*ast.KeyValueExpr) { c.checkMapKeys(keys) })
}

// checkMapKeys reports wrong keys in a map that is a request otherwise.
func (c *checker) checkMapKeys(keys map[string]*ast.KeyValueExpr) {
	for _, shape := range knowledge.Shapes {
		if !shape.Request {
			continue
		}
		known := 0
		for key := range keys {
			if slices.Contains(shape.Known, key) {
				known++
			}
		}
		for wrong, kv := range keys {
			if right := shape.Right(wrong); right != "" && known >= shape.Least && keys[right] == nil {
				c.report(report.Finding{Check: WrongKey, Range: kv.Key, Message: c.reporter.Say(messages.UnknownReqKey, wrong, right)})
			}
		}
	}
}

// checkReplyOf reports the key of an object that has another in the reply of the
// only endpoint whose replies are decoded into a type.
func (c *checker) checkReplyOf(cur inspector.Cursor, node *ast.StructType, s *types.Struct) {
	data, ok := find(c.model.WireFields(s), "data")
	if !ok {
		return
	}
	inner := gotypes.Struct(data.Var.Type())
	if inner == nil {
		return
	}
	fields := c.model.WireFields(inner)
	for _, wrong := range knowledge.WrongInReply {
		f, has := find(fields, wrong.Key)
		_, right := find(fields, wrong.Right)
		if !has || right {
			continue
		}
		t := types.Type(s)
		if named, declared := c.declaredAt(cur); declared && named != nil {
			t = named
		}
		if c.decodedOnlyFor(t, wrong.Of) {
			c.eachStruct(inner, func(node *ast.StructType) {
				c.reportKey(node, f, messages.UnknownKey.With(wrong.Key, f.Var.Name(), wrong.Right))
			})
		}
	}
}

// storedInDatabase reports whether a struct is a row of a database: the
// program's own, whatever its keys.
func storedInDatabase(s *types.Struct) bool {
	for i := range s.NumFields() {
		for _, key := range []string{"gorm", "db", "bson", "xorm", "bun", "pg"} {
			if hasTag(s.Tag(i), key) {
				return true
			}
		}
	}
	return false
}

// checkShape reports wrong keys in a struct that is otherwise a value of the
// API, key for key.
func (c *checker) checkShape(cur inspector.Cursor, node *ast.StructType, fields []cozemodel.WireField) {
	for _, shape := range knowledge.Shapes {
		if !c.fits(shape, fields, node) {
			continue
		}
		for _, f := range fields {
			right := shape.Right(f.Name)
			if right == "" || slices.ContainsFunc(fields, func(other cozemodel.WireField) bool { return other.Name == right }) {
				continue
			}
			text := messages.UnknownKey.With(f.Name, f.Var.Name(), right)
			if !shape.Request && (c.isOwn(cur, f, fields) || c.isOthers(cur)) {
				continue
			}
			if shape.Request {
				text = messages.UnknownReqKey.With(f.Name, right)
			}
			c.reportKey(node, f, text)
		}
	}
}

// fits reports whether a struct is a value of the API: it has enough of its keys,
// and few that are neither known nor wrong. Those of a request may be of another
// version, or mistaken themselves; of one that is sent to the API all may be.
func (c *checker) fits(shape knowledge.Shape, fields []cozemodel.WireField, node *ast.StructType) bool {
	known, wrong, unknown := 0, 0, 0
	for _, f := range fields {
		switch {
		case slices.Contains(shape.Known, f.Name):
			known++
		case shape.Right(f.Name) != "":
			wrong++
		default:
			unknown++
		}
	}
	if shape.Request && known < shape.Least && known+wrong >= shape.Least {
		s, ok := c.info.TypeOf(node).(*types.Struct)
		return ok && unknown < known+wrong && c.isSent(s)
	}
	return known >= shape.Least && (unknown == 0 || shape.Request && unknown < known)
}

// isOwn reports whether the struct type at cur, which looks like a value that
// the API sends, is the program's own: it fills the field with the wrong key,
// or it makes such values and never decodes one.
func (c *checker) isOwn(cur inspector.Cursor, wrong cozemodel.WireField, fields []cozemodel.WireField) bool {
	filled := func(f cozemodel.WireField) bool {
		return slices.ContainsFunc(c.model.Defs(f.Var), func(d cozemodel.Def) bool { return d.Expr != nil })
	}
	if filled(wrong) {
		return true
	}
	if !slices.ContainsFunc(fields, filled) {
		return false
	}
	named, _ := c.declaredAt(cur)
	return named == nil || !c.decodesInto(named)
}

// declaredAt returns the type whose declaration the struct type at cur is in;
// none is where it is in no declaration.
func (c *checker) declaredAt(cur inspector.Cursor) (named *types.Named, declared bool) {
	for spec := range cur.Enclosing((*ast.TypeSpec)(nil)) {
		if name := c.info.Defs[spec.Node().(*ast.TypeSpec).Name]; name != nil {
			named = gotypes.Named(name.Type())
		}
		return named, true
	}
	return nil, false
}

// isOthers reports whether what is decoded into the struct type at cur comes
// from somewhere else than the API.
func (c *checker) isOthers(cur inspector.Cursor) bool {
	named, _ := c.declaredAt(cur)
	return named != nil && !c.decodesInto(named) && slices.ContainsFunc(c.decodings(), func(d decoding) bool {
		return contains(d.target.Type(), named.Origin(), 0)
	})
}

func (c *checker) reportKey(node *ast.StructType, f cozemodel.WireField, text messages.Message) {
	c.reportField(node, f, report.Finding{Check: WrongKey, Message: text.In(c.model.Options().Lang)})
}

// find returns the field with a key.
func find(fields []cozemodel.WireField, key string) (cozemodel.WireField, bool) {
	i := slices.IndexFunc(fields, func(f cozemodel.WireField) bool { return f.Name == key })
	if i < 0 {
		return cozemodel.WireField{}, false
	}
	return fields[i], true
}

// checkEnvelope reports "message" beside the code of a reply, whose text is
// in msg, and "log_id" in its detail, whose key is logid (PAGES, ResponseDetail).
func (c *checker) checkEnvelope(cur inspector.Cursor, node *ast.StructType, fields []cozemodel.WireField) {
	_, hasCode := find(fields, "code")
	_, hasMsg := find(fields, "msg")
	if !hasCode || !c.ofCoze(cur) {
		return
	}
	if f, ok := find(fields, "message"); ok && !hasMsg && gotypes.IsString(f.Var.Type()) {
		c.reportKey(node, f, messages.UnknownKey.With("message", f.Var.Name(), "msg"))
	}
	detail, ok := find(fields, "detail")
	if !ok {
		return
	}
	inner := gotypes.Struct(detail.Var.Type())
	if inner == nil {
		return
	}
	innerFields := c.model.WireFields(inner)
	_, right := find(innerFields, "logid")
	if f, ok := find(innerFields, "log_id"); ok && !right {
		c.eachStruct(inner, func(node *ast.StructType) {
			c.reportKey(node, f, messages.UnknownKey.With("log_id", f.Var.Name(), "logid"))
		})
	}
}

// ofCoze reports whether the struct type at cur is one that replies of Coze
// are decoded into.
func (c *checker) ofCoze(cur inspector.Cursor) bool {
	if named, declared := c.declaredAt(cur); declared {
		return named != nil && c.model.Origin(named, c.functionOf(cur.Node())) && slices.ContainsFunc(c.replyDecodings(), func(d decoding) bool {
			return contains(d.target.Type(), named.Origin(), 0) && !c.ofOutput(d)
		})
	}
	fn := c.functionOf(cur.Node())
	return fn != nil && c.isCoze(fn) && c.decodedThere(cur)
}

// ofOutput reports whether a decoding is one of a text that came in the data of
// a reply: what a workflow gives there has keys of its own.
func (c *checker) ofOutput(d decoding) bool {
	if len(d.call.Args) == 0 {
		return false
	}
	text := ast.Unparen(d.call.Args[0])
	if conv, ok := text.(*ast.CallExpr); ok && len(conv.Args) == 1 && c.info.Types[conv.Fun].IsType() {
		text = ast.Unparen(conv.Args[0])
	}
	if t := c.info.TypeOf(text); t == nil || !gotypes.IsString(t) {
		return false
	}
	switch x := text.(type) {
	case *ast.SelectorExpr:
		return c.envelopeOf(c.info.TypeOf(x.X)) == withCode
	case *ast.Ident:
		v := c.localVariable(x)
		return v != nil && slices.ContainsFunc(c.usesOf(v), func(use inspector.Cursor) bool {
			address, ok := use.Parent().Node().(*ast.UnaryExpr)
			kind, _ := use.Parent().ParentEdge()
			return ok && address.Op == token.AND && kind == edge.CallExpr_Args
		})
	}
	return false
}

// checkToolCall reports "argument" in the function of a tool call, whose key
// is arguments (PAGES chat_v3.md, required_action).
func (c *checker) checkToolCall(node *ast.StructType, fields []cozemodel.WireField) {
	inside := fields
	for _, key := range []string{"submit_tool_outputs", "tool_calls", "function"} {
		f, ok := find(inside, key)
		if !ok {
			return
		}
		s := gotypes.Struct(element(f.Var.Type()))
		if s == nil {
			return
		}
		inside = c.model.WireFields(s)
		if key != "function" {
			continue
		}
		if wrong, ok := find(inside, "argument"); ok {
			c.eachStruct(s, func(node *ast.StructType) {
				c.reportKey(node, wrong, messages.UnknownKey.With("argument", wrong.Var.Name(), "arguments"))
			})
		}
	}
}

// element returns the type of the elements of a slice, or t.
func element(t types.Type) types.Type {
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return t
}

// eachStruct calls f for the syntax of a struct type of the package.
func (c *checker) eachStruct(s *types.Struct, f func(*ast.StructType)) {
	for cur := range c.model.Inspect.Root().Preorder((*ast.StructType)(nil)) {
		node := cur.Node().(*ast.StructType)
		if t := c.info.TypeOf(node); t != nil && types.Identical(t, s) {
			f(node)
		}
	}
}

// checkNested reports messages under data in the type of a reply of the v2
// chat, which has them at the top.
func (c *checker) checkNested(cur inspector.Cursor, node *ast.StructType, s *types.Struct) {
	data, ok := find(c.model.WireFields(s), "data")
	if !ok {
		return
	}
	inner := gotypes.Struct(data.Var.Type())
	if inner == nil {
		return
	}
	list, ok := find(c.model.WireFields(inner), "messages")
	if !ok {
		return
	}
	if message := gotypes.Struct(element(list.Var.Type())); message == nil || !c.hasKeys(message, "role", "type", "content") {
		return
	}
	t := types.Type(s)
	for spec := range cur.Enclosing((*ast.TypeSpec)(nil)) {
		t = c.info.Defs[spec.Node().(*ast.TypeSpec).Name].Type()
		break
	}
	if c.decodedOnlyFor(t, knowledge.V2Chat) {
		c.reportKey(node, data, messages.NestedKey.With("messages"))
	}
}

func (c *checker) hasKeys(s *types.Struct, keys ...string) bool {
	fields := c.model.WireFields(s)
	return !slices.ContainsFunc(keys, func(key string) bool { _, ok := find(fields, key); return !ok })
}
