package autosave

import (
	"go/ast"
	"go/constant"
	"go/types"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/interp"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A destination says where a request goes, as far as can be seen.
type destination int

const (
	unseen    destination = iota
	elsewhere             // not to POST /v3/chat of the Open API
	inPackage             // to it, as the package has no other
	here                  // to it, as the place or its function says
)

// An endpoint is a kind of URL or path that the program mentions. Kinds are
// combined where several are mentioned.
type endpoint int

const (
	chatPath  endpoint = 1 << iota // POST /v3/chat
	otherPath                      // an endpoint that takes another request
	cozeHost                       // a host of the Open API
	localHost                      // a host on the own network
	otherHost                      // the URL of another service
)

// otherPaths are the beginnings of paths that take a request which looks like
// a chat request: of the Open API, and of two APIs that are often called beside
// it.
var otherPaths = []string{
	"open_api/v2/chat", "v1/chat", "v2/chat", "v1/workflow", "v1/workflows", "v3/chat/submit_tool_outputs",
	"chat/completions", // OpenAI
	"chat-messages",    // Dify
}

// localNames end the names of hosts on the own network, and selfHosted occurs
// in those of the open-source server, which has no auto_save_history.
var (
	localNames = []string{".local", ".internal", ".lan", ".svc"}
	selfHosted = []string{"coze-studio", "cozestudio"}
)

func (j *judge) classify(s string) endpoint {
	var kind endpoint
	chat := mentionsPath(s, "v3/chat", endsPath)
	if _, rest, isURL := strings.Cut(s, "://"); isURL {
		kind |= j.hostKind(rest)
		if kind&(localHost|otherHost) != 0 && chat {
			return kind // the same path on another server
		}
	} else if j.model.CozeHost(s) {
		kind |= cozeHost
	}
	if chat {
		kind |= chatPath
	}
	if slices.ContainsFunc(otherPaths, func(path string) bool { return mentionsPath(s, path, endsSegment) }) {
		kind |= otherPath
	}
	return kind
}

// mentionsPath reports whether text holds a path, from the beginning of a
// segment on, and what follows it passes end.
func mentionsPath(text, path string, end func(rest string) bool) bool {
	for start := 0; ; {
		i := strings.Index(text[start:], path)
		if i < 0 {
			return false
		}
		i += start
		if (i == 0 || text[i-1] == '/') && end(text[i+len(path):]) {
			return true
		}
		start = i + 1
	}
}

// endsPath reports whether rest, the text behind a path, does not go on with
// it.
func endsPath(rest string) bool {
	rest = strings.TrimPrefix(rest, "/")
	return rest == "" || strings.ContainsRune("?#\"' \t\n"+string(interp.Hole), rune(rest[0]))
}

// endsSegment reports whether rest begins with another segment, or none.
func endsSegment(rest string) bool { return strings.HasPrefix(rest, "/") || endsPath(rest) }

func (j *judge) hostKind(rest string) endpoint {
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	name, _, _ := strings.Cut(host, ":")
	switch {
	case name == "" || strings.ContainsAny(name, "%${"+string(interp.Hole)):
		return 0
	case j.model.CozeHost(name):
		return cozeHost
	case isLocalHost(name):
		return localHost
	}
	return otherHost
}

func isLocalHost(name string) bool {
	if addr, err := netip.ParseAddr(name); err == nil {
		return addr.IsLoopback() || addr.IsPrivate() || addr.IsUnspecified()
	}
	return !strings.Contains(name, ".") ||
		slices.ContainsFunc(localNames, func(end string) bool { return strings.HasSuffix(name, end) }) ||
		slices.ContainsFunc(selfHosted, func(part string) bool { return strings.Contains(name, part) })
}

// mentioned returns the endpoints that node mentions: in string literals,
// constants, and package variables that hold one.
func (j *judge) mentioned(node ast.Node) endpoint {
	var kinds endpoint
	info := j.model.Pass.TypesInfo
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, ok := quoted(n); ok {
				kinds |= j.classify(s)
			}
		case *ast.BinaryExpr:
			if v := info.Types[n].Value; v != nil && v.Kind() == constant.String {
				kinds |= j.classify(constant.StringVal(v))
				return false // base + path is one URL
			}
		case *ast.Ident:
			kinds |= j.named(n)
		}
		return true
	})
	return kinds
}

func (j *judge) named(id *ast.Ident) endpoint {
	switch obj := j.model.Pass.TypesInfo.Uses[id].(type) {
	case *types.Const:
		if obj.Val().Kind() == constant.String {
			return j.classify(constant.StringVal(obj.Val()))
		}
	case *types.Var:
		if !gotypes.IsGlobal(obj) {
			return 0
		}
		for _, def := range j.model.Defs(obj) {
			if def.Expr == nil || def.Result >= 0 {
				continue
			}
			if v := j.model.Pass.TypesInfo.Types[def.Expr].Value; v != nil && v.Kind() == constant.String {
				return j.classify(constant.StringVal(v))
			}
		}
	}
	return 0
}

