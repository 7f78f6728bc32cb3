// Package cozeforward reads events for others, who look what they are.
package cozeforward

import (
	"bufio"
	"fmt"
	"log"
	"net/http"
	"strings"

	"github.com/coze-dev/coze-go"
)

// A Handler gets the events of a stream.
type Handler func(event string, data []byte) error

// Stream looks at what ends a stream only.
func Stream(handler Handler) error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	event := ""
	for sc := bufio.NewScanner(resp.Body); sc.Scan(); {
		line := sc.Text()
		if strings.HasPrefix(line, "event:") {
			event = strings.TrimSpace(strings.TrimPrefix(line, "event:"))
		} else if strings.HasPrefix(line, "data:") {
			data := strings.TrimSpace(strings.TrimPrefix(line, "data:"))
			if event == "error" { // ok: the handler gets the others
				return fmt.Errorf("%s %s", data, resp.Header.Get("X-Tt-Logid"))
			}
			if event == "done" {
				return nil
			}
			if err := handler(event, []byte(data)); err != nil {
				return err
			}
		}
	}
	return nil
}

// A hint beside the code need not be there.
func explain(e *coze.Error) {
	hint := map[int]string{4100: "token", 4101: "permission"}[e.Code] // ok
	log.Println(e.Code, e.Message, e.LogID, hint)
	text := map[int]string{4100: "token", 4101: "permission"}[e.Code] // want `CZ4001`
	log.Println(text)
}
