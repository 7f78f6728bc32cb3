package usage

import (
	"go/ast"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkGivenClients reports the clients with the SDK's default timeout that are given
// to another package, which makes a slow call with them (CZ5001).
func (c *checker) checkGivenClients() {
	c.model.GivenClients(func(client ast.Expr, use cozemodel.SlowUse) {
		text := messages.TimeoutCuts
		if use.Run {
			text = messages.TimeoutRun
		}
		for _, made := range c.defaultClients(client) {
			c.reportTimeout(made, c.reporter.Say(text, use.Call, use.Place), nil)
		}
	})
}
