// Package selfhosted calls a server of its own, which only its setting names.
package selfhosted

import (
	"encoding/json"
	"net/http"
	"os"
	"time"
)

type history struct {
	Code int `json:"code"`
	Data []struct {
		Status string `json:"execute_status"`
	} `json:"data"`
}

var base = os.Getenv("COZE_API_BASE")

func ask(workflow, run string) (*history, error) {
	resp, err := http.Get(base + "/v1/workflows/" + workflow + "/run_histories/" + run)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	h := new(history)
	return h, json.NewDecoder(resp.Body).Decode(h)
}

// Wait waits for a run.
func Wait(workflow, run string) error {
	for { // want `poll without a deadline: .*CZ5006`
		time.Sleep(time.Second)
		h, err := ask(workflow, run)
		if err != nil {
			return err
		}
		if h.Code != 0 || len(h.Data) == 0 || h.Data[0].Status == "Running" {
			continue
		}
		return nil
	}
}
