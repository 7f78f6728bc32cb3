package cozeraw

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const base = "https://api.coze.cn"

type Response[T any] struct {
	Code   int    `json:"code"`
	Msg    string `json:"msg"`
	Data   T      `json:"data"`
	Detail struct {
		LogID string `json:"logid"`
	} `json:"detail"`
}

func (r *Response[T]) GetCode() int { return r.Code }

type Bot struct{ Name string }

type APIError struct {
	Code  int
	Msg   string
	LogID string
}

func (e *APIError) Error() string { return fmt.Sprintf("%d %s %s", e.Code, e.Msg, e.LogID) }

type Client struct{ hc *http.Client }

func (c *Client) do(path string, out any) (*http.Response, error) {
	resp, err := c.hc.Get(base + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(resp.Body)
		return nil, fmt.Errorf("status %d: %s", resp.StatusCode, b)
	}
	return resp, json.NewDecoder(resp.Body).Decode(out)
}

func (c *Client) Bot() (*Bot, error) {
	var r Response[Bot]
	resp, err := c.do("/v1/bot/get_online_info", &r)
	if err != nil {
		return nil, err
	}
	if r.Code != 0 {
		return nil, &APIError{Code: r.Code, Msg: r.Msg, LogID: resp.Header.Get("X-Tt-Logid")}
	}
	if r.GetCode() == 4100 || r.Code >= 4000 && r.Code < 5000 {
		log.Println("x") // want `\(CZ3002\)`
	}
	switch r.Code {
	case 4101, 0x1006:
	case int(4105):
	}
	retry := map[int]bool{4009: true, 5000: true}
	if retry[r.Code] {
		return nil, nil
	}
	if slices.Contains([]int{4009, 4020}, r.Code) {
		return nil, nil
	}
	if r.Code == 200 || strconv.Itoa(r.Code) == "4100" {
	}
	return &r.Data, nil
}

func (c *Client) Bot2() (*Bot, error) {
	b, err := c.Bot()
	var ae *APIError
	if errors.As(err, &ae) {
		if ae.Code == 4100 {
			return nil, fmt.Errorf("bad token: %s", ae.Msg) // want `CZ3001`
		}
	}
	if err != nil && strings.Contains(err.Error(), "4100") {
		slog.Error("failed", "err", err)
	}
	return b, err
}

func (c *Client) Raw() error {
	resp, err := c.hc.Post(base+"/v3/chat", "", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var m map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&m); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if code, ok := m["code"].(float64); ok && code != 0 {
		if code == 4007 {
			return errors.New("autosave") // want `\(CZ3002\)`
		}
		slog.Error("coze failed", "code", code, "msg", m["msg"]) // want `\(CZ3001\)`
		return fmt.Errorf("coze: %v %v\n", code, m["msg"])
	}
	if resp.StatusCode >= 400 {
		return fmt.Errorf("status %s", resp.Status) // want `\(CZ3001\)`
	}
	return nil
}
