package usage

import (
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkEndpoints reports requests to a path that the API does not have, and that
// is near one that it has (CZ5014).
func (c *checker) checkEndpoints() {
	for _, s := range c.sendings() {
		paths, known := c.pathsOf(s)
		if !known || !c.official(s) {
			continue
		}
		for _, path := range paths {
			if knowledge.HasPath(path) {
				continue
			}
			if near := knowledge.NearestPath(path); near != "" {
				c.report(report.Finding{Check: NoEndpoint, Range: s.at, Message: c.reporter.Say(messages.NoSuchPath, path, near)})
			}
		}
	}
}

// official reports whether a request goes to a host of Coze's own that answers
// to HTTP: gateways and websockets have other paths.
func (c *checker) official(s sending) bool {
	for _, u := range s.urls {
		host, _ := c.model.SplitURL(u)
		if strings.HasPrefix(host, "ws.") || strings.HasPrefix(u, "ws") {
			return false
		}
		if c.model.CozeHost(host) && !c.model.OfficialHost(host) {
			return false
		}
	}
	return c.onOfficial(s)
}

// onOfficial reports whether the address of a sending names a host of the API,
// or the function that is given it does.
func (c *checker) onOfficial(s sending) bool {
	if host, _ := c.model.SplitURL(s.urls[0]); c.model.OfficialHost(host) {
		return true
	}
	for _, u := range c.urlsOf(s.call) {
		if host, _ := c.model.SplitURL(u); c.model.OfficialHost(host) {
			return true
		}
	}
	return c.sendsToAPI(c.model.Callee(s.call), 0)
}
