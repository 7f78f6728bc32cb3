// Package values has what one function does with the outcome of a request:
// probe(x) // what x is, and of which path
package values

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

func probe(any) {}

const base = "https://api.coze.cn"

type reply struct {
	Code   int    `json:"code"`
	Msg    string `json:"msg"`
	Data   data   `json:"data"`
	Detail struct {
		LogID string `json:"logid"`
	} `json:"detail"`
}

type data struct {
	Status    string `json:"status"`
	LastError *struct {
		Code int
		Msg  string
	} `json:"last_error"`
	Text string `json:"text"`
}

func parts() error {
	resp, err := http.Get(base + "/a")
	probe(resp) // Response /a
	probe(err)  //
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	probe(resp.StatusCode)                // HTTPStatus /a
	probe(resp.Header)                    // Header /a
	probe(resp.Header.Get("X-Tt-Logid"))  // LogID /a
	probe(resp.Header.Get("Retry-After")) //
	probe(resp.Header["X-Tt-Logid"])      // LogID /a
	body, _ := io.ReadAll(resp.Body)
	probe(body)                              // Body /a
	probe(strings.TrimSpace(string(body)))   // Body /a
	probe(strings.Split(string(body), "\n")) // Line /a
	var r reply
	if err := json.Unmarshal(body, &r); err != nil {
		return err
	}
	probe(r)                     // Reply /a
	probe(r.Code)                // Code /a
	probe(r.Msg)                 // Message /a
	probe(r.Detail.LogID)        // LogID /a
	probe(r.Data.Status)         // Status /a
	probe(r.Data.LastError)      // LastError /a
	probe(r.Data.LastError.Code) // Code /a
	probe(r.Data.Text)           // Part /a
	e := fmt.Errorf("coze: %d %s", r.Code, r.Msg)
	probe(e)                                                          // Told /a
	probe(fmt.Errorf("%d %s", r.Code, resp.Header.Get("X-Tt-Logid"))) // Error /a
	probe(fmt.Errorf("%s", body))                                     // Error /a
	probe(errors.New("fixed"))                                        //
	probe(fmt.Errorf("more: %w", e))                                  // Told /a
	return e
}

func reassigned(again bool) {
	resp, _ := http.Get(base + "/a")
	if again {
		resp, _ = http.Post(base+"/b", "", nil)
		probe(resp) // Response /b
	}
	probe(resp) // Response /a, Response /b
	resp, _ = http.Head(base + "/c")
	probe(resp) // Response /c
}

func request(body []byte) {
	req, _ := http.NewRequest("POST", base+"/d", bytes.NewReader(body))
	resp, _ := http.DefaultClient.Do(req)
	probe(resp) // Response /d
	var r *reply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	probe(r.Code) // Code /d
	u := &url.URL{Scheme: "https", Host: "api.coze.cn", Path: "/e"}
	other := &http.Request{URL: u}
	answer, _ := new(http.Client).Do(other)
	probe(answer.Body) // Body /e
}

func added(id string) {
	path := "/f"
	if id != "" {
		path += "?id=" + id
	}
	resp, _ := http.Get(base + path)
	probe(resp) // Response /f /f?id={id}
}

func lines() {
	resp, _ := http.Get(base + "/g")
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		line := sc.Text()
		probe(line) // Line /g
		text, ok := strings.CutPrefix(line, "data:")
		probe(ok) //
		var ev struct {
			Event string
			Code  int    `json:"code"`
			Msg   string `json:"msg"`
		}
		_ = json.Unmarshal([]byte(text), &ev)
		probe(ev)       // Data /g
		probe(ev.Event) // Event /g
		probe(ev.Code)  // Code /g
	}
}

func decodedMap() {
	resp, _ := http.Get(base + "/h")
	var m map[string]any
	_ = json.NewDecoder(resp.Body).Decode(&m)
	probe(m["code"])                             // Code /h
	probe(m["code"].(float64))                   // Code /h
	probe(m["detail"].(map[string]any)["logid"]) // LogID /h
	detail, _ := m["detail"].(map[string]any)
	probe(detail["logid"]) // LogID /h
	for key := range m {
		probe(m[key]) // Reply /h
	}
}
