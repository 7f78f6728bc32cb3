// Package retiring calls endpoints that go away, with tokens and keys that do
// not fit.
package retiring

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/coze-dev/coze-go"
)

func list(ctx context.Context, cli coze.CozeAPI, space string) (coze.NumberPaged[coze.SimpleBot], error) {
	return cli.Bots.List(ctx, &coze.ListBotsReq{SpaceID: space}) // want `Bots\.List calls /v1/space/published_bots_list, which is going offline; call /v1/bots \(CZ5009\)`
}

func retrieve(ctx context.Context, cli coze.CozeAPI, id string) (*coze.RetrieveBotsResp, error) {
	return cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id}) // want `Bots\.Retrieve calls /v1/bot/get_online_info`
}

func version1(ctx context.Context, cli coze.CozeAPI, id string) (*coze.RetrieveBotsResp, error) {
	req := &coze.RetrieveBotsReq{BotID: id, UseAPIVersion: 1}
	return cli.Bots.Retrieve(ctx, req) // want `CZ5009`
}

func version2(ctx context.Context, cli coze.CozeAPI, id string) (*coze.RetrieveBotsResp, error) {
	req := &coze.RetrieveBotsReq{BotID: id}
	req.UseAPIVersion = 2
	return cli.Bots.Retrieve(ctx, req) // ok: the new endpoint
}

func anyVersion(ctx context.Context, cli coze.CozeAPI, id string, version int) (*coze.RetrieveBotsResp, error) {
	return cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id, UseAPIVersion: version}) // ok: not known
}

// Retrieve is given its request.
func Retrieve(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveBotsReq) (*coze.RetrieveBotsResp, error) {
	return cli.Bots.Retrieve(ctx, req) // ok: not known
}

const host = "https://api.coze.cn"

func v2(body []byte) (*http.Response, error) {
	return http.Post(host+"/open_api/v2/chat", "application/json", bytes.NewReader(body)) // want `/open_api/v2/chat is no longer documented; call /v3/chat`
}

const onlineInfo = "/v1/bot/get_online_info" // want `/v1/bot/get_online_info is going offline; call /v1/bots/:bot_id`

func info(id string) (*http.Response, error) { return http.Get(host + onlineInfo + "?bot_id=" + id) }

func published(base string) string {
	return fmt.Sprintf("%s/v1/space/published_bots_list", base) // want `CZ5009`
}

func serve(mux *http.ServeMux, h http.HandlerFunc) {
	mux.HandleFunc("/open_api/v2/chat", h)         // ok: a server's route
	mux.Handle("/v1/space/published_bots_list", h) // ok: a server's route
}

func isOld(path string) bool {
	switch path {
	case "/open_api/v2/chat": // ok: only compared
		return true
	}
	return strings.HasSuffix(path, "/v1/bot/get_online_info") || path == "/v1/space/published_bots_list" // ok: only compared
}

var permissions = map[string]string{
	"/v1/bot/get_online_info": "getMetadata", // ok: a key
}

var known = []string{"/open_api/v2/chat"} // ok: a table

func other() (*http.Response, error) {
	return http.Get("https://api.example.dev/open_api/v2/chat") // ok: another server's
}

func message() string { return "POST /open_api/v2/chat failed" } // ok: a sentence

// Hosts.
func deviceToken(ctx context.Context, id, code string) (coze.CozeAPI, error) {
	base := os.Getenv("COZE_API_BASE")
	oauth, err := coze.NewDeviceOAuthClient(id, coze.WithAuthBaseURL(base))
	if err != nil {
		return coze.CozeAPI{}, err
	}
	token, err := oauth.GetAccessToken(ctx, &coze.GetDeviceOAuthAccessTokenReq{DeviceCode: code})
	if err != nil {
		return coze.CozeAPI{}, err
	}
	return coze.NewCozeAPI(coze.NewTokenAuth(token.AccessToken)), nil // want `the token comes from base and the client calls the default https://api\.coze\.com: a token is only valid for the host that issued it`
}

func jwt(param coze.NewJWTOAuthClientParam) (coze.CozeAPI, error) {
	oauth, err := coze.NewJWTOAuthClient(param)
	if err != nil {
		return coze.CozeAPI{}, err
	}
	return coze.NewCozeAPI(coze.NewJWTAuth(oauth, nil), coze.WithBaseURL(coze.CnBaseURL)), nil // want `the token comes from the default https://api\.coze\.com and the client calls https://api\.coze\.cn`
}

