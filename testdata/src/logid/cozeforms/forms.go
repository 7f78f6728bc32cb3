// Package cozeforms holds the ways in which a hand-written client keeps and
// loses the log ID.
package cozeforms

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

const (
	base      = "https://api.coze.cn"
	headerID  = "X-Tt-Logid"
	codeBusy  = 4009
	codeToken = 4100
)

var errBusy = errors.New("busy")

type envelope struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type detailed struct {
	envelope
	Detail struct {
		LogID string `json:"logid"`
	} `json:"detail"`
}

type reply[T any] struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data T      `json:"data"`
}

type chat struct {
	Status    string    `json:"status"`
	LastError *envelope `json:"last_error"`
}

type apiError struct {
	Code  int
	Msg   string
	LogID string
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s %s", e.Code, e.Msg, e.LogID) }

type bareError struct {
	Code int
	Msg  string
}

func (e *bareError) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Msg) }

type bodyError struct {
	Status int
	Body   []byte
}

func (e *bodyError) Error() string { return fmt.Sprintf("%d %s", e.Status, e.Body) }

type silentError struct {
	Status int
	Body   []byte
}

func (e *silentError) Error() string { return fmt.Sprintf("status %d", e.Status) }

type forgetful struct {
	Code  int
	LogID string
}

func (e *forgetful) Error() string { return fmt.Sprint(e.Code) } // want `leaves out LogID`

type client struct {
	http http.Client
	log  *slog.Logger
}

func get(path string) (*http.Response, error) {
	resp, err := http.Get(base + path)
	if err != nil {
		return nil, fmt.Errorf("get: %w", err) // ok
	}
	return resp, nil
}

func (c *client) kept(resp *http.Response) error {
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return errors.New("read failed") // ok
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d: %s", resp.StatusCode, body) // ok
	}
	if resp.StatusCode >= 500 {
		return &bodyError{resp.StatusCode, body} // ok
	}
	if resp.StatusCode == 404 {
		return &bodyError{Status: resp.StatusCode, Body: body} // ok
	}
	var r envelope
	if err := json.Unmarshal(body, &r); err != nil {
		return errors.New("not JSON") // ok
	}
	switch {
	case r.Code == codeBusy:
		return fmt.Errorf("busy: %s", string(body)) // ok
	case r.Code == codeToken:
		return fmt.Errorf("token: %s", resp.Header.Get(headerID)) // ok
	case r.Code != 0:
		return &apiError{r.Code, r.Msg, resp.Header.Get(headerID)} // ok
	}
	return nil
}

func (c *client) keptInOtherWays(resp *http.Response) error {
	logID := resp.Header.Get("X-Tt-Logid")
	var r reply[chat]
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return fmt.Errorf("decoding: %v", err) // ok
	}
	if r.Code == 4001 {
		log.Printf("coze %d %s, log ID %s", r.Code, r.Msg, logID) // ok
		return errBusy                                            // ok
	}
	if r.Code == 4002 {
		c.log.Error("coze", "code", r.Code, "logid", logID) // ok
		return &bareError{r.Code, r.Msg}                    // ok
	}
	if r.Code == 4003 {
		return fmt.Errorf("%+v %s", r, resp.Header["X-Tt-Logid"]) // ok
	}
	if r.Code == 4004 {
		return inspect(resp) // ok
	}
	if r.Code == 4005 {
		return fmt.Errorf("%d %s", r.Code, resp.Header.Values("x-tt-logid")[0]) // ok
	}
	if r.Code == 4006 {
		dump(resp.Header)
		return errBusy // ok
	}
	if r.Data.LastError != nil {
		return fmt.Errorf("%s %s", r.Data.LastError.Msg, logID) // ok
	}
	return nil
}

func inspect(resp *http.Response) error { return errors.New(resp.Header.Get(headerID)) }

func dump(h http.Header) { log.Println(h) }

func (c *client) withLogger(resp *http.Response) error {
	logger := c.log.With("logid", resp.Header.Get(headerID))
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err // ok
	}
	if r.Code != 0 {
		logger.Error("coze", "code", r.Code) // ok
		return errBusy                       // ok
	}
	return nil
}

func (c *client) bodyLogged(resp *http.Response) error {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err // ok
	}
	log.Printf("coze replied %s", body)
	var r envelope
	if err := json.Unmarshal(body, &r); err != nil {
		return err // ok
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s", r.Code, r.Msg) // ok
	}
	return nil
}

