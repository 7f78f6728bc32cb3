// Package exits has functions that do more than return an error where something
// fails: a case that only returned one would leave that out, and is not offered.
package exits

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/coze-dev/coze-go"
	"github.com/cozelint/cozelint/cozecode"
)

func unlocks(mu *sync.Mutex, stream coze.Stream[coze.ChatEvent]) error {
	mu.Lock()
	for {
		ev, err := stream.Recv()
		if err != nil {
			mu.Unlock()
			return err
		}
		switch ev.Event { // want `CZ4002`
		case coze.ChatEventConversationChatCompleted:
			mu.Unlock()
			return nil
		}
	}
}

func leavesTheLoop(save func(string), stream coze.Stream[coze.ChatEvent]) error {
	var b strings.Builder
	for {
		ev, err := stream.Recv()
		if err != nil {
			break
		}
		switch ev.Event { // want `CZ4002`
		case coze.ChatEventConversationMessageDelta:
			b.WriteString(ev.Message.Content)
		case coze.ChatEventConversationChatCompleted:
			save(b.String())
			return nil
		}
	}
	save(b.String())
	return errors.New("broken off")
}

func wraps(err error) error { return err }

func byHelper(stream coze.Stream[coze.ChatEvent]) error {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return wraps(err)
		}
		switch ev.Event { // want `CZ4002`
		case coze.ChatEventConversationChatCompleted:
			return nil
		}
	}
}

// What the reader returns beside an error, the case returns, too; package fmt is
// imported for it.
func partial(stream coze.Stream[coze.ChatEvent]) (text string, n int, err error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return text, n, err
		}
		switch ev.Event { // want `CZ4002`
		case coze.ChatEventConversationMessageDelta:
			text += ev.Message.Content
			n++
		case coze.ChatEventConversationChatCompleted:
			return text, n, nil
		}
	}
}

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

// The case of success breaks: what stands behind is not only the default.
func breaks(body string) error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	switch r.Code { // want `CZ4001`
	case 0:
		if body == "" {
			break
		}
		return nil
	case cozecode.AuthenticationInvalid:
		return errors.New("token " + r.Msg + resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}