func constants(param coze.NewJWTOAuthClientParam) (coze.CozeAPI, error) {
	oauth, err := coze.NewJWTOAuthClient(param, coze.WithAuthBaseURL(coze.ComBaseURL))
	if err != nil {
		return coze.CozeAPI{}, err
	}
	return coze.NewCozeAPI(coze.NewJWTAuth(oauth, nil), coze.WithBaseURL("https://api.coze.cn/")), nil // want `CZ5010`
}

func sameBase(param coze.NewJWTOAuthClientParam, base string) (coze.CozeAPI, error) {
	oauth, err := coze.NewJWTOAuthClient(param, coze.WithAuthBaseURL(base))
	if err != nil {
		return coze.CozeAPI{}, err
	}
	return coze.NewCozeAPI(coze.NewJWTAuth(oauth, nil), coze.WithBaseURL(base)), nil // ok: the same
}

func defaults(param coze.NewJWTOAuthClientParam) (coze.CozeAPI, error) {
	oauth, err := coze.NewJWTOAuthClient(param)
	if err != nil {
		return coze.CozeAPI{}, err
	}
	return coze.NewCozeAPI(coze.NewJWTAuth(oauth, nil), coze.WithBaseURL(coze.ComBaseURL)), nil // ok: the default by name
}

func personal(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithBaseURL(coze.CnBaseURL)) // ok: who issued it is not known
}

// Keys.
type cozeReply struct {
	Code    int    `json:"code"`
	Message string `json:"message"` // want `the API sends no "message" here, so Message stays empty: the key is "msg"`
	Data    any    `json:"data"`
}

func decode(id string) error {
	resp, err := http.Get(host + "/v1/conversation/retrieve?conversation_id=" + id)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var reply cozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return err
	}
	if reply.Code != 0 {
		return fmt.Errorf("coze: %d %s", reply.Code, reply.Message)
	}
	return nil
}

type chatMessage struct {
	ID             string `json:"id"`
	ConversationID string `json:"conversation_id"`
	BotID          string `json:"bot_id"`
	Role           string `json:"role"`
	Type           string `json:"type"`
	Content        string `json:"content"`
	ContentType    string `json:"content_type"`
	CreateTime     int64  `json:"create_time"` // want `the API sends no "create_time" here, so CreateTime stays empty: the key is "created_at"`
}

type action struct {
	SubmitToolOutputs struct {
		ToolCalls []struct {
			ID       string `json:"id"`
			Function struct {
				Name     string `json:"name"`
				Argument string `json:"argument"` // want `the key is "arguments"`
			} `json:"function"`
		} `json:"tool_calls"`
	} `json:"submit_tool_outputs"`
}

// A row of the program's own has the keys that it likes.
type record struct {
	ID             string `json:"id" gorm:"primaryKey"`
	ConversationID string `json:"conversation_id"`
	BotID          string `json:"bot_id"`
	Role           string `json:"role"`
	Type           string `json:"type"`
	Content        string `json:"content"`
	ContentType    string `json:"content_type"`
	CreateTime     int64  `json:"create_time"` // ok: a row of a database
}

type note struct {
	ID         string `json:"id"`
	UserID     string `json:"user_id"`
	Content    string `json:"content"`
	CreateTime int64  `json:"create_time"` // ok: no message of Coze
}

type openAIError struct {
	Code    int    `json:"code"`
	Message string `json:"message"` // ok: encoded for somebody else
}

func answer(w http.ResponseWriter) error {
	return json.NewEncoder(w).Encode(openAIError{Code: 1, Message: "no"})
}

// A shown message is what this program tells its own clients.
type shownMessage struct {
	ID             string `json:"id"`
	ConversationID string `json:"conversation_id"`
	Role           string `json:"role"`
	Type           string `json:"type"`
	Content        string `json:"content"`
	ContentType    string `json:"content_type"`
	CreateTime     int64  `json:"create_time"` // ok: the program fills it
}

func show(m *coze.Message) shownMessage {
	return shownMessage{ID: m.ID, Content: m.Content, CreateTime: int64(len(m.Content))}
}

// A listed message is another.
type listedMessage struct {
	ID             string `json:"id"`
	ConversationID string `json:"conversation_id"`
	Role           string `json:"role"`
	Type           string `json:"type"`
	Content        string `json:"content"`
	ContentType    string `json:"content_type"`
	CreateTime     int64  `json:"create_time"` // ok: the program makes such values, and decodes none
}

func listed(m *coze.Message) listedMessage { return listedMessage{ID: m.ID, Content: m.Content} }
