// Package handshapes has failures of hand-written calls in the shapes that
// programs give them: generic envelopes, embedded replies, bodies, builders.
package handshapes

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

type conf struct {
	Base  string
	Token string
}

type base[T any] struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data T      `json:"data"`
}

type bot struct {
	ID string `json:"bot_id"`
}

type api struct {
	conf
	hc    *http.Client
	trace func(string)
}

func newAPI() *api {
	return &api{conf: conf{Base: os.Getenv("COZE_API_BASE"), Token: os.Getenv("COZE_TOKEN")}, hc: http.DefaultClient}
}

// 1 generic do
func do[T any](ctx context.Context, a *api, method, path string, in any) (T, error) {
	var zero T
	b, err := json.Marshal(in)
	if err != nil {
		return zero, err
	}
	req, err := http.NewRequestWithContext(ctx, method, a.Base+path, bytes.NewReader(b))
	if err != nil {
		return zero, err
	}
	resp, err := a.hc.Do(req)
	if err != nil {
		return zero, err
	}
	defer resp.Body.Close()
	var r base[T]
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return zero, fmt.Errorf("decode: %w", err) // ok
	}
	if r.Code != 0 {
		return zero, fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return r.Data, nil
}

func (a *api) bot(ctx context.Context) (bot, error) {
	return do[bot](ctx, a, http.MethodGet, "/v1/bot/get_online_info", nil)
}

// 2 weather beside it
func (a *api) weather(ctx context.Context) error {
	resp, err := a.hc.Get("https://api.weather.example.net/now")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("weather: %d %s", r.Code, r.Msg) // ok: the weather's
	}
	return nil
}

// 3 two steps: body first
func (a *api) body(ctx context.Context) error {
	raw, err := a.raw(ctx, "/v3/chat")
	if err != nil {
		return err
	}
	var r base[json.RawMessage]
	if err := json.Unmarshal(raw, &r); err != nil {
		return fmt.Errorf("bad reply %q: %w", raw, err)
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %s", raw) // ok: the whole body
	}
	return nil
}