func (c *client) inContext(ctx context.Context, resp *http.Response) error {
	ctx = context.WithValue(ctx, "logid", resp.Header.Get(headerID))
	if resp.StatusCode != 200 {
		slog.ErrorContext(ctx, "coze failed") // ok
		return errBusy                        // ok
	}
	return nil
}

// Pure converters are judged at their callers.

func convert(r *envelope) error {
	if r.Code != 0 {
		return fmt.Errorf("%d %s", r.Code, r.Msg) // ok
	}
	return nil
}

func (r envelope) err() error {
	if r.Code == 0 {
		return nil
	}
	return &bareError{r.Code, r.Msg} // ok
}

func callers(resp *http.Response) error {
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err // ok
	}
	if err := convert(&r); err != nil {
		return fmt.Errorf("%w logid=%s", err, resp.Header.Get(headerID)) // ok
	}
	if err := convert(&r); err != nil {
		log.Println(resp.Header.Get(headerID))
		return err // ok
	}
	if err := convert(&r); err != nil { // want `convert turns the reply into an error`
		return err
	}
	return convert(&r) // want `convert turns the reply into an error`
}

func passedOn(r envelope) error {
	return convert(&r) // ok
}

func parsed(d *detailed) error {
	if d.Code != 0 {
		return fmt.Errorf("%d %s %s", d.Code, d.Msg, d.Detail.LogID) // ok
	}
	return nil
}

func parsedAndLost(d *detailed) error {
	if d.Code != 0 {
		return fmt.Errorf("%d %s", d.Code, d.Msg) // want `log or return d.Detail.LogID`
	}
	return nil
}

func plainValues(r *envelope) (int, string) {
	if r.Code != 0 {
		return r.Code, r.Msg // ok
	}
	return 0, ""
}

// Lost: code, message or status without the log ID that is at hand.

func (c *client) lost(resp *http.Response) error {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode) // want `CZ3001`
	}
	if resp.StatusCode == 500 {
		return errors.New("server error") // want `CZ3002`
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("status %s", resp.Status) // want `CZ3001`
	}
	if resp.StatusCode < 200 || resp.StatusCode >= 300 {
		return errBusy // want `CZ3002`
	}
	if resp.StatusCode > 299 {
		return &silentError{Status: resp.StatusCode} // want `CZ3004`
	}
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code == 4001 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	if r.Code == 4002 {
		return fmt.Errorf("code %d", r.Code) // want `CZ3001`
	}
	if r.Code == 4003 {
		return &bareError{r.Code, r.Msg} // want `CZ3004`
	}
	if r.Code == 4004 {
		log.Println("coze:", r.Code, r.Msg) // want `CZ3001`
		return nil
	}
	if r.Code == 4005 {
		panic(r.Msg) // want `CZ3001`
	}
	if r.Code == 4006 {
		c.log.Warn("coze", "code", r.Code, "msg", r.Msg) // want `CZ3001`
		return errBusy
	}
	if r.Code == codeBusy {
		return errBusy // want `CZ3002`
	}
	if r.Code != 0 && r.Msg != "" {
		text := fmt.Sprintf("coze: %d: %s", r.Code, r.Msg)
		return errors.New(text) // want `CZ3001`
	}
	if r.Code != 0 {
		return errors.New("coze failed") // want `CZ3002`
	}
	return nil
}

func (c *client) silent(resp *http.Response) error {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != 200 {
		return &silentError{Status: resp.StatusCode, Body: body} // want `CZ3004`
	}
	return nil
}

func switched(resp *http.Response) (string, error) {
	var r reply[string]
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return "", err
	}
	switch r.Code {
	case 0:
		return r.Data, nil // ok
	case codeToken:
		return "", errors.New("token") // want `CZ3002`
	case codeBusy:
		return "", fmt.Errorf("busy: %s", r.Msg) // want `CZ3001`
	default:
		return "", fmt.Errorf("coze: %d", r.Code) // want `CZ3001`
	}
}

func named(resp *http.Response) (err error) {
	var r envelope
	if err = json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return // ok
	}
	if r.Code != 0 {
		err = fmt.Errorf("coze: %s", r.Msg) // want `CZ3001`
		return
	}
	return nil
}

func closures(resp *http.Response) func() error {
	return func() error {
		var r envelope
		if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
			return err // ok
		}
		if r.Code != 0 {
			return errors.New(r.Msg) // want `CZ3001`
		}
		return nil
	}
}

