// Command sdk runs the SDK against servers of its own and prints what it does,
// as JSON: one key for each fact.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coze-dev/coze-go"
)

var ctx = context.Background()

func main() {
	var (
		mu    sync.Mutex
		group sync.WaitGroup
		facts = make(map[string]any)
	)
	for name, find := range map[string]func() any{
		"default timeout":                 defaultTimeout,
		"stream with the default client":  func() any { return slowStream(nil) },
		"stream with a client of our own": func() any { return slowStream(&http.Client{}) },
		"run with the default client":     func() any { return slowRun(nil) },
		"run with a client of our own":    func() any { return slowRun(&http.Client{}) },
		"slow methods":                    slowMethods,
		"default base URL":                defaultBaseURL,
		"poll of a failed chat":           pollFailed,
		"poll that times out":             func() any { return pollLate(4) },
		"poll for 30 s in nanoseconds":    func() any { return pollLate(int(30 * time.Second)) },
		"events of chats":                 chatEvents,
		"events of workflows":             workflowEvents,
		"error event":                     errorEvent,
		"chat.failed of the page":         failedEvent,
		"refused stream":                  refusedStream,
		"nil beside an error":             nilBesideError,
		"pager before Next":               pagerBefore,
		"pager that fails":                pagerFails,
		"paths of retiring methods":       retiringPaths,
	} {
		group.Add(1)
		go func() {
			defer group.Done()
			fact := find()
			mu.Lock()
			facts[name] = fact
			mu.Unlock()
		}()
	}
	group.Wait()
	if err := json.NewEncoder(os.Stdout).Encode(facts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve starts a server and returns a client for it; own is its HTTP client,
// nil for the SDK's.
func serve(own *http.Client, handler http.HandlerFunc) (coze.CozeAPI, func()) {
	server := httptest.NewServer(handler)
	options := []coze.CozeAPIOption{coze.WithBaseURL(server.URL), coze.WithLogLevel(coze.LogLevelError)}
	if own != nil {
		options = append(options, coze.WithHttpClient(own))
	}
	return coze.NewCozeAPI(coze.NewTokenAuth("token"), options...), server.Close
}

func reply(w http.ResponseWriter, format string, args ...any) {
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, format, args...)
}

func stream(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/event-stream")
	io.WriteString(w, text)
	w.(http.Flusher).Flush()
}

// settings returns the fields of the SDK's client that cli has inside.
func settings(cli coze.CozeAPI) reflect.Value {
	return reflect.ValueOf(cli.Chat).Elem().FieldByName("client").Elem().FieldByName("clientOption").Elem()
}

func defaultTimeout() any {
	cli := coze.NewCozeAPI(coze.NewTokenAuth("token"))
	client := settings(cli).FieldByName("client").Elem().Elem()
	return time.Duration(client.FieldByName("Timeout").Int()).String()
}

func defaultBaseURL() any {
	return settings(coze.NewCozeAPI(coze.NewTokenAuth("token"))).FieldByName("baseURL").String()
}

// longer is more than the default timeout.
const longer = 6 * time.Second

func timedOut(err error) any {
	var netErr net.Error
	switch {
	case err == nil:
		return "done"
	case errors.As(err, &netErr) && netErr.Timeout():
		return "timeout"
	}
	return err.Error()
}

// slowStream reads a stream that lasts longer than the default timeout.
func slowStream(own *http.Client) any {
	cli, done := serve(own, func(w http.ResponseWriter, r *http.Request) {
		stream(w, "event:conversation.message.delta\ndata:{\"content\":\"a\"}\n\n")
		select {
		case <-time.After(longer):
		case <-r.Context().Done():
			return
		}
		stream(w, "event:done\ndata:[DONE]\n\n")
	})
	defer done()
	s, err := cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: "b", UserID: "u"})
	if err != nil {
		return timedOut(err)
	}
	defer s.Close()
	for {
		event, err := s.Recv()
		if err != nil {
			return timedOut(err)
		}
		if event.IsDone() {
			return "done"
		}
	}
}

// slowRun runs a workflow that takes longer than the default timeout.
func slowRun(own *http.Client) any {
	cli, done := serve(own, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(longer):
			reply(w, `{"code":0,"data":"{}"}`)
		case <-r.Context().Done():
		}
	})
	defer done()
	_, err := cli.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: "w"})
	return timedOut(err)
}

