package cozemodel

import (
	"slices"
	"strings"
)

// An Outcome says what an event or a status tells about the chat or the
// workflow run.
type Outcome int

const (
	// Progress: nothing is decided yet.
	Progress Outcome = iota
	// Success: it ended well.
	Success
	// Closed: the stream ends, whatever became of the chat.
	Closed
	// Waiting: the caller has to act before it goes on.
	Waiting
	// Failure: it failed, and this is the only word of it.
	Failure
	// Aborted: the stream itself broke off; a failed chat does not say so.
	Aborted
	// Canceled: somebody ended it.
	Canceled
)

// A Member is one value that an event type or a status has on the wire.
type Member struct {
	Value    string // on the wire
	Constant string // that of the SDK, "" if it has none
	Outcome  Outcome
}

// Failure reports whether the member says that something went wrong: the
// chat failed, or the stream did.
func (m Member) Failure() bool { return m.Outcome == Failure || m.Outcome == Aborted }

// A Domain is an event type or a status of the Open API.
type Domain struct {
	Type    string // the type of the SDK, "" if it has none
	Title   string // for messages: "chat event"
	Status  bool   // a status that is polled, not an event of a stream
	Members []Member
}

// Member returns the member of the domain with the given value.
func (d *Domain) Member(value string) (Member, bool) {
	i := slices.IndexFunc(d.Members, func(m Member) bool { return m.Value == value })
	if i < 0 {
		return Member{}, false
	}
	return d.Members[i], true
}

