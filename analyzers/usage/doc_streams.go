package usage

import (
	"strings"

	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

// The beginning of a program that asks for a stream and refuses what is none.
const refusing = `package p

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const chatURL = "https://api.coze.cn/v3/chat"

var errCut = errors.New("coze: the stream ended before done")

func chat(body io.Reader) (io.ReadCloser, error) {
	resp, err := http.Post(chatURL, "application/json", body)
	if err != nil {
		return nil, err
	}
	if resp.Header.Get("Content-Type") == "application/json" {
		return nil, fmt.Errorf("coze: refused, logid=%s", resp.Header.Get("X-Tt-Logid"))
	}
	return resp.Body, nil
}
`

// StreamCut is CZ5017.
var StreamCut = &checks.Check{
	ID: "CZ5017",
	Doc: &lint.RawDocumentation{
		Title: "Stream that breaks off is taken for the whole answer",
		Text: `The lines of a stream end where the connection breaks, too: Scan of a
bufio.Scanner returns false for an error as for the end, and says which of them in
Err. An answer is complete once the event conversation.chat.completed or done came
(page chat_v3). A reader that returns success when the lines end, and asks for
neither, takes half an answer for the whole.

Nothing is reported where the function or its caller asks behind the last line for
a flag, for the last event, or for a message that only comes then; where the error
of the reader is asked for (see CZ5018); and where the end of the lines is an error.`,
		Before: refusing + `
func answer(body io.Reader, out func(string)) error {
	lines, err := chat(body)
	if err != nil {
		return err
	}
	defer lines.Close()
	sc := bufio.NewScanner(lines)
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		if sc.Text() == "event:done" {
			return nil
		}
		out(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return nil
}
`,
		After: refusing + `
func answer(body io.Reader, out func(string)) error {
	lines, err := chat(body)
	if err != nil {
		return err
	}
	defer lines.Close()
	sc := bufio.NewScanner(lines)
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		if sc.Text() == "event:done" {
			return nil
		}
		out(strings.TrimPrefix(sc.Text(), "data:"))
	}
	if err := sc.Err(); err != nil {
		return err
	}
	return errCut
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.ScannerUnasked, messages.StreamEndUnasked},
}

// StreamUnfinished is CZ5018.
var StreamUnfinished = &checks.Check{
	ID: "CZ5018",
	Doc: &lint.RawDocumentation{
		Title: "Stream whose end is not asked for",
		Text: `A connection that a proxy or the server closes early ends a stream as the last line
does: io.EOF, and no error of a Scanner. Recv of the SDK returns io.EOF then
(stream_reader.go of coze-go), whether done came or not. Only the events say that an
answer is complete: conversation.chat.completed, or done.

This is CZ5017 for readers that look at their error. It is opt-in: many programs
live with half an answer now and then.`,
		Before: sdkStream + `
func answer(stream coze.Stream[coze.ChatEvent], out func(string)) error {
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("coze: %w logid=%s", err, stream.Response().LogID())
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta:
			out(event.Message.Content)
		case coze.ChatEventConversationChatFailed:
			return fmt.Errorf("coze: the chat failed, logid=%s", stream.Response().LogID())
		}
	}
}
`,
		After: sdkStream + `
func answer(stream coze.Stream[coze.ChatEvent], out func(string)) error {
	completed := false
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			if !completed {
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("coze: %w logid=%s", err, stream.Response().LogID())
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta:
			out(event.Message.Content)
		case coze.ChatEventConversationChatFailed:
			return fmt.Errorf("coze: the chat failed, logid=%s", stream.Response().LogID())
		case coze.ChatEventConversationChatCompleted:
			completed = true
		}
	}
}
`,
		Since:      "v0.1.0",
		NonDefault: true,
		Severity:   lint.SeverityInfo,
	},
	Says: []messages.Text{messages.StreamUnfinished},
}

// The beginning of a program that reads a stream of the SDK.
const sdkStream = `package p

import (
	"errors"
	"fmt"
	"io"

	"github.com/coze-dev/coze-go"
)
`

// LastErrorOnly is CZ5019.
var LastErrorOnly = &checks.Check{
	ID: "CZ5019",
	Doc: &lint.RawDocumentation{
		Title: "Reason of conversation.chat.failed looked for in last_error only",
		Text: `The page of the stream (chat_v3) shows the data of conversation.chat.failed as
{"code": …, "msg": …}; the object of a chat, which the other events have, has them in
last_error. A reader that decodes the data into a chat and tells last_error then tells
0 and an empty text, and the reason is lost.