// slowMethods returns the receivers of the methods that the table of slow
// calls names.
func slowMethods() any {
	cli := coze.NewCozeAPI(coze.NewTokenAuth("token"))
	found := make(map[string]string)
	for called, service := range map[string]any{
		"Chat.Stream": cli.Chat, "Chat.StreamSubmitToolOutputs": cli.Chat, "Workflows.Chat.Stream": cli.Workflows.Chat,
		"Workflows.Runs.Stream": cli.Workflows.Runs, "Workflows.Runs.Resume": cli.Workflows.Runs, "Workflows.Runs.Create": cli.Workflows.Runs,
	} {
		method := called[lastDot(called)+1:]
		if _, ok := reflect.TypeOf(service).MethodByName(method); ok {
			found[reflect.TypeOf(service).Elem().Name()+"."+method] = called
		}
	}
	return found
}

func lastDot(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			return i
		}
	}
	return -1
}

// pollFailed polls a failed chat without a timeout; the context ends with the
// third time that the SDK asks for it.
func pollFailed() any {
	limited, cancel := context.WithCancel(ctx)
	defer cancel()
	var asked atomic.Int32
	cli, done := serve(&http.Client{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v3/chat/retrieve" && asked.Add(1) == 3 {
			cancel()
		}
		reply(w, `{"code":0,"data":{"id":"1","conversation_id":"2","status":"failed","last_error":{"code":5000,"msg":"m"}}}`)
	})
	defer done()
	_, err := cli.Chat.CreateAndPoll(limited, &coze.CreateChatsReq{BotID: "b", UserID: "u"}, nil)
	if errors.Is(err, context.Canceled) {
		return "asked until the context ended"
	}
	return fmt.Sprint("ended before: ", err)
}

// pollLate polls a chat that never ends, and says how the poll ends.
func pollLate(timeout int) any {
	var asked atomic.Int32
	cli, done := serve(&http.Client{}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/v3/chat/cancel":
			reply(w, `{"code":0,"data":{"id":"1","conversation_id":"2","status":"canceled"}}`)
		case "/v3/chat/message/list":
			reply(w, `{"code":0,"data":[]}`)
		default:
			if r.URL.Path == "/v3/chat/retrieve" {
				asked.Add(1)
			}
			reply(w, `{"code":0,"data":{"id":"1","conversation_id":"2","status":"in_progress"}}`)
		}
	})
	defer done()
	poll, err := cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{BotID: "b", UserID: "u"}, &timeout)
	if err != nil {
		return err.Error()
	}
	return map[string]any{"error": nil, "status": poll.Chat.Status, "messages": len(poll.Messages), "asked": asked.Load() > 0}
}

// filled returns the pointers in an event that are not nil.
func filled(event any) []string {
	fields := []string{}
	v := reflect.ValueOf(event).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Pointer && !f.IsNil() {
			fields = append(fields, v.Type().Field(i).Name)
		}
	}
	return fields
}

// A received is what Recv makes of one event.
type received struct {
	Fields []string
	Done   bool
}

func oneEvent(event, data string) (*coze.ChatEvent, error) {
	cli, done := serve(nil, func(w http.ResponseWriter, r *http.Request) { stream(w, "event:"+event+"\ndata:"+data+"\n\n") })
	defer done()
	s, err := cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: "b", UserID: "u"})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.Recv()
}

func chatEvents() any {
	list := make(map[string]any)
	for _, name := range []string{
		"conversation.chat.created", "conversation.chat.in_progress", "conversation.message.delta", "conversation.message.completed",
		"conversation.chat.completed", "conversation.chat.failed", "conversation.chat.requires_action", "conversation.audio.delta", "done",
	} {
		data := "{}"
		if name == "done" {
			data = "[DONE]"
		}
		event, err := oneEvent(name, data)
		if err != nil {
			list[name] = err.Error()
			continue
		}
		list[name] = received{filled(event), event.IsDone()}
	}
	return list
}