func (a *api) raw(ctx context.Context, path string) ([]byte, error) {
	resp, err := a.hc.Post(a.Base+path, "application/json", nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// 4 body lost
func (a *api) bodyLost(ctx context.Context) error {
	raw, err := a.raw(ctx, "/v3/chat")
	if err != nil {
		return err
	}
	var r base[json.RawMessage]
	if err := json.Unmarshal(raw, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}

// 5 log ID by a struct for the reply
type reply struct {
	base[json.RawMessage]
	LogID string `json:"-"`
}

func (a *api) call(ctx context.Context, path string) (*reply, error) {
	resp, err := a.hc.Post(a.Base+path, "application/json", nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, err
	}
	r.LogID = resp.Header.Get("X-Tt-Logid")
	return &r, nil
}

func (a *api) kept(ctx context.Context) error {
	r, err := a.call(ctx, "/v1/conversation/create")
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze %d: %s [%s]", r.Code, r.Msg, r.LogID) // ok
	}
	return nil
}

func (a *api) notKept(ctx context.Context) error {
	r, err := a.call(ctx, "/v1/conversation/create")
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze %d: %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

// 6 the user's own output in data
func (a *api) output(ctx context.Context) error {
	r, err := do[string](ctx, a, http.MethodPost, "/v1/workflow/run", nil)
	if err != nil {
		return err
	}
	var out struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	if err := json.Unmarshal([]byte(r), &out); err != nil {
		return err
	}
	if out.Code != 0 {
		return errors.New(out.Msg) // ok: the workflow's own
	}
	return nil
}

// 7 status helper
func check(resp *http.Response) error {
	if resp.StatusCode >= 400 {
		return fmt.Errorf("HTTP %d", resp.StatusCode) // want `CZ300`
	}
	return nil
}

func (a *api) checked(ctx context.Context) error {
	resp, err := a.hc.Get(a.Base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return check(resp)
}

// 8 trace header kept by a hook
func (a *api) hooked(ctx context.Context) error {
	resp, err := a.hc.Get(a.Base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	a.trace(resp.Header.Get("x-tt-logid"))
	if resp.StatusCode != 200 {
		return fmt.Errorf("HTTP %d", resp.StatusCode) // ok
	}
	return nil
}

// 9 map reply
func (a *api) mapped(ctx context.Context) error {
	resp, err := a.hc.Get(a.Base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var m map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&m); err != nil {
		return err
	}
	if code, _ := m["code"].(float64); code != 0 {
		return fmt.Errorf("coze: %v", m["msg"]) // want `CZ3001`
	}
	return nil
}

// 10 map reply kept whole
func (a *api) mappedWhole(ctx context.Context) error {
	resp, err := a.hc.Get(a.Base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var m map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&m); err != nil {
		return err
	}
	if m["code"] != float64(0) {
		return fmt.Errorf("coze: %v", m) // ok: all of it
	}
	return nil
}

// 11 serving: the program's own codes
func (a *api) serve(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, err.Error(), 400)
		return
	}
	if in.Code != 0 {
		log.Printf("callback: %d %s", in.Code, in.Msg) // ok: who called us
	}
}

// 12 writes the code into a builder
func (a *api) built(ctx context.Context) error {
	r, err := a.call(ctx, "/v1/conversation/create")
	if err != nil {
		return err
	}
	if r.Code != 0 {
		var sb strings.Builder
		fmt.Fprintf(&sb, "coze %d: ", r.Code)
		sb.WriteString(r.Msg)
		return errors.New(sb.String()) // want `CZ3001`
	}
	return nil
}

// 13 a line decoded into an error of the package
type wireError struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func (e wireError) Error() string { return fmt.Sprintf("%d: %s", e.Code, e.Msg) }

func (a *api) streamed(ctx context.Context) error {
	resp, err := a.hc.Post(a.Base+"/v3/chat", "application/json", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return events(resp.Body)
}

func events(body io.Reader) error {
	lines := bufio.NewScanner(body)
	for lines.Scan() {
		row := lines.Text()
		if !strings.HasPrefix(row, "event:") {
			e := new(wireError)
			_ = json.Unmarshal([]byte(row), e)
			return e // want `CZ3004`
		}
	}
	return lines.Err()
}

// 14 a literal that is encoded and written to the caller
type chunk struct{ Text string }

func (a *api) relay(w http.ResponseWriter, r *http.Request) {
	resp, err := a.hc.Post(a.Base+"/v3/chat", "application/json", nil)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	reader := bufio.NewReader(resp.Body)
	for {
		line, err := reader.ReadBytes('\n')
		if err != nil {
			if err == io.EOF {
				var e wireError
				if json.Unmarshal(line, &e) == nil {
					out, _ := json.Marshal(chunk{Text: fmt.Sprintf("error: %s (%d)", e.Msg, e.Code)})
					_, _ = w.Write([]byte(fmt.Sprintf("data: %s\n\n", out))) // want `CZ3001`
				}
			}
			return
		}
		w.Write(line)
	}
}

// 15 a body handler that fills the error of another API
type outside struct {
	Status  int
	Code    any
	Message string
}

func newOutside(status int, e outside) error { return fmt.Errorf("%d: %v", status, e) }

func (a *api) converted(ctx context.Context) error {
	resp, err := a.hc.Get(a.Base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return convert(resp)
}

func convert(resp *http.Response) error {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var e wireError
	if err := json.Unmarshal(body, &e); err != nil {
		return fmt.Errorf("%s", body)
	}
	var o outside
	o.Message = e.Msg
	o.Code = e.Code
	return newOutside(resp.StatusCode, o) // want `CZ3001`
}

// 16 the body is logged where there is one
func (a *api) logged(ctx context.Context, w http.ResponseWriter) {
	resp, err := a.hc.Get(a.Base + "/v1/bot/get_online_info")
	if err != nil {
		return
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		text := fmt.Sprintf("status %d", resp.StatusCode)
		body, readErr := io.ReadAll(resp.Body)
		if readErr == nil && len(body) > 0 {
			log.Printf("status=%d body=%s", resp.StatusCode, body)
		} else {
			log.Printf("status=%d, nothing to read: %v", resp.StatusCode, readErr) // want `the HTTP status of a Coze failure`
		}
		http.Error(w, text, resp.StatusCode) // ok: the body is in the log
	}
}

// 17 an event of the second version printed whole: there is no log ID in it
func (a *api) v2(ctx context.Context, w http.ResponseWriter) {
	resp, err := a.hc.Post(a.Base+"/open_api/v2/chat", "application/json", nil)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data:")
		if !ok {
			continue
		}
		var ev struct {
			Event   string `json:"event"`
			Message struct {
				Content string `json:"content"`
			} `json:"message"`
		}
		if err := json.Unmarshal([]byte(data), &ev); err != nil {
			return
		}
		switch ev.Event {
		case "message":
			fmt.Fprint(w, ev.Message.Content)
		case "error":
			text := fmt.Sprintf("failed: %v", ev)
			answer(w, text) // want `CZ3003`
			return
		case "done":
			return
		}
	}
}

func answer(w http.ResponseWriter, text string) { http.Error(w, text, http.StatusBadGateway) }

// 18 shown, then asked by a helper
func verify(r *base[bot]) error {
	if r.Code != 0 {
		return fmt.Errorf("coze: %d", r.Code)
	}
	return nil
}

func (a *api) verified(ctx context.Context) error {
	resp, err := a.hc.Get(a.Base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r base[bot]
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	log.Printf("coze: code=%d msg=%q", r.Code, r.Msg) // ok: whoever is given the reply asks
	if err := verify(&r); err != nil {
		return fmt.Errorf("%w (%s)", err, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}
