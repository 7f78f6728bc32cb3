// Package exhaustive defines the pass cozeexhaustive.
//
// Its words: a decision is a switch that the pass has an opinion on
// (decision.go), over a code (codes.go, retry.go) or over a member of a domain
// of events or statuses (events.go). Whether anybody notices a failure is
// asked of the engine (noticed.go); what follows a switch can be its default
// (after.go), and the absence of success a failure (success.go). Maps that are
// indexed by a code are in lookup.go, maps of functions by event in
// handlers.go, who loops on the answer of a case in loops.go, why a chat
// failed, for the fixes, in reason.go; the check of if-chains is in chain.go.
package exhaustive

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

const doc = `report switches that miss Coze codes, events and statuses (CZ4xxx)

A chat that failed arrives without an error: as an event of the stream, as the
status of the chat, as a code that the table of codes does not have yet. A
switch without a case for it and without a default ignores it, and the user
gets an empty answer. //exhaustive:ignore comments of the exhaustive
linter are honoured.`

const reply = `
type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}
`

const codeImports = `package p

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/cozelint/cozelint/cozecode"
)
` + reply + `
func get() (*CozeReply, string, error) {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	reply := new(CozeReply)
	logID := resp.Header.Get("X-Tt-Logid")
	return reply, logID, json.NewDecoder(resp.Body).Decode(reply)
}
`

const sdkImports = `package p

import (
	"fmt"

	"github.com/coze-dev/coze-go"
)
`

// MissingCodes is CZ4001.
var MissingCodes = &checks.Check{
	ID: "CZ4001",
	Doc: &lint.RawDocumentation{
		Title: "Switch over Coze codes without a default",
		Text: `A switch over a Coze code, or a map that is indexed by one, knows some codes
and has nothing for the others: no default, no statement after it that fails,
no test of whether the map has the code. The table of codes is open, and Coze
returns codes that are not in it.

Nothing is reported where the failure was logged or answered before the switch,
which only adds something, or where the function says which error a code is and
its result is compared.

With the option strict, every known code is demanded, default or not. With the
option categories, a switch that lists one code of such a category must list
all of it.`,
		Before: codeImports + `
func check() error {
	reply, logID, err := get()
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	switch reply.Code {
	case 0:
		return nil
	case cozecode.AuthenticationInvalid:
		return errors.New("coze: sign in again, log ID " + logID)
	}
	return nil
}
`,
		After: codeImports + `
func check() error {
	reply, logID, err := get()
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	switch reply.Code {
	case 0:
		return nil
	case cozecode.AuthenticationInvalid:
		return errors.New("coze: sign in again, log ID " + logID)
	default:
		return fmt.Errorf("coze: %d %s logid=%s", reply.Code, reply.Msg, logID)
	}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// NoFailureCase is CZ4002.
var NoFailureCase = &checks.Check{
	ID: "CZ4002",
	Doc: &lint.RawDocumentation{
		Title: "Switch over Coze events or statuses in which a failure matches nothing",
		Text: `A failed chat is an event (conversation.chat.failed) or a status (failed), a
failed workflow run an Error event or the status Fail: the call itself gives no
error. The switch has neither a case for that nor a default, and nothing in the
function or its callers checks for the failure. Types and constants of the SDK,
your own constants and raw strings of the wire are all known. The SDK returns the
event "error" as an error, so no switch needs a case for it, and a case for it
does not cover a failed chat.`,
		Before: sdkImports + `
func answer(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return "", fmt.Errorf("%w logid=%s", err, stream.Response().LogID())
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventConversationChatCompleted:
			return text, nil
		}
	}
}
`,
		After: sdkImports + `
func answer(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return "", fmt.Errorf("%w logid=%s", err, stream.Response().LogID())
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventConversationChatCompleted:
			return text, nil
		case coze.ChatEventConversationChatFailed:
			return "", fmt.Errorf("coze: %v logid=%s", event.Event, stream.Response().LogID())
		}
	}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// PartialRetry is CZ4003.
