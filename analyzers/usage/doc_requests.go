package usage

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

const rawRequest = `package p

import (
	"bytes"
	"encoding/json"
	"net/http"
)

func post(url string, body map[string]any) (*http.Response, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return http.Post(url, "application/json", bytes.NewReader(b))
}
`

// Retiring is CZ5009.
var Retiring = &checks.Check{
	ID: "CZ5009",
	Doc: &lint.RawDocumentation{
		Title: "Retiring endpoint",
		Text: `The endpoints /v1/space/published_bots_list and /v1/bot/get_online_info are
announced to go offline (pages published_bots_list, get_metadata), and with
them Bots.List and Bots.Retrieve without UseAPIVersion: 2 of the SDK;
/open_api/v2/chat is not in the description of the API any more.

Hosts and keys are CZ5010 and CZ5011 now; a directive or a setting that names
CZ5009 holds for them, too.`,
		Before: sdkContext + `
func bot(ctx context.Context, client coze.CozeAPI, id string) (*coze.RetrieveBotsResp, error) {
	return client.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id})
}
`,
		After: sdkContext + `
func bot(ctx context.Context, client coze.CozeAPI, id string) (*coze.RetrieveBotsResp, error) {
	return client.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id, UseAPIVersion: 2})
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.RetiringPath, messages.AbsentPath, messages.RetiringCall},
}

// WrongHost is CZ5010.
var WrongHost = &checks.Check{
	ID:  "CZ5010",
	Was: "CZ5009",
	Doc: &lint.RawDocumentation{
		Title: "Host that does not know the endpoint or the token",
		Text: `The API is at api.coze.cn and api.coze.com, its websockets at ws.coze.cn and
ws.coze.com. www.coze.cn is the site: it answers with a page of HTML. The SDK
adds the path of each endpoint to its base URL, which therefore has none.

A token is good for the region that issued it: a client of coze.cn with a token
of coze.com, or with one of a configured host beside the default one, is refused
with 4100. The default of the SDK is api.coze.com.

Nothing is reported where hosts are declared to choose from, where there are
tokens of several settings, and for the paths of gateways.`,
		Before: `package p

import "github.com/coze-dev/coze-go"

func client(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithBaseURL("https://www.coze.cn"))
}
`,
		After: `package p

import "github.com/coze-dev/coze-go"

func client(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithBaseURL("https://api.coze.cn"))
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.HostsDiffer, messages.SiteHost, messages.BaseHasPath, messages.TwoRegions},
}

