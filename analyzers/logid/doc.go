// Package logid defines the pass cozelogid.
//
// The engine (package flow) says what every value tells of which request. A loss
// is a place that tells of a failure without its log ID, or takes its place
// (loss.go). What is at hand there, and could have been added, is the hand
// (hand.go). One loss is one finding (report.go), with a fix where that is sure
// (fix.go, loggers.go, wrap.go), into a text that somebody reads as an error or
// a log line (place.go). Error types are judged by what their text prints
// (errortype.go).
package logid

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

const doc = `report paths that drop the X-Tt-Logid of a Coze failure (CZ3xxx)

The log ID is the one thing that Coze support asks for. Where a failure that
Coze reported becomes something that a person reads or a caller gets (an error
value, a log line, a reply, a panic), the log ID goes along on every path, or
the whole error, body or response that carries it does. Errors that are
returned, wrapped, logged, stored or handed on are never reported, nor are
local failures, nor a function that has nothing to take the log ID from.`

const reply = "" + `
type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
	Data struct {
		Status string ` + "`json:\"status\"`" + `
	} ` + "`json:\"data\"`" + `
}
`

// PartsOnly is CZ3001.
var PartsOnly = &checks.Check{
	ID: "CZ3001",
	Doc: &lint.RawDocumentation{
		Title: "Code or message of a Coze failure reported without the log ID",
		Text: `The code and message of a reply, of an error of the SDK, of a chat's last error
or of an error event go into an error, a log line or a reply, while the log ID,
or the response that has it in its X-Tt-Logid header, is in scope.`,
		Before: `package p

import (
	"encoding/json"
	"fmt"
	"net/http"
)
` + reply + `
func ask() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var reply CozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return err
	}
	if reply.Code != 0 {
		return fmt.Errorf("coze: %d %s", reply.Code, reply.Msg)
	}
	return nil
}
`,
		After: `package p

import (
	"encoding/json"
	"fmt"
	"net/http"
)
` + reply + `
func ask() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var reply CozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return err
	}
	if reply.Code != 0 {
		return fmt.Errorf("coze: %d %s logid=%s", reply.Code, reply.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// Vanished is CZ3002.
var Vanished = &checks.Check{
	ID: "CZ3002",
	Doc: &lint.RawDocumentation{
		Title: "The error of a Coze call vanishes",
		Text: `The error of a call of Coze is discarded, overwritten, or replaced by a fixed
text, and on that path it is neither returned, wrapped, logged, stored nor
handed on. Its log ID is lost with it. Test files are not checked by default.`,
		Before: `package p

import (
	"context"
	"errors"

	"github.com/coze-dev/coze-go"
)

func bot(ctx context.Context, cli coze.CozeAPI, id string) error {
	_, err := cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id, UseAPIVersion: 2})
	if err != nil {
		return errors.New("bot not available")
	}
	return nil
}
`,
		After: `package p

import (
	"context"
	"fmt"

	"github.com/coze-dev/coze-go"
)

func bot(ctx context.Context, cli coze.CozeAPI, id string) error {
	_, err := cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id, UseAPIVersion: 2})
	if err != nil {
		return fmt.Errorf("bot not available: %w", err)
	}
	return nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// FailedChat is CZ3003.
var FailedChat = &checks.Check{
	ID: "CZ3003",
	Doc: &lint.RawDocumentation{
		Title: "A failed chat reported by its status or a fixed text",
		Text: `A chat that failed arrives without an error: by its status, by the event
conversation.chat.failed, or by a workflow's Error event. Report its last error
and the log ID of the response or stream. Test files are not checked by default.`,
		Before: `package p

import (
	"context"
	"fmt"

	"github.com/coze-dev/coze-go"
)

func finished(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	resp, err := cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return err
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("chat %s", resp.Chat.Status)
	}
	return nil
}
`,
		After: `package p

import (
	"context"
	"fmt"

	"github.com/coze-dev/coze-go"
)

func finished(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	resp, err := cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return err
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("chat %s: %v logid=%s", resp.Chat.Status, resp.Chat.LastError, resp.LogID())
	}
	return nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// ErrorType is CZ3004.
var ErrorType = &checks.Check{
	ID: "CZ3004",
	Doc: &lint.RawDocumentation{
		Title: "An error type whose text leaves the log ID out",
		Text: `An error is built from a reply of Coze, and its Error method prints neither a
log ID nor the body, although the type holds it or the response was at hand
when the error was built.`,
		Before: `package p

import (
	"fmt"
	"io"
	"net/http"
)

type cozeError struct {
	Status int
	Body   []byte
}

func (e *cozeError) Error() string { return fmt.Sprintf("coze: status %d", e.Status) }

func ask() ([]byte, error) {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, &cozeError{Status: resp.StatusCode, Body: body}
	}
	return body, nil
}
`,
		After: `package p

import (
	"fmt"
	"io"
	"net/http"
)

type cozeError struct {
	Status int
	Body   []byte
}

func (e *cozeError) Error() string { return fmt.Sprintf("coze: status %d: %s", e.Status, e.Body) }

func ask() ([]byte, error) {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, &cozeError{Status: resp.StatusCode, Body: body}
	}
	return body, nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// RecvError is CZ3005.
var RecvError = &checks.Check{
	ID: "CZ3005",
	Doc: &lint.RawDocumentation{
		Title: "The error of Stream.Recv reported without the stream's log ID",
		Text: `Recv turns an error event into an error that holds the event's text and no log
ID. The stream has it: stream.Response().LogID(). A function that was given the
stream and returns the error is not reported; its caller has the stream too.`,
		Before: `package p

import (
	"context"
	"errors"
	"io"

	"github.com/coze-dev/coze-go"
)

func chat(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		_, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
`,
		After: `package p

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/coze-dev/coze-go"
)

func chat(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		_, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w logid=%s", err, stream.Response().LogID())
		}
	}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// Checks are the checks of the pass.
var Checks = []*checks.Check{PartsOnly, Vanished, FailedChat, ErrorType, RecvError, Handshake}
