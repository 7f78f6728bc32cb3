package usage

// What the checks know about the API and its SDK. Sources: SDK is
// github.com/coze-dev/coze-go at f47b4f2, PAGES are the official pages under
// docs/api-markdown of github.com/coze-dev/coze-sdk-gen at 5db2f95. What the
// SDK does is tested against it in sdk_test.go.

// slowCalls are the methods that take longer than the 5 s that the SDK's own
// http.Client has for the whole exchange, the reading of the body included
// (SDK client.go, NewCozeAPI). Keys are receiver and name; the value says how
// long an answer may take.
var slowCalls = map[string]string{
	"chat.Stream":                  "Chat.Stream",
	"chat.StreamSubmitToolOutputs": "Chat.StreamSubmitToolOutputs",
	"workflowsChat.Stream":         "Workflows.Chat.Stream",
	"workflowRuns.Stream":          "Workflows.Runs.Stream",
	"workflowRuns.Resume":          "Workflows.Runs.Resume",
	// PAGES workflow_run.md: without is_async the call returns when the
	// workflow has ended, within 90 s.
	syncRun: "Workflows.Runs.Create",
}

// syncRun is the method that runs a workflow, synchronously unless the request
// says IsAsync.
const syncRun = "workflowRuns.Create"

// nilOnError are the types of values that the SDK returns nil of when the call
// fails. Other replies are there all the same, with the log ID (SDK chats.go,
// pagination.go, stream_reader.go newStream).
var nilOnError = map[string]bool{
	"Stream":      true,
	"NumberPaged": true,
	"LastIDPaged": true,
	"ChatPoll":    true,
}

// parts says which fields of an event are set for which event types (SDK
// chats.go doParseChatEvent, workflows_runs.go doParseWorkflowEvent). All
// others are nil then.
var parts = map[string]map[string][]string{
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

// doneEvents are the events for which IsDone says true and that Recv returns:
// it returns "error" as an error (SDK chats.go, workflows_runs.go).
var doneEvents = map[string]string{
	"ChatEvent":     "done",
	"WorkflowEvent": "Done",
}

// A retirement is an endpoint that is going away.
type retirement struct {
	path      string // of the endpoint
	announced bool   // or else it is only absent from today's pages
	use       string // what to call instead
}

// retirements: the pages get_metadata.md and published_bots_list.md announce
// the end of their endpoints and name the others, as SDK bots.go does; PAGES
// has no page of the v2 chat.
var retirements = []retirement{
	{"/v1/space/published_bots_list", true, "/v1/bots"},
	{"/v1/bot/get_online_info", true, "/v1/bots/:bot_id"},
	{"/open_api/v2/chat", false, "/v3/chat"},
}

// retiringMethods are the SDK's methods that call retiring endpoints.
var retiringMethods = map[string]retirement{
	"bots.List":     retirements[0],
	"bots.Retrieve": retirements[1],
}

// comBase is the host that the SDK takes unless it is told another (SDK
// client.go NewCozeAPI, auth.go newOAuthClient).
const comBase = "https://api.coze.com"

// oauthClients are the constructors of OAuth clients, whose tokens are good
// for the host that they were asked at.
var oauthClients = map[string]bool{
	"NewJWTOAuthClient":    true,
	"NewWebOAuthClient":    true,
	"NewPKCEOAuthClient":   true,
	"NewDeviceOAuthClient": true,
}

// A keyFact is a key that a struct for a value of the API has by mistake.
type keyFact struct {
	// known are the keys that the value has. A struct is taken for it if it
	// has at least least of them, and no key beside them and the wrong ones.
	known []string
	least int
	// wrong says which key the API has instead.
	wrong map[string]string
	// request says that the value is sent, not received.
	request bool
}

// keyFacts: PAGES chat_v3.md (Message Object, Chat Object, request) and
// list_chat_messages.md.
var keyFacts = []keyFact{
	{
		known: []string{
			"id", "conversation_id", "bot_id", "chat_id", "meta_data", "role", "content", "content_type", "type",
			"section_id", "reasoning_content", "created_at", "updated_at",
		},
		least: 6,
		wrong: map[string]string{"create_time": "created_at", "update_time": "updated_at", "created_time": "created_at", "updated_time": "updated_at"},
	},
	{
		known: []string{
			"id", "conversation_id", "bot_id", "created_at", "completed_at", "failed_at", "meta_data", "last_error",
			"status", "required_action", "usage", "section_id",
		},
		least: 6,
		wrong: map[string]string{"create_time": "created_at", "created_time": "created_at", "complete_time": "completed_at", "finished_at": "completed_at", "error": "last_error"},
	},
	{
		known: []string{
			"bot_id", "user_id", "stream", "auto_save_history", "additional_messages", "custom_variables", "meta_data",
			"extra_params", "parameters", "shortcut_command", "connector_id", "enable_card", "publish_status",
		},
		least:   3,
		wrong:   map[string]string{"autoSaveHistory": "auto_save_history", "additional_message": "additional_messages", "additionalMessages": "additional_messages"},
		request: true,
	},
}