// WrongKey is CZ5011.
var WrongKey = &checks.Check{
	ID:  "CZ5011",
	Was: "CZ5009",
	Doc: &lint.RawDocumentation{
		Title: "JSON key that the API does not have",
		Text: `A key of a reply that the API never sends leaves its field empty, and one of a
request that it does not take is ignored, both without an error: the text of a
failure is msg and not message, messages have created_at and updated_at, a tool
call has arguments, the ID of a conversation that was created is id.

A type is told by its other keys, or by the request whose reply is decoded into
it. Rows of a database and values that the program makes for others are not
reported.`,
		Before: `package p

type chatRequest struct {
	BotID    string   ` + "`json:\"bot_id\"`" + `
	UserID   string   ` + "`json:\"user_id\"`" + `
	Stream   bool     ` + "`json:\"stream\"`" + `
	Messages []string ` + "`json:\"additionalMessages\"`" + `
}

const chatURL = "https://api.coze.cn/v3/chat"
`,
		After: `package p

type chatRequest struct {
	BotID    string   ` + "`json:\"bot_id\"`" + `
	UserID   string   ` + "`json:\"user_id\"`" + `
	Stream   bool     ` + "`json:\"stream\"`" + `
	Messages []string ` + "`json:\"additional_messages\"`" + `
}

const chatURL = "https://api.coze.cn/v3/chat"
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.UnknownKey, messages.UnknownReqKey, messages.NestedKey},
}

// ConversationInBody is CZ5012.
var ConversationInBody = &checks.Check{
	ID: "CZ5012",
	Doc: &lint.RawDocumentation{
		Title: "conversation_id in the body of POST /v3/chat",
		Text: `POST /v3/chat reads the ID of the conversation from the query (chat_v3.md) and
does not look for it in the body: each message begins a new conversation, and
the bot forgets what was said. /v1/workflows/chat does take it in the body, and
is not reported, nor is a field that the program never fills.`,
		Before: rawRequest + `
func chat(bot, user, conversation string) (*http.Response, error) {
	return post("https://api.coze.cn/v3/chat", map[string]any{
		"bot_id": bot, "user_id": user, "stream": true, "conversation_id": conversation,
	})
}
`,
		After: rawRequest + `
func chat(bot, user, conversation string) (*http.Response, error) {
	return post("https://api.coze.cn/v3/chat?conversation_id="+conversation, map[string]any{
		"bot_id": bot, "user_id": user, "stream": true,
	})
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.IDInBody},
}

// NumericID is CZ5013.
var NumericID = &checks.Check{
	ID: "CZ5013",
	Doc: &lint.RawDocumentation{
		Title: "ID of the API as a number",
		Text: `The IDs of bots, users, conversations, chats, messages, workflows, workspaces and
files are text in the API (coze-openapi.yaml), and have up to 19 digits. A
float64 rounds them: 7442500208195387393 becomes 7.442500208195387e+18, which is
what a number from a decoded map[string]any is. An integer is refused with 4000.

A request or reply is told by its other keys, or by where it goes to or comes
from. IDs with the option string in their tag, those of datasets and documents,
and rows of a database are not reported.`,
		Before: `package p

type chatRequest struct {
	BotID    int64    ` + "`json:\"bot_id\"`" + `
	UserID   string   ` + "`json:\"user_id\"`" + `
	Stream   bool     ` + "`json:\"stream\"`" + `
	Messages []string ` + "`json:\"additional_messages\"`" + `
}

const chatURL = "https://api.coze.cn/v3/chat"
`,
		After: `package p

type chatRequest struct {
	BotID    string   ` + "`json:\"bot_id\"`" + `
	UserID   string   ` + "`json:\"user_id\"`" + `
	Stream   bool     ` + "`json:\"stream\"`" + `
	Messages []string ` + "`json:\"additional_messages\"`" + `
}

const chatURL = "https://api.coze.cn/v3/chat"
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.IDIsNumber},
}

// NoEndpoint is CZ5014.
var NoEndpoint = &checks.Check{
	ID: "CZ5014",
	Doc: &lint.RawDocumentation{
		Title: "Endpoint that does not exist",
		Text: `The path is none of the API, and near one: the version or the number of a word
is another, or a letter is wrong. The server answers with HTTP 404 or a code
that says nothing of the path. A path that is far from all is left alone, for
the API grows; so are hosts that are not Coze's own.`,
		Before: `package p

import (
	"io"
	"net/http"
)

func run(body io.Reader) (*http.Response, error) {
	return http.Post("https://api.coze.cn/v3/workflows/run", "application/json", body)
}
`,
		After: `package p

import (
	"io"
	"net/http"
)

func run(body io.Reader) (*http.Response, error) {
	return http.Post("https://api.coze.cn/v1/workflow/run", "application/json", body)
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.NoSuchPath},
}

// FileParameter is CZ5015.
var FileParameter = &checks.Check{
	ID: "CZ5015",
	Doc: &lint.RawDocumentation{
		Title: "File parameter of a workflow that is an object",
		Text: `A parameter of a workflow that is a file is a text: the JSON of an object with
the file_id (workflow_run.md: "image": "{\"file_id\":\"1122\"}"). Given the
object itself, the workflow gets no file.`,
		Before: rawRequest + `
func run(workflow, file string) (*http.Response, error) {
	return post("https://api.coze.cn/v1/workflow/run", map[string]any{
		"workflow_id": workflow,
		"parameters":  map[string]any{"image": map[string]string{"file_id": file}},
	})
}
`,
		After: rawRequest + `
func run(workflow, file string) (*http.Response, error) {
	image, err := json.Marshal(map[string]string{"file_id": file})
	if err != nil {
		return nil, err
	}
	return post("https://api.coze.cn/v1/workflow/run", map[string]any{
		"workflow_id": workflow,
		"parameters":  map[string]any{"image": string(image)},
	})
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.FileIsObject},
}

// TokenScheme is CZ5016.
var TokenScheme = &checks.Check{
	ID: "CZ5016",
	Doc: &lint.RawDocumentation{
		Title: "Token with the scheme twice, or without it",
		Text: `The header is "Authorization: Bearer TOKEN". NewTokenAuth of the SDK and
SetAuthToken of resty write the scheme themselves: a token that begins with
Bearer is sent as "Bearer Bearer ...". A header written by hand needs the
scheme. Only what is certain is reported: a text that begins with Bearer in the
program, and a header that is nothing but a token.`,
		Before: `package p

import "github.com/coze-dev/coze-go"

func client(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth("Bearer " + token))
}
`,
		After: `package p

import "github.com/coze-dev/coze-go"

func client(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(token))
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.SchemeGiven, messages.SchemeTwice, messages.SchemeMissing},
}
