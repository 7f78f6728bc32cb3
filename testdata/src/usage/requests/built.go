package requests

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"github.com/coze-dev/coze-go"
)

// What a function makes is looked at where it is sent.

type asking struct{ bot, conversation string }

func (a asking) body(text string) map[string]any {
	return map[string]any{
		"bot_id":              a.bot,
		"conversation_id":     a.conversation, // want `CZ5012`
		"stream":              true,
		"additional_messages": []any{text},
	}
}

func (a asking) ask(text string) (*http.Response, error) {
	b, err := json.Marshal(a.body(text))
	if err != nil {
		return nil, err
	}
	return http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(b))
}

func picture(id string) map[string]string {
	return map[string]string{"file_id": id} // want `CZ5015`
}

type cozeFile struct {
	ID string `json:"file_id"`
}

func builtFiles(ctx context.Context, api coze.CozeAPI, ids []string) error {
	parameters := map[string]any{"style": "short"}
	parameters["picture"] = picture(ids[0])
	list := make([]cozeFile, 0, len(ids))
	for _, id := range ids {
		list = append(list, cozeFile{ID: id}) // want `CZ5015`
	}
	parameters["documents"] = list
	_, err := api.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: "1", Parameters: parameters})
	return err
}

func encoded(ctx context.Context, api coze.CozeAPI, id string) error {
	text, err := json.Marshal(map[string]string{"file_id": id}) // ok: its text is given
	if err != nil {
		return err
	}
	_, err = api.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: "1", Parameters: map[string]any{"picture": string(text)}})
	return err
}

func history(workflow, run string) (*http.Response, error) {
	return http.Get("https://api.coze.cn/v1/workflow/" + workflow + "/run_histories/" + run) // want `the API has no /v1/workflow/{}/run_histories/{}: /v1/workflows/:workflow_id/run_histories/:execute_id is near \(CZ5014\)`
}

func histories(workflow, run string) (*http.Response, error) {
	return http.Get("https://api.coze.cn/v1/workflows/" + workflow + "/run_histories/" + run) // ok
}

type operation struct{ path func(id string) string }

func fixed(path string) func(string) string { return func(string) string { return path } }

var operations = map[string]operation{
	"run":  {fixed("/v1/workflow/runs")},
	"chat": {fixed("/v3/chat")},
}

type performer struct{ host string }

func (p performer) perform(name, id string) (*http.Response, error) {
	return http.Get(p.host + operations[name].path(id)) // want `the API has no /v1/workflow/runs: /v1/workflow/run is near \(CZ5014\)`
}

func perform() (*http.Response, error) {
	return performer{"https://api.coze.cn"}.perform("run", "1")
}
