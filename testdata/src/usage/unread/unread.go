// Package unread decodes replies of Coze and others.
package unread

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
)

const host = "https://api.coze.cn"

type reply[T any] struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data T      `json:"data"`
}

type chat struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

func get(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, host+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func unread(ctx context.Context) (string, error) {
	body, err := get(ctx, "/v1/conversation/retrieve?conversation_id=1")
	if err != nil {
		return "", err
	}
	var r reply[chat]
	if err := json.Unmarshal(body, &r); err != nil { // want `the code of this reply is not checked before its data is used: the API reports failures with HTTP 200 and a code other than 0 \(CZ5002\)`
		return "", fmt.Errorf("%w: %s", err, body)
	}
	return r.Data.ID, nil
}

func pointer(ctx context.Context) (*chat, error) {
	body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return nil, err
	}
	r := new(reply[chat])
	if err := json.Unmarshal(body, r); err != nil { // want `CZ5002`
		return nil, err
	}
	return &r.Data, nil
}

func codelessType() (string, error) {
	resp, err := http.Post(host+"/v1/conversation/create", "application/json", bytes.NewReader([]byte("{}")))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", errors.New(resp.Status)
	}
	var r struct {
		Data struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil { // want `the type that this reply is decoded into has no field for the code`
		return "", err
	}
	return r.Data.ID, nil
}

func polling(ctx context.Context) error {
	for range 60 {
		body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
		if err != nil {
			return err
		}
		var r reply[chat]
		if json.Unmarshal(body, &r) != nil { // want `CZ5002`
			continue
		}
		if r.Data.Status == "completed" {
			return nil
		}
	}
	return errors.New("too slow")
}

func asMap() (any, error) {
	resp, err := http.Get(host + "/v1/workspaces")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil { // want `CZ5002`
		return nil, err
	}
	return r["data"], nil
}

func inClosure(ctx context.Context) (id string, err error) {
	fetch := func() error {
		body, err := get(ctx, "/v1/users/me")
		if err != nil {
			return err
		}
		var r reply[chat]
		if err := json.Unmarshal(body, &r); err != nil { // want `CZ5002`
			return err
		}
		id = r.Data.ID
		return nil
	}
	return id, fetch()
}

type base struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type embedding struct {
	base
	Data []chat `json:"data"`
}

func embedded(ctx context.Context) (ids []string, err error) {
	body, err := get(ctx, "/v1/conversations?bot_id=1")
	if err != nil {
		return nil, err
	}
	var e embedding
	if err := json.Unmarshal(body, &e); err != nil { // want `CZ5002`
		return nil, err
	}
	for _, c := range e.Data {
		ids = append(ids, c.ID)
	}
	return ids, nil
}

// A helper decodes, and does not look.
func getInto(ctx context.Context, path string, out any) error {
	body, err := get(ctx, path)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, out)
}

func helper(ctx context.Context) (string, error) {
	var r reply[chat]
	if err := getInto(ctx, "/v1/users/me", &r); err != nil { // want `CZ5002`
		return "", err
	}
	return r.Data.ID, nil
}

func retrieve(ctx context.Context) (*reply[chat], error) {
	body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return nil, err
	}
	r := new(reply[chat])
	return r, json.Unmarshal(body, r) // ok: handed on with its code
}

func caller(ctx context.Context) (string, error) {
	r, err := retrieve(ctx) // want `neither retrieve nor its caller checks the code of the reply`
	if err != nil {
		return "", err
	}
	return r.Data.Status, nil
}

func lookingCaller(ctx context.Context) (string, error) {
	r, err := retrieve(ctx) // ok: looked at
	if err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", errors.New(r.Msg)
	}
	return r.Data.Status, nil
}

func looked(ctx context.Context) (string, error) {
	body, err := get(ctx, "/v1/users/me")
	if err != nil {
		return "", err
	}
	var r reply[chat]
	if err := json.Unmarshal(body, &r); err != nil { // ok: looked at
		return "", err
	}
	if r.Code != 0 {
		return "", fmt.Errorf("coze: %d %s body=%s", r.Code, r.Msg, body)
	}
	return r.Data.ID, nil
}

