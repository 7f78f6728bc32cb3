package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/importpath"
)

// evidence is what speaks for and against Coze in a package.
type evidence struct {
	sdk      bool   // imports the SDK
	named    bool   // the package itself is named for Coze
	path     bool   // a folder above it is
	host     bool   // mentions a host of the Open API or paths only it has
	foreign  bool   // mentions a host of another vendor
	imported bool   // imports a package that is named for Coze
	client   bool   // uses codes of a package that exports a host of the Open API
	typed    bool   // declares something that is named for Coze
	setting  string // names a setting of Coze's, which this is: COZE_API_BASE
	shape    bool   // has the keys of the API's messages
	told     bool   // uses functions of which their package tells that they call the API
}

// findEvidence fills m.evidence and reports whether there is any. It looks at
// names first, and at string literals only for what names cannot tell.
func (m *Model) findEvidence(imported importedEvidence) bool {
	e := &m.evidence
	pkg := m.Pass.Pkg
	e.named = packageNamedForCoze(pkg)
	e.path = m.pathNamedForCoze(pkg.Path())
	for _, other := range pkg.Imports() {
		switch {
		case m.isSDK(other):
			e.sdk = true
		case packageNamedForCoze(other) || m.pathNamedForCoze(other.Path()):
			e.imported = true
		}
	}
	e.host, e.foreign, e.client = imported.coze, imported.foreign, imported.client
	e.typed = m.declaresForCoze() != ""

	marks, keys := 0, make(map[string]bool)
	for cur := range m.Inspect.Root().Preorder((*ast.BasicLit)(nil)) {
		lit := cur.Node().(*ast.BasicLit)
		if key := tagKey(lit.Value); knowledge.IsMessageObjectKey(key) {
			keys[key] = true
		}
		if e.setting == "" {
			e.setting, _ = knowledge.SettingOfCoze(lit.Value)
		}
		if lit.Kind != token.STRING || len(lit.Value) < len(`"/v3/chat"`) || !strings.Contains(lit.Value, "/") && !strings.Contains(lit.Value, ".") && !strings.Contains(lit.Value, "auto_save_history") {
			continue
		}
		value, err := strconv.Unquote(lit.Value)
		if err != nil {
			continue
		}
		switch m.classify(value) {
		case cozeText:
			e.host = true
		case cozeMark:
			marks++
		case foreignText:
			// What a test calls does not say what the package does.
			e.foreign = e.foreign || !m.TestFile(lit.Pos())
		}
	}
	e.shape = knowledge.IsMessageObject(keys)
	if marks > 1 || marks == 1 && (e.named || e.path || e.typed || e.imported || e.setting != "") {
		e.host = true
	}
	return m.SpeaksOfCoze() || e.path || e.told
}

// declaresForCoze returns the first name of the package's declarations that is named for
// Coze, or "". Those of generated files do not count, in which no pass reports, and
// neither do numbers that are no code of the API: a kind of connector, a scene.
func (m *Model) declaresForCoze() string {
	scope := m.Pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if !knowledge.NamesCoze(name) {
			continue
		}
		obj := scope.Lookup(name)
		if m.Generated(obj.Pos()) {
			continue
		}
		if c, ok := obj.(*types.Const); ok && c.Val().Kind() == constant.Int {
			code, exact := constant.Int64Val(c.Val())
			if _, known := cozecode.Lookup(int(code)); !exact || !known {
				continue
			}
		}
		return name
	}
	return ""
}

// tagKey returns the JSON key of a literal that is the tag of a field.
func tagKey(lit string) string {
	_, rest, ok := strings.Cut(lit, "`json:\"")
	if !ok {
		return ""
	}
	end := strings.IndexAny(rest, `",`)
	if end < 0 {
		return ""
	}
	return rest[:end]
}

// textKind says what a string constant speaks for.
type textKind int

const (
	plainText   textKind = iota
	cozeText             // a host of the Open API, or a path that only it has
	cozeMark             // a path or key that Coze has, but others may have too
	foreignText          // the URL of another service
)

func (m *Model) classify(text string) textKind {
	kind := plainText
	for _, host := range knowledge.HostsIn(text) {
		switch {
		case m.CozeHost(host):
			return cozeText
		case !knowledge.IsNeutralHost(host) && !isSite(host) && strings.Contains(host, "."):
			kind = foreignText
		}
	}
	switch {
	case kind == foreignText:
	case m.CozeHost(text) || knowledge.HasCertainPath(text):
		kind = cozeText
	case knowledge.HasLikelyPath(text):
		kind = cozeMark
	}
	return kind
}

