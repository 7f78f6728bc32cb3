// Package cozeraw reads the stream by hand; CZ4004 is enabled.
package cozeraw

import (
	"bufio"
	"net/http"
	"strings"
)

const host = "https://api.coze.cn/v3/chat"

func use(...any) {}

func lines(resp *http.Response) {
	var event string
	scanner := bufio.NewScanner(resp.Body)
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "event:") {
			event = strings.TrimSpace(strings.TrimPrefix(line, "event:"))
		}
		if event == "conversation.message.delta" { // want `CZ4004`
			use(line)
		}
		if event == "conversation.chat.completed" {
			return
		}
	}
}

func linesChecked(resp *http.Response) {
	var event string
	scanner := bufio.NewScanner(resp.Body)
	for scanner.Scan() {
		line := scanner.Text()
		if event == "conversation.message.delta" { // ok: the failure is looked at
			use(line)
		}
		if event == "conversation.chat.failed" || event == "error" {
			return
		}
	}
}
