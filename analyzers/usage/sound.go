package usage

import (
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// speechPath is the endpoint that answers with sound, and with an object of JSON
// where it fails (API text_to_speech.md).
const speechPath = "/v1/audio/speech"

// namesCozeHost reports whether a URL has a host of the API, or one that a setting
// named for Coze holds: other vendors have some of its paths.
func (c *checker) namesCozeHost(u string) bool {
	host, _ := c.model.SplitURL(u)
	return c.model.CozeHost(host) || strings.HasPrefix(host, "{") && knowledge.NamesCoze(host)
}

// checkSound reports the body of a reply that is taken for sound, whatever it is
// (CZ5002).
func (c *checker) checkSound() {
	for _, o := range c.engine.Origins() {
		if o.Owner != flow.Ours || o.SDK || o.HandedIn || o.Foreign || len(o.URLs()) == 0 ||
			slices.ContainsFunc(o.URLs(), func(u string) bool { return !strings.HasSuffix(u, speechPath) }) ||
			!slices.ContainsFunc(o.URLs(), c.namesCozeHost) {
			continue
		}
		if taken := c.engine.BodyTaken(o); taken != nil && !c.engine.LooksAtReply(o) {
			c.report(report.Finding{Check: UnreadCode, Range: taken, Message: c.reporter.Say(messages.SoundUnread, speechPath)})
		}
	}
}
