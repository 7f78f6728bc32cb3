// Package ends has functions with jumps, and calls that never return.
package ends

import (
	"bytes"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
)

const chat = "https://api.coze.com/v3/chat"

type req struct {
	Bot    string `json:"bot_id"`
	Stream bool   `json:"stream"`
	Save   bool   `json:"auto_save_history"`
}

func do(b []byte) (*http.Response, error) {
	return http.Post(chat, "application/json", bytes.NewReader(b))
}

func rejectedGoto() error {
	r := &req{Bot: "b"} // want `CZ2001`
	n := 0
again:
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if _, err := do(b); err != nil {
		n++
		if n < 3 {
			goto again
		}
		return err
	}
	return nil
}

func rejectedGotoFail() error {
	r := &req{Bot: "b", Stream: false, Save: false} // want `CZ2001`
	b, err := json.Marshal(r)
	if err != nil {
		goto fail
	}
	_, err = do(b)
	if err != nil {
		goto fail
	}
	return nil
fail:
	return errors.New("x")
}

func acceptedGoto() error {
	r := &req{Bot: "b"}
	n := 0
again:
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if n > 0 {
		do(b)
		return nil
	}
	r.Stream = true
	n++
	goto again
}

func usage() {
	log.Println("usage")
	os.Exit(2)
}

func rejectedFatal(args []string) {
	r := req{Bot: "b"} // want `CZ2001`
	if len(args) < 2 {
		r.Save = true
		usage()
	}
	b, err := json.Marshal(r)
	if err != nil {
		log.Fatalf("x: %v", err)
	}
	do(b)
}

func rejectedPanic(args []string) {
	r := req{Bot: "b"} // want `CZ2001`
	switch len(args) {
	case 0:
		r.Stream = true
		log.Panicln("none")
	}
	b, _ := json.Marshal(&r)
	do(b)
}

type must struct{}

func (must) ok(err error) {
	if err != nil {
		panic(err)
	}
}

func rejectedMust() {
	b, err := json.Marshal(&req{Bot: "b", Save: false}) // want `CZ2001`
	must{}.ok(err)
	var buf bytes.Buffer
	buf.Write(b)
	hr, err := http.NewRequest(http.MethodPost, chat, &buf)
	must{}.ok(err)
	http.DefaultClient.Do(hr)
}
