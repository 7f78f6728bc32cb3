// Package polledtimeout polls for the end of a chat.
package polledtimeout

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

// quick waits for no answer: the chat is not streamed.
var quick = &http.Client{Timeout: 30 * time.Second} // ok

func quickly(path string, in map[string]any) (map[string]any, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	resp, err := quick.Post("https://api.coze.cn"+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var out struct {
		Code int            `json:"code"`
		Data map[string]any `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || out.Code != 0 {
		return nil, err
	}
	return out.Data, nil
}

func startChat() (string, error) {
	data, err := quickly("/v3/chat", map[string]any{"bot_id": "1", "user_id": "2", "stream": false, "auto_save_history": true})
	if err != nil {
		return "", err
	}
	id, _ := data["id"].(string)
	return id, nil
}
