package usage

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkWrongHosts reports what is asked of a host that does not know the answer
// (CZ5010): the site in the place of the API, a base that has a path already, a
// token of another region.
func (c *checker) checkWrongHosts() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if c.model.TestFile(call.Pos()) {
			continue
		}
		c.checkHosts(call)
		c.checkBase(call)
		if knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Sends | knowledge.Requests) {
			c.checkSite(call)
		}
	}
	c.checkRegions()
}

// checkBase looks at coze.WithBaseURL(base).
func (c *checker) checkBase(call *ast.CallExpr) {
	recv, name, ok := c.model.SDKCallee(call)
	if !ok || recv != "" || name != "WithBaseURL" || len(call.Args) != 1 {
		return
	}
	for _, text := range c.engine.Texts(call.Args[0]) {
		host, path := c.model.SplitURL(text)
		switch {
		case c.model.CozeSite(host):
			c.reportHost(call.Args[0], messages.SiteHost.With(host, apiOf(host)))
			return
		case c.model.OfficialHost(host) && strings.Trim(path, "/") != "":
			c.reportHost(call.Args[0], messages.BaseHasPath.With(text))
			return
		}
	}
}

// apiOf returns the host of the API beside that of the site.
func apiOf(site string) string {
	if strings.HasSuffix(site, "coze.cn") {
		return "api.coze.cn"
	}
	return "api.coze.com"
}

// checkSite looks at a request by hand, to an endpoint on the site.
func (c *checker) checkSite(call *ast.CallExpr) {
	for _, u := range c.urlsOf(call) {
		host, path := c.model.SplitPattern(u)
		if !c.model.CozeSite(host) || strings.HasPrefix(path, "/api/permission/") || len(knowledge.EndpointAt(path)) == 0 {
			continue
		}
		c.reportHost(c.hostLiteral(host, call), messages.SiteHost.With(host, apiOf(host)))
		return
	}
}

// hostLiteral returns the literal that has a host, or the call.
func (c *checker) hostLiteral(host string, call *ast.CallExpr) ast.Node {
	for cur := range c.model.Inspect.Root().Preorder((*ast.BasicLit)(nil)) {
		lit := cur.Node().(*ast.BasicLit)
		if text, ok := c.textOf(lit); ok && strings.Contains(text, "//"+host) && !strings.ContainsAny(text, " \n") && !c.model.TestFile(lit.Pos()) {
			return lit
		}
	}
	return call
}

// A regional is a place that asks one region only.
type regional struct {
	at   ast.Node
	host string
}

func (r regional) region() string { return r.host[strings.LastIndexByte(r.host, '.')+1:] }

// checkRegions reports a request to one region in a package that has one token
// and asks the other region with it, too. Hosts to choose from are no such
// requests.
func (c *checker) checkRegions() {
	places := c.regionals()
	i := slices.IndexFunc(places, func(r regional) bool { return r.region() != places[0].region() })
	if i < 0 || !c.hasOneToken() {
		return
	}
	one, other := places[0], places[i]
	if one.at.Pos() > other.at.Pos() {
		one, other = other, one
	}
	c.report(report.Finding{
		Check: WrongHost, Range: other.at,
		Message: c.reporter.Say(messages.TwoRegions, other.host, one.host),
		Related: []analysis.RelatedInformation{{Pos: one.at.Pos(), End: one.at.End(), Message: c.reporter.Say(messages.OtherRegion, one.host)}},
	})
}

// regionals returns the requests and clients of the package that go to one host
// of the API, whatever its settings say.
func (c *checker) regionals() []regional {
	var list []regional
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if c.model.TestFile(call.Pos()) {
			continue
		}
		var urls []string
		switch {
		case c.model.IsNewClient(call):
			if _, visible := c.model.ClientOptions(call, 1); visible {
				urls = []string{c.defaultBase(c.baseOf(call, 1, "WithBaseURL"))}
			}
		case knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Sends|knowledge.Requests) || c.dials(call):
			urls = c.urlsOf(call)
			if c.dials(call) {
				urls = c.dialed(call)
			}
		}
		if host := c.onlyHost(urls); host != "" {
			list = append(list, regional{call, host})
		}
	}
	return list
}

// onlyHost returns the host of the API that all of the URLs are on, or "". What a
// setting says does not count beside its default.
func (c *checker) onlyHost(urls []string) string {
	only := ""
	for _, u := range urls {
		host, _ := c.model.SplitURL(u)
		if strings.HasPrefix(host, "{") {
			continue
		}
		if !c.model.OfficialHost(host) || only != "" && host != only {
			return ""
		}
		only = host
	}
	return only
}

// dials reports whether a call opens a websocket.
func (c *checker) dials(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return fn != nil && fn.Pkg() != nil && strings.Contains(fn.Pkg().Path(), "websocket") && strings.HasPrefix(fn.Name(), "Dial")
}

// dialed returns the URLs that a websocket is opened at.
func (c *checker) dialed(call *ast.CallExpr) []string {
	for _, arg := range call.Args {
		if t := c.info.TypeOf(arg); t != nil && gotypes.IsString(t) {
			return c.engine.Texts(arg)
		}
	}
	return nil
}

// hasOneToken reports whether all clients and headers of the package have the
// token of one setting.
func (c *checker) hasOneToken() bool {
	tokens := make(map[string]bool)
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if c.model.TestFile(call.Pos()) {
			continue
		}
		var token ast.Expr
		if recv, name, ok := c.model.SDKCallee(call); ok && recv == "" && name == "NewTokenAuth" && len(call.Args) == 1 {
			token = call.Args[0]
		} else if len(call.Args) == 2 {
			if key, ok := c.textOf(call.Args[0]); ok && strings.EqualFold(key, "Authorization") {
				token = call.Args[1]
			}
		}
		if token != nil {
			for _, text := range c.engine.Texts(token) {
				tokens[strings.TrimPrefix(text, "Bearer ")] = true
			}
		}
	}
	for token := range tokens {
		if !knowledge.OneSetting.MatchString(token) {
			return false
		}
	}
	return len(tokens) == 1
}

func (c *checker) reportHost(at ast.Node, text messages.Message) {
	c.report(report.Finding{Check: WrongHost, Range: at, Message: text.In(c.model.Options().Lang)})
}