// ofFunction returns the endpoints that fn mentions.
func (j *judge) ofFunction(fn *types.Func) endpoint {
	if fn == nil {
		return 0
	}
	if kinds, ok := j.functions[fn]; ok {
		return kinds
	}
	var kinds endpoint
	if decl := j.model.Decl(fn); decl != nil && decl.Body != nil {
		kinds = j.mentioned(decl.Body)
	}
	j.functions[fn] = kinds
	return kinds
}

// ofCallees returns the endpoints that the functions of the package mention
// that fn calls.
func (j *judge) ofCallees(fn *types.Func) endpoint {
	var kinds endpoint
	if fn == nil {
		return 0
	}
	for _, call := range j.model.Calls(fn) {
		if callee := j.model.Callee(call); callee != nil && j.model.Decl(callee) != nil {
			kinds |= j.ofFunction(callee)
		}
	}
	return kinds
}

// ofPackage returns the endpoints that the package mentions.
func (j *judge) ofPackage() endpoint {
	if j.everything == nil {
		var kinds endpoint
		for _, file := range j.model.Pass.Files {
			if !j.model.TestFile(file.Package) {
				kinds |= j.mentioned(file)
			}
		}
		j.everything = &kinds
	}
	return *j.everything
}

// mentionsChat reports whether the statement around call says that it goes
// to /v3/chat.
func (j *judge) mentionsChat(call *ast.CallExpr) bool {
	kinds := j.mentioned(call)
	frames := j.walker.Frames()
	if stmt := frames[len(frames)-1].Stmt; stmt != nil {
		kinds |= j.mentioned(stmt)
	}
	return kinds&chatPath != 0
}

// addressee says where a request goes that is sent by a call with the given
// texts, on the paths on which the request is o. decided is false if the
// texts name no endpoint.
func (j *judge) addressee(texts []interp.Value, o interp.Option) (d destination, decided bool) {
	var always endpoint
	var sometimes []endpoint
	for _, v := range texts {
		options := interp.Options(v)
		for _, candidate := range options {
			t, ok := candidate.Value.(interp.Text)
			switch {
			case !ok:
			case len(options) == 1:
				always |= j.classify(t.Content)
			case candidate.Together(o):
				sometimes = append(sometimes, j.classify(t.Content))
			}
		}
	}
	if len(sometimes) == 0 {
		return decide(always)
	}
	for _, kinds := range sometimes {
		to, known := decide(always | kinds)
		if known && (to == here || !decided) {
			d, decided = to, true
		}
	}
	return d, decided
}

// namesEndpoint reports whether a text, or one that it can be, mentions a host
// or an endpoint.
func (j *judge) namesEndpoint(v interp.Value) bool {
	return slices.ContainsFunc(interp.Options(v), func(o interp.Option) bool {
		t, ok := o.Value.(interp.Text)
		return ok && j.classify(t.Content) != 0
	})
}

// endpointText returns a text that mentions the endpoints of texts, if there
// are any: what a function makes of a path is a URL with it.
func (j *judge) endpointText(texts []interp.Value, at ast.Expr) interp.Value {
	for i := len(texts) - 1; i >= 0; i-- {
		t, ok := texts[i].(interp.Text)
		if ok && j.classify(t.Content)&(chatPath|otherPath) != 0 {
			return interp.Text{Content: string(interp.Hole) + t.Content, At: at}
		}
	}
	return nil
}

// destination says where a request goes that is sent where the walker stands: what
// stands closest decides.
func (j *judge) destination() destination {
	frames := j.walker.Frames()
	for _, f := range slices.Backward(frames) {
		if f.Stmt != nil {
			if d, decided := decide(j.mentioned(f.Stmt)); decided {
				return d
			}
		}
		if d, decided := decide(j.ofFunction(f.Fn)); decided {
			return d
		}
	}
	for _, f := range slices.Backward(frames) {
		if d, decided := decide(j.ofCallees(f.Fn) &^ (otherHost | localHost)); decided {
			return d
		}
	}
	kinds := j.ofPackage()
	switch {
	case kinds&cozeHost == 0 && kinds&localHost != 0:
		return elsewhere // a self-hosted server has no such rule
	case kinds&chatPath != 0 && kinds&otherPath == 0:
		return inPackage
	case kinds&otherPath != 0 && kinds&chatPath == 0:
		return elsewhere
	}
	return unseen
}

// decide says what the endpoints that one place mentions say, if anything.
func decide(kinds endpoint) (d destination, decided bool) {
	switch {
	case kinds&chatPath != 0 && kinds&otherPath != 0:
		return unseen, true
	case kinds&chatPath != 0 && kinds&cozeHost == 0 && kinds&localHost != 0:
		return elsewhere, true
	case kinds&chatPath != 0:
		return here, true
	case kinds&otherPath != 0:
		return elsewhere, true
	case kinds&(otherHost|localHost) != 0 && kinds&cozeHost == 0:
		return elsewhere, true
	}
	return unseen, false
}

// quoted returns the text of a string literal.
func quoted(lit *ast.BasicLit) (string, bool) {
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