// The domains. Their values are those of the official API pages and of the
// SDK (chats.go, workflows_runs.go, workflows_runs_histories.go, error.go,
// websocket_event_type.go).
var (
	ChatEvents = &Domain{
		Type:  "ChatEventType",
		Title: "chat event",
		Members: []Member{
			{"conversation.chat.created", "ChatEventConversationChatCreated", Progress},
			{"conversation.chat.in_progress", "ChatEventConversationChatInProgress", Progress},
			{"conversation.message.delta", "ChatEventConversationMessageDelta", Progress},
			{"conversation.message.completed", "ChatEventConversationMessageCompleted", Progress},
			{"conversation.audio.delta", "ChatEventConversationAudioDelta", Progress},
			{"conversation.chat.completed", "ChatEventConversationChatCompleted", Success},
			{"conversation.chat.failed", "ChatEventConversationChatFailed", Failure},
			{"conversation.chat.requires_action", "ChatEventConversationChatRequiresAction", Waiting},
			// The SDK's Recv returns it as an error.
			{"error", "ChatEventError", Aborted},
			{"done", "ChatEventDone", Closed},
		},
	}
	ChatEventsV2 = &Domain{
		Title: "v2 chat event",
		Members: []Member{
			{"message", "", Progress},
			{"done", "", Success},
			{"error", "", Failure},
		},
	}
	ChatStatuses = &Domain{
		Type:   "ChatStatus",
		Title:  "chat status",
		Status: true,
		Members: []Member{
			{"created", "ChatStatusCreated", Progress},
			{"in_progress", "ChatStatusInProgress", Progress},
			{"completed", "ChatStatusCompleted", Success},
			{"failed", "ChatStatusFailed", Failure},
			{"requires_action", "ChatStatusRequiresAction", Waiting},
			{"canceled", "ChatStatusCancelled", Canceled},
		},
	}
	WorkflowEvents = &Domain{
		Type:  "WorkflowEventType",
		Title: "workflow event",
		Members: []Member{
			{"Message", "WorkflowEventTypeMessage", Progress},
			{"Done", "WorkflowEventTypeDone", Success},
			{"Error", "WorkflowEventTypeError", Failure},
			{"Interrupt", "WorkflowEventTypeInterrupt", Waiting},
			{"PING", "WorkflowEventTypePing", Progress},
			{"unknown", "WorkflowEventTypeUnknown", Progress},
		},
	}
	WorkflowStatuses = &Domain{
		Type:   "WorkflowExecuteStatus",
		Title:  "workflow status",
		Status: true,
		Members: []Member{
			{"Running", "WorkflowExecuteStatusRunning", Progress},
			{"Success", "WorkflowExecuteStatusSuccess", Success},
			{"Fail", "WorkflowExecuteStatusFail", Failure},
		},
	}
	AuthErrors = &Domain{
		Type:   "AuthErrorCode",
		Title:  "auth error code",
		Status: true,
		Members: []Member{
			{"authorization_pending", "AuthorizationPending", Progress},
			{"slow_down", "SlowDown", Progress},
			{"access_denied", "AccessDenied", Failure},
			{"expired_token", "ExpiredToken", Failure},
			// Documented on the pages of the JWT flow only.
			{"invalid_request", "", Failure},
			{"invalid_client", "", Failure},
			{"unsupported_grant_type", "", Failure},
			{"access_deny", "", Failure},
			{"internal_error", "", Failure},
		},
	}
	WebSocketEvents = &Domain{
		Type:  "WebSocketEventType",
		Title: "websocket event",
		Members: []Member{
			{"error", "WebSocketEventTypeError", Failure},
			{"client_error", "WebSocketEventTypeClientError", Aborted},
			{"closed", "WebSocketEventTypeClosed", Closed},
			{"speech.created", "WebSocketEventTypeSpeechCreated", Progress},
			{"speech.updated", "WebSocketEventTypeSpeechUpdated", Progress},
			{"input_text_buffer.completed", "WebSocketEventTypeInputTextBufferCompleted", Progress},
			{"speech.audio.update", "WebSocketEventTypeSpeechAudioUpdate", Progress},
			{"speech.audio.completed", "WebSocketEventTypeSpeechAudioCompleted", Success},
			{"transcriptions.created", "WebSocketEventTypeTranscriptionsCreated", Progress},
			{"transcriptions.updated", "WebSocketEventTypeTranscriptionsUpdated", Progress},
			{"input_audio_buffer.completed", "WebSocketEventTypeInputAudioBufferCompleted", Progress},
			{"input_audio_buffer.cleared", "WebSocketEventTypeInputAudioBufferCleared", Progress},
			{"input_audio_buffer.speech_started", "WebSocketEventTypeInputAudioBufferSpeechStarted", Progress},
			{"input_audio_buffer.speech_stopped", "WebSocketEventTypeInputAudioBufferSpeechStopped", Progress},
			{"transcriptions.message.update", "WebSocketEventTypeTranscriptionsMessageUpdate", Progress},
			{"transcriptions.message.completed", "WebSocketEventTypeTranscriptionsMessageCompleted", Success},
			{"chat.created", "WebSocketEventTypeChatCreated", Progress},
			{"chat.updated", "WebSocketEventTypeChatUpdated", Progress},
			{"conversation.cleared", "WebSocketEventTypeConversationCleared", Progress},
			{"conversation.chat.created", "WebSocketEventTypeConversationChatCreated", Progress},
			{"conversation.chat.in_progress", "WebSocketEventTypeConversationChatInProgress", Progress},
			{"conversation.message.delta", "WebSocketEventTypeConversationMessageDelta", Progress},
			{"conversation.audio.sentence_start", "WebSocketEventTypeConversationAudioSentenceStart", Progress},
			{"conversation.audio.delta", "WebSocketEventTypeConversationAudioDelta", Progress},
			{"conversation.message.completed", "WebSocketEventTypeConversationMessageCompleted", Progress},
			{"conversation.audio.completed", "WebSocketEventTypeConversationAudioCompleted", Progress},
			{"conversation.audio_transcript.update", "WebSocketEventTypeConversationAudioTranscriptUpdate", Progress},
			{"conversation.audio_transcript.completed", "WebSocketEventTypeConversationAudioTranscriptCompleted", Progress},
			{"conversation.chat.completed", "WebSocketEventTypeConversationChatCompleted", Success},
			{"conversation.chat.failed", "WebSocketEventTypeConversationChatFailed", Failure},
			{"conversation.chat.requires_action", "WebSocketEventTypeConversationChatRequiresAction", Waiting},
			// The user spoke while the bot did.
			{"conversation.chat.canceled", "WebSocketEventTypeConversationChatCanceled", Canceled},
		},
	}
)

// Domains are all domains. Of those that share a value, the more common one
// comes first.
var Domains = []*Domain{ChatEvents, ChatStatuses, WorkflowEvents, WorkflowStatuses, ChatEventsV2, WebSocketEvents, AuthErrors}

// unmistakable reports whether no other API has a wire value like this one.
func unmistakable(value string) bool {
	for _, prefix := range []string{"conversation.chat.", "conversation.message.", "conversation.audio."} {
		if strings.HasPrefix(value, prefix) {
			return true
		}
	}
	return false
}
