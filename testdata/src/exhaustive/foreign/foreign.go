// Package foreign talks to other services beside Coze.
package foreign

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/coze-dev/coze-go"
)

var cli coze.CozeAPI

func use(...any) {}

type FeishuReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func feishu() error {
	resp, err := http.Get("https://open.feishu.cn/open-apis/im/v1/messages")
	if err != nil {
		return err
	}
	var reply FeishuReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return err
	}
	switch reply.Code { // ok: another vendor
	case 4000, 4100:
		return errors.New("feishu")
	}
	return nil
}

type TencentReply struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func tencent(reply TencentReply) bool {
	switch reply.Code { // ok: another vendor's 4008
	case 4008, 4009:
		return true
	}
	return false
}

type Choice struct {
	FinishReason string `json:"finish_reason"`
}

func openAI(choice Choice) string {
	switch choice.FinishReason { // ok: a finish reason of OpenAI
	case "stop":
		return "done"
	case "length":
		return "too long"
	}
	return ""
}

// Assistants have the same words for their runs.
type OpenAIRun struct {
	Status string `json:"status"`
}

func assistant(body []byte) {
	var run OpenAIRun
	if json.Unmarshal(body, &run) != nil {
		return
	}
	switch run.Status { // ok: a run of OpenAI
	case "completed":
		use("done")
	case "requires_action", "in_progress":
		use("wait")
	}
}

func grpc(code uint32) string {
	switch code { // ok: a code of gRPC
	case 4:
		return "deadline"
	case 14:
		return "unavailable"
	}
	return ""
}

func status(resp *http.Response) {
	switch resp.StatusCode { // ok: the status of HTTP
	case http.StatusOK:
		use("fine")
	}
}

func keys(values map[string]any) {
	for key := range values {
		switch key { // ok: keys of a map
		case "message", "done":
			use(key)
		}
	}
}

type task struct {
	Status string `json:"status" gorm:"column:status"`
}

func (t *task) next() {
	switch t.Status { // ok: the program's own status
	case "created":
		t.Status = "completed"
	case "completed":
		use("done")
	}
}

func claude(event string) {
	switch event { // ok: events of Claude
	case "message_start", "content_block_delta":
		use(event)
	case "message_stop":
		return
	}
}

func realtime(event struct {
	Type string `json:"type"`
}) {
	switch event.Type { // ok: events of OpenAI's realtime API
	case "conversation.item.created":
		use(event)
	case "response.done":
		return
	}
}
