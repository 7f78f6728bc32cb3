// Package raw calls the Open API by hand.
package raw

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"strings"
)

const (
	base     = "https://api.coze.cn"
	chatPath = "/v3/chat"
)

var retrieveURL = base + "/v3/chat/retrieve"

type client struct {
	host string
	http http.Client
}

func (c *client) do(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.host+path, body) // ok: the callers say which
	if err != nil {
		return nil, err
	}
	return c.http.Do(req)
}

func (c *client) post(path string, body io.Reader) (*http.Response, error) {
	return c.do(context.Background(), http.MethodPost, path, body)
}

func (c *client) send(path string) (*http.Response, error) {
	return c.do(context.Background(), http.MethodDelete, path, nil)
}

func calls(ctx context.Context, id string) {
	c := &client{host: base}
	http.Post(base+chatPath, "application/json", nil)                          // want `POST /v3/chat \[chat\]`
	http.Get(fmt.Sprintf("%s/v1/bots/%s", base, id))                           // want `GET /v1/bots/:bot_id \[getMetadata\]`
	http.NewRequest("GET", retrieveURL+"?chat_id="+id, nil)                    // want `GET /v3/chat/retrieve \[getChat\]`
	http.NewRequestWithContext(ctx, "POST", base+"/v1/workflow/run", nil)      // want `POST /v1/workflow/run \[run\]`
	c.do(ctx, http.MethodPost, chatPath, nil)                                  // want `POST /v3/chat \[chat\]`
	c.post("/v1/conversation/create", nil)                                     // want `POST /v1/conversation/create \[createConversation\]`
	c.send("/v1/conversations/" + id)                                          // want `DELETE /v1/conversations/:conversation_id \[editConversation\]`
	http.Get("https://api.coze.cn/v1/bot/get_online_info?bot_id=" + id)        // want `GET /v1/bot/get_online_info \[getMetadata\] retiring`
	http.Post("https://api.coze.cn/open_api/v2/chat", "application/json", nil) // want `POST /open_api/v2/chat \[\] no page`
	http.Get("https://api.coze.cn/v1/brand/new/" + id)                         // want `GET /v1/brand/new/:id \[\] no page`
	joined, _ := url.JoinPath(base, "v1", "workspaces")
	http.NewRequest(id, joined, nil) // want `one of GET /v1/workspaces \[listWorkspace\], POST /v1/workspaces \[createWorkspace\]`
	target := base + "/v1/files/upload"
	http.NewRequest(http.MethodPost, target, nil) // want `POST /v1/files/upload \[uploadFile\]`
	later := base + "/v1/variables"
	later += "?app_id=" + id
	http.NewRequest("GET", later, nil) // want `GET /v1/variables \[readVariable\]`
}

func (c *client) url(path string) string { return strings.TrimRight(c.host, "/") + path }

func built(c *client, id string, voice bool) {
	http.NewRequest("GET", c.url("/v1/users/me"), nil) // want `GET /v1/users/me \[\] no page`
	path := "/v1/audio/voices"
	if !voice {
		path = "/v1/workspaces"
	}
	http.NewRequest("GET", base+path, nil)                                                             // want `one of GET /v1/workspaces \[listWorkspace\], GET /v1/audio/voices \[listVoice\]`
	http.Get(strings.ReplaceAll("https://api.coze.cn/v1/bots/{bot_id}", "{bot_id}", id))               // want `GET /v1/bots/:bot_id \[getMetadata\]`
	http.Get((&url.URL{Scheme: "https", Host: "api.coze.cn", Path: "/v1/workflows"}).String())         // want `GET /v1/workflows \[listWorkflow\]`
	http.Get((&url.URL{Scheme: "https", Host: "example.com", Path: "/v3/chat/message/list"}).String()) // ok: another host
	http.Get(base + "/v1/conversation/message/delete")                                                 // want `POST /v1/conversation/message/delete \[deleteMessage\]`
	req := &http.Request{Method: "GET"}
	req.URL = &url.URL{Scheme: "https", Host: "api.coze.cn", Path: "/v1/stores/plugins"} // want `GET /v1/stores/plugins \[\]`
	use(req)
}

func use(...any) {}

type request struct{ Method, URL string }

func requests() []request {
	return []request{
		{Method: http.MethodPut, URL: base + "/v1/variables"}, // want `PUT /v1/variables \[updateVariable\]`
		{Method: "GET", URL: "/v1/workflows"},                 // want `GET /v1/workflows \[listWorkflow\]`
	}
}

func silent(id string, err error) bool {
	log.Printf("POST /v3/chat failed: %v", err)                  // ok
	log.Println("/v3/chat")                                      // ok
	http.Get("https://api.openai.com/v1/files")                  // ok: another vendor
	http.Get("https://example.com/v3/chat/retrieve")             // ok: another host
	http.HandleFunc("/v3/chat", nil)                             // ok: this server's own
	return strings.HasPrefix(id, "/v3/chat") || id == "/v1/bots" // ok
}
