package polling

import (
	"encoding/json"
	"net/http"
	"os"
	"time"
)

type histories struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data []struct {
		Status string `json:"execute_status"`
	} `json:"data"`
}

var cozeBase = os.Getenv("COZE_API_BASE")

// The path is put together.
func joinedState(flow, run string) (*histories, error) {
	resp, err := http.Get(cozeBase + "/v1/workflows/" + flow + "/run_histories/" + run)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	h := new(histories)
	return h, json.NewDecoder(resp.Body).Decode(h)
}

func joinedWait(flow, run string) error {
	for { // want `CZ5006`
		time.Sleep(time.Second)
		h, err := joinedState(flow, run)
		if err != nil {
			return err
		}
		if h.Code == 0 && len(h.Data) > 0 && h.Data[0].Status == "Success" {
			return nil
		}
	}
}

func joinedUntil(flow, run string) error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); { // ok: it ends
		time.Sleep(time.Second)
		h, err := joinedState(flow, run)
		if err != nil || h.Code == 0 {
			return err
		}
	}
	return nil
}
