package cozeraw

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"time"
)

var ErrBusy = errors.New("busy")

func toError(r *Response[Bot]) error {
	if r.Code != 0 {
		return fmt.Errorf("coze %d: %s", r.Code, r.Msg) // want `\(CZ3001\)`
	}
	return nil
}

type plain struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func conv(p plain) error {
	if p.Code == 0 {
		return nil
	}
	return fmt.Errorf("coze %d: %s", p.Code, p.Msg)
}

func useConv(resp *http.Response) error {
	var p plain
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
		return err
	}
	return conv(p) // want `\(CZ3001\)`
}

func useConv2(resp *http.Response) error {
	var p plain
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
		return err
	}
	if err := conv(p); err != nil {
		return fmt.Errorf("%w logid=%s", err, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}

func deferred(resp *http.Response) (err error) {
	defer func() {
		if err != nil {
			log.Printf("failed %v logid=%s", err, resp.Header.Get("X-Tt-Logid"))
		}
	}()
	var p plain
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
		return err
	}
	if p.Code != 0 {
		return fmt.Errorf("x %d", p.Code)
	}
	return nil
}

func retry(ctx context.Context, c *Client) error {
	var last error
	for i := 0; i < 3; i++ {
		resp, err := c.hc.Get(base)
		if err != nil {
			last = err
			continue
		}
		body, _ := io.ReadAll(resp.Body)
		var p plain
		if err := json.Unmarshal(body, &p); err != nil {
			return err
		}
		if p.Code == 0 {
			return nil
		}
		if p.Code == codeBusy {
			time.Sleep(time.Second)
			continue
		}
		last = fmt.Errorf("code %d msg %s", p.Code, p.Msg) // want `\(CZ3001\)`
	}
	return last
}

const codeBusy = 4009

func keepsHeader(c *Client) (string, error) {
	resp, err := c.hc.Get(base)
	if err != nil {
		return "", err
	}
	logID := resp.Header.Get("X-Tt-Logid")
	body, _ := io.ReadAll(resp.Body)
	var p plain
	if err := json.Unmarshal(body, &p); err != nil {
		return "", fmt.Errorf("decode %s: %w", body, err)
	}
	if p.Code != 0 {
		return "", fmt.Errorf("code %d (%s)", p.Code, logID)
	}
	if resp.StatusCode/100 != 2 {
		return "", &APIError{Code: resp.StatusCode, LogID: logID}
	}
	if !okStatus(resp.StatusCode) {
		return "", ErrBusy // want `CZ3002`
	}
	return string(body), nil
}

func okStatus(s int) bool { return s == 200 }

func fixedTexts(c *Client) (string, error) {
	resp, err := c.hc.Get(base)
	if err != nil {
		return "", err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", err
	}
	var p plain
	if err := json.Unmarshal(body, &p); err != nil {
		return "", fmt.Errorf("decode: %w", err)
	}
	switch p.Code {
	case 0:
		return string(body), nil
	case codeBusy:
		return "", ErrBusy // want `\(CZ3002\)`
	default:
		log.Printf("coze said %s", body)
		return "", errors.New("coze failed")
	}
}

func handler(c *Client) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		resp, err := c.hc.Get(base)
		if err != nil {
			http.Error(w, "bad gateway", 502)
			return
		}
		var p plain
		_ = json.NewDecoder(resp.Body).Decode(&p)
		if p.Code != 0 {
			http.Error(w, p.Msg, 500) // want `\(CZ3001\)`
			return
		}
		json.NewEncoder(w).Encode(p)
	}
}
