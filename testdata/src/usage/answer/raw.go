package answer

import (
	"bufio"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// answerIn returns the text of a message if it is the answer.
func answerIn(data string) (string, error) {
	var message struct {
		Type    string `json:"type"`
		Content string `json:"content"`
	}
	if err := json.Unmarshal([]byte(data), &message); err != nil {
		return "", err
	}
	if message.Type != "answer" {
		return "", errors.New("not the answer")
	}
	return message.Content, nil
}

func textIn(data []byte) string {
	var message struct {
		Content string `json:"content"`
	}
	if json.Unmarshal(data, &message) != nil {
		return ""
	}
	return message.Content
}

func firstAnswer(resp *http.Response) (string, error) {
	scanner := bufio.NewScanner(resp.Body)
	scanner.Buffer(nil, 1<<20)
	event := ""
	for scanner.Scan() {
		if name, ok := strings.CutPrefix(scanner.Text(), "event:"); ok {
			event = name
			continue
		}
		if event != "conversation.message.completed" {
			continue
		}
		text, err := answerIn(strings.TrimPrefix(scanner.Text(), "data:"))
		if err != nil {
			continue
		}
		return text, nil // ok: answerIn asks for the type
	}
	return "", scanner.Err()
}

func firstText(resp *http.Response) (string, error) {
	scanner := bufio.NewScanner(resp.Body)
	scanner.Buffer(nil, 1<<20)
	event := ""
	for scanner.Scan() {
		if name, ok := strings.CutPrefix(scanner.Text(), "event:"); ok {
			event = name
			continue
		}
		if event != "conversation.message.completed" { // want `the stream is left at the first completed message`
			continue
		}
		text := textIn([]byte(strings.TrimPrefix(scanner.Text(), "data:")))
		return text, nil
	}
	return "", scanner.Err()
}
