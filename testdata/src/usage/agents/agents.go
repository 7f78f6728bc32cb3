// Package agents holds the clients of several services.
package agents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

type cozeAgent struct {
	token  string
	client *http.Client
}

func (a *cozeAgent) conversation(ctx context.Context) (string, error) {
	req, err := http.NewRequestWithContext(ctx, "POST", "https://api.coze.cn/v1/conversation/create", nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	resp, err := a.client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var result struct {
		Data struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&result); err != nil { // want `CZ5002`
		return "", err
	}
	return result.Data.ID, nil
}

type message struct {
	Role    string `json:"role"`
	Type    string `json:"type"`
	Content string `json:"content"`
}

type list struct {
	Code int       `json:"code"`
	Msg  string    `json:"msg"`
	Data []message `json:"data"`
}

// answerOf takes the answer out of a reply.
func answerOf(l *list) string {
	for _, m := range l.Data {
		if m.Type == "answer" {
			return m.Content
		}
	}
	return ""
}

// answerOrError says so if there is none.
func answerOrError(l *list) (string, error) {
	if answer := answerOf(l); answer != "" {
		return answer, nil
	}
	return "", errors.New("no answer")
}

func checkedAnswer(l *list) string {
	if l.Code != 0 {
		return l.Msg
	}
	return answerOf(l)
}

func (a *cozeAgent) messages(ctx context.Context) (*list, error) {
	resp, err := a.get(ctx, "https://api.coze.cn/v3/chat/message/list?chat_id=1")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var l list
	if err := json.NewDecoder(resp.Body).Decode(&l); err != nil { // ok: who calls it gets the whole reply
		return nil, err
	}
	return &l, nil
}

func (a *cozeAgent) get(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return a.client.Do(req)
}

func (a *cozeAgent) taken(ctx context.Context) (string, error) {
	l, err := a.messages(ctx) // want `neither messages nor its caller checks the code of the reply.*CZ5002`
	if err != nil {
		return "", err
	}
	return answerOf(l), nil
}

func (a *cozeAgent) takenHere(ctx context.Context) (string, error) {
	resp, err := a.get(ctx, "https://api.coze.cn/v3/chat/message/list?chat_id=1")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var l list
	if err := json.NewDecoder(resp.Body).Decode(&l); err != nil { // want `CZ5002`
		return "", err
	}
	answer := answerOf(&l)
	return answer, nil
}

func (a *cozeAgent) missed(ctx context.Context) (string, error) {
	l, err := a.messages(ctx) // ok: that there is no answer is an error
	if err != nil {
		return "", err
	}
	return answerOrError(l)
}

func (a *cozeAgent) missedHere(ctx context.Context) (string, error) {
	l, err := a.messages(ctx) // ok: that there is no answer is noticed
	if err != nil {
		return "", err
	}
	answer := answerOf(l)
	if answer == "" {
		return "", errors.New("no answer")
	}
	return answer, nil
}

func (a *cozeAgent) checked(ctx context.Context) (string, error) {
	l, err := a.messages(ctx) // ok
	if err != nil {
		return "", err
	}
	return checkedAnswer(l), nil
}

func (a *cozeAgent) named(ctx context.Context) (string, error) {
	resp, err := a.get(ctx, "https://api.coze.cn/v1/conversation/create")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var result struct {
		Data struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&result); err != nil { // ok: a reply without an ID is an error
		return "", err
	}
	if result.Data.ID == "" {
		return "", fmt.Errorf("no conversation at %s", resp.Request.URL)
	}
	return result.Data.ID, nil
}

type difyAgent struct {
	client *http.Client
}

func (a *difyAgent) conversation(ctx context.Context) (string, error) {
	req, err := http.NewRequestWithContext(ctx, "POST", "https://api.dify.ai/v1/conversations", nil)
	if err != nil {
		return "", err
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var result struct {
		Data struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&result); err != nil { // ok: another service
		return "", err
	}
	return result.Data.ID, nil
}

// firstOf and restOf call each other.
func firstOf(l *list, n int) string {
	if n == 0 {
		return l.Data[0].Type
	}
	return restOf(l, n-1)
}

func restOf(l *list, n int) string { return firstOf(l, n) }

func (a *cozeAgent) recursive(ctx context.Context) (string, error) {
	l, err := a.messages(ctx) // ok: not followed through functions that call each other
	if err != nil {
		return "", err
	}
	return firstOf(l, 1), nil
}
