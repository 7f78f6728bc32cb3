// Package streamend looks at the errors of streams, and asks whether done came, or
// not.
package streamend

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/coze-dev/coze-go"
)

func chat() (io.ReadCloser, error) {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
	if err != nil {
		return nil, err
	}
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		return nil, errors.New("refused, logid " + resp.Header.Get("X-Tt-Logid"))
	}
	return resp.Body, nil
}

func scanned(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		data, ok := strings.CutPrefix(sc.Text(), "data:")
		if data == "[DONE]" {
			return nil
		}
		if ok {
			out(data)
		}
	}
	return sc.Err() // want `sc may end before done: a connection that is closed early ends without an error, and the part of the answer that came is taken for the whole; keep whether done or conversation\.chat\.completed came \(CZ5018\)`
}

func read(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	r := bufio.NewReader(body)
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF { // want `CZ5018`
			return nil
		}
		if err != nil {
			return err
		}
		out(strings.TrimPrefix(line, "data:"))
	}
}

func received(stream coze.Stream[coze.ChatEvent]) (string, error) {
	var b strings.Builder
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) { // want `CZ5018`
			break
		}
		if err != nil {
			return "", fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationMessageDelta {
			b.WriteString(event.Message.Content)
		}
	}
	return b.String(), nil
}

// The good ones.

func receivedToTheEnd(stream coze.Stream[coze.ChatEvent]) (string, error) {
	var b strings.Builder
	completed := false
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta:
			b.WriteString(event.Message.Content)
		case coze.ChatEventConversationChatCompleted:
			completed = true
		}
	}
	if !completed {
		return "", io.ErrUnexpectedEOF
	}
	return b.String(), nil
}

func eofFails(stream coze.Stream[coze.ChatEvent]) (string, error) {
	var b strings.Builder
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return "", errors.New("the stream ended before done")
		}
		if err != nil {
			return "", fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		if event.IsDone() {
			return b.String(), nil
		}
	}
}

func handsOn(stream coze.Stream[coze.ChatEvent], out func(*coze.ChatEvent)) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		out(event)
	}
}

func namedResult(out func(string)) (err error) {
	body, err := chat()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("stream: %w", err)
		}
	}()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if sc.Text() == "event:done" {
			return nil
		}
		out(sc.Text())
	}
	if err := sc.Err(); err != nil {
		return err
	}
	return io.ErrUnexpectedEOF // ok: the end is an error
}
