// Package cozeraw calls the Open API with net/http.
package cozeraw

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

const host = "https://api.coze.cn/v3/chat"

type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status string `json:"status"`
	} `json:"data"`
}

func (r *Reply) GetCode() int { return r.Code }

type Event struct {
	Event   string `json:"event"`
	Message string `json:"message"`
	Chat    *Chat  `json:"chat"`
}

type Chat struct {
	Status    string `json:"status"`
	LastError *Reply `json:"last_error"`
}

type EventType string

const (
	Delta     EventType = "conversation.message.delta"
	Completed EventType = "conversation.chat.completed"
	Failed    EventType = "conversation.chat.failed"
)

const (
	CodeAuth = 4100
	CodeBusy = 4009
	CodeRPM  = 4020
)

var errAuth = errors.New("sign in again")

func use(...any) {}

func get() (*Reply, error) {
	resp, err := http.Get(host)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var reply Reply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return nil, err
	}
	switch reply.Code { // want `CZ4001`
	case 0:
		return &reply, nil
	case CodeAuth:
		return nil, errAuth
	}
	return nil, nil
}

func getInIf() (*Reply, error) {
	resp, err := http.Get(host)
	if err != nil {
		return nil, err
	}
	var reply Reply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return nil, err
	}
	if reply.Code != 0 {
		switch reply.Code { // want `CZ4001`
		case CodeAuth:
			return nil, errAuth
		}
	}
	return &reply, nil
}

func getDefault() (Reply, error) {
	resp, err := http.Get(host)
	if err != nil {
		return Reply{}, err
	}
	var reply Reply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return Reply{}, err
	}
	switch reply.Code {
	case 0:
		return reply, nil
	case CodeAuth:
		return Reply{}, errAuth
	default:
		return Reply{}, nil // want `CZ4005`
	}
}

func getter(reply *Reply) {
	switch reply.GetCode() { // want `CZ4001`
	case CodeAuth:
		use("sign in")
	}
}

func retryable(reply *Reply) bool {
	switch reply.Code {
	case CodeRPM: // want `CZ4003`
		return true
	}
	return false
}

func attempts(send func() *Reply) *Reply {
	reply := send()
	for n := 0; n < 3 && retryable(reply); n++ {
		reply = send()
	}
	return reply
}

// --- events

func lines(resp *http.Response) {
	var event string
	scanner := bufio.NewScanner(resp.Body)
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "event:") {
			event = strings.TrimSpace(line[len("event:"):])
			continue
		}
		switch event { // want `"conversation.chat.failed".* goes unnoticed: .*; the case for "error" is about a stream that broke off \(CZ4002\)`
		case "conversation.message.delta":
			use(line)
		case "conversation.chat.completed", "done":
			return
		case "error":
			return
		}
	}
}

func linesChecked(resp *http.Response) (err error) {
	var event string
	scanner := bufio.NewScanner(resp.Body)
	for scanner.Scan() {
		line := scanner.Text()
		switch event { // ok: a case for the failure
		case "conversation.message.delta":
			use(line)
		case "conversation.chat.completed":
			return nil
		case "conversation.chat.failed":
			return errAuth
		}
	}
	return nil
}

func handle(event, data string) {
	switch event { // want `CZ4002`
	case "conversation.message.delta":
		use(data)
	case "conversation.chat.completed":
		use("done")
	}
}

func handleThenCheck(event, data string) error {
	switch event { // ok: the code is looked at below
	case "conversation.message.delta":
		use(data)
	case "conversation.chat.completed":
		return nil
	}
	var reply Reply
	if json.Unmarshal([]byte(data), &reply) == nil && reply.Code != 0 {
		return fmt.Errorf("coze: %d %s", reply.Code, reply.Msg)
	}
	return nil
}

func ownType(t EventType) {
	switch t { // want `CZ4002`
	case Delta:
		use("delta")
	case Completed:
		use("done")
	}
}

func ownTypeChecked(t EventType) {
	switch t { // ok: a case for the failure
	case Delta:
		use("delta")
	case Failed:
		use("failed")
	}
}

func ownTypeError(resp *http.Response, t EventType) error {
	switch t { // want `CZ4002`
	case Delta:
		use("delta")
	case Completed:
		return nil
	}
	return nil
}

func v2Events(body []byte) {
	var event Event
	if json.Unmarshal(body, &event) != nil {
		return
	}
	switch event.Event { // want `event.Event \(v2 chat event\) .*\("error"\) goes unnoticed.*\(CZ4002\)`
	case "message":
		use(event.Message)
	case "done":
		use("done")
	}
}

func v2Checked(body []byte) {
	var event Event
	if json.Unmarshal(body, &event) != nil {
		return
	}
	switch event.Event { // ok: all of v2
	case "message":
		use(event.Message)
	case "error":
		return
	case "done":
		use("done")
	}
}

func status(body []byte) {
	var reply Reply
	if json.Unmarshal(body, &reply) != nil {
		return
	}
	switch reply.Data.Status { // want `reply.Data.Status \(chat status\) .*\("failed"\) goes unnoticed.*\(CZ4002\)`
	case "completed":
		use("done")
	case "in_progress":
		use("wait")
	}
}

func statusVariable(body []byte) {
	var reply Reply
	if json.Unmarshal(body, &reply) != nil {
		return
	}
	status := reply.Data.Status
	switch status { // want `CZ4002`
	case "completed", "requires_action":
		use("done")
	}
}

func statusChecked(body []byte) {
	var reply Reply
	if json.Unmarshal(body, &reply) != nil {
		return
	}
	switch reply.Data.Status { // ok: a case for the failure
	case "completed":
		use("done")
	case "failed", "canceled":
		use("failed")
	}
}

func statusDefault(body []byte) string {
	var reply Reply
	if json.Unmarshal(body, &reply) != nil {
		return ""
	}
	switch reply.Data.Status { // want `list "completed", and return an error in the default \(CZ4005\)`
	case "in_progress":
		return "wait"
	case "failed":
		return "failed"
	default:
		return "done"
	}
}

// --- what is not Coze's

// Job is a job of the program's own queue.
type Job struct {
	Status string `json:"status"`
	Event  string `json:"event"`
}

func (j *Job) advance() {
	switch j.Status { // ok: the program's own status
	case "created":
		j.Status = "in_progress"
	case "in_progress":
		j.Status = "completed"
	}
	switch j.Event { // ok: the program's own event
	case "message":
		use("message")
	case "done":
		use("done")
	}
}

func word(word string) {
	switch word { // ok: any text
	case "completed", "done":
		use(word)
	}
}

func httpStatus(resp *http.Response) {
	switch resp.StatusCode { // ok: the status of HTTP
	case 200:
		use("fine")
	case 404:
		use("not found")
	}
}

func resetAfterwards(lines []string) string {
	event, text := "", ""
	for _, line := range lines {
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = name
			continue
		}
		switch event { // want `neither a case for a failure nor a default`
		case "conversation.message.delta":
			text += line
		case "conversation.chat.completed":
			return text
		}
		event = ""
	}
	return text
}
