// Package cozepayload handles the events of a stream whose data is a text.
package cozepayload

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strings"
)

type frame struct {
	Code      int    `json:"code"`
	Msg       string `json:"msg"`
	LastError struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"last_error"`
}

func whole(event, data string) error {
	switch event {
	case "conversation.chat.completed":
		return nil
	case "conversation.chat.failed":
		return fmt.Errorf("coze: %s", data) // ok: the whole payload
	case "error":
		return errors.New("coze: " + data) // ok
	}
	return nil
}

func scanned(resp *http.Response) error {
	scanner := bufio.NewScanner(resp.Body)
	event := ""
	for scanner.Scan() {
		line := scanner.Text()
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = strings.TrimSpace(name)
			continue
		}
		data := strings.TrimPrefix(line, "data:")
		switch event {
		case "conversation.message.delta":
			fmt.Print(data)
		case "conversation.chat.failed":
			return fmt.Errorf("coze: %s", data) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header.Get\("X-Tt-Logid"\)`
		case "error":
			return fmt.Errorf("coze: %s", event) // want `a Coze failure is reported`
		}
	}
	return scanner.Err()
}

func decoded(resp *http.Response) error {
	scanner := bufio.NewScanner(resp.Body)
	event := ""
	for scanner.Scan() {
		line := scanner.Text()
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = strings.TrimSpace(name)
			continue
		}
		payload := strings.TrimPrefix(line, "data:")
		payload = strings.TrimSuffix(payload, "\r")
		switch event {
		case "conversation.message.delta":
			fmt.Print(payload)
		case "conversation.chat.failed":
			var f frame
			if err := json.Unmarshal([]byte(payload), &f); err != nil {
				return err
			}
			log.Printf("chat failed: %d %s", f.LastError.Code, f.LastError.Msg) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header.Get\("X-Tt-Logid"\)`
			return fmt.Errorf("chat failed: %s", payload)                       // ok
		}
	}
	return scanner.Err()
}

func decodedFailure(resp *http.Response) error {
	scanner := bufio.NewScanner(resp.Body)
	event := ""
	for scanner.Scan() {
		line := scanner.Text()
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = strings.TrimSpace(name)
			continue
		}
		payload := strings.TrimPrefix(line, "data:")
		payload = strings.TrimSuffix(payload, "\r")
		if event == "conversation.chat.failed" || event == "error" {
			var f frame
			if err := json.Unmarshal([]byte(payload), &f); err != nil {
				return err
			}
			return fmt.Errorf("coze: %d %s", f.Code, f.Msg) // want `a Coze failure is reported without its X-Tt-Logid`
		}
	}
	return scanner.Err()
}

func logged(resp *http.Response) error {
	scanner := bufio.NewScanner(resp.Body)
	event := ""
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "event:") {
			event = strings.TrimPrefix(line, "event:")
			continue
		}
		if event == "conversation.chat.failed" {
			payload := strings.TrimPrefix(line, "data:")
			payload = strings.TrimSuffix(payload, "\r")
			var f frame
			if err := json.Unmarshal([]byte(payload), &f); err != nil {
				continue
			}
			log.Printf("chat failed: %d %s", f.LastError.Code, f.LastError.Msg) // want `a Coze failure is reported without its X-Tt-Logid`
			return errors.New(f.LastError.Msg)
		}
		if event == "error" {
			payload := strings.TrimPrefix(line, "data:")
			text := fmt.Sprintf("stream error: %s", payload)
			return errors.New(text) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header.Get\("X-Tt-Logid"\)`
		}
	}
	return nil
}

func onlyError(resp *http.Response) error {
	scanner := bufio.NewScanner(resp.Body)
	event := ""
	for scanner.Scan() {
		line := scanner.Text()
		switch {
		case strings.HasPrefix(line, "event:"):
			event = strings.TrimSpace(strings.TrimPrefix(line, "event:"))
		case strings.HasPrefix(line, "data:"):
			if event == "error" {
				var f frame
				_ = json.Unmarshal([]byte(strings.TrimPrefix(line, "data:")), &f)
				return fmt.Errorf("coze: %d %s", f.Code, f.Msg) // want `a Coze failure is reported without its X-Tt-Logid`
			}
			if event == "conversation.message.delta" {
				fmt.Print(line)
			}
		}
	}
	return scanner.Err()
}
