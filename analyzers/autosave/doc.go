// Package autosave defines the pass cozeautosave.
//
// It looks for chat requests in the functions that touch one (scope.go), whose
// values package interp follows. Where a request is handed to what may send it
// (handover.go, client.go), the judge reads what it sends (wire.go), asks where
// it goes (destination.go), and reports (judge.go, fix.go). What a struct says
// about false is read without following anything (neversent.go).
package autosave

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

const doc = `report chat requests that the Coze API rejects with 4007 (CZ2xxx)

POST /v3/chat takes "stream" (false unless sent) and "auto_save_history" (true
unless sent). A request that is not streamed must save the history: the server
answers any other with 4007. The pass follows the two values from where the
program writes them to the wire, through JSON tags, pointers, maps, JSON texts,
later assignments, builders and helpers of the package. What it cannot see it
does not report. The SDK overwrites both values, so that a request handed to it
is never rejected, but does not do what it says either.`

// Rejected is CZ2001.
var Rejected = &checks.Check{
	ID: "CZ2001",
	Doc: &lint.RawDocumentation{
		Title: "A chat request that the server rejects with 4007",
		Text: `The request is sent without "stream": true and with "auto_save_history": false.
POST /v3/chat answers that with code 4007: without streaming, the answer can only
be read from the saved history. A field without omitempty that is never set is
sent too, as false. Save the history, or stream the answer.`,
		Before: `package p

import (
	"bytes"
	"encoding/json"
	"net/http"
)

type ChatRequest struct {
	BotID           string ` + "`json:\"bot_id\"`" + `
	UserID          string ` + "`json:\"user_id\"`" + `
	Stream          bool   ` + "`json:\"stream\"`" + `
	AutoSaveHistory bool   ` + "`json:\"auto_save_history\"`" + `
}

func ask(botID, userID string) (*http.Response, error) {
	body, err := json.Marshal(ChatRequest{BotID: botID, UserID: userID, Stream: false, AutoSaveHistory: false})
	if err != nil {
		return nil, err
	}
	return http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(body))
}
`,
		After: `package p

import (
	"bytes"
	"encoding/json"
	"net/http"
)

type ChatRequest struct {
	BotID           string ` + "`json:\"bot_id\"`" + `
	UserID          string ` + "`json:\"user_id\"`" + `
	Stream          bool   ` + "`json:\"stream\"`" + `
	AutoSaveHistory bool   ` + "`json:\"auto_save_history\"`" + `
}

func ask(botID, userID string) (*http.Response, error) {
	body, err := json.Marshal(ChatRequest{BotID: botID, UserID: userID, Stream: false, AutoSaveHistory: true})
	if err != nil {
		return nil, err
	}
	return http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(body))
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
}

// Unsaid is CZ2002.
var Unsaid = &checks.Check{
	ID: "CZ2002",
	Doc: &lint.RawDocumentation{
		Title: "A chat request without streaming that leaves auto_save_history out",
		Text: `The request says "stream": false and nothing about "auto_save_history". The API
page demands that it is true then. The server takes it for true where it is absent,
so that nothing fails today: the check is for teams that want every request to say
what it relies on.`,
		Before: `package p

import (
	"bytes"
	"encoding/json"
	"net/http"
)

func ask(botID, userID string) (*http.Response, error) {
	body, err := json.Marshal(map[string]any{"bot_id": botID, "user_id": userID, "stream": false})
	if err != nil {
		return nil, err
	}
	return http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(body))
}
`,
		After: `package p

import (
	"bytes"
	"encoding/json"
	"net/http"
)

func ask(botID, userID string) (*http.Response, error) {
	body, err := json.Marshal(map[string]any{"bot_id": botID, "user_id": userID, "stream": false, "auto_save_history": true})
	if err != nil {
		return nil, err
	}
	return http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(body))
}
`,
		Since:      "v0.1.0",
		NonDefault: true,
		Severity:   lint.SeverityInfo,
	},
}

// Overwritten is CZ2003.
var Overwritten = &checks.Check{
	ID: "CZ2003",
	Doc: &lint.RawDocumentation{
		Title: "A chat request that the SDK overwrites",
		Text: `Chat.Create and Chat.CreateAndPoll of the SDK set Stream to false and
AutoSaveHistory to true in every request, and Chat.Stream sets Stream to true.
A request that asks for something else is sent all the same, changed: with
AutoSaveHistory false, the history is saved although the request says it is not
to be. Drop the field, or call the method that does what it says.`,
		Before: `package p

import (
	"context"

	"github.com/coze-dev/coze-go"
)

var noSave = false

func ask(ctx context.Context, client coze.CozeAPI, botID, userID string) (*coze.CreateChatsResp, error) {
	return client.Chat.Create(ctx, &coze.CreateChatsReq{
		BotID:           botID,
		UserID:          userID,
		AutoSaveHistory: &noSave,
	})
}
`,
		After: `package p

import (
	"context"

	"github.com/coze-dev/coze-go"
)

func ask(ctx context.Context, client coze.CozeAPI, botID, userID string) (*coze.CreateChatsResp, error) {
	return client.Chat.Create(ctx, &coze.CreateChatsReq{
		BotID:  botID,
		UserID: userID,
	})
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// NeverSent is CZ2004.
var NeverSent = &checks.Check{
	ID: "CZ2004",
	Doc: &lint.RawDocumentation{
		Title: "A false auto_save_history that is never sent",
		Text: `The field is a bool with omitempty or omitzero, so that false is left out of the
request, and the server assumes true: the history is saved although the program
says false. Make the field a *bool, or drop the option from the tag.`,
		Before: `package p

type CozeChatRequest struct {
	BotID           string ` + "`json:\"bot_id\"`" + `
	UserID          string ` + "`json:\"user_id\"`" + `
	Stream          bool   ` + "`json:\"stream\"`" + `
	AutoSaveHistory bool   ` + "`json:\"auto_save_history,omitempty\"`" + `
}

func streamed(botID, userID string) *CozeChatRequest {
	return &CozeChatRequest{BotID: botID, UserID: userID, Stream: true, AutoSaveHistory: false}
}
`,
		After: `package p

type CozeChatRequest struct {
	BotID           string ` + "`json:\"bot_id\"`" + `
	UserID          string ` + "`json:\"user_id\"`" + `
	Stream          bool   ` + "`json:\"stream\"`" + `
	AutoSaveHistory bool   ` + "`json:\"auto_save_history\"`" + `
}

func streamed(botID, userID string) *CozeChatRequest {
	return &CozeChatRequest{BotID: botID, UserID: userID, Stream: true, AutoSaveHistory: false}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// Checks are the checks of the pass.
var Checks = []*checks.Check{Rejected, Unsaid, Overwritten, NeverSent}
