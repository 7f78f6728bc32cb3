package knowledge

import "regexp"

// What the texts and names of a program say of what it reads and asks. They
// decide nothing alone: the value that they stand beside has to be Coze's.
var (
	// ListEndpoints are the paths that answer with the messages of one chat
	// (docs/api-markdown/list_chat_messages.md).
	ListEndpoints = regexp.MustCompile(`/v3/chat/message/list\b|/open_api/v2/chat\b`)
	// DecoderNames are names of functions that decode into what they are given,
	// where no table knows them: wrappers of encoding/json, and where a client
	// puts the reply.
	DecoderNames = regexp.MustCompile(`(?i)unmarshal|^decode(json)?$|^setresult$|^setsuccessresult$`)
	// V2Chat is the path of the second version of the chat.
	V2Chat = regexp.MustCompile(`/open_api/v2/chat\b`)
	// FailedEvent is the event of a failed chat.
	FailedEvent = regexp.MustCompile(`^conversation\.chat\.failed$`)
	// V3Stream are the paths that answer with the events of a chat (docs/api-
	// markdown/chat_v3.md, chat_submit_tool_outputs.md, workflow_chat.md).
	V3Stream = regexp.MustCompile(`/v3/chat(/submit_tool_outputs)?/?(\?.*)?$|/v1/workflows/chat\b`)
	// EventText are texts that tell events apart.
	EventText = regexp.MustCompile(`^conversation\.|^message\.|\.delta$|\.completed$|^delta$`)
	// StreamText are the texts by which the lines of a stream are told apart.
	StreamText = regexp.MustCompile(`^(data|event|id):? ?`)
	// EventLine is how the lines of an event begin.
	EventLine = regexp.MustCompile(`^(data|event):`)
	// DeadlineName are names of functions that set a deadline.
	DeadlineName = regexp.MustCompile(`(?i)timeout|deadline`)
	// StatusPaths are the paths that answer with the status of a chat or a run.
	StatusPaths = regexp.MustCompile(`/v3/chat/retrieve\b|/v1/workflows/[^ ]*/run_histories/`)
	// MatcherNames are names of functions that compare a path with another, as a
	// server does.
	MatcherNames = regexp.MustCompile(`^(HasPrefix|HasSuffix|Contains|ContainsAny|EqualFold|Index|Compare|Match|MatchString|Equal|CutPrefix|TrimPrefix|Split|Count|Println|Printf|Print|MustCompile|Compile)$`)
	// StreamPrefix are the beginnings of the lines of a stream, and the whole of
	// them.
	StreamPrefix = regexp.MustCompile(`^(data|event|id|retry)?:? ?$`)
	// StreamTrue is the key of a request that asks for a stream.
	StreamTrue = regexp.MustCompile(`"stream"\s*:\s*true`)
	// CodeKeys are the keys that tell whether a request succeeded.
	CodeKeys = regexp.MustCompile(`(?i)^(code|msg|message|error_code|err_code|errcode|error|success|base_?resp|status_code)$`)
	// CodeText are texts that look for a code in a raw body, and queries of it.
	CodeText = regexp.MustCompile(`(?i)"code"|^(base_?resp\.)?(code|err_?code|error_code)$`)
	// CodeGetter are names of methods that tell whether a request succeeded.
	CodeGetter = regexp.MustCompile(`^(GetCode|Code|ErrCode|ErrorCode|GetErrorCode|IsOK|IsSuccess|OK|Ok|Success)$`)
	// EventField is the beginning of a line that names an event.
	EventField = regexp.MustCompile(`^event`)
)
