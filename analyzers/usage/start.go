package usage

import (
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
)

// A start is a request that starts a chat or the run of a workflow: sent twice, it
// starts two.
type start struct {
	name string // of the function of the SDK, or POST and the path
	chat bool   // of a bot, which Chat.Cancel ends
}

// startPaths are the endpoints that start something (API chat_v3.md, workflow_run.md,
// workflow_stream_run.md, workflow_chat.md).
var startPaths = []string{"/v3/chat", "/v1/workflow/run", "/v1/workflow/stream_run", "/v1/workflows/chat"}

// startRequests are the requests of the SDK that start something, and whether it is a
// chat of a bot (SDK chats.go, workflows_runs.go, workflows_chat.go).
var startRequests = map[string]bool{"CreateChatsReq": true, "RunWorkflowsReq": false, "WorkflowsChatStreamReq": false}

// startedBy returns what a request starts.
func (c *checker) startedBy(o *flow.Origin) (start, bool) {
	if o.Owner != flow.Ours || !o.Pos().IsValid() || o.HandedIn || o.OtherModule || c.model.TestFile(o.Pos()) {
		return start{}, false
	}
	if call := c.engine.Call(o); call != nil && o.SDK {
		for _, arg := range call.Args {
			if chat, known := startRequests[c.model.SDKTypeName(c.info.TypeOf(arg))]; known {
				return start{c.engine.Name(o), chat}, true
			}
		}
		return start{}, false
	}
	found := ""
	for _, u := range o.URLs() {
		path := startPath(u)
		if path == "" {
			return start{}, false
		}
		found = path
	}
	return start{"POST " + found, found == "/v3/chat"}, found != ""
}

func startPath(u string) string {
	u, _, _ = strings.Cut(u, "?")
	for _, path := range startPaths {
		if strings.HasSuffix(u, path) {
			return path
		}
	}
	return ""
}
