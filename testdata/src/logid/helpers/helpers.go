// Package helpers calls the API through packages that know nothing of it, and
// whose functions are not seen.
package helpers

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"

	"logid/helpers/platform"
	"logid/helpers/rest"
)

var errQuota = errors.New("no credits left")

type envelope struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type chat struct {
	Status    string `json:"status"`
	LastError struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"last_error"`
}

type reply struct {
	envelope
	Data chat `json:"data"`
}

// page is what another vendor answers with.
type page struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type bot struct{ host string }

func (b *bot) code(id string) error {
	var r reply
	if err := rest.Get(b.host+"/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("retrieve: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func (b *bot) fixed(id string) error {
	r := new(reply)
	if err := rest.Post(b.host+"/v3/chat", map[string]any{"bot_id": id}, r); err != nil {
		return err
	}
	if r.Code == 4028 {
		return errQuota // want `CZ3002`
	}
	return nil
}

// The error of the call is nil where its last_error is told.
func (b *bot) lastError(id string) error {
	var r reply
	if err := rest.Get(b.host+"/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		return err
	}
	if r.Data.Status != "completed" {
		return fmt.Errorf("chat %s: %s", r.Data.Status, r.Data.LastError.Msg) // want `CZ3001`
	}
	return nil
}

// The package that sends it tells that it fills what it is given, of whatever type.
func (b *bot) settings(id string) error {
	var s struct {
		Code int `json:"code"`
	}
	if err := rest.Post(b.host+"/v3/chat", id, &s); err != nil {
		return err
	}
	if s.Code != 0 {
		return fmt.Errorf("settings: %d", s.Code) // want `CZ3001`
	}
	return nil
}

func (b *bot) vendor(id string) error {
	var p page
	if err := rest.Get("https://api.openai.com/v1/models/"+id, &p); err != nil {
		return err
	}
	if p.Code != 0 {
		return fmt.Errorf("models: %d %s", p.Code, p.Msg)
	}
	return nil
}

func (b *bot) call(path string) (*platform.Result, error) {
	resp, err := http.Get("https://api.coze.cn" + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var r platform.Result
	return &r, json.Unmarshal(body, &r)
}

// A method of a reply that is given a pointer decodes.
func (b *bot) bound() {
	r, err := b.call("/v3/chat/retrieve")
	if err != nil {
		log.Print(err)
		return
	}
	var c chat
	if err := r.Bind(&c); err != nil {
		log.Print(err)
		return
	}
	if c.Status == "failed" {
		log.Printf("chat failed: %d %s", c.LastError.Code, c.LastError.Msg) // want `CZ3001`
	}
}

// So does a function that is given a body and a pointer.
func (b *bot) parsed() error {
	resp, err := http.Get("https://api.coze.cn/v1/workspaces")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var e envelope
	if err := platform.Parse(body, &e); err != nil {
		return err
	}
	if e.Code != 0 {
		return fmt.Errorf("workspaces: %s", e.Msg) // want `CZ3001`
	}
	return nil
}

func (b *bot) parsedOther() error {
	resp, err := http.Get("https://api.openai.com/v1/models")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var p page
	if err := platform.Parse(body, &p); err != nil {
		return err
	}
	if p.Code != 0 {
		return fmt.Errorf("models: %s", p.Msg)
	}
	return nil
}

// The reply of the token endpoint has keys of its own, and nobody compares a
// code: that the token is missing says that it failed.
func (b *bot) token() (string, error) {
	resp, err := http.Post(b.host+"/api/permission/oauth2/token", "application/json", nil)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var r struct {
		AccessToken  string `json:"access_token"`
		ErrorCode    string `json:"error_code"`
		ErrorMessage string `json:"error_message"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return "", err
	}
	if r.AccessToken == "" {
		return "", fmt.Errorf("token: %s", r.ErrorMessage) // want `CZ3001`
	}
	return r.AccessToken, nil
}

// A code that is known to be 0 tells of no failure.
func (b *bot) succeeded(id string) error {
	var r reply
	if err := rest.Get(b.host+"/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		return err
	}
	if r.Code == 0 {
		return errors.New("nothing to do: " + r.Msg)
	}
	return fmt.Errorf("retrieve: %d %s", r.Code, r.Msg) // want `CZ3001`
}
