// Package elsewhere calls the API, and beside it what callers and replies name.
package elsewhere

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"

	"github.com/valyala/fasthttp"
)

type job struct{ ID, Callback string }

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		URL string `json:"url"`
	} `json:"data"`
}

func file(id string) (string, error) {
	resp, err := http.Get("https://api.coze.cn/v1/files/retrieve?file_id=" + id)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", fmt.Errorf("retrieve: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return r.Data.URL, nil
}

// work asks the API and then tells who asked, at an address of theirs.
func work(incoming []byte) error {
	var j job
	if err := json.Unmarshal(incoming, &j); err != nil {
		return err
	}
	url, err := file(j.ID)
	if err != nil {
		return err
	}
	body, err := download(url)
	if err != nil {
		return err
	}
	if err := postFast(j, body); err != nil {
		return err
	}
	return postBack(j.Callback, body)
}

func download(url string) (string, error) {
	resp, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("download: status %d", resp.StatusCode) // ok: where the file is
	}
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}

func postBack(target, body string) error {
	req, err := http.NewRequest(http.MethodPost, target, strings.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusMultipleChoices {
		log.Printf("callback returned %d", resp.StatusCode) // ok: whoever asked
	}
	return nil
}

// postFast does so with a client that is told where a request goes by and by.
func postFast(j job, body string) error {
	req, resp := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(resp)
	req.SetRequestURI(j.Callback)
	req.SetBody([]byte(body))
	if err := fasthttp.Do(req, resp); err != nil {
		return err
	}
	if resp.StatusCode() >= http.StatusMultipleChoices {
		log.Printf("callback returned %d", resp.StatusCode()) // ok: whoever asked
	}
	return nil
}

type failure struct {
	Code  int
	LogID string
}

func (f *failure) Error() string { return fmt.Sprintf("coze: %d (log ID %s)", f.Code, f.LogID) }

func me() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return &failure{r.Code, resp.Header.Get("X-Tt-Logid")}
	}
	return nil
}

// An Update is what a watcher hands on.
type Update struct{ Err error }

// Next checks once.
func Next() Update {
	if err := me(); err != nil {
		return Update{Err: fmt.Errorf("watch: %w", err)}
	}
	return Update{}
}

// Notify sends the text of the failure to a group of people.
func Notify(webhook string, u Update) error {
	text := "checked"
	if u.Err != nil {
		text += ": " + u.Err.Error() // ok: it is sent
	}
	body, err := json.Marshal(map[string]any{"msg_type": "text", "content": map[string]string{"text": text}})
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, webhook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
