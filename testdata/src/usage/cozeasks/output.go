package cozeasks

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

type run struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data string `json:"data"`
}

// into decodes what the workflow gives.
func (r *run) into(v any) error {
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg)
	}
	return json.Unmarshal([]byte(r.Data), v)
}

// A video is what the workflow gives: its keys are its own.
type video struct {
	Code    int    `json:"code"`
	Message string `json:"message"` // ok
	URL     string `json:"url"`
}

func runWorkflow() (*run, error) {
	resp, err := http.Post(cozeBase+"/v1/workflow/run", "application/json", nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(run)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

func videoOf() (string, error) {
	r, err := runWorkflow()
	if err != nil {
		return "", err
	}
	var text string
	if err := r.into(&text); err != nil {
		return "", err
	}
	v := &video{}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return "", err
	}
	if v.Code == 4 {
		return "", errors.New(v.Message)
	}
	return v.URL, nil
}

// A sheet is read from the data itself.
type sheet struct {
	Code    int    `json:"code"`
	Message string `json:"message"` // ok
}

func sheetOf() (*sheet, error) {
	r, err := runWorkflow()
	if err != nil {
		return nil, err
	}
	if r.Code != 0 {
		return nil, fmt.Errorf("coze: %d %s", r.Code, r.Msg)
	}
	s := new(sheet)
	return s, json.Unmarshal([]byte(r.Data), s)
}

// A wrong reply has message where the API has msg.
type wrong struct {
	Code    int    `json:"code"`
	Message string `json:"message"` // want `the API sends no "message" here`
}

func wrongReply() error {
	resp, err := http.Post(cozeBase+"/v1/workflow/run", "application/json", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	w := new(wrong)
	if err := json.NewDecoder(resp.Body).Decode(w); err != nil {
		return err
	}
	if w.Code != 0 {
		return errors.New(w.Message)
	}
	return nil
}
