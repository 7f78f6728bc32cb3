package unread

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"strings"
)

// What is decoded here is an event of a stream, and no reply.

func parseMap(text string) (map[string]any, bool) {
	var payload map[string]any
	err := json.Unmarshal([]byte(text), &payload)
	return payload, err == nil
}

func lines(req *http.Request, out chan<- string) error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", req.Body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	scanner := bufio.NewScanner(resp.Body)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "{") {
			break
		}
		payload, ok := parseMap(strings.TrimPrefix(line, "data:")) // ok: an event
		if !ok {
			continue
		}
		if data, ok := payload["data"].(string); ok {
			out <- data
		}
	}
	return scanner.Err()
}

type message struct {
	Type, Data string
}

func read(resp *http.Response) iter.Seq2[message, error] {
	return func(yield func(message, error) bool) {
		scanner := bufio.NewScanner(resp.Body)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() { // want `CZ5017`
			if data, ok := strings.CutPrefix(scanner.Text(), "data:"); ok && !yield(message{Data: data}, nil) {
				return
			}
		}
	}
}

func conversationOf(data string) string {
	payload, ok := parseMap(data) // ok: an event
	if !ok {
		return ""
	}
	if chat, ok := payload["data"].(map[string]any); ok {
		id, _ := chat["conversation_id"].(string)
		return id
	}
	return ""
}

func iterated(body *strings.Reader, out chan<- string) error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		return nil
	}
	for event, err := range read(resp) {
		if err != nil {
			return err
		}
		out <- conversationOf(event.Data)
	}
	return nil
}

func whole(body *strings.Reader) string {
	resp, err := http.Post("https://api.coze.cn/v1/workflow/run", "application/json", body)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return ""
	}
	payload, _ := parseMap(string(text)) // want `CZ5002`
	data, _ := payload["data"].(string)
	return data
}
