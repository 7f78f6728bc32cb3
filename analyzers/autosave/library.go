package autosave

import (
	"go/ast"
	"go/types"
	"regexp"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// readers make a reader or a copy of their first argument.
var readers = map[string]bool{
	"strings.NewReader":     true,
	"bytes.NewReader":       true,
	"bytes.NewBuffer":       true,
	"bytes.NewBufferString": true,
	"bufio.NewReader":       true,
	"io.NopCloser":          true,
	"io.ReadAll":            true,
	"io/ioutil.NopCloser":   true,
	"io/ioutil.ReadAll":     true,
	"strings.TrimSpace":     true,
	"strings.Clone":         true,
	"bytes.TrimSpace":       true,
	"bytes.Clone":           true,
}

// marshalers name the functions that encode their first argument, of
// encoding/json and of the packages that take its place.
var marshalers = regexp.MustCompile(`^(Must|Fast)?Marshal(Indent|ToString|String|WithOption|NoEscape|Context)?$`)

// library returns the result of a call of a function from elsewhere whose
// effect is known. ok is false if it is not one of them.
func (w *walker) library(call *ast.CallExpr, fn *types.Func, recv value, args []value) (v value, ok bool) {
	path, typ, name := calleeName(fn)
	switch {
	case typ == "chat" && w.model.IsSDKObject(fn):
		w.sdkCall(call, name, args)
		return nil, true
	case len(args) == 0:
		return nil, false
	case path == "fmt" && name == "Sprintf":
		return w.sprintf(call, args), true
	case path == "strconv" && name == "FormatBool":
		if f, ok := args[0].(flag); ok {
			return text{formatted('t', f), call}, true
		}
		return nil, true
	case typ == "" && readers[path+"."+name]:
		return args[0], true
	case typ == "" && path == "maps" && name == "Clone":
		return w.state.copied(args[0], nil), true
	case marshalers.MatchString(name) && !w.model.IsSDKObject(fn):
		return w.marshaled(fn, args[0]), true
	case name == "NewEncoder":
		return writer{reply: isReplyWriter(w.info.TypeOf(call.Args[0]))}, true
	case name == "Encode" && typ == "Encoder":
		if out, ok := recv.(writer); !ok || !out.reply {
			w.judge.raw(w, args[0], call.Args[0], encoded)
		}
		return nil, true
	case (typ == "Buffer" || typ == "Builder") && strings.HasPrefix(name, "Write"):
		if _, ok := textRequest(asText(args[0])); ok {
			w.judge.raw(w, args[0], call.Args[0], encoded)
		}
		return nil, true
	case pointerHelper(fn):
		if f, ok := args[0].(flag); ok && f.depth == w.depth() {
			f.source = call
			return f, true
		}
		return args[0], true
	}
	return nil, false
}

func asText(v value) text {
	t, _ := v.(text)
	return t
}

func (w *walker) sprintf(call *ast.CallExpr, args []value) value {
	format, ok := args[0].(text)
	if !ok || call.Ellipsis.IsValid() {
		return nil
	}
	content, ok := sprintf(format.content, args[1:])
	if !ok {
		return nil
	}
	return text{content, format.at}
}

// marshaled returns what a marshaler returns for v as it is now: what is
// assigned later is not sent.
func (w *walker) marshaled(fn *types.Func, v value) value {
	body := w.encodedCopy(v)
	if fn.Signature().Results().Len() < 2 {
		return body
	}
	results := make(tuple, fn.Signature().Results().Len())
	results[0] = body
	return results
}

func (w *walker) encodedCopy(v value) value {
	switch v := v.(type) {
	case *object:
		return sent{w.state.copied(v, nil)}
	case text, sent:
		if t, ok := v.(text); ok {
			if _, isObject := textRequest(t); !isObject {
				return nil // a string, quoted
			}
			return sent{t}
		}
		return v
	case choice:
		out := make(choice, len(v))
		for i := range v {
			out[i] = w.encodedCopy(v[i])
		}
		return out
	}
	return nil
}

// isReplyWriter reports whether what is written to a value of type t is the
// reply of the program's own server.
func isReplyWriter(t types.Type) bool {
	if t == nil {
		return false
	}
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	switch named.Obj().Name() {
	case "ResponseWriter", "Ctx", "RequestCtx", "RequestContext":
		return true
	case "Context":
		return named.Obj().Pkg().Path() != "context"
	}
	return false
}

// A role is what a function that cannot be seen does with an argument.
type role int

const (
	changes role = iota // it may change it, as a decoder does
	ignores             // it prints, checks or stores it
	sends               // it may send it
)

var (
	changing = regexp.MustCompile(`(?i)unmarshal|decode|bind|scan|parse|copy|merge|default|fill|populate|load`)
	ignoring = regexp.MustCompile(`(?i)^(print|fprint|sprint|log|debug|info|warn|error|fatal|panic|trace|equal|assert|require|contains|dump|validate|wrap|write|sum|hash|sign|set$|save|insert|first|publish|store|append|format)`)
	sending  = regexp.MustCompile(`(?i)body|json|post|send|request|^do|call|invoke|fetch|payload|chat|stream`)
)

// quietPackages print, test, hash or store what they are given.
var quietPackages = regexp.MustCompile(`^(log|log/slog|fmt|errors|os|testing|hash|crypto|database|reflect|encoding|sync|time|context|strings|bytes|sort|slices)(/|$)|zap|logrus|zerolog|testify|gorm|redis|validator`)

func (w *walker) roleOf(call *ast.CallExpr, fn *types.Func) role {
	if fn == nil {
		return changes
	}
	path, _, name := calleeName(fn)
	if r := fn.Signature().Recv(); r != nil && isReplyWriter(r.Type()) {
		return ignores
	}
	for _, arg := range call.Args {
		if t := w.info.TypeOf(arg); isReplyWriter(t) && strings.HasSuffix(t.String(), "ResponseWriter") {
			return ignores
		}
	}
	switch {
	case changing.MatchString(name):
		return changes
	case quietPackages.MatchString(path) || ignoring.MatchString(name):
		return ignores
	case sending.MatchString(name):
		return sends
	}
	return changes
}

// handOver judges the arguments of a call that cannot be followed, and
// forgets what it may change.
func (w *walker) handOver(call *ast.CallExpr, fn *types.Func, recv value, args []value) {
	role := w.roleOf(call, fn)
	own := fn != nil && w.model.Decl(fn) != nil
	for i, v := range args {
		if c, ok := v.(closure); ok {
			w.run(c)
			continue
		}
		if own || i >= len(call.Args) || role == ignores {
			continue
		}
		if how, ok := w.handing(fn, call, i, role, v); ok {
			w.judge.raw(w, v, call.Args[i], how)
		}
	}
	w.state.forget(recv)
	for i, v := range args {
		// What prints or sends a value of any type leaves it as it is.
		t := parameterType(fn, i)
		if own || role == changes || t == nil || !types.IsInterface(t) {
			w.state.forget(v)
		}
	}
}

// handing decides whether argument i of a call that cannot be followed is a
// request that is sent, and how sure that is.
func (w *walker) handing(fn *types.Func, call *ast.CallExpr, i int, role role, v value) (handed, bool) {
	switch v.(type) {
	case sent, text, *object, choice:
	default:
		return 0, false
	}
	if fn == nil {
		return 0, false // a functional option, perhaps
	}
	here := w.judge.mentionsChat(w, call)
	switch {
	case role == sends || here:
		if encodes(parameterType(fn, i)) {
			return encoded, true
		}
		return shaped, true
	case isObject(v) && !encodes(parameterType(fn, i)):
		return shaped, canFail(fn) && !changing.MatchString(fn.Name())
	}
	return 0, false
}

// canFail reports whether fn returns an error, as what calls a server does.
func canFail(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && cozemodel.IsErrorType(results.At(results.Len()-1).Type())
}

func isObject(v value) bool {
	switch v.(type) {
	case *object, choice:
		return true
	}
	return false
}

func parameterType(fn *types.Func, i int) types.Type {
	if fn == nil {
		return nil
	}
	params := fn.Signature().Params()
	if params.Len() == 0 {
		return nil
	}
	t := params.At(min(i, params.Len()-1)).Type()
	if fn.Signature().Variadic() && i >= params.Len()-1 {
		if s, ok := t.(*types.Slice); ok {
			return s.Elem()
		}
	}
	return t
}

// encodes reports whether a parameter of type t takes a request of any type,
// or one that is encoded already.
func encodes(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Interface, *types.Map:
		return true
	}
	return isText(t)
}
