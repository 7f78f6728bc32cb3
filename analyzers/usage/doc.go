// Package usage defines the pass cozeusage.
//
// Each check has a file: timeout.go, unread.go, answer.go, skipped.go,
// linelimit.go, poll.go with unit.go, nilvalue.go, pager.go, retiring.go,
// hosts.go with regions.go, keys.go, conversationid.go, numericid.go,
// noendpoint.go, fileparam.go and scheme.go. They share where a value comes from (trace.go),
// what becomes of it (uses.go), what is known of an event at a place
// (conditions.go), what is asked of the model (model.go), and what they know
// about the API (facts.go).
package usage

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

const doc = `report calls of the Coze API that go wrong without an error (CZ5xxx)

A stream that is cut off after five seconds, a failed chat that is polled
forever, a reply whose code is not checked, an answer taken from the wrong
message: the call returns no error, and the program goes on with incomplete
results. The pass knows the SDK, and hand-written requests to the Open API.`

const httpGet = `package p

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type CozeReply struct {
	Code   int    ` + "`json:\"code\"`" + `
	Msg    string ` + "`json:\"msg\"`" + `
	Detail struct {
		LogID string ` + "`json:\"logid\"`" + `
	} ` + "`json:\"detail\"`" + `
	Data struct {
		ID string ` + "`json:\"id\"`" + `
	} ` + "`json:\"data\"`" + `
}
`

const sdkContext = `package p

import (
	"context"

	"github.com/coze-dev/coze-go"
)
`

const sdkFormat = `package p

import (
	"context"
	"fmt"

	"github.com/coze-dev/coze-go"
)
`

const stream = `package p

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const chatURL = "https://api.coze.cn/v3/chat"

func chat(token string) (*http.Response, error) {
	body := strings.NewReader(` + "`{\"bot_id\":\"1\",\"user_id\":\"2\",\"stream\":true}`" + `)
	req, err := http.NewRequest(http.MethodPost, chatURL, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	return http.DefaultClient.Do(req)
}
`

// DefaultTimeout is CZ5001.
var DefaultTimeout = &checks.Check{
	ID: "CZ5001",
	Doc: &lint.RawDocumentation{
		Title: "Default timeout of 5 seconds for a stream or a synchronous workflow run",
		Text: `The client is made without WithHttpClient. The SDK then takes an http.Client
with a timeout of 5 s (client.go of coze-go), and the timeout of an http.Client
covers the whole exchange, the reading of the body included: a stream is cut
off after 5 s, and a synchronous workflow run, which may take 90 s, fails. A
context with a longer deadline does not help.

A timeout that the program gives the http.Client itself is reported, too, where
it is a constant below 60 s for a stream, or below 90 s for such a run; also
where the requests are made by hand.

The slow call may stand in another package, which is given the client as an
argument or in a field, and the client may come from a function of one.

Clients that only make short calls, asynchronous runs, polls and websockets are
not reported, nor are clients with options that cannot be seen.

The fix passes a client with the 20 minutes of the SDK's own examples.`,
		Before: sdkContext + `
func ask(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	client := coze.NewCozeAPI(coze.NewTokenAuth(token))
	return client.Chat.Stream(ctx, req)
}
`,
		After: `package p

import (
	"context"
	"net/http"
	"time"

	"github.com/coze-dev/coze-go"
)

func ask(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	client := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: 20 * time.Minute}))
	return client.Chat.Stream(ctx, req)
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.TimeoutCuts, messages.TimeoutRun, messages.TimeoutShort},
}

// UnreadCode is CZ5002.
var UnreadCode = &checks.Check{
	ID: "CZ5002",
	Doc: &lint.RawDocumentation{
		Title: "Reply of Coze used without checking its code",
		Text: `A failed request is answered with HTTP 200 and a code other than 0 (the page of
error codes): the HTTP status says nothing. The reply is decoded and its data
is used, and nothing checks the code: the data is empty then, and the program
goes on with it. A poll for a status never ends.

Also reported are a type that has no field for the code, a call of the package's
own function that returns a reply whose code was not checked, and the body of
/v1/audio/speech that is copied, read or written with no look at its status, its
Content-Type or a code: a failure is saved as sound.

Nothing is reported where the reply is returned, stored, logged or passed on as
a whole, where a method of it is called, where the raw body is inspected, or
where the client that made the request checks the code.`,
		Before: httpGet + `
func conversation(id string) (string, error) {
	resp, err := http.Get("https://api.coze.cn/v1/conversation/retrieve?conversation_id=" + id)
	if err != nil {
		return "", fmt.Errorf("coze: %w", err)
	}
	defer resp.Body.Close()
	var reply CozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return "", fmt.Errorf("coze: %w logid=%s", err, resp.Header.Get("X-Tt-Logid"))
	}
	return reply.Data.ID, nil
}
`,
		After: httpGet + `
func conversation(id string) (string, error) {
	resp, err := http.Get("https://api.coze.cn/v1/conversation/retrieve?conversation_id=" + id)
	if err != nil {
		return "", fmt.Errorf("coze: %w", err)
	}
	defer resp.Body.Close()
	var reply CozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return "", fmt.Errorf("coze: %w logid=%s", err, resp.Header.Get("X-Tt-Logid"))
	}
	if reply.Code != 0 {
		return "", fmt.Errorf("coze: %d %s logid=%s", reply.Code, reply.Msg, reply.Detail.LogID)
	}
	return reply.Data.ID, nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.CodeUnread, messages.CodeNotDecoded, messages.CodeUnreadCall, messages.SoundUnread},
}

