package usage

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkEndpoints reports requests to a path that the API does not have, and that
// is near one that it has (CZ5014).
func (c *checker) checkEndpoints() {
	reported := make(map[string]bool)
	for _, s := range c.sendings() {
		if !c.official(s) {
			continue
		}
		for _, path := range c.patternsOf(s) {
			if knowledge.HasPath(path) {
				continue
			}
			reported[path] = c.reportNearest(s.at, path)
		}
	}
	c.checkSentEndpoints(reported)
}

// checkSentEndpoints is checkEndpoints for requests whose URL only the engine puts
// together: through fields, tables and functions in them.
func (c *checker) checkSentEndpoints(reported map[string]bool) {
	for _, o := range c.engine.Origins() {
		call := c.engine.Call(o)
		if call == nil || o.SDK || o.HandedIn || o.Foreign || c.model.TestFile(call.Pos()) {
			continue
		}
		for _, u := range o.URLs() {
			host, path := c.model.SplitPattern(u)
			path = strings.TrimRight(path, "/")
			if !c.model.OfficialHost(host) || strings.HasPrefix(host, "ws.") || reported[path] || knowledge.HasPath(path) || hasPartialHole(path) {
				continue
			}
			reported[path] = c.reportNearest(call, path)
		}
	}
}

// reportNearest reports a path that the API does not have if it is near one that it has,
// and whether it is.
func (c *checker) reportNearest(at analysis.Range, path string) bool {
	near := knowledge.NearestPath(path)
	if near == "" {
		return false
	}
	c.report(report.Finding{Check: NoEndpoint, Range: at, Message: c.reporter.Say(messages.NoSuchPath, path, near)})
	return true
}

// hasPartialHole reports whether a part of a segment of a path is not known.
func hasPartialHole(path string) bool {
	for segment := range strings.SplitSeq(path, "/") {
		if strings.Contains(segment, "{") && segment != "{}" {
			return true
		}
	}
	return strings.HasPrefix(path, "/{}")
}

// patternsOf returns the paths that a request may go to, with {} for segments that
// are not known, if all of them are visible.
func (c *checker) patternsOf(s sending) []string {
	if paths, known := c.pathsOf(s); known {
		return paths
	}
	var paths []string
	for _, u := range s.urls {
		_, path := c.model.SplitPattern(u)
		path = strings.TrimRight(path, "/")
		if path == "" || hasPartialHole(path) {
			return nil
		}
		paths = append(paths, path)
	}
	return paths
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
