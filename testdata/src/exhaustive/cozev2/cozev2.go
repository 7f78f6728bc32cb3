// Package cozev2 reads streams of the v2 chat, whose events say in
// error_information why they failed.
package cozev2

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

const chatURL = "https://api.coze.cn/open_api/v2/chat"

type message struct {
	Role    string `json:"role"`
	Type    string `json:"type"`
	Content string `json:"content"`
}

// A deaf event is one whose failure nothing in the package reads.
type deaf struct {
	Event   string   `json:"event"`
	Message *message `json:"message"`
	Finish  bool     `json:"is_finish"`
	Failure *struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"error_information,omitempty"`
}

func ask() (*http.Response, error) { return http.Post(chatURL, "application/json", nil) }

func lines(each func(line string) bool) error {
	resp, err := ask()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok && !each(data) {
			break
		}
	}
	return sc.Err()
}

func unread() (text string, err error) {
	resp, err := ask()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		var ev deaf
		if err := json.Unmarshal([]byte(strings.TrimPrefix(sc.Text(), "data:")), &ev); err != nil {
			continue
		}
		if ev.Message != nil && ev.Message.Type == "answer" { // want `nothing here checks whether ev \(v2 chat event\) is a failure, and a failure \("error"\) goes unnoticed: check for it, too \(CZ4004\)`
			text += ev.Message.Content
		}
	}
	return text, sc.Err()
}

func render(ev *deaf) string {
	if ev.Message == nil {
		return ""
	}
	return ev.Message.Content
}

func unreadByHelper() error {
	return lines(func(data string) bool {
		var ev deaf
		if json.Unmarshal([]byte(data), &ev) == nil {
			fmt.Println(render(&ev)) // want `CZ4004`
		}
		return true
	})
}

func unreadPointer() error {
	return lines(func(data string) bool {
		ev := new(deaf)
		if json.Unmarshal([]byte(data), ev) != nil {
			return false
		}
		log.Println(ev.Message.Content) // want `CZ4004`
		return !ev.Finish
	})
}

func compared() (err error) {
	scanErr := lines(func(data string) bool {
		var ev deaf
		if json.Unmarshal([]byte(data), &ev) != nil { // ok: the event is asked
			return false
		}
		if ev.Event == "error" {
			err = errors.New("coze: " + data)
			return false
		}
		fmt.Println(ev.Message.Content)
		return true
	})
	return errors.Join(err, scanErr)
}

func lacking() (text string, err error) {
	resp, err := ask()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		var ev deaf
		if err := json.Unmarshal(sc.Bytes(), &ev); err != nil { // ok: an event without a message is an error
			continue
		}
		if ev.Message == nil && !ev.Finish {
			return "", errors.New("coze: no message in " + sc.Text())
		}
		text += ev.Message.Content
	}
	return text, sc.Err()
}

func searched() (err error) {
	scanErr := lines(func(data string) bool {
		if strings.Contains(data, "error_information") {
			err = errors.New(data)
			return false
		}
		var ev deaf
		return json.Unmarshal([]byte(data), &ev) == nil && ev.Message.Content != "" // ok: the text was searched for it
	})
	return errors.Join(err, scanErr)
}

func sent(events chan<- deaf) error {
	return lines(func(data string) bool {
		var ev deaf
		if json.Unmarshal([]byte(data), &ev) == nil { // ok: whoever receives it looks
			events <- ev
		}
		return true
	})
}

func gathered() (all []deaf, err error) {
	err = lines(func(data string) bool {
		var ev deaf
		if json.Unmarshal([]byte(data), &ev) == nil { // ok: the caller looks
			all = append(all, ev)
		}
		return true
	})
	return all, err
}

type reader struct{ last *deaf }

func (r *reader) read(data string) error {
	var ev deaf
	if err := json.Unmarshal([]byte(data), &ev); err != nil { // ok: kept
		return err
	}
	r.last = &ev
	return nil
}

func called(each func(*deaf) bool) error {
	return lines(func(data string) bool {
		var ev deaf
		return json.Unmarshal([]byte(data), &ev) == nil && each(&ev) // ok: handed on
	})
}

// A listening event is one whose failure is read.
type listening struct {
	Event   string   `json:"event"`
	Message *message `json:"message"`
	Failure *struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"error_information"`
}

func (ev *listening) err() error {
	if ev.Failure == nil {
		return nil
	}
	return fmt.Errorf("coze: %d %s", ev.Failure.Code, ev.Failure.Msg)
}

func heard() (failed error, err error) {
	err = lines(func(data string) bool {
		var ev listening
		if json.Unmarshal([]byte(data), &ev) != nil { // ok: a method reads it
			return false
		}
		failed = ev.err()
		return failed == nil
	})
	return failed, err
}

// A row is what the program keeps of events.
type row struct {
	Event  string `json:"event"`
	Reason string `json:"error_information"`
	Count  int    `json:"count"`
}

func load(text []byte) (int, error) {
	var r row
	if err := json.Unmarshal(text, &r); err != nil { // ok: no event of the API
		return 0, err
	}
	return r.Count, nil
}

func othersFail() (text string, err error) {
	resp, err := ask()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		var ev listening
		if json.Unmarshal(sc.Bytes(), &ev) != nil {
			continue
		}
		if ev.Event == "done" { // ok: what is neither is an error
			break
		}
		if ev.Event != "message" {
			return "", fmt.Errorf("coze: unexpected event %s", ev.Event)
		}
		text += ev.Message.Content
	}
	return text, sc.Err()
}

