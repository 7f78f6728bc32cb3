// Package donedata decodes the data of events: that of done is no object.
package donedata

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"strings"
)

type message struct {
	Type    string `json:"type"`
	Content string `json:"content"`
}

func lines(each func(line string) error) error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		return errors.New("refused, logid " + resp.Header.Get("X-Tt-Logid"))
	}
	r := bufio.NewReader(resp.Body)
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := each(strings.TrimSpace(line)); err != nil {
			return err
		}
	}
}

func every(out func(string)) error {
	return lines(func(line string) error {
		data, ok := strings.CutPrefix(line, "data:")
		if !ok {
			return nil
		}
		var m message
		if err := json.Unmarshal([]byte(data), &m); err != nil { // want `the data of the event done is the text \[DONE\], not an object: this fails at the end of every answer; look at the event first \(CZ5020\)`
			return err
		}
		if m.Type == "answer" {
			out(m.Content)
		}
		return nil
	})
}

func allButPing(out func(string)) error {
	event := ""
	return lines(func(line string) error {
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = name
			return nil
		}
		data, ok := strings.CutPrefix(line, "data:")
		if !ok || event == "ping" {
			return nil
		}
		m := new(message)
		err := json.Unmarshal([]byte(data), m) // want `CZ5020`
		if err != nil {
			return err
		}
		out(m.Content)
		return nil
	})
}

// The good ones.

func skipsDone(out func(string)) error {
	return lines(func(line string) error {
		data, ok := strings.CutPrefix(line, "data:")
		if !ok || data == `"[DONE]"` {
			return nil
		}
		var m message
		if err := json.Unmarshal([]byte(data), &m); err != nil {
			return err
		}
		out(m.Content) // want `\(CZ5003\)`
		return nil
	})
}

func deltasOnly(out func(string)) error {
	event := ""
	return lines(func(line string) error {
		if name, ok := strings.CutPrefix(line, "event:"); ok {
			event = name
			return nil
		}
		data, ok := strings.CutPrefix(line, "data:")
		if !ok || event != "conversation.message.delta" {
			return nil
		}
		var m message
		if err := json.Unmarshal([]byte(data), &m); err != nil {
			return err
		}
		out(m.Content)
		return nil
	})
}

func goesOn(out func(string)) error {
	return lines(func(line string) error {
		data, ok := strings.CutPrefix(line, "data:")
		if !ok {
			return nil
		}
		var m message
		if err := json.Unmarshal([]byte(data), &m); err != nil {
			log.Printf("skipped: %v", err)
			return nil
		}
		out(m.Content) // want `\(CZ5003\)`
		return nil
	})
}

func objectsOnly(out func(string)) error {
	return lines(func(line string) error {
		data, ok := strings.CutPrefix(line, "data:")
		if !ok || !strings.HasPrefix(data, "{") {
			return nil
		}
		var m message
		if err := json.Unmarshal([]byte(data), &m); err != nil {
			return err
		}
		out(m.Content) // want `\(CZ5003\)`
		return nil
	})
}
