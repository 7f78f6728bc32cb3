// Package neversent holds requests whose tags leave a false out.
package neversent

import (
	"bytes"
	"encoding/json"
	"net/http"
)

type Request struct {
	BotID              string   `json:"bot_id"`
	AdditionalMessages []string `json:"additional_messages,omitempty"`
	Stream             bool     `json:"stream"`
	AutoSaveHistory    bool     `json:"auto_save_history,omitempty"`
}

type Zero struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history,omitzero"`
}

type Pointer struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory *bool  `json:"auto_save_history,omitempty"`
}

type Sent struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

func send(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

const noSave = false

func literals(bot string, dynamic bool) {
	send(Request{BotID: bot, Stream: true, AutoSaveHistory: false})     // want `^AutoSaveHistory is a bool with omitempty, and false is never sent, so that the server saves the history: make it a \*bool \(CZ2004\)$`
	send(Request{BotID: bot, Stream: false, AutoSaveHistory: false})    // want `CZ2004`
	send(&Request{BotID: bot, Stream: true, AutoSaveHistory: noSave})   // want `CZ2004`
	send(Zero{BotID: bot, Stream: true, AutoSaveHistory: false})        // want `with omitzero.*CZ2004`
	send(Request{BotID: bot, Stream: true, AutoSaveHistory: true})      // ok
	send(Request{BotID: bot, Stream: true, AutoSaveHistory: dynamic})   // ok
	send(Request{BotID: bot, Stream: true})                             // ok
	send(Pointer{BotID: bot, Stream: true, AutoSaveHistory: new(bool)}) // ok
	send(Sent{BotID: bot, Stream: true, AutoSaveHistory: false})        // ok
	send(Request{BotID: bot, Stream: false})                            // want `CZ2002`
	send(Zero{BotID: bot, Stream: false})                               // want `CZ2002`
	send(Request{BotID: bot, Stream: false, AutoSaveHistory: true})     // ok
	send(Request{BotID: bot, Stream: dynamic})                          // ok
	send(Request{BotID: bot})                                           // ok
}

func manyLines(bot string) {
	send(&Request{ // want `CZ2002`
		BotID:  bot,
		Stream: false,
	})
	send(&Request{
		BotID:           bot,
		Stream:          false,
		AutoSaveHistory: false, // want `CZ2004`
	})
}

func assignments(bot string) {
	r := &Request{BotID: bot, Stream: true}
	r.AutoSaveHistory = false // want `CZ2004`
	send(r)
}

// Reset makes the request ready to be used again.
func (r *Request) Reset() {
	r.Stream = false
	r.AdditionalMessages = nil
	r.AutoSaveHistory = false // ok
}

// A setter, whose caller decides later.
func (r *Request) WithAutoSaveHistory(save bool) *Request {
	r.AutoSaveHistory = save // ok
	return r
}

func NewRequest(bot string) *Request {
	return &Request{BotID: bot, Stream: false} // ok
}

func (r *Request) Do() error {
	r.Stream = false // ok
	return send(r)
}
