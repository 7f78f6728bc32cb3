// Package skipped reads streams, and the JSON of a failure or not.
package skipped

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

func chat() (*http.Response, error) {
	return http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
}

func cut(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body) // want `a refused stream request is answered with one JSON object and HTTP 200, and this reader skips it: check the Content-Type, or handle lines that are neither event nor data \(CZ5004\)`
	for {
		line, err := r.ReadString('\n')
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			out <- data
		}
		if err != nil {
			return err
		}
	}
}

func parse(body io.Reader, out chan<- string) error {
	r := bufio.NewReader(body)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		if !strings.HasPrefix(line, "data:") {
			continue
		}
		out <- line[5:]
	}
}

func parser(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return parse(resp.Body, out) // want `CZ5004`
}

func all() (text string, err error) {
	resp, err := chat()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body) // want `CZ5004`
	for _, line := range strings.Split(string(body), "\n") {
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			text += data
		}
	}
	return text, err
}

func decoded(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body) // want `CZ5004`
	for {
		line, err := r.ReadBytes('\n')
		if err != nil {
			return err
		}
		var e struct {
			Event   string `json:"event"`
			Message string `json:"message"`
		}
		if json.Unmarshal([]byte(strings.TrimPrefix(string(line), "data:")), &e) == nil && e.Event == "message" {
			out <- e.Message
		}
	}
}

func contentType(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		body, _ := io.ReadAll(resp.Body)
		return fmt.Errorf("coze: %s", body)
	}
	return parse(resp.Body, out) // ok: the content type is looked at
}

func others(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body) // ok: other lines are errors
	for {
		line, err := r.ReadString('\n')
		switch {
		case err != nil:
			return err
		case line == "\n" || strings.HasPrefix(line, "event:"):
		case strings.HasPrefix(line, "data:"):
			out <- line[5:]
		default:
			return errors.New(line)
		}
	}
}

func peek(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body) // ok: the first byte is looked at
	if first, _ := r.Peek(1); string(first) == "{" {
		return errors.New("refused")
	}
	for {
		line, err := r.ReadString('\n')
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			out <- data
		}
		if err != nil {
			return err
		}
	}
}

func handed(line func(string)) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body) // ok: the lines are handed on
	for {
		text, err := r.ReadString('\n')
		line(text)
		if err != nil {
			return err
		}
	}
}

// Handle is given the response.
func Handle(resp *http.Response, out chan<- string) error {
	return parse(resp.Body, out) // ok: who made the request may have looked
}

func other(out chan<- string) error {
	resp, err := http.Get("https://api.openai.com/v1/chat/completions")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return parse(resp.Body, out) // ok: another service
}

// lines goes through the lines of a buffer that it fills.
func lines(body io.Reader, out chan<- string) {
	buffer := ""
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 10<<20)
	for sc.Scan() { // want `CZ5017`
		if sc.Text() == "" {
			continue
		}
		buffer += sc.Text() + "\n"
		all := strings.Split(buffer, "\n")
		for _, line := range all[:len(all)-1] {
			line = strings.TrimSpace(line)
			if !strings.HasPrefix(line, "data:") {
				continue
			}
			out <- strings.TrimPrefix(line, "data:")
		}
		buffer = all[len(all)-1]
	}
}

func throughBuffer(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	lines(resp.Body, out) // want `CZ5004`
	return nil
}

// linesOrFailure goes through them, and looks at what is no line of a stream.
func linesOrFailure(body io.Reader, out chan<- string) error {
	buffer := ""
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		buffer += sc.Text() + "\n"
		all := strings.Split(buffer, "\n")
		for _, line := range all[:len(all)-1] {
			if strings.HasPrefix(line, "{") {
				return errors.New(line)
			}
			if strings.HasPrefix(line, "data:") {
				out <- strings.TrimPrefix(line, "data:")
			}
		}
		buffer = all[len(all)-1]
	}
	return nil // want `CZ5017`
}

func throughBufferOrFailure(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return linesOrFailure(resp.Body, out) // ok: a line that begins with a brace is the failure
}

// collected keeps the text of a stream for whoever asks.
func collected() (string, error) {
	resp, err := chat()
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text := ""
	sc := bufio.NewScanner(resp.Body) // ok: all of it is handed on
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		if !strings.HasPrefix(sc.Text(), "event:") {
			text += sc.Text() + "\n"
		}
	}
	return text, sc.Err()
}

func isStream(h http.Header) bool {
	return strings.HasPrefix(h.Get("Content-Type"), "text/event-stream")
}

func helperLooks(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if !isStream(resp.Header) {
		return errors.New("refused")
	}
	return parse(resp.Body, out) // ok: a helper is given the header
}

func braceLooked(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body)
	if first, _ := r.Peek(1); len(first) == 1 && first[0] == '{' {
		return errors.New("refused")
	}
	return parse(r, out) // ok: the first byte is looked at
}

func gathered(body io.Reader) (list []string) {
	sc := bufio.NewScanner(body)
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			list = append(list, data)
		}
	}
	return list // want `CZ5017`
}

func nothingCame() ([]string, error) {
	resp, err := chat()
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	list := gathered(resp.Body) // ok: no event is an error
	if len(list) == 0 {
		return nil, errors.New("no events")
	}
	return list, nil
}

func whateverCame() ([]string, error) {
	resp, err := chat()
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	list := gathered(resp.Body) // want `CZ5004`
	if len(list) == 1 {
		return nil, errors.New("only one event")
	}
	return list, nil
}
