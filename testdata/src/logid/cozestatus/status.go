// Package cozestatus tells failures by the HTTP status, and hands on what it
// decodes.
package cozestatus

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

const host = "https://api.coze.cn"

type wireError struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func (e *wireError) Error() string { return fmt.Sprintf("%d: %s", e.Code, e.Msg) }

type reply struct {
	*wireError
	Data string `json:"data"`
}

type knownError struct {
	Code   int    `json:"code"`
	Msg    string `json:"msg"`
	Detail struct {
		LogID string `json:"logid"`
	} `json:"detail"`
}

func (e *knownError) Error() string { return fmt.Sprintf("%d: %s %s", e.Code, e.Msg, e.Detail.LogID) }

func statusText(client *http.Client) error {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.Status != "200 OK" {
		return fmt.Errorf("status %s", resp.Status) // want `the HTTP status of a Coze failure`
	}
	return nil
}

func uploadFile(client *http.Client, text string) error {
	resp, err := client.Post(host+"/v1/files/upload", "text/plain", strings.NewReader(text))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("upload failed with status: %s", resp.Status) // want `the HTTP status of a Coze failure`
	}
	return nil
}

func downloadFile(client *http.Client, url string) error {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("download failed with status: %s", resp.Status) // ok: from a storage
	}
	return nil
}

func decodedError(client *http.Client) (string, error) {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return "", err
	}
	if r.wireError != nil && r.wireError.Code > 0 {
		return "", r.wireError // want `the text of wireError leaves out the X-Tt-Logid`
	}
	return r.Data, nil
}

func knownDecodedError(client *http.Client) error {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var e knownError
	if err := json.NewDecoder(resp.Body).Decode(&e); err != nil {
		return err
	}
	if e.Code != 0 {
		return &e // ok: its text has the log ID
	}
	return nil
}

func wholeDecodedError(client *http.Client) error {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var e wireError
	if err := json.NewDecoder(resp.Body).Decode(&e); err != nil {
		return err
	}
	if e.Code != 0 {
		return &e // want `the text of wireError leaves out the X-Tt-Logid`
	}
	return nil
}

type chat struct {
	ID        string `json:"id"`
	LastError struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"last_error"`
}

type cozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data chat   `json:"data"`
}

func retrieve(client *http.Client, id string) (*cozeReply, error) {
	resp, err := client.Get(host + "/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(cozeReply)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

func caller(client *http.Client, report func(string)) {
	first, err := retrieve(client, "1")
	if err != nil {
		return
	}
	if first.Code != 0 {
		report(first.Msg) // want `nothing on the path keeps it`
	}
	second, err := retrieve(client, first.Data.ID)
	if err != nil {
		return
	}
	if second.Code != 0 {
		report(second.Msg) // want `nothing on the path keeps it`
	}
}

func callback(client *http.Client, on func(string, map[string]any)) error {
	resp, err := client.Get(host + "/v3/chat/retrieve")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r cozeReply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Data.LastError.Code != 0 {
		on("chat_failed", map[string]any{"code": r.Data.LastError.Code, "msg": r.Data.LastError.Msg}) // want `a Coze failure is reported without its X-Tt-Logid`
	}
	return nil
}

// outsideError is an error in the form of another API.
type outsideError struct {
	Message string
	Kind    any
}

func convertStatus(client *http.Client) *outsideError {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return nil
	}
	if resp.StatusCode != http.StatusOK {
		return statusHandler(resp) // ok: statusHandler has the response
	}
	return nil
}

func statusHandler(resp *http.Response) *outsideError {
	defer resp.Body.Close()
	var e wireError
	if err := json.NewDecoder(resp.Body).Decode(&e); err != nil {
		return &outsideError{Message: err.Error()} // ok: not decoded
	}
	return &outsideError{Message: e.Msg, Kind: e.Code} // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header.Get\("X-Tt-Logid"\)`
}

func keepStatus(client *http.Client) error {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	if resp.StatusCode >= 300 {
		return keepingHandler(resp)
	}
	return bothHandler(resp)
}

func keepingHandler(resp *http.Response) error {
	return fmt.Errorf("status %d, logid=%s", resp.StatusCode, resp.Header.Get("X-Tt-Logid")) // ok
}

func alsoBoth(client *http.Client) error {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return bothHandler(resp)
	}
	return nil
}

func bothHandler(resp *http.Response) error {
	if resp.ContentLength == 0 {
		return fmt.Errorf("nothing to read") // ok: not only for failures
	}
	return nil
}

func call(client *http.Client) error {
	resp, err := client.Get(host + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	e := new(knownError)
	if err := json.NewDecoder(resp.Body).Decode(e); err != nil {
		return err
	}
	if e.Code != 0 {
		return e // ok
	}
	return nil
}

const codeBotNotFound = 4200

func wrapping(client *http.Client) error {
	err := call(client)
	var e *knownError
	if errors.As(err, &e) && e.Code == codeBotNotFound {
		return fmt.Errorf("no such bot: %w", err) // ok: wrapped
	}
	if errors.As(err, &e) {
		switch e.Code {
		case codeBotNotFound:
			return fmt.Errorf("%w: no such bot", err) // ok
		case 0:
			return nil
		default:
			return errors.Join(errors.New("no such bot"), err) // ok
		}
	}
	return err
}

func replacing(client *http.Client) error {
	err := call(client)
	var e *knownError
	if errors.As(err, &e) && e.Code == codeBotNotFound {
		return fmt.Errorf("no such bot: %s", e.Msg) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return e.Detail.LogID`
	}
	return err
}

// Whoever gets the error drops the body beside it.
func replied(path string) ([]byte, error) {
	resp, err := http.Get(host + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 400 {
		return body, fmt.Errorf("%s: %s", path, resp.Status) // want `\(CZ3001\)`
	}
	return body, nil
}

func repliedTo(path string) (string, error) {
	body, err := replied(path)
	if err != nil {
		return "", err
	}
	return string(body), nil
}

// Here it is logged.
func answered(path string) ([]byte, error) {
	resp, err := http.Get(host + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 400 {
		return body, fmt.Errorf("%s: %s", path, resp.Status) // ok
	}
	return body, nil
}

func answeredTo(path string) (string, error) {
	body, err := answered(path)
	if err != nil {
		log.Printf("%v: %s", err, body)
		return "", err
	}
	return string(body), nil
}
