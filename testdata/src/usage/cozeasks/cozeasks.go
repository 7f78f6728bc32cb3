// Package cozeasks asks replies by an interface whether they failed.
package cozeasks

import (
	"encoding/json"
	"fmt"
	"net/http"
)

const cozeBase = "https://api.coze.cn"

// A reply tells whether it failed.
type reply interface{ failure() error }

type bots struct {
	Code int `json:"code"`
	Data struct {
		Items []string `json:"items"`
	} `json:"data"`
}

func (b *bots) failure() error {
	if b.Code == 0 {
		return nil
	}
	return fmt.Errorf("coze: %d", b.Code)
}

func into(path string, out reply) error {
	resp, err := http.Get(cozeBase + path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return err
	}
	return out.failure()
}

func unasked(path string, out any) error {
	resp, err := http.Get(cozeBase + path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}

func count() (int, error) {
	b := new(bots)
	if err := into("/v1/bots", b); err != nil { // ok: into asks the reply
		return 0, err
	}
	return len(b.Data.Items), nil
}

func intoAny(path string, out any) error {
	resp, err := http.Get(cozeBase + path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return err
	}
	if r, ok := out.(interface{ failure() error }); ok {
		return r.failure()
	}
	return nil
}

func countAny() (int, error) {
	b := new(bots)
	if err := intoAny("/v1/bots", b); err != nil { // ok: intoAny asks the reply
		return 0, err
	}
	return len(b.Data.Items), nil
}

func countUnasked() (int, error) {
	b := new(bots)
	if err := unasked("/v1/bots", b); err != nil { // want `CZ5002`
		return 0, err
	}
	return len(b.Data.Items), nil
}