func channel(resp *http.Response, errs chan<- error, texts chan<- string) {
	var r envelope
	if json.NewDecoder(resp.Body).Decode(&r) != nil {
		return
	}
	if r.Code == 4001 {
		errs <- errors.New(r.Msg) // want `CZ3001`
	}
	if r.Code == 4002 {
		texts <- "failed: " + r.Msg // want `CZ3001`
	}
	if r.Code == 4003 {
		errs <- &apiError{Code: r.Code, LogID: resp.Header.Get(headerID)} // ok
	}
}

func replies(w http.ResponseWriter, resp *http.Response) {
	var r envelope
	if json.NewDecoder(resp.Body).Decode(&r) != nil {
		http.Error(w, "bad gateway", 502) // ok
		return
	}
	if r.Code == 4001 {
		http.Error(w, r.Msg, 502) // want `CZ3001`
		return
	}
	if r.Code == 4002 {
		fmt.Fprintf(w, "coze: %d %s", r.Code, r.Msg) // want `CZ3001`
		return
	}
	if r.Code == 4003 {
		http.Error(w, "coze failed", 502) // want `CZ3002`
		return
	}
	if r.Code != 0 {
		http.Error(w, r.Msg+" "+resp.Header.Get(headerID), 502) // ok
		return
	}
	fmt.Fprintln(w, "done") // ok
}

func maps(resp *http.Response) error {
	var m map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&m); err != nil {
		return err // ok
	}
	if code, _ := m["code"].(float64); code == 4001 {
		return fmt.Errorf("coze: %v", m["msg"]) // want `CZ3001`
	}
	if m["code"].(float64) == 4002 {
		return fmt.Errorf("coze: %v", m) // ok
	}
	if m["code"].(float64) != 0 {
		return fmt.Errorf("coze: %v %v", m["msg"], m["detail"].(map[string]any)["logid"]) // ok
	}
	return nil
}

func bodyOnly(text string) error {
	var r envelope
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return fmt.Errorf("decoding: %w", err) // ok
	}
	if r.Code == 4001 {
		return fmt.Errorf("coze: %s", text) // ok
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `keep text whole`
	}
	return nil
}

func retries(ctx context.Context) (err error) {
	for range 3 {
		resp, err := get("/v3/chat")
		if err != nil {
			return err // ok
		}
		var r envelope
		if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
			return err // ok
		}
		if r.Code == codeBusy {
			log.Println("busy, trying again") // ok
			time.Sleep(time.Second)
			continue
		}
		if r.Code != 0 {
			return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
		}
		return nil
	}
	return errBusy // ok
}

// Streams by hand.

func events(resp *http.Response, emit func(string)) error {
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
			emit(data) // ok
		case "conversation.chat.failed":
			return errors.New("chat failed") // want `CZ3003`
		case "error":
			var e envelope
			if err := json.Unmarshal([]byte(data), &e); err != nil {
				return err // ok
			}
			return fmt.Errorf("stream: %d %s", e.Code, e.Msg) // want `CZ3001`
		}
	}
	return scanner.Err() // ok
}

func handle(event, data string) error {
	if event == "conversation.chat.failed" {
		return errors.New("chat failed: " + data) // ok
	}
	if event == "conversation.chat.completed" {
		return nil // ok
	}
	return nil
}

func status(resp *http.Response) error {
	var r reply[chat]
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	switch r.Data.Status {
	case "completed":
		return nil // ok
	case "failed":
		return fmt.Errorf("chat %s", r.Data.Status) // want `CZ3003`
	case "in_progress":
		return errBusy // ok
	}
	if r.Data.LastError != nil {
		return errors.New(r.Data.LastError.Msg) // want `CZ3001`
	}
	return nil
}

// Local failures.

func request(ctx context.Context, v any) (*http.Request, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, errors.New("marshal") // ok
	}
	req, err := http.NewRequestWithContext(ctx, "POST", base+"/v3/chat", bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("request") // ok
	}
	return req, nil
}

func (c *client) do(req *http.Request) ([]byte, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, errors.New("no answer") // ok
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, errors.New("truncated") // ok
	}
	return body, nil
}

// downloadImage loads what a reply points to, from wherever that is.
func downloadImage(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err // ok
	}
	if resp.StatusCode != 200 {
		return nil, fmt.Errorf("image: status %d", resp.StatusCode) // ok
	}
	return io.ReadAll(resp.Body)
}