func promoted(ctx context.Context) (int, error) {
	body, err := get(ctx, "/v1/conversations?bot_id=1")
	if err != nil {
		return 0, err
	}
	var e embedding
	if err := json.Unmarshal(body, &e); err != nil { // ok: the promoted code is looked at
		return 0, err
	}
	if e.Code != 0 {
		return 0, fmt.Errorf("coze: %d body=%s", e.Code, body)
	}
	return len(e.Data), nil
}

func (b base) err() error {
	if b.Code == 0 {
		return nil
	}
	return fmt.Errorf("coze: %d %s", b.Code, b.Msg)
}

func method(ctx context.Context) ([]chat, error) {
	body, err := get(ctx, "/v1/conversations?bot_id=1")
	if err != nil {
		return nil, err
	}
	var e embedding
	if err := json.Unmarshal(body, &e); err != nil { // ok: a method looks
		return nil, err
	}
	return e.Data, e.err()
}

func check(b base) error { return b.err() }

func part(ctx context.Context) ([]chat, error) {
	body, err := get(ctx, "/v1/conversations?bot_id=1")
	if err != nil {
		return nil, err
	}
	var e embedding
	if err := json.Unmarshal(body, &e); err != nil { // ok: the part with the code is handed on
		return nil, err
	}
	return e.Data, check(e.base)
}

func mapLooked() (any, error) {
	resp, err := http.Get(host + "/v1/workspaces")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := make(map[string]any)
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil { // ok: looked at
		return nil, err
	}
	if code, _ := r["code"].(float64); code != 0 {
		return nil, fmt.Errorf("coze: %v", r)
	}
	return r["data"], nil
}

func logged(ctx context.Context) string {
	body, err := get(ctx, "/v1/users/me")
	if err != nil {
		return ""
	}
	var r reply[chat]
	if json.Unmarshal(body, &r) != nil { // ok: logged as a whole
		return ""
	}
	log.Printf("reply %+v", r)
	return r.Data.ID
}

func bodyLogged(ctx context.Context) string {
	body, err := get(ctx, "/v1/users/me")
	if err != nil {
		return ""
	}
	log.Printf("body %s", body)
	var r reply[chat]
	_ = json.Unmarshal(body, &r) // ok: the body is logged
	return r.Data.ID
}

func twice(ctx context.Context) (string, error) {
	body, err := get(ctx, "/v1/users/me")
	if err != nil {
		return "", err
	}
	var b base
	if err := json.Unmarshal(body, &b); err != nil || b.Code != 0 {
		return "", fmt.Errorf("coze: %d body=%s", b.Code, body)
	}
	var r struct {
		Data chat `json:"data"`
	}
	err = json.Unmarshal(body, &r) // ok: the code was decoded before
	return r.Data.ID, err
}

func raw(ctx context.Context) (string, error) {
	body, err := get(ctx, "/v1/users/me")
	if err != nil {
		return "", err
	}
	if !bytes.Contains(body, []byte(`"code":0`)) {
		return "", fmt.Errorf("coze: %s", body)
	}
	var r reply[chat]
	err = json.Unmarshal(body, &r) // ok: the raw body was looked at
	return r.Data.ID, err
}

// A client that looks.
func checked(ctx context.Context, path string, out any) error {
	body, err := get(ctx, path)
	if err != nil {
		return err
	}
	var b base
	if err := json.Unmarshal(body, &b); err != nil {
		return err
	}
	if b.Code != 0 {
		return fmt.Errorf("coze: %d %s body=%s", b.Code, b.Msg, body)
	}
	return json.Unmarshal(body, out)
}

func useChecked(ctx context.Context) (string, error) {
	var r reply[chat]
	err := checked(ctx, "/v1/users/me", &r) // ok: the helper looks
	return r.Data.ID, err
}

func empty(ctx context.Context) (string, error) {
	body, err := get(ctx, "/v1/users/me")
	if err != nil {
		return "", err
	}
	var r reply[chat]
	if err := json.Unmarshal(body, &r); err != nil { // ok: an empty answer is noticed
		return "", err
	}
	if r.Data.ID == "" {
		return "", fmt.Errorf("coze: no user: %s", body)
	}
	return r.Data.ID, nil
}

