package knowledge

import (
	"slices"
	"strings"
)

// A Shape is a value of the API with the keys that programs give it by
// mistake.
type Shape struct {
	// Known are the keys that the value has. A struct is taken for it if it
	// has at least Least of them, and no key beside them and the wrong ones.
	Known []string
	Least int
	// Wrong says which key the API has instead of one that it has not.
	Wrong map[string]string
	// Request says that the value is sent, not received.
	Request bool
}

// Right returns the key that the value has where a program writes key, or "": that of
// a mistake, or one that is written without its underscores, as botId for bot_id. Letters
// of another case alone are none for a value that is received: encoding/json ignores it.
func (s Shape) Right(key string) string {
	if right := s.Wrong[key]; right != "" {
		return right
	}
	for _, known := range s.Known {
		if strings.Contains(known, "_") && !strings.Contains(key, "_") && strings.EqualFold(key, strings.ReplaceAll(known, "_", "")) {
			return known
		}
	}
	return ""
}

// Shapes are the message, the chat and the request of a chat
// (coze-dev/coze-sdk-gen@5db2f95 docs/api-markdown/chat_v3.md: Message Object,
// Chat Object, request; list_chat_messages.md).
var Shapes = []Shape{
	{
		Known: []string{
			"id", "conversation_id", "bot_id", "chat_id", "meta_data", "role", "content", "content_type", "type",
			"section_id", "reasoning_content", "created_at", "updated_at",
		},
		Least: 6,
		Wrong: map[string]string{"create_time": "created_at", "update_time": "updated_at", "created_time": "created_at", "updated_time": "updated_at"},
	},
	{
		Known: []string{
			"id", "conversation_id", "bot_id", "created_at", "completed_at", "failed_at", "meta_data", "last_error",
			"status", "required_action", "usage", "section_id",
		},
		Least: 6,
		Wrong: map[string]string{"create_time": "created_at", "created_time": "created_at", "complete_time": "completed_at", "finished_at": "completed_at", "error": "last_error"},
	},
	{
		Known: []string{
			"bot_id", "user_id", "stream", "auto_save_history", "additional_messages", "custom_variables", "meta_data",
			"extra_params", "parameters", "shortcut_command", "connector_id", "enable_card", "publish_status",
		},
		Least:   3,
		Wrong:   map[string]string{"auto_save": "auto_save_history", "additional_message": "additional_messages"},
		Request: true,
	},
}

// TextIDs are the keys of the IDs that the API takes and sends as text (API
// coze-openapi.yaml: type string): they have up to 19 digits, which a float64
// does not hold. Datasets and documents are numbers in the SDK, and are absent.
var TextIDs = []string{"bot_id", "conversation_id", "chat_id", "message_id", "workflow_id", "space_id", "user_id", "file_id", "workspace_id"}

// requestShapes are keys that only requests of the API have together.
var requestShapes = [][]string{
	{"bot_id", "additional_messages"},
	{"bot_id", "user_id", "auto_save_history"},
	{"workflow_id", "additional_messages"},
	{"conversation_id", "chat_id", "tool_outputs"},
}

// IsRequestShape reports whether an object with the given keys is a request of
// the API.
func IsRequestShape(has func(key string) bool) bool {
	return slices.ContainsFunc(requestShapes, func(shape []string) bool {
		return !slices.ContainsFunc(shape, func(key string) bool { return !has(key) })
	})
}

// A WrongReplyKey is a key that programs expect in the data of a reply, which has
// another.
type WrongReplyKey struct {
	Of         Pattern // the endpoint
	Key, Right string
}

// WrongInReply are the keys of objects whose ID is id (API create_conversation.md,
// chat_v3.md, upload_files.md).
var WrongInReply = []WrongReplyKey{
	{pattern(`/v1/conversation/(create|retrieve)\b`), "conversation_id", "id"},
	{pattern(`/v3/chat$`), "chat_id", "id"},
	{pattern(`/v1/files/upload\b`), "file_id", "id"},
}
