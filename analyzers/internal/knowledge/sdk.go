package knowledge

// CodePath is the import path of the package of named codes.
const CodePath = "github.com/cozelint/cozelint/cozecode"

// Facts about the types of github.com/coze-dev/coze-go@f47b4f2 (error.go,
// auth.go, chats.go, workflows_runs.go, workflows_runs_histories.go,
// websocket_event.go, base_model.go).

// A CodeKind says how a Coze code is represented.
type CodeKind int

const (
	// IntCode is the integer `code` of a reply, of a chat's last_error, or
	// of an error event.
	IntCode CodeKind = iota + 1
	// TextCode is an integer code that arrived as a string: error_code of
	// a workflow's run history.
	TextCode
	// AuthCode is the AuthErrorCode string of the OAuth endpoints.
	AuthCode
)

// sdkCodes are the fields that hold codes, by "type.field".
// GetWebOAuthAccessTokenReq.Code and its kin are authorization codes, and
// AuthError.HttpCode is the HTTP status.
var sdkCodes = map[string]CodeKind{
	"Error.Code":                    IntCode,
	"ChatError.Code":                IntCode,
	"WorkflowEventError.ErrorCode":  IntCode,
	"baseResponse.Code":             IntCode,
	"GetDeviceAuthResp.Code":        IntCode,
	"WorkflowRunHistory.ErrorCode":  TextCode,
	"AuthError.Code":                AuthCode,
	"authErrorFormat.ErrorCode":     AuthCode,
	"WebSocketErrorEventData.Code":  IntCode,
	"WebSocketChatErrorData.Code":   IntCode,
	"WorkflowEventErrorDetail.Code": IntCode,
}

// SDKCode returns the kind of code that a field of a type of the SDK holds.
func SDKCode(typ, field string) (kind CodeKind, ok bool) {
	kind, ok = sdkCodes[typ+"."+field]
	return kind, ok
}

// localSDKCalls are the functions and methods with an error result that do not
// talk to the API, by "receiver.name".
var localSDKCalls = map[string]bool{
	".NewJWTOAuthClient":                true,
	".NewWebOAuthClient":                true,
	".NewPKCEOAuthClient":               true,
	".NewDeviceOAuthClient":             true,
	".NewAudioCodec":                    true,
	".ParseWorkflowEventError":          true,
	".LoadOAuthAppFromConfig":           true,
	"JWTOAuthClient.GenerateJWT":        true,
	"PKCEOAuthClient.GetOAuthURL":       true,
	"WebOAuthClient.GetOAuthURL":        true,
	"CreateAudioSpeechResp.WriteToFile": true,
}

// IsLocalSDKCall reports whether a function of the SDK, or a method of the
// type recv, does not talk to the API although it can return an error.
func IsLocalSDKCall(recv, name string) bool {
	switch name {
	case "Close", "Read", "Write":
		return true
	}
	return localSDKCalls[recv+"."+name]
}

// IsPager reports whether a method of a list of the SDK with the given name
// gives elements of it (pagination.go).
func IsPager(name string) bool { return name == "Items" || name == "Current" }
