package autosave

import (
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"strings"
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

var (
	chatURL   = regexp.MustCompile(`(^|/)v3/chat/?($|[?#"'\s\x00])`)
	otherURL  = regexp.MustCompile(`open_api/v2/chat|(^|/)v[12]/chat\b|/v1/workflows?/|submit_tool_outputs|chat/completions|chat-messages`)
	localName = regexp.MustCompile(`^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|0\.0\.0\.0|\[|[^.]+$)|coze-?studio|self-?hosted|\.(local|internal|lan|svc)$`)
)

func (j *judge) classify(s string) endpoint {
	var kind endpoint
	if i := strings.Index(s, "://"); i >= 0 {
		kind |= j.hostKind(s[i+len("://"):])
		if kind&(localHost|otherHost) != 0 && chatURL.MatchString(s) {
			return kind // the same path on another server
		}
	} else if j.model.CozeHost(s) {
		kind |= cozeHost
	}
	if chatURL.MatchString(s) {
		kind |= chatPath
	}
	if otherURL.MatchString(s) {
		kind |= otherPath
	}
	return kind
}

func (j *judge) hostKind(rest string) endpoint {
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	name, _, _ := strings.Cut(host, ":")
	switch {
	case name == "" || hasHole(name) || strings.ContainsAny(name, "%${"):
		return 0
	case j.model.CozeHost(name):
		return cozeHost
	case localName.MatchString(name):
		return localHost
	}
	return otherHost
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
		if !j.shared(obj) {
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
func (j *judge) mentionsChat(w *walker, call *ast.CallExpr) bool {
	kinds := j.mentioned(call)
	if w.frame().stmt != nil {
		kinds |= j.mentioned(w.frame().stmt)
	}
	return kinds&chatPath != 0
}

// destination says where a request goes that is sent where w stands: what
// stands closest decides.
func (j *judge) destination(w *walker) destination {
	for i := len(w.frames) - 1; i >= 0; i-- {
		f := w.frames[i]
		if f.stmt != nil {
			if d, decided := decide(j.mentioned(f.stmt)); decided {
				return d
			}
		}
		if d, decided := decide(j.ofFunction(f.fn)); decided {
			return d
		}
	}
	for i := len(w.frames) - 1; i >= 0; i-- {
		if d, decided := decide(j.ofCallees(w.frames[i].fn) &^ (otherHost | localHost)); decided {
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
