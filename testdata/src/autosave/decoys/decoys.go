// Package decoys holds what looks like a chat request and is none.
package decoys

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

const cozeURL = "https://api.coze.cn/v3/chat"

// A configuration without tags.
type Config struct {
	Endpoint        string
	Stream          bool
	AutoSaveHistory bool
}

// A configuration that is read from a file.
type Settings struct {
	BotID           string `json:"bot_id" yaml:"bot_id"`
	AutoSaveHistory bool   `json:"auto_save_history,omitempty" yaml:"auto_save_history"`
}

// The request of another vendor.
type Completion struct {
	Model  string `json:"model"`
	Stream bool   `json:"stream"`
	Save   bool   `json:"store"`
}

// The request of the second version of the API.
type ChatV2 struct {
	BotID  string `json:"bot_id"`
	User   string `json:"user"`
	Query  string `json:"query"`
	Stream bool   `json:"stream"`
}

func post(target string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	resp, err := http.Post(target, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func configurations() {
	config := Config{Endpoint: cozeURL, Stream: false, AutoSaveHistory: false} // ok
	fmt.Println(config)
	settings := Settings{BotID: "1", AutoSaveHistory: false} // ok
	fmt.Println(settings)
	body, _ := json.Marshal(Settings{BotID: "1"}) // ok
	os.WriteFile("settings.json", body, 0o600)
}

func vendors(bot string) {
	post("https://api.openai.com/v1/chat/completions", Completion{Model: "m", Stream: false})                       // ok
	post("https://api.deepseek.com/chat/completions", map[string]any{"model": "m", "stream": false})                // ok
	post("https://dashscope.aliyuncs.com/api/v1/apps", map[string]any{"stream": false, "auto_save_history": false}) // ok
	post("https://api.coze.cn/open_api/v2/chat", ChatV2{BotID: bot, Stream: false})                                 // ok
	post("https://api.coze.cn/open_api/v2/chat", map[string]any{"bot_id": bot, "stream": false})                    // ok
	post("https://api.coze.cn/v1/workflow/run", map[string]any{"workflow_id": bot, "auto_save_history": false})     // ok
	post(cozeURL, ChatV2{BotID: bot, Stream: false})                                                                // ok
}

var tests = []struct {
	name string
	body map[string]any
}{
	{"rejected", map[string]any{"stream": false, "auto_save_history": false}}, // ok
}

func printed() {
	fmt.Printf("%v", map[string]any{"bot_id": 1, "stream": false, "auto_save_history": false}) // ok
	fmt.Println(len(tests))
}

func incomplete(v any, unknown interface{ Chat(map[string]any) error }) {
	unknown.Chat(map[string]any{"bot_id": 1, "stream": false, "auto_save_history": true}) // ok
	request, _ := v.(map[string]any)
	request["auto_save_history"] = false // ok
	post(cozeURL, request)
}

// What the package keeps about a bot.
type BotSettings struct {
	BotID           string `json:"bot_id"`
	UserID          string `json:"user_id"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

func Encoded(bot string) ([]byte, error) {
	return json.Marshal(BotSettings{BotID: bot}) // ok
}

type store interface{ Apply(*Rejected) error }

type Rejected struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

func options(s []func(*Rejected), bot string) {
	request := &Rejected{BotID: bot, Stream: false, AutoSaveHistory: false} // ok
	for _, option := range s {
		option(request)
	}
	post(cozeURL, request)
}
