package shapes

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
)

var (
	errAuth = errors.New("not authenticated")
	errBusy = errors.New("busy")
)

type sortedError struct {
	Code  int
	LogID string
}

func (e *sortedError) Error() string { return fmt.Sprintf("code %d (logid %s)", e.Code, e.LogID) }

// Temporary asks for the kind of an error, which stays what it is.
func (e *sortedError) Temporary() bool {
	kind := kindOf(e.Code)
	return kind == errBusy || kind == errAuth
}

func kindOf(code int) error {
	switch code {
	case authInvalid:
		return errAuth // ok: it is compared
	case conversationBusy:
		return errBusy // ok: it is compared
	default:
		return nil
	}
}

const (
	authInvalid      = 4100
	conversationBusy = 4016
)

// namedKind gives the kind away in the place of the error.
func namedKind(code int) error {
	switch code {
	case authInvalid:
		return errAuth // want `a fixed text takes the place of the Coze failure.*CZ3002`
	default:
		return nil
	}
}

func fetchSorted() error {
	resp, err := http.Get("https://api.coze.cn/v1/workspaces")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r struct {
		Code int `json:"code"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return &sortedError{r.Code, resp.Header.Get("X-Tt-Logid")}
	}
	return nil
}

func fetchNamed() error {
	resp, err := http.Get("https://api.coze.cn/v1/workspaces")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r struct {
		Code int `json:"code"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	return namedKind(r.Code)
}

// quota gives two codes an error of their own, and says everything of the others.
func quota(code int, msg, id string) error {
	switch code {
	case 0:
		return nil
	case noUses:
		return errBusy // want `a fixed text takes the place of the Coze failure.*CZ3002`
	}
	return fmt.Errorf("code %d: %s (logid %s)", code, msg, id) // ok
}

const noUses = 4008

func fetchCounted() error {
	resp, err := http.Get("https://api.coze.cn/v1/workspaces")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r struct {
		Code   int    `json:"code"`
		Msg    string `json:"msg"`
		Detail struct {
			LogID string `json:"logid"`
		} `json:"detail"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	return quota(r.Code, r.Msg, r.Detail.LogID)
}

func logCounted() {
	if err := fetchCounted(); err != nil {
		log.Print(err) // it says everything of the others
	}
}

type kind int

// kindOfError says which kind of error it is given; its caller has the error.
func kindOfError(err error) kind {
	if err == nil { // ok
		return 0
	}
	var e *sortedError
	if !errors.As(err, &e) {
		return 1
	}
	return 2
}

func fetchKind() (kind, error) {
	err := fetchSorted()
	return kindOfError(err), err
}
