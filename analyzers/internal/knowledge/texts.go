package knowledge

import (
	"regexp"
	"sync"
)

// A Pattern is a regular expression. It is compiled when it is first asked, as in
// most programs nobody does.
type Pattern struct{ compiled func() *regexp.Regexp }

func pattern(expr string) Pattern {
	return Pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
}

// MatchString reports whether a text has a match.
func (p Pattern) MatchString(text string) bool { return p.compiled().MatchString(text) }

// Matches returns where a text has matches and their groups, as
// [regexp.Regexp.FindAllStringSubmatchIndex] does.
func (p Pattern) Matches(text string) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(text, -1)
}

// Expand returns the template with the groups of one of the matches in it.
func (p Pattern) Expand(template, text string, match []int) []byte {
	return p.compiled().ExpandString(nil, template, text, match)
}

// What the texts and names of a program say of what it reads and asks. They
// decide nothing alone: the value that they stand beside has to be Coze's.
var (
	// ListEndpoints are the paths that answer with the messages of one chat
	// (docs/api-markdown/list_chat_messages.md).
	ListEndpoints = pattern(`/v3/chat/message/list\b|/open_api/v2/chat\b`)
	// DecoderNames are names of functions that decode into what they are given,
	// where no table knows them: wrappers of encoding/json, and where a client
	// puts the reply.
	DecoderNames = pattern(`(?i)unmarshal|^decode(json)?$|^setresult$|^setsuccessresult$`)
	// V2Chat is the path of the second version of the chat.
	V2Chat = pattern(`/open_api/v2/chat\b`)
	// FailedEvent is the event of a failed chat.
	FailedEvent = pattern(`^conversation\.chat\.failed$`)
	// V3Stream are the paths that answer with the events of a chat (docs/api-
	// markdown/chat_v3.md, chat_submit_tool_outputs.md, workflow_chat.md).
	V3Stream = pattern(`/v3/chat(/submit_tool_outputs)?/?(\?.*)?$|/v1/workflows/chat\b`)
	// EventText are texts that tell events apart.
	EventText = pattern(`^conversation\.|^message\.|\.delta$|\.completed$|^delta$`)
	// StreamText are the texts by which the lines of a stream are told apart.
	StreamText = pattern(`^(data|event|id):? ?`)
	// EventLine is how the lines of an event begin.
	EventLine = pattern(`^(data|event):`)
	// DeadlineName are names of functions that set a deadline.
	DeadlineName = pattern(`(?i)timeout|deadline`)
	// StatusPaths are the paths that answer with the status of a chat or a run.
	StatusPaths = pattern(`/v3/chat/retrieve\b|/v1/workflows/[^ ]*/run_histories/`)
	// MatcherNames are names of functions that compare a path with another, as a
	// server does.
	MatcherNames = pattern(`^(HasPrefix|HasSuffix|Contains|ContainsAny|EqualFold|Index|Compare|Match|MatchString|Equal|CutPrefix|TrimPrefix|Split|Count|Println|Printf|Print|MustCompile|Compile)$`)
	// StreamPrefix are the beginnings of the lines of a stream, and the whole of
	// them.
	StreamPrefix = pattern(`^(data|event|id|retry)?:? ?$`)
	// StreamTrue is the key of a request that asks for a stream.
	StreamTrue = pattern(`"stream"\s*:\s*true`)
	// CodeKeys are the keys that tell whether a request succeeded.
	CodeKeys = pattern(`(?i)^(code|msg|message|error_code|err_code|errcode|error|success|base_?resp|status_code)$`)
	// CodeText are texts that look for a code in a raw body, and queries of it.
	CodeText = pattern(`(?i)"code"|^(base_?resp\.)?(code|err_?code|error_code)$`)
	// CodeGetter are names of methods that tell whether a request succeeded.
	CodeGetter = pattern(`^(GetCode|Code|ErrCode|ErrorCode|GetErrorCode|IsOK|IsSuccess|OK|Ok|Success)$`)
	// SaveFalse and StreamFalse are the two values in a JSON text in the source,
	// where quotes may be escaped. Their groups are what to keep.
	SaveFalse   = pattern(`(auto_save_history\\?"\s*:\s*)false\b`)
	StreamFalse = pattern(`(\\?")stream\\?"\s*:\s*false\b`)
	// AsyncRun is in the body of a run that returns at once.
	AsyncRun = pattern(`is_async`)
	// OneSetting is a token that one setting or constant of the program holds.
	OneSetting = pattern(`^(\{[A-Z][A-Z0-9_]*\}|[a-z]+_[A-Za-z0-9_-]+)$`)
	// EventField is the beginning of a line that names an event.
	EventField = pattern(`^event`)
)
