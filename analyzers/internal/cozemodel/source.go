package cozemodel

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// An Owner says whose a value is, judged by the call that it came from.
type Owner int

const (
	// Untold: the call cannot be seen, or does not say.
	Untold Owner = iota
	// Ours: it is part of a reply of the Coze Open API.
	Ours
	// Others: it is part of another service's reply, or of a request that
	// the program serves.
	Others
)

// Read returns the texts that expr may be, as far as the function says in
// which it stands, with unknown parts in braces, and the expressions that they
// were read from.
func (m *Model) Read(expr ast.Expr) (texts []string, from []ast.Expr) { return m.flow.Read(expr) }

// Roots returns where the value of expr begins, as far as the package shows:
// constants, literals, calls of functions from elsewhere, and variables that
// nothing visible is put into. stop says of an expression that it is a root
// although it could be followed.
func (m *Model) Roots(expr ast.Expr, stop func(ast.Expr) bool) []ast.Expr {
	return m.flow.Roots(expr, stop)
}

// Find returns the expressions that the value of expr is made of and for
// which is holds.
func (m *Model) Find(expr ast.Expr, is func(ast.Expr) bool) []ast.Expr {
	return m.flow.Find(expr, is)
}

// OwnerOf reports whose the value of expr is.
func (m *Model) OwnerOf(expr ast.Expr) Owner {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.ownerOf(expr)
}

// FromCoze reports whether the value of expr comes from Coze: by the call that
// it came from, or where that cannot be seen, by its type and the function it
// is in.
func (m *Model) FromCoze(expr ast.Expr) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.Pass.TypesInfo.TypeOf(expr)
	if t == nil || !knowledge.IsResponse(t) && !gotypes.IsString(t) {
		return m.fromCoze(expr)
	}
	switch m.ownerOf(expr) {
	case Ours:
		return true
	case Others:
		return false
	}
	return m.linked(m.FuncAt(expr.Pos()))
}

// fromCoze reports whether the value of expr, of a type that can be a reply,
// comes from Coze: by the call that it came from, or where that cannot be
// seen, by its type.
func (m *Model) fromCoze(expr ast.Expr) bool {
	t := m.Pass.TypesInfo.TypeOf(expr)
	if t == nil {
		return false
	}
	if m.SDKTypeName(t) != "" {
		return true
	}
	switch m.ownerOf(expr) {
	case Ours:
		return true
	case Others:
		return false
	}
	return m.origin(t, m.FuncAt(expr.Pos()))
}

func (m *Model) ownerOf(expr ast.Expr) Owner {
	engine, err := m.Engine()
	if err != nil {
		return Untold
	}
	switch owner, known := engine.WhoseIs(expr); {
	case !known:
		return Untold
	case owner == flow.Ours:
		return Ours
	}
	return Others
}

// urlOwner reports whose API the texts of a URL name. A host decides; where
// it is not known, the name of the setting that holds it, or else the path.
func (m *Model) urlOwner(texts []string) Owner {
	owner := Untold
	for _, text := range texts {
		switch m.oneURLOwner(text) {
		case Ours:
			return Ours
		case Others:
			owner = Others
		}
	}
	return owner
}

func (m *Model) oneURLOwner(text string) Owner {
	host, path := splitURL(text)
	switch {
	case host == "" && path == "":
		return Untold
	case m.CozeHost(host):
		return Ours
	case isSite(hostname(host)):
		// The OAuth endpoints answer there, too.
		if strings.HasPrefix(path, "/api/permission/oauth2/") {
			return Ours
		}
		return Others
	case strings.Contains(host, "{"):
		if slices.ContainsFunc(holes(host), knowledge.NamesCoze) {
			return Ours
		}
		if slices.ContainsFunc(holes(host), knowledge.NamesVendor) {
			return Others
		}
		if path == "" && isPlainHole(host) {
			return Others // a URL that somebody hands in whole
		}
	case host != "" && !isNeutral(host):
		return Others
	}
	endpoints := knowledge.EndpointAt(blank(path))
	switch {
	case slices.ContainsFunc(endpoints, func(e knowledge.Endpoint) bool { return !e.Shared }):
		return Ours
	case len(endpoints) > 0:
		if m.SpeaksOfCoze() {
			return Ours
		}
		return Untold
	case strings.Trim(blank(path), "/{}?=&") != "":
		return Others // a path that the API has not
	case host == "{}" || m.evidence.named && !m.evidence.foreign:
		return Untold
	}
	return Untold
}

// SpeaksOfCoze reports whether something in the package, other than a path
// which other APIs have too, speaks for Coze.
func (m *Model) SpeaksOfCoze() bool {
	e := &m.evidence
	return e.sdk || e.named || e.host || e.typed || e.shape || e.imported || e.client || e.setting != ""
}

// SplitURL returns the host and the path of a URL with holes.
func (m *Model) SplitURL(text string) (host, path string) { return splitURL(text) }

// SplitPattern is SplitURL without the query, and without the names of the holes in
// the path.
func (m *Model) SplitPattern(text string) (host, pattern string) {
	host, path := splitURL(text)
	pattern, _, _ = strings.Cut(blank(path), "?")
	return host, pattern
}

// splitURL returns the host and the path of a URL with holes. A text that has
// only one of them, such as a path that is added to a base elsewhere, gives
// only that; one that is neither gives none.
func splitURL(text string) (host, path string) {
	if _, rest, isURL := strings.Cut(text, "://"); isURL {
		text = rest
	} else if strings.HasPrefix(text, "/") {
		return "", text
	} else if !strings.HasPrefix(text, "{") {
		if i := strings.IndexByte(text, '/'); i > 0 && !strings.Contains(text[:i], ".") && len(knowledge.EndpointAt(blank(text))) == 0 {
			return "", "" // application/json
		}
		if !strings.ContainsAny(text, "./") {
			return "", "" // POST
		}
		if len(knowledge.EndpointAt(blank(text))) > 0 {
			return "", "/" + text
		}
	}
	// The name in a hole may hold a slash of its own.
	depth := 0
	for i, r := range text {
		switch {
		case r == '{' && depth == 0 && strings.Contains(text[:i], "."):
			return text[:i], text[i:] // https://api.coze.cn{path}
		case r == '{':
			depth++
		case r == '}':
			depth--
		case (r == '/' || r == '?') && depth == 0:
			return text[:i], text[i:]
		}
	}
	return text, ""
}

// isPlainHole reports whether a text is nothing but the value of a variable.
func isPlainHole(text string) bool {
	return text != "{}" && text[0] == '{' && strings.Count(text, "{") == 1 && !strings.Contains(text, ".")
}

// holes returns the names in the holes of a text.
func holes(text string) []string {
	var names []string
	for {
		_, rest, ok := strings.Cut(text, "{")
		if !ok {
			return names
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			return names
		}
		names = append(names, name)
		text = after
	}
}

// blank empties the holes of a text.
func blank(text string) string {
	for _, name := range holes(text) {
		if name != "" {
			text = strings.Replace(text, "{"+name+"}", "{}", 1)
		}
	}
	return text
}

// isNeutral reports whether a host says nothing about whose API is called:
// the program's own machine, an example, a proxy.
func isNeutral(host string) bool {
	return knowledge.IsNeutralHost(hostname(host)) || !strings.Contains(host, ".")
}

// IsEnvelope reports whether the value of expr is a reply, event or error of
// Coze that has a code.
func (m *Model) IsEnvelope(expr ast.Expr) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.Pass.TypesInfo.TypeOf(expr)
	return t != nil && m.hasCode(t) && m.fromCoze(expr)
}