func feishu(id string) (string, error) {
	resp, err := http.Get("https://open.feishu.cn/open-apis/user/v1/" + id)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var r reply[chat]
	err = json.NewDecoder(resp.Body).Decode(&r) // ok: another service
	return r.Data.ID, err
}

func incoming(w http.ResponseWriter, r *http.Request) {
	var in reply[chat]
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil { // ok: a request that is served
		return
	}
	fmt.Fprintln(w, in.Data.ID)
}

func parse(body []byte) (id string, err error) {
	var r reply[chat]
	err = json.Unmarshal(body, &r) // ok: who calls it may have looked
	return r.Data.ID, err
}

// What the fix adds has the log ID, or is not added.

func withHeader() (chat, error) {
	resp, err := http.Get(host + "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return chat{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return chat{}, err
	}
	var r reply[chat]
	err = json.Unmarshal(body, &r) // want `CZ5002`
	if err != nil {
		return chat{}, err
	}
	return r.Data, nil
}

type detailed struct {
	Code   int64  `json:"code"`
	Msg    string `json:"msg"`
	Data   chat   `json:"data"`
	Detail struct {
		LogID string `json:"logid"`
	} `json:"detail"`
}

func withDetail(ctx context.Context) (id string, more bool, err error) {
	body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return "", false, err
	}
	var r detailed
	if err := json.Unmarshal(body, &r); err != nil { // want `CZ5002`
		return "", false, err
	}
	return r.Data.ID, true, nil
}

func fetch(ctx context.Context, out any) error { return getInto(ctx, "/v1/users/me", out) }

func nothingAtHand(ctx context.Context) (string, error) {
	var r reply[chat]
	if err := fetch(ctx, &r); err != nil { // want `CZ5002`
		return "", err
	}
	return r.Data.ID, nil
}

func notZero(ctx context.Context, old *chat) (*chat, error) {
	body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return old, err
	}
	var r reply[chat]
	if err := json.Unmarshal(body, &r); err != nil { // want `CZ5002`
		return old, err
	}
	return &r.Data, nil
}

func swallowed(ctx context.Context) (*chat, error) {
	body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return nil, err
	}
	var r reply[chat]
	if err := json.Unmarshal(body, &r); err != nil { // want `CZ5002`
		return nil, nil
	}
	return &r.Data, nil
}

func generic[T any](ctx context.Context, client *http.Client, path string) (data T, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, host+path, nil)
	if err != nil {
		return data, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return data, err
	}
	defer resp.Body.Close()
	var r reply[T]
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil { // want `CZ5002`
		return data, err
	}
	return r.Data, nil
}

func user(ctx context.Context) (chat, error) {
	return generic[chat](ctx, http.DefaultClient, "/v1/users/me")
}

func (e embedding) failed() error { return e.err() }

func fill(ctx context.Context, path string, out interface{ failed() error }) error {
	body, err := get(ctx, path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("%w: %s", err, body)
	}
	return out.failed()
}

func filled(ctx context.Context) ([]chat, error) {
	var e embedding
	err := fill(ctx, "/v1/conversations?bot_id=1", &e) // ok: a method of the interface looks
	return e.Data, err
}

type failed struct {
	Status    string `json:"status"`
	LastError struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"last_error"`
}

// The code of last_error is the chat's: that of the reply is another.
func lastError(ctx context.Context) error {
	body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return err
	}
	var r reply[failed]
	if err := json.Unmarshal(body, &r); err != nil { // want `CZ5002`
		return err
	}
	if r.Data.Status == "failed" {
		return fmt.Errorf("chat failed: %d %s", r.Data.LastError.Code, r.Data.LastError.Msg)
	}
	return nil
}

func lastErrorAndCode(ctx context.Context) error {
	body, err := get(ctx, "/v3/chat/retrieve?chat_id=1")
	if err != nil {
		return err
	}
	var r reply[failed]
	if err := json.Unmarshal(body, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("retrieve: %d %s", r.Code, r.Msg)
	}
	if r.Data.Status == "failed" {
		return fmt.Errorf("chat failed: %d %s", r.Data.LastError.Code, r.Data.LastError.Msg)
	}
	return nil
}
