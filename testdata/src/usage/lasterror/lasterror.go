// Package lasterror reads the data of conversation.chat.failed, which the page shows
// as {code, msg}.
package lasterror

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

type failure struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type chatObject struct {
	ID        string  `json:"id"`
	Status    string  `json:"status"`
	LastError failure `json:"last_error"`
}

type pointing struct {
	ID        string   `json:"id"`
	LastError *failure `json:"last_error"`
}

type both struct {
	ID        string   `json:"id"`
	LastError *failure `json:"last_error"`
	Code      int      `json:"code"`
	Msg       string   `json:"msg"`
}

type embedding struct {
	failure
	LastError *failure `json:"last_error"`
}

func events(each func(event, data string) error) error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		return errors.New("refused, logid " + resp.Header.Get("X-Tt-Logid"))
	}
	event := ""
	r := bufio.NewReader(resp.Body)
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = strings.TrimSpace(name)
		}
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			if err := each(event, data); err != nil {
				return fmt.Errorf("%w, logid %s", err, resp.Header.Get("X-Tt-Logid"))
			}
		}
	}
}

func lost() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.failed" {
			var c chatObject
			json.Unmarshal([]byte(data), &c)
			return fmt.Errorf("chat failed: %d %s", c.LastError.Code, c.LastError.Msg) // want `the data of conversation\.chat\.failed has code and msg at the top on the page of the stream, and chatObject has no field for them: decode them beside last_error \(CZ5019\)`
		}
		return nil
	})
}

func lostByPointer() error {
	return events(func(event, data string) error {
		switch event {
		case "conversation.chat.failed":
			var c pointing
			if err := json.Unmarshal([]byte(data), &c); err != nil {
				return err
			}
			if c.LastError != nil { // want `CZ5019`
				log.Printf("chat failed: %d %s", c.LastError.Code, c.LastError.Msg)
			}
			return errors.New("chat failed")
		case "error":
			return errors.New(data)
		}
		return nil
	})
}

func lostInHelper() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.failed" {
			return failed(data)
		}
		return nil
	})
}

func failed(data string) error {
	c := new(chatObject)
	if err := json.Unmarshal([]byte(data), c); err != nil {
		return err
	}
	e := c.LastError // want `CZ5019`
	return fmt.Errorf("chat %s failed: %d %s", c.ID, e.Code, e.Msg)
}

// What another event has is decoded into the type with a code and a message.
func lostBesideError() error {
	return events(func(event, data string) error {
		switch event {
		case "conversation.chat.completed", "conversation.chat.failed":
			var c chatObject
			if err := json.Unmarshal([]byte(data), &c); err != nil {
				return err
			}
			if event == "conversation.chat.failed" {
				return reasonOf(c.LastError) // want `CZ5019`
			}
		case "error":
			var f failure
			if err := json.Unmarshal([]byte(data), &f); err != nil {
				return errors.New(data)
			}
			return reasonOf(f)
		}
		return nil
	})
}

func reasonOf(f failure) error { return fmt.Errorf("chat failed: %d %s", f.Code, f.Msg) }

func lostAsAPointer() error {
	return events(func(event, data string) error {
		switch event {
		case "conversation.chat.failed":
			var c struct {
				LastError reason `json:"last_error"`
			}
			if err := json.Unmarshal([]byte(data), &c); err != nil {
				return err
			}
			c.LastError.Kind = "chat"
			return &c.LastError // want `CZ5019`
		case "error":
			var r reason
			_ = json.Unmarshal([]byte(data), &r)
			return &r
		}
		return nil
	})
}

type reason struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Kind string `json:"-"`
}

func (r *reason) Error() string { return fmt.Sprintf("%s: %d %s", r.Kind, r.Code, r.Msg) }

// What a refused request is answered with is no event.
func lostBehindRefusal() error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	id := resp.Header.Get("X-Tt-Logid")
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		raw, _ := io.ReadAll(resp.Body)
		var f failure
		if json.Unmarshal(raw, &f) != nil {
			f.Msg = string(raw)
		}
		return fmt.Errorf("%w, logid %s", reasonOf(f), id)
	}
	event := ""
	r := bufio.NewReader(resp.Body)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return fmt.Errorf("%w, logid %s", err, id)
		}
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = strings.TrimSpace(name)
		}
		if data, ok := strings.CutPrefix(line, "data:"); ok && event == "conversation.chat.failed" {
			var c chatObject
			json.Unmarshal([]byte(data), &c)
			return fmt.Errorf("%w, logid %s", reasonOf(c.LastError), id) // want `CZ5019`
		}
	}
}

// The good ones.

func decodesBoth() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.failed" {
			var c both
			json.Unmarshal([]byte(data), &c)
			if c.LastError != nil {
				return fmt.Errorf("chat failed: %d %s", c.LastError.Code, c.LastError.Msg)
			}
			return fmt.Errorf("chat failed: %d %s", c.Code, c.Msg)
		}
		return nil
	})
}

func decodesTwice() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.failed" {
			var c pointing
			var f failure
			json.Unmarshal([]byte(data), &c)
			json.Unmarshal([]byte(data), &f)
			if c.LastError != nil {
				f = *c.LastError
			}
			return fmt.Errorf("chat failed: %d %s", f.Code, f.Msg)
		}
		return nil
	})
}

func embeds() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.failed" {
			var c embedding
			json.Unmarshal([]byte(data), &c)
			if c.LastError != nil {
				return fmt.Errorf("chat failed: %d %s", c.LastError.Code, c.LastError.Msg)
			}
			return fmt.Errorf("chat failed: %d %s", c.Code, c.Msg)
		}
		return nil
	})
}

func tellsAll() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.failed" {
			var c chatObject
			json.Unmarshal([]byte(data), &c)
			return fmt.Errorf("chat failed: %d %s (%s)", c.LastError.Code, c.LastError.Msg, data)
		}
		return nil
	})
}

type retrieved struct {
	Code int        `json:"code"`
	Msg  string     `json:"msg"`
	Data chatObject `json:"data"`
}

// The chat that retrieve returns has a last_error.
func retrieve() error {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?conversation_id=1&chat_id=2")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r retrieved
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	if r.Data.Status == "failed" {
		return fmt.Errorf("%d %s, logid %s", r.Data.LastError.Code, r.Data.LastError.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}

// The data of completed is a chat.
func completed() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.completed" {
			var c chatObject
			json.Unmarshal([]byte(data), &c)
			log.Print(c.ID, c.LastError.Code)
		}
		return nil
	})
}

type wrapped struct {
	Chat *pointing `json:"chat"`
	Msg  string    `json:"msg"`
}

func wraps() error {
	return events(func(event, data string) error {
		if event == "conversation.chat.failed" {
			var w wrapped
			json.Unmarshal([]byte(data), &w)
			if w.Chat != nil && w.Chat.LastError != nil {
				return errors.New(w.Chat.LastError.Msg)
			}
			return errors.New(w.Msg)
		}
		return nil
	})
}
