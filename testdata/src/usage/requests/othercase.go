package requests

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

// A request whose keys are written as in another language.
type camelRequest struct {
	BotID    string   `json:"botId"`              // want `the API takes no "botId" here: the key is "bot_id" \(CZ5011\)`
	UserID   string   `json:"userId"`             // want `CZ5011`
	Messages []string `json:"additionalMessages"` // want `CZ5011`
	Stream   bool     `json:"stream"`
}

func sendCamel(r camelRequest) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The same for the program's own front end.
type ownRequest struct {
	BotID    string   `json:"botId"`
	UserID   string   `json:"userId"`
	Messages []string `json:"additionalMessages"`
}

func receive(r *http.Request) (ownRequest, error) {
	var own ownRequest
	return own, json.NewDecoder(r.Body).Decode(&own)
}

func asserted() (string, error) {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?conversation_id=1&chat_id=2")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var m map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&m); err != nil {
		return "", err
	}
	if m["code"] != 0.0 {
		return "", fmt.Errorf("%v %v, logid %s", m["code"], m["msg"], resp.Header.Get("X-Tt-Logid"))
	}
	data, ok := m["data"].(map[string]any)
	if !ok {
		return "", errors.New("no data, logid " + resp.Header.Get("X-Tt-Logid"))
	}
	if _, ok := data["created_at"].(float64); !ok { // ok: a number
		return "", errors.New("no time, logid " + resp.Header.Get("X-Tt-Logid"))
	}
	return strconv.FormatFloat(data["conversation_id"].(float64), 'f', 0, 64), nil // want `the API takes and sends conversation_id as text, and this is float64`
}