Nothing is reported where the type has a code or a message itself, where the data is
decoded into another type, too, or told as it came, and for chats that
/v3/chat/retrieve returns. For the SDK's events see CZ5007.`,
		Before: failedEvent + `
type chat struct {
	ID        string  ` + "`json:\"id\"`" + `
	LastError failure ` + "`json:\"last_error\"`" + `
}

func reason(data []byte) error {
	var c chat
	if err := json.Unmarshal(data, &c); err != nil {
		return err
	}
	return fmt.Errorf("coze: %d %s", c.LastError.Code, c.LastError.Msg)
}
`,
		After: failedEvent + `
type chat struct {
	failure
	ID        string  ` + "`json:\"id\"`" + `
	LastError failure ` + "`json:\"last_error\"`" + `
}

func reason(data []byte) error {
	var c chat
	if err := json.Unmarshal(data, &c); err != nil {
		return err
	}
	if c.Code == 0 {
		c.failure = c.LastError
	}
	return fmt.Errorf("coze: %d %s", c.Code, c.Msg)
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.NoReasonField},
}

// The beginning of a program that learns from an event that a chat failed.
const failedEvent = `package p

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

func answer(body io.Reader) error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	id := resp.Header.Get("X-Tt-Logid")
	if resp.Header.Get("Content-Type") == "application/json" {
		return errors.New("coze: refused, logid=" + id)
	}
	event := ""
	r := bufio.NewReader(resp.Body)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = strings.TrimSpace(name)
		}
		data, ok := strings.CutPrefix(line, "data:")
		if ok && event == "conversation.chat.failed" {
			return fmt.Errorf("%w logid=%s", reason([]byte(data)), id)
		}
	}
}

type failure struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}
`

// DoneData is CZ5020.
var DoneData = &checks.Check{
	ID: "CZ5020",
	Doc: &lint.RawDocumentation{
		Title: "Data of the event done decoded as an object",
		Text: `The last event of a stream is done, and its data is the text [DONE] (page chat_v3),
as in the streams of other vendors. A reader that decodes the data of every event, and
returns the error of that, fails at the end of every answer.

Nothing is reported where done is asked for anywhere, where only certain events are
decoded, where the data is looked at first, and where the error is skipped.`,
		Before: refusingJSON + `
func answer(body io.Reader, out func(string)) error {
	lines, err := chat(body)
	if err != nil {
		return err
	}
	defer lines.Close()
	sc := bufio.NewScanner(lines)
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		data, ok := strings.CutPrefix(sc.Text(), "data:")
		if !ok {
			continue
		}
		var object event
		if err := json.Unmarshal([]byte(data), &object); err != nil {
			return err
		}
		out(object.ID)
	}
	return sc.Err()
}
` + identified,
		After: refusingJSON + `
func answer(body io.Reader, out func(string)) error {
	lines, err := chat(body)
	if err != nil {
		return err
	}
	defer lines.Close()
	sc := bufio.NewScanner(lines)
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		data, ok := strings.CutPrefix(sc.Text(), "data:")
		if !ok || strings.Contains(data, "[DONE]") {
			continue
		}
		var object event
		if err := json.Unmarshal([]byte(data), &object); err != nil {
			return err
		}
		out(object.ID)
	}
	return sc.Err()
}
` + identified,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.DoneDecoded},
}

// The same, with what is decoded.
var refusingJSON = strings.Replace(refusing, "\t\"errors\"", "\t\"encoding/json\"\n\t\"errors\"", 1)

const identified = `
type event struct {
	ID string ` + "`json:\"id\"`" + `
}
`

// NotJSON is CZ5021.
var NotJSON = &checks.Check{
	ID: "CZ5021",
	Doc: &lint.RawDocumentation{
		Title: "Reply decoded without a look at the HTTP status",
		Text: `The API answers failures with HTTP 200 and a code, and a gateway in front of it answers
502 and 504 with a page of HTML. Who decodes whatever comes then tells "invalid
character '<' looking for beginning of value", and not that the server did not answer in
time, which is worth another try.

Nothing is reported where the status or the Content-Type is asked for, told or given to
anybody. It is opt-in: the error is not lost, only hard to read.`,
		Before: decodingReply + `
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return fmt.Errorf("coze: %w logid=%s", err, resp.Header.Get("X-Tt-Logid"))
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s logid=%s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}
`,
		After: decodingReply + `
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return fmt.Errorf("coze: HTTP %s: %w logid=%s", resp.Status, err, resp.Header.Get("X-Tt-Logid"))
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s logid=%s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}
`,
		Since:      "v0.1.0",
		NonDefault: true,
		Severity:   lint.SeverityInfo,
	},
	Says: []messages.Text{messages.StatusUnasked},
}

// The beginning of a program that decodes a reply.
const decodingReply = `package p

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type reply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

func workspaces() error {
	resp, err := http.Get("https://api.coze.cn/v1/workspaces")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
`
