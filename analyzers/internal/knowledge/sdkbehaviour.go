package knowledge

// How github.com/coze-dev/coze-go@f47b4f2 behaves where that is not in its
// types. sdkbehaviour_test.go runs the SDK and compares.

// slowSDKCalls are the methods that take longer than the 5 s that the SDK's
// own http.Client has for the whole exchange, the reading of the body included
// (client.go, NewCozeAPI), by "receiver.name". The value is how a program
// calls it.
var slowSDKCalls = map[string]string{
	"chat.Stream":                  "Chat.Stream",
	"chat.StreamSubmitToolOutputs": "Chat.StreamSubmitToolOutputs",
	"workflowsChat.Stream":         "Workflows.Chat.Stream",
	"workflowRuns.Stream":          "Workflows.Runs.Stream",
	"workflowRuns.Resume":          "Workflows.Runs.Resume",
	// Without is_async the call returns when the workflow has ended, within
	// 90 s (coze-dev/coze-sdk-gen@5db2f95 docs/api-markdown/workflow_run.md).
	"workflowRuns.Create": "Workflows.Runs.Create",
}

// SlowSDKCall returns how a program calls a method of the SDK that may take
// longer than the default timeout of its client. ok is false for the others.
func SlowSDKCall(recv, name string) (called string, ok bool) {
	called, ok = slowSDKCalls[recv+"."+name]
	return called, ok
}

// IsSyncRun reports whether a method of the SDK runs a workflow synchronously
// unless its request says IsAsync.
func IsSyncRun(recv, name string) bool { return recv == "workflowRuns" && name == "Create" }

// nilOnError are the types of values that the SDK returns nil of when the call
// fails (auth.go, chats.go, pagination.go; stream_reader.go, newStream, where there is
// no response). Other replies are there all the same, with the log ID.
var nilOnError = map[string]bool{
	"Stream":      true,
	"NumberPaged": true,
	"LastIDPaged": true,
	"ChatPoll":    true,
	"OAuthToken":  true,
}

// IsNilOnError reports whether the SDK returns nil for a value of a type of
// it when the call fails.
func IsNilOnError(typ string) bool { return nilOnError[typ] }

// eventParts says for which event types a field of an event is set
// (chats.go doParseChatEvent, workflows_runs.go doParseWorkflowEvent). It is
// nil for all others.
var eventParts = map[string]map[string][]string{
	"ChatEvent": {
		"Message": {"conversation.message.delta", "conversation.message.completed", "conversation.audio.delta"},
		"Chat": {
			"conversation.chat.created", "conversation.chat.in_progress", "conversation.chat.completed",
			"conversation.chat.failed", "conversation.chat.requires_action",
		},
	},
	"WorkflowEvent": {
		"Message":   {"Message"},
		"Error":     {"Error"},
		"Interrupt": {"Interrupt"},
		"DebugURL":  {"Done"},
	},
}

// IsEvent reports whether a type of the SDK is an event of a stream.
func IsEvent(typ string) bool { return eventParts[typ] != nil }

// EventPart returns the event types for which a field of an event of the SDK
// is set, as they stand on the wire. ok is false if that is not known of the
// field.
func EventPart(typ, field string) (events []string, ok bool) {
	events, ok = eventParts[typ][field]
	return events, ok
}

// doneEvents are the events for which IsDone says true and that Recv returns:
// it returns "error" as an error (chats.go, workflows_runs.go).
var doneEvents = map[string]string{
	"ChatEvent":     "done",
	"WorkflowEvent": "Done",
}

// DoneEvent returns the event type for which IsDone of an event of the SDK is
// true.
func DoneEvent(typ string) string { return doneEvents[typ] }

// DefaultBaseURL is the host that the SDK's clients take unless they are told
// another (client.go NewCozeAPI, auth.go newOAuthClient).
const DefaultBaseURL = "https://api.coze.com"

// oauthConstructors make OAuth clients, whose tokens are good for the host
// that they were asked at (auth.go).
var oauthConstructors = map[string]bool{
	"NewJWTOAuthClient":    true,
	"NewWebOAuthClient":    true,
	"NewPKCEOAuthClient":   true,
	"NewDeviceOAuthClient": true,
}

// IsOAuthConstructor reports whether a function of the SDK makes an OAuth
// client.
func IsOAuthConstructor(name string) bool { return oauthConstructors[name] }