func workflowEvents() any {
	list := make(map[string]any)
	for _, name := range []string{"Message", "Error", "Done", "Interrupt"} {
		cli, done := serve(nil, func(w http.ResponseWriter, r *http.Request) { stream(w, "id:0\nevent:"+name+"\ndata:{}\n\n") })
		s, err := cli.Workflows.Runs.Stream(ctx, &coze.RunWorkflowsReq{WorkflowID: "w"})
		if err == nil {
			var event *coze.WorkflowEvent
			if event, err = s.Recv(); err == nil {
				list[name] = received{filled(event), event.IsDone()}
			}
			s.Close()
		}
		if err != nil {
			list[name] = err.Error()
		}
		done()
	}
	return list
}

func errorEvent() any {
	_, err := oneEvent("error", `{"code":5000,"msg":"m"}`)
	_, isError := coze.AsCozeError(err)
	return map[string]any{"text": err.Error(), "AsCozeError": isError}
}

func failedEvent() any {
	event, err := oneEvent("conversation.chat.failed", `{"code":701231,"msg":"error"}`)
	if err != nil {
		return err.Error()
	}
	return map[string]any{"Chat is nil": event.Chat == nil, "LastError is nil": event.Chat.LastError == nil}
}

// refusedStream asks for a stream that is answered with one JSON object.
func refusedStream() any {
	cli, done := serve(nil, func(w http.ResponseWriter, r *http.Request) { reply(w, `{"code":4100,"msg":"m"}`) })
	defer done()
	s, err := cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: "b", UserID: "u"})
	if err == nil {
		_, err = s.Recv()
	}
	failure, ok := coze.AsCozeError(err)
	if !ok {
		return fmt.Sprint(err)
	}
	return failure.Code
}

// nilBesideError says which values are nil when nobody listens.
func nilBesideError() any {
	cli, done := serve(nil, nil)
	done() // nobody listens now
	chats, err1 := cli.Chat.Stream(ctx, &coze.CreateChatsReq{})
	spaces, err2 := cli.Workspaces.List(ctx, &coze.ListWorkspaceReq{})
	messages, err3 := cli.Conversations.Messages.List(ctx, &coze.ListConversationsMessagesReq{})
	poll, err4 := cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{}, nil)
	oauth, err := coze.NewWebOAuthClient("id", "secret", coze.WithAuthBaseURL("http://127.0.0.1:1"))
	if err != nil {
		return err.Error()
	}
	token, err5 := oauth.RefreshToken(ctx, "token")
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err == nil {
			return "a call without a server succeeded"
		}
	}
	return map[string]bool{"Stream": chats == nil, "NumberPaged": spaces == nil, "LastIDPaged": messages == nil, "ChatPoll": poll == nil, "OAuthToken": token == nil}
}

// pagerBefore asks a pager of two pages before its first Next.
func pagerBefore() any {
	var requests atomic.Int32
	cli, done := serve(nil, func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		reply(w, `{"code":0,"data":{"total_count":2,"workspaces":[{"id":"1"}]}}`)
	})
	defer done()
	p, err := cli.Workspaces.List(ctx, &coze.ListWorkspaceReq{PageSize: 1})
	if err != nil {
		return err.Error()
	}
	more := p.HasMore() && p.HasMore() && p.HasMore()
	return map[string]any{"HasMore": more, "Current is nil": p.Current() == nil, "requests": requests.Load()}
}

// pagerFails goes through a pager whose second page cannot be had.
func pagerFails() any {
	var requests atomic.Int32
	cli, done := serve(nil, func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) > 1 {
			reply(w, `{"code":4100,"msg":"m"}`)
			return
		}
		reply(w, `{"code":0,"data":{"total_count":2,"workspaces":[{"id":"1"}]}}`)
	})
	defer done()
	p, err := cli.Workspaces.List(ctx, &coze.ListWorkspaceReq{PageSize: 1})
	if err != nil {
		return err.Error()
	}
	seen := 0
	for p.Next() {
		seen++
	}
	return map[string]any{"seen": seen, "Err is nil": p.Err() == nil}
}

// retiringPaths returns the paths of the requests of methods.
func retiringPaths() any {
	var path string
	cli, done := serve(nil, func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.Path
		reply(w, `{"code":0,"data":{}}`)
	})
	defer done()
	paths := make(map[string]string)
	cli.Bots.List(ctx, &coze.ListBotsReq{SpaceID: "1"})
	paths["bots.List"] = path
	cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: "1"})
	paths["bots.Retrieve"] = path
	cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: "1", UseAPIVersion: 2})
	paths["bots.Retrieve with UseAPIVersion 2"] = path
	return paths
}