func othersSkipped() (text string, err error) {
	resp, err := ask()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		var ev listening
		if json.Unmarshal(sc.Bytes(), &ev) != nil {
			continue
		}
		if ev.Event == "done" { // want `CZ4004`
			break
		}
		if ev.Event != "message" {
			continue
		}
		text += ev.Message.Content
	}
	return text, sc.Err()
}

func othersLeft() (text string, err error) {
	resp, err := ask()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		var ev listening
		if json.Unmarshal(sc.Bytes(), &ev) != nil {
			continue
		}
		if ev.Event == "message" { // ok: what else comes ends in an error
			text += ev.Message.Content
			continue
		}
		if ev.Event == "done" {
			return text, nil
		}
		return "", errFailed
	}
	return text, sc.Err()
}

func othersSent(failed chan<- error) {
	resp, err := ask()
	if err != nil {
		return
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		var ev listening
		if json.Unmarshal(sc.Bytes(), &ev) != nil {
			continue
		}
		if ev.Event != "message" && ev.Event != "done" { // ok
			failed <- errors.New("coze: " + ev.Event)
			return
		}
		fmt.Println(ev.Message.Content)
	}
}

var errFailed = errors.New("coze: failed")

// A handler is given one line each time.
type handler struct{ text strings.Builder }

func (h *handler) deafLine(line []byte, out chan<- string, failed chan<- error) {
	var ev deaf
	if err := json.Unmarshal(line, &ev); err != nil {
		failed <- err
		return
	}
	if ev.Event == "done" { // want `ev.Event \(v2 chat event\) is a failure, and a failure \("error"\) goes unnoticed`
		failed <- io.EOF
		return
	}
	if ev.Event != "message" || ev.Message.Type != "answer" {
		return
	}
	out <- ev.Message.Content
}

func (h *handler) deafText(line []byte) (*message, error) {
	ev := &deaf{}
	if err := json.Unmarshal(line, ev); err != nil {
		return nil, err
	}
	if ev.Event != "message" { // want `CZ4004`
		return nil, nil
	}
	return ev.Message, nil
}

func (h *handler) strict(line []byte) (*message, error) {
	ev := &deaf{}
	if err := json.Unmarshal(line, ev); err != nil {
		return nil, err
	}
	if ev.Event != "message" { // ok: anything else is an error
		return nil, errFailed
	}
	return ev.Message, nil
}

func (h *handler) parsed(line []byte) (*message, bool) {
	ev := &deaf{}
	if json.Unmarshal(line, ev) == nil && ev.Event == "message" { // ok: the caller knows that it is no message
		return ev.Message, true
	}
	return nil, false
}

func (h *handler) heard(line []byte) {
	var ev listening
	if json.Unmarshal(line, &ev) != nil {
		return
	}
	if ev.Event == "message" { // ok: the failure is read elsewhere
		h.text.WriteString(ev.Message.Content)
	}
}

func run(each func(line []byte, out chan<- string, failed chan<- error)) {
	out, failed := make(chan string), make(chan error)
	_ = lines(func(data string) bool { each([]byte(data), out, failed); return true })
}

func runAll() error {
	h := new(handler)
	run(h.deafLine)
	return lines(func(data string) bool {
		line := []byte(data)
		h.heard(line)
		h.shortLine(line)
		m, err := h.deafText(line)
		if err == nil && m == nil {
			m, err = h.strict(line)
		}
		if _, ok := h.parsed(line); !ok {
			return false
		}
		fmt.Println(m)
		return err == nil
	})
}

// A short event has no field for the failure, which another type has.
type short struct {
	Event   string   `json:"event"`
	Message *message `json:"message"`
	Finish  bool     `json:"is_finish"`
}

func (h *handler) shortLine(line []byte) {
	var ev short
	if json.Unmarshal(line, &ev) == nil && ev.Message != nil { // ok: where the failure is read, it may be this one
		h.text.WriteString(ev.Message.Content)
	}
}

// stopsAtError compares the event with the two names that end a stream of
// the v2 chat: a failure has no other.
func stopsAtError(out func(string)) error {
	return lines(func(line string) bool {
		ev := new(deaf)
		if err := json.Unmarshal([]byte(line), ev); err != nil {
			return true
		}
		if ev.Event == "done" {
			return false
		}
		if ev.Event == "error" { // ok: that is the failure
			out(line)
			return false
		}
		out(ev.Event)
		return true
	})
}

// skipsErrors compares the event with the end of a stream only.
func skipsErrors(out func(string)) error {
	return lines(func(line string) bool {
		ev := new(deaf)
		if err := json.Unmarshal([]byte(line), ev); err != nil {
			return true
		}
		if ev.Event == "done" { // want `nothing here checks whether ev\.Event \(v2 chat event\) is a failure`
			return false
		}
		out(ev.Message.Content)
		return true
	})
}

// unreadTwice decodes long lines in another way: that is one stream.
func unreadTwice() (text string, err error) {
	resp, err := ask()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		if line := sc.Text(); len(line) > 9999 {
			var ev deaf
			if err := json.NewDecoder(strings.NewReader(line)).Decode(&ev); err == nil && ev.Message != nil { // want `CZ4004`
				text += ev.Message.Content
			}
			continue
		}
		var ev deaf
		if err := json.Unmarshal([]byte(strings.TrimPrefix(sc.Text(), "data:")), &ev); err != nil {
			continue
		}
		if ev.Message != nil {
			text += ev.Message.Content
		}
	}
	return text, sc.Err()
}