var PartialRetry = &checks.Check{
	ID: "CZ4003",
	Doc: &lint.RawDocumentation{
		Title: "Retry on some Coze codes of a category, but not on the others",
		Text: `A case retries, sleeps, or returns true to a retry loop for some codes of a
category, and leaves out others for which waiting helps too, such as 4020 beside
4009 (system busy): the limit behind 4020 counts the calls of a minute, so
waiting for the next minute helps as well as the larger quota that the official
page recommends. A default does not change that. A code is never demanded if the
table says that something has to change first, as for the daily limit 4008, nor
if another case lists it.`,
		Before: `package p

import (
	"github.com/coze-dev/coze-go"
	"github.com/cozelint/cozelint/cozecode"
)

func retryable(err error) bool {
	cozeErr, ok := coze.AsCozeError(err)
	if !ok {
		return false
	}
	switch cozeErr.Code {
	case cozecode.SystemBusy:
		return true
	default:
		return false
	}
}

func ask(send func() error) error {
	for {
		if err := send(); !retryable(err) {
			return err
		}
	}
}
`,
		After: `package p

import (
	"github.com/coze-dev/coze-go"
	"github.com/cozelint/cozelint/cozecode"
)

func retryable(err error) bool {
	cozeErr, ok := coze.AsCozeError(err)
	if !ok {
		return false
	}
	switch cozeErr.Code {
	case cozecode.SystemBusy, cozecode.RPMLimitExceeded:
		return true
	default:
		return false
	}
}

func ask(send func() error) error {
	for {
		if err := send(); !retryable(err) {
			return err
		}
	}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// NobodyLooks is CZ4004.
var NobodyLooks = &checks.Check{
	ID: "CZ4004",
	Doc: &lint.RawDocumentation{
		Title: "A failed Coze chat or run that nothing checks for",
		Text: `An event loop or a status poll compares the event or status with what it waits
for, and nothing in the function or its callers checks for a failure: an
if-chain with the gap that CZ4002 reports in a switch, a filter that lets only
deltas through, or a poll that goes on while the chat is in progress and then
uses the answer, whatever the outcome. A loop that ends at the compared member
and hands the stream on to another reader is not reported.

Also reported is the use of an event of the v2 chat (/open_api/v2/chat) where nothing in
the package reads the error_information that it is decoded with. A result of
CreateAndPoll whose status is not checked is CZ5006.`,
		Before: sdkImports + `
func answer(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, fmt.Errorf("%w logid=%s", err, stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationMessageDelta {
			text += event.Message.Content
		}
	}
}
`,
		After: sdkImports + `
func answer(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, fmt.Errorf("%w logid=%s", err, stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationMessageDelta {
			text += event.Message.Content
		} else if event.Event == coze.ChatEventConversationChatFailed {
			return text, fmt.Errorf("chat failed logid=%s", stream.Response().LogID())
		}
	}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// UnknownIsSuccess is CZ4005.
var UnknownIsSuccess = &checks.Check{
	ID: "CZ4005",
	Doc: &lint.RawDocumentation{
		Title: "Unknown Coze code or status treated as success",
		Text: `The cases return errors for the codes they list, and the default returns none;
or the error is looked up in a map, and is nil for a code that the map does not
have; or a switch over a status lists what failed and what still runs, and its
default is success. A code or status that Coze adds, or that was not
thought of, is then a success.`,
		Before: codeImports + `
func check() error {
	reply, logID, err := get()
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	switch reply.Code {
	case cozecode.AuthenticationInvalid:
		return errors.New("coze: sign in again, log ID " + logID)
	default:
		return nil
	}
}
`,
		After: codeImports + `
func check() error {
	reply, logID, err := get()
	if err != nil {
		return fmt.Errorf("coze: %w", err)
	}
	switch reply.Code {
	case 0:
		return nil
	case cozecode.AuthenticationInvalid:
		return errors.New("coze: sign in again, log ID " + logID)
	default:
		return fmt.Errorf("coze: %d %s logid=%s", reply.Code, reply.Msg, logID)
	}
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
}

// Checks are the checks of the pass.
var Checks = []*checks.Check{MissingCodes, NoFailureCase, PartialRetry, NobodyLooks, UnknownIsSuccess, ToolsForgotten, ActionIgnored}