// WrongMessage is CZ5003.
var WrongMessage = &checks.Check{
	ID: "CZ5003",
	Doc: &lint.RawDocumentation{
		Title: "Answer taken from the wrong message",
		Text: `The messages of a chat are of many types: answer, function_call, tool_response,
knowledge, verbose, follow_up, in no order that the pages promise (chat_v3.md,
list_chat_messages.md). The first or the last of a list is used without
checking its type; or the text of every event of a stream is used, although
conversation.message.completed repeats what the deltas had, so the answer
appears twice; or the stream is left at the first completed message, although
knowledge recall and function calls complete before the answer, and usage and
failure come after it.

Nothing is reported where the type is tested, here or in the function that is
given the message, where the stream is read to its end, or where only the IDs
of the first message are read.

The fix takes the text of the deltas only.`,
		Before: sdkContext + `
func answer(ctx context.Context, client coze.CozeAPI, conversation, chat string) (string, error) {
	list, err := client.Chat.Messages.List(ctx, &coze.ListChatsMessagesReq{ConversationID: conversation, ChatID: chat})
	if err != nil {
		return "", err
	}
	return list.Messages[0].Content, nil
}
`,
		After: sdkContext + `
func answer(ctx context.Context, client coze.CozeAPI, conversation, chat string) (string, error) {
	list, err := client.Chat.Messages.List(ctx, &coze.ListChatsMessagesReq{ConversationID: conversation, ChatID: chat})
	if err != nil {
		return "", err
	}
	for _, message := range list.Messages {
		if message.Type == coze.MessageTypeAnswer {
			return message.Content, nil
		}
	}
	return "", nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.FirstMessage, messages.EveryEvent, messages.LeftEarly},
}

// SkippedFailure is CZ5004.
var SkippedFailure = &checks.Check{
	ID: "CZ5004",
	Doc: &lint.RawDocumentation{
		Title: "Reader of a stream skips the JSON of a failure",
		Text: `A stream request that is refused (wrong token, no permission, a bot that is not
published) is answered with one JSON object, HTTP 200 and the Content-Type
application/json; the SDK checks for that (stream_reader.go of coze-go). A
reader that only knows lines of event and data skips it, and the stream ends as
an empty answer.

Nothing is reported where the Content-Type or the first byte is inspected,
where other lines are handled or handed on, where the code is read, or where
the response was made outside of the package.`,
		Before: stream + `
func answer(token string, out func(string)) error {
	resp, err := chat(token)
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body)
	for {
		line, err := r.ReadString('\n')
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			out(data)
		}
		if err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("coze: %w logid=%s", err, resp.Header.Get("X-Tt-Logid"))
		}
	}
}
`,
		After: stream + `
func answer(token string, out func(string)) error {
	resp, err := chat(token)
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	defer resp.Body.Close()
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		body, _ := io.ReadAll(resp.Body)
		return fmt.Errorf("coze: %s logid=%s", body, resp.Header.Get("X-Tt-Logid"))
	}
	r := bufio.NewReader(resp.Body)
	for {
		line, err := r.ReadString('\n')
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			out(data)
		}
		if err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("coze: %w logid=%s", err, resp.Header.Get("X-Tt-Logid"))
		}
	}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.FailureSkipped, messages.FailureIsAnswer},
}

