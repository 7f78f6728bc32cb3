// Package streamend reads streams to their end, and asks whether that was the
// end of the answer, or not.
package streamend

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log"
	"net/http"
	"strings"
)

type message struct {
	Type    string `json:"type"`
	Content string `json:"content"`
}

var errCut = errors.New("the stream was cut off")

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

func text(line string) string {
	var m message
	if data, ok := strings.CutPrefix(line, "data:"); !ok || json.Unmarshal([]byte(data), &m) != nil {
		return ""
	}
	return m.Content
}

func nobodyAsks() (string, error) {
	body, err := chat()
	if err != nil {
		return "", err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	answer := ""
	for sc.Scan() {
		answer += text(sc.Text())
	}
	return answer, nil // want `nobody asks why the lines ended: a stream that breaks off is taken for the whole answer; return sc\.Err\(\), and keep whether done or conversation\.chat\.completed came \(CZ5017\)`
}

func emptyOnly() (string, error) {
	body, err := chat()
	if err != nil {
		return "", err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	var answer strings.Builder
	for {
		if !sc.Scan() {
			break
		}
		answer.WriteString(text(sc.Text()))
	}
	if answer.Len() == 0 {
		return "", errors.New("no answer")
	}
	return answer.String(), nil // want `CZ5017`
}

func anyErrorEnds(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	r := bufio.NewReader(body)
	for {
		line, err := r.ReadString('\n')
		if err != nil { // want `nobody asks why r ended: a stream that breaks off is taken for the whole answer; return errors other than io\.EOF, and keep whether done or conversation\.chat\.completed came \(CZ5017\)`
			break
		}
		out(text(line))
	}
	return nil
}

func printed() {
	body, err := chat()
	if err != nil {
		log.Print(err)
		return
	}
	defer body.Close()
	sc := bufio.NewScanner(body) // of what is printed nobody can tell that it is all
	sc.Buffer(nil, 1<<20)
	for sc.Scan() { // want `CZ5017`
		fmt.Print(text(sc.Text()))
	}
}

func doneEndsIt(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if sc.Text() == "event:done" {
			return nil
		}
		out(text(sc.Text()))
	}
	return nil // want `CZ5017`
}

// events reads the lines for whoever gives it a function.
func events(body io.Reader, each func(line string) error) error {
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if err := each(sc.Text()); err != nil {
			return err
		}
	}
	return nil // want `CZ5017`
}

func byFunction(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	return events(body, func(line string) error {
		out(text(line))
		return nil
	})
}

// The good ones.

func readerAsked() (string, error) {
	body, err := chat()
	if err != nil {
		return "", err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	answer := ""
	for sc.Scan() {
		answer += text(sc.Text())
	}
	return answer, sc.Err()
}

func readerLogged() string {
	body, err := chat()
	if err != nil {
		return ""
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	answer := ""
	for sc.Scan() {
		answer += text(sc.Text())
	}
	if err := sc.Err(); err != nil {
		log.Print(err)
	}
	return answer
}

func endFails(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if sc.Text() == "event:done" {
			return nil
		}
		out(text(sc.Text()))
	}
	return errCut
}

func flagged(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	done := false
	for sc.Scan() {
		done = done || sc.Text() == "event:done"
		out(text(sc.Text()))
	}
	if !done {
		return errCut
	}
	return nil
}

func lastEvent(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	event := ""
	for sc.Scan() {
		if name, ok := strings.CutPrefix(sc.Text(), "event:"); ok {
			event = name
		}
		out(text(sc.Text()))
	}
	if event != "done" {
		return errCut
	}
	return nil
}

func completedMessage() (*message, error) {
	body, err := chat()
	if err != nil {
		return nil, err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	var completed *message
	event := ""
	for sc.Scan() {
		if name, ok := strings.CutPrefix(sc.Text(), "event:"); ok {
			event = name
		} else if event == "conversation.message.completed" {
			completed = &message{Content: text(sc.Text())}
		}
	}
	if completed == nil {
		return nil, errCut
	}
	return completed, nil
}

func askedByCaller(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	done := false
	if err := lines(body, func(line string) error {
		done = done || line == "event:done"
		out(text(line))
		return nil
	}); err != nil {
		return err
	}
	if !done {
		return errCut
	}
	return nil
}

func lines(body io.Reader, each func(line string) error) error {
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if err := each(sc.Text()); err != nil {
			return err
		}
	}
	return nil
}

func eofOnly(out func(string)) error {
	body, err := chat()
	if err != nil {
		return err
	}
	defer body.Close()
	r := bufio.NewReader(body)
	for {
		line, err := r.ReadString('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		out(text(line))
	}
}

// A stream that says itself what ended it.
type events2 struct {
	sc  *bufio.Scanner
	err error
}

func (s *events2) Next() bool {
	if s.sc.Scan() {
		return true
	}
	s.err = s.sc.Err()
	return false
}

func open() (*events2, error) {
	body, err := chat()
	if err != nil {
		return nil, err
	}
	return &events2{sc: bufio.NewScanner(body)}, nil
}

// Only done ends the answer; what breaks off ends without one.
func finishedByDone(finish func(string)) {
	body, err := chat()
	if err != nil {
		log.Print(err)
		return
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	answer := ""
	for sc.Scan() {
		switch strings.TrimPrefix(sc.Text(), "event:") {
		case "done":
			finish(answer)
			return
		default:
			answer += text(sc.Text())
		}
	}
}

func isDone(line string) bool { return strings.HasPrefix(line, "event:done") }

// Another vendor's stream is none of ours.
func other(out func(string)) error {
	resp, err := http.Post("https://api.openai.com/v1/chat/completions", "application/json", strings.NewReader(`{"stream":true}`))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		out(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return nil
}

// all is an iterator, which says itself what ended it.
type all struct{ sc *bufio.Scanner }

func (a *all) lines() iter.Seq[string] {
	return func(yield func(string) bool) {
		for a.sc.Scan() {
			if !yield(a.sc.Text()) {
				return
			}
		}
	}
}

func (a *all) Err() error { return a.sc.Err() }

func iterated() (answer string, err error) {
	body, err := chat()
	if err != nil {
		return "", err
	}
	defer body.Close()
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 1<<20)
	events := &all{sc: sc}
	for line := range events.lines() {
		if line == "event:done" {
			return answer, nil
		}
		answer += text(line)
	}
	if err := events.Err(); err != nil {
		return "", err
	}
	return "", errCut
}
