// Package hooks has places where a pass hears of values.
package hooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

const url = "https://api.coze.cn/v3/chat"

type Request struct{ Stream bool }

func Sends(send func(any)) {
	body, _ := json.Marshal(Request{Stream: true})
	http.Post(url, "application/json", bytes.NewReader(body)) // call http.Post "https://api.coze.cn/v3/chat", "application/json", encoded Request{Stream=true}
	send(body)                                                // call send encoded Request{Stream=true}

	req, _ := http.NewRequest("POST", url, bytes.NewReader(body)) // call http.NewRequest "POST", "https://api.coze.cn/v3/chat", encoded Request{Stream=true}
	http.DefaultClient.Do(req)                                    // call http.DefaultClient.Do parcel("POST", "https://api.coze.cn/v3/chat", encoded Request{Stream=true})
}

func Puts(body []byte) *http.Request {
	r := &Request{}
	text, _ := json.Marshal(r)
	return &http.Request{
		Method: "POST",                              // put into Method "POST"
		Body:   io.NopCloser(bytes.NewReader(text)), // put into Body encoded Request{}
	}
}

func Leaves(w io.Writer) ([]byte, error) {
	r := &Request{Stream: true}
	json.NewEncoder(w).Encode(r) // leaves Request{Stream=true}
	json.NewEncoder(os.Stdout).Encode(r)
	if w == nil {
		return nil, nil
	}
	text, err := json.Marshal(r)
	return text, err // leaves encoded Request{Stream=true}
}

var Handler = func() {
	fmt.Print(&Request{}) // call fmt.Print Request{}
}

func helper(r *Request) []byte {
	text, _ := json.Marshal(r)
	return text
}

func Inner() {
	helper(&Request{})
	os.Exit(1)         // call os.Exit ?
	fmt.Print("never") // never
}