// LineLimit is CZ5005.
var LineLimit = &checks.Check{
	ID: "CZ5005",
	Doc: &lint.RawDocumentation{
		Title: "Stream read with the line limit of bufio.Scanner",
		Text: `A bufio.Scanner stops at a line of more than 64 KiB, with bufio.ErrTooLong. An
event of a stream is one line of data: knowledge recall, tool output and cards
are longer than that. Split does not lift the limit, and the size of a
bufio.Reader below it does not either.

Nothing is reported where Buffer allows more, or a size that is not known, nor
for readers of anything else than a stream of Coze.

The fix allows lines of 10 MiB. Switch the check off where no bot of yours has
knowledge or plugins.`,
		Before: stream + `
func answer(token string, out func(string)) error {
	resp, err := chat(token)
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(io.TeeReader(resp.Body, io.Discard))
	for sc.Scan() {
		if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			out(data)
		} else {
			out(sc.Text())
		}
	}
	return sc.Err()
}
`,
		After: stream + `
func answer(token string, out func(string)) error {
	resp, err := chat(token)
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(io.TeeReader(resp.Body, io.Discard))
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			out(data)
		} else {
			out(sc.Text())
		}
	}
	return sc.Err()
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityInfo,
	},
	Says: []messages.Text{messages.ScannerLimit, messages.BufferLimit},
}

// Polling is CZ5006.
var Polling = &checks.Check{
	ID: "CZ5006",
	Doc: &lint.RawDocumentation{
		Title: "Poll that never ends, has a timeout in the wrong unit, or whose result is not checked",
		Text: `Chat.CreateAndPoll of the SDK (chats.go of coze-go) goes on until the chat is
completed. With a nil timeout, a chat that failed, was canceled or requires an
action is polled until the context ends: it needs a deadline. The timeout is a
number of seconds: int(30*time.Second) is 950 years, which overflow. After the
timeout the chat is canceled and returned without an error and without
messages: Chat.Status tells.

A loop of the program's own that asks for the status of a chat or run until it is
another is reported, too, if nothing ends it: no counter, no clock, no signal, and
no context that has a deadline or that a caller may end.`,
		Before: sdkContext + `
func ask(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	return client.Chat.CreateAndPoll(ctx, req, nil)
}
`,
		After: `package p

import (
	"context"
	"time"

	"github.com/coze-dev/coze-go"
)

func ask(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	return client.Chat.CreateAndPoll(ctx, req, nil)
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.PollForever, messages.PollUnit, messages.PollStatus, messages.PollUnending},
}

// NilValue is CZ5007.
var NilValue = &checks.Check{
	ID: "CZ5007",
	Doc: &lint.RawDocumentation{
		Title: "Value that is nil for a failed call or another event",
		Text: `An event of the SDK has a Chat or a Message, not both (doParseChatEvent in
chats.go of coze-go), and the page of the stream shows conversation.chat.failed
with {code, msg} for data, which leaves Chat.LastError nil. Streams, pagers and
the result of CreateAndPoll are nil beside an error; other replies are not, and
their LogID works. A use that no condition guards panics, and it does so when
something failed.

A chat that requires an action may have no tool call: a question node of a
workflow asks the user. ToolCalls[0] without a look at their number panics then,
and so does a part of RequiredAction, a pointer, in a package that never asks
whether there is one, and of the LastError of a chat from Retrieve.

Events that a function is given are only judged where the function itself says
which they are.`,
		Before: sdkFormat + `
func ask(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	stream, err := client.Chat.Stream(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("coze: %w logid=%s", err, stream.Response().LogID())
	}
	return stream, nil
}
`,
		After: sdkFormat + `
func ask(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	stream, err := client.Chat.Stream(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("coze: %w", err)
	}
	return stream, nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.FailedIsNil, messages.PartIsNil, messages.NilBeforeTest, messages.NilOnError, messages.NoToolCall, messages.LastErrorNil},
}

// PagerLoop is CZ5008.
var PagerLoop = &checks.Check{
	ID: "CZ5008",
	Doc: &lint.RawDocumentation{
		Title: "Pager that never advances, or whose error is not checked",
		Text: `Next of a pager of the SDK goes to the next item and makes the next request
(pagination.go of coze-go). HasMore says whether there is another page, and
does not change without Next: a loop over HasMore alone never ends, with
Current() == nil, or never runs. Next hides the error of its request and
returns false: without checking Err, a list that broke off looks complete.

Items has the first page only. It is reported where it is gone through as a
whole, nobody goes on, and the request does not say which page or how many. By
hand, it is a list that is gone through whose has_more nobody reads, nor anything
else that leads on.

A pager that is returned or handed to somebody is not reported.`,
		Before: sdkContext + `
func apps(ctx context.Context, client coze.CozeAPI) (list []*coze.SimpleApp, err error) {
	pager, err := client.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return nil, err
	}
	for pager.Next() {
		list = append(list, pager.Current())
	}
	return list, nil
}
`,
		After: sdkContext + `
func apps(ctx context.Context, client coze.CozeAPI) (list []*coze.SimpleApp, err error) {
	pager, err := client.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return nil, err
	}
	for pager.Next() {
		list = append(list, pager.Current())
	}
	return list, pager.Err()
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.PagerEndless, messages.PagerUnasked, messages.PagerFirst, messages.PageUnasked},
}

// Checks are the checks of the pass.
var Checks = []*checks.Check{
	DefaultTimeout, UnreadCode, WrongMessage, SkippedFailure, LineLimit,
	Polling, NilValue, PagerLoop, Retiring, WrongHost, WrongKey,
	ConversationInBody, NumericID, NoEndpoint, FileParameter, TokenScheme,
	StreamCut, StreamUnfinished, LastErrorOnly, DoneData, NotJSON, Repeated, LeftRunning, Together,
}