// CozeHost reports whether text begins with a host of the Open API:
// api.coze.cn, api.coze.com and their siblings, and those that the options
// name. A port and a path behind it do not matter. The site itself,
// www.coze.cn, has an API of its own for its pages, and docs.coze.cn has pages:
// they are none.
func (m *Model) CozeHost(text string) bool {
	host := hostname(text)
	if labels, ok := belowCoze(host); ok {
		return isAPI(labels)
	}
	return slices.Contains(m.otherHosts(), host)
}

// otherHosts returns the hosts that the options name.
func (m *Model) otherHosts() []string {
	hosts := make([]string, len(m.opts.Hosts))
	for i, h := range m.opts.Hosts {
		if _, rest, isURL := strings.Cut(h, "://"); isURL {
			h = rest
		}
		hosts[i] = hostname(h)
	}
	return hosts
}

// OfficialHost reports whether text begins with a host of the Open API that is
// Coze's own, and no gateway that the options name.
func (m *Model) OfficialHost(text string) bool {
	labels, ok := belowCoze(hostname(text))
	return ok && isAPI(labels)
}

// CozeSite reports whether text begins with a host of Coze that is none of the
// Open API: www.coze.cn.
func (m *Model) CozeSite(text string) bool { return isSite(hostname(text)) && !m.CozeHost(text) }

// isSite reports whether a host is the site of Coze, or one of its others that
// is no host of the Open API.
func isSite(host string) bool {
	labels, ok := belowCoze(host)
	return ok && !isAPI(labels)
}

// belowCoze returns what stands before coze.cn or coze.com in a host of that
// domain.
func belowCoze(host string) (labels string, ok bool) {
	for _, domain := range []string{"coze.cn", "coze.com"} {
		if host == domain {
			return "", true
		}
		if labels, ok = strings.CutSuffix(host, "."+domain); ok {
			return labels, true
		}
	}
	return "", false
}

// isAPI reports whether a host with these labels before its domain is one of
// the Open API: api.coze.cn, ws.coze.com, custom.api.coze.com, api-x.coze.cn.
func isAPI(labels string) bool {
	return slices.ContainsFunc(strings.Split(labels, "."), func(label string) bool {
		return label == "ws" || strings.HasPrefix(label, "api")
	})
}

// hostname returns the host that a text begins with, without a port.
func hostname(text string) string {
	host, _, _ := strings.Cut(text, "/")
	host, _, _ = strings.Cut(host, ":")
	return host
}

// packageNamedForCoze reports whether the package's name or the last element
// of its import path speaks of Coze.
func packageNamedForCoze(pkg *types.Package) bool {
	path, _, _ := strings.Cut(pkg.Path(), " ") // "p [p.test]"
	elements := strings.Split(path, "/")
	last := elements[len(elements)-1]
	if len(elements) > 1 && isVersion(last) {
		last = elements[len(elements)-2]
	}
	return knowledge.NamesCoze(pkg.Name()) || knowledge.NamesCoze(last)
}

// isVersion reports whether the element of an import path is that of a major
// version: v2.
func isVersion(element string) bool {
	digits, ok := strings.CutPrefix(element, "v")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// pathNamedForCoze reports whether any element of an import path does. What
// stands at the root of the module says nothing of the packages in it: in
// github.com/acme/coze-bot every package would be Coze's.
func (m *Model) pathNamedForCoze(path string) bool {
	if importpath.Root(path) == importpath.Root(m.Pass.Pkg.Path()) {
		path = importpath.Below(path, m.module())
	}
	return slices.ContainsFunc(strings.Split(path, "/"), knowledge.NamesCoze)
}

// mentioned returns the text that n stands for if n is a string literal or
// the name of a constant or of a package variable initialised with one.
func (m *Model) mentioned(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			text, err := strconv.Unquote(n.Value)
			return text, err == nil
		}
	case *ast.Ident:
		switch obj := m.Pass.TypesInfo.Uses[n].(type) {
		case *types.Const:
			if obj.Val().Kind() == constant.String {
				return constant.StringVal(obj.Val()), true
			}
		case *types.Var:
			if obj.Parent() == m.Pass.Pkg.Scope() {
				if text := m.index.InitialText(obj); text != "" {
					return text, true
				}
			}
		case *types.Func:
			// endpoint.Upload(), in a package that holds the host
			if obj.Pkg() != nil && obj.Pkg() != m.Pass.Pkg && givesText(obj) && !m.isSDK(obj.Pkg()) {
				text := m.hostGiven(obj)
				return text, text != ""
			}
		}
	}
	return "", false
}
