// Package wires reports failures as texts that others parse or see: no fix adds
// anything to them.
package wires

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
)

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func ask(body string) (*http.Response, *reply, error) {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	r := new(reply)
	if err := json.NewDecoder(resp.Body).Decode(r); err != nil {
		return nil, nil, err
	}
	return resp, r, nil
}

func comment(w io.Writer, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		fmt.Fprintf(w, ": failed %d %s", r.Code, r.Msg) // want `CZ3001`
		_ = resp
	}
}

func retryLine(w http.ResponseWriter, body string) {
	resp, r, err := ask(body)
	if err != nil {
		return
	}
	if r.Code != 0 {
		_, _ = io.WriteString(w, fmt.Sprintf("event: error\nid: 1\ndata: %s\n\n", r.Msg)) // want `CZ3001`
		_ = resp
	}
}

func writer(w *bufio.Writer, body string) error {
	resp, r, err := ask(body)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		_, err = w.WriteString(fmt.Sprintf("ERR %d %s", r.Code, r.Msg))
		_ = resp
	}
	return err
}

func connection(conn net.Conn, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		_, _ = conn.Write([]byte(fmt.Sprintf("-ERR %d %s", r.Code, r.Msg)))
		_ = resp
	}
}

func header(w http.ResponseWriter, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		w.Header().Set("X-Failure", fmt.Sprintf("%d %s", r.Code, r.Msg)) // want `CZ3001`
		_ = resp
	}
}

func rows(w *csv.Writer, body string) error {
	resp, r, err := ask(body)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		_ = resp
		return w.Write([]string{"failed", fmt.Sprintf("%d %s", r.Code, r.Msg)}) // want `CZ3001`
	}
	return nil
}

func location(w http.ResponseWriter, req *http.Request, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		u := url.URL{Path: "/failed", RawQuery: fmt.Sprintf("code=%d", r.Code)}
		http.Redirect(w, req, u.String(), http.StatusFound) // want `CZ3001`
		_ = resp
	}
}

func page(w io.Writer, t *template.Template, body string) error {
	resp, r, err := ask(body)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		_ = resp
		return t.Execute(w, fmt.Sprintf("Failed: %s", r.Msg)) // want `CZ3001`
	}
	return nil
}

type frame struct{ Type, Text string }

func frames(out chan<- frame, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		out <- frame{"error", fmt.Sprintf("%d %s", r.Code, r.Msg)} // want `CZ3001`
		_ = resp
	}
}

func file(f *os.File, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		fmt.Fprintf(f, "%d\t%s", r.Code, r.Msg) // want `CZ3001`
		_ = resp
	}
}

func output(body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		fmt.Printf("%d,%q\n", r.Code, r.Msg) // want `CZ3001`
		_ = resp
	}
}

type session struct{ flash []string }

func (s *session) Flash(text string) { s.flash = append(s.flash, text) }

func flash(s *session, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		s.Flash(fmt.Sprintf("Sorry: %s", r.Msg)) // want `CZ3001`
		_ = resp
	}
}

type stream struct{ w io.Writer }

func (s *stream) sendf(format string, args ...any) { fmt.Fprintf(s.w, format, args...) }

func helper(s *stream, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		s.sendf("data: %d %s", r.Code, r.Msg) // want `CZ3001`
		_ = resp
	}
}

// An error that is made a text again goes where that goes.
func texted(w http.ResponseWriter, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		http.Error(w, fmt.Errorf("coze: %d %s", r.Code, r.Msg).Error(), http.StatusBadGateway) // want `CZ3001`
		_ = resp
	}
}

func markup(body string) error {
	resp, r, err := ask(body)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		_ = resp
		return fmt.Errorf(`<error code="%d">%s</error>`, r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func array(body string) error {
	resp, r, err := ask(body)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		_ = resp
		return fmt.Errorf(`[%d,%q]`, r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func jsonLine(body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		log.Printf(`{"level":"error","code":%d,"msg":%q}`, r.Code, r.Msg) // want `CZ3001`
		_ = resp
	}
}

func object(w http.ResponseWriter, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		_ = json.NewEncoder(w).Encode(map[string]any{"error": fmt.Sprintf("coze %d", r.Code)}) // want `CZ3001`
		_ = resp
	}
}

// What follows is for who reads errors and logs.

func tagged(body string) error {
	resp, r, err := ask(body)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		_ = resp
		return fmt.Errorf("[coze] %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func joined(body string) error {
	resp, r, err := ask(body)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		_ = resp
		return errors.Join(errors.New("ask"), fmt.Errorf("coze: %d %s", r.Code, r.Msg)) // want `CZ3001`
	}
	return nil
}

func fail(w http.ResponseWriter, err error) { http.Error(w, err.Error(), http.StatusBadGateway) }

func given(w http.ResponseWriter, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		_ = resp
		fail(w, fmt.Errorf("coze: %d %s", r.Code, r.Msg)) // want `CZ3001`
	}
}

func lineOfLog(body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		_ = resp
		log.Print(fmt.Sprintf("coze: %d %s", r.Code, r.Msg)) // want `CZ3001`
	}
}

func standardError(body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		_ = resp
		fmt.Fprintf(os.Stderr, "coze: %d %s\n", r.Code, r.Msg) // want `CZ3001`
	}
}

func (s *session) warnf(format string, args ...any) { log.Printf("session: "+format, args...) }

func ownLogger(s *session, body string) {
	resp, r, err := ask(body)
	if err == nil && r.Code != 0 {
		_ = resp
		s.warnf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
}
