// Package structs holds requests that are written as structs.
package structs

import (
	"bytes"
	"encoding/json"
	"net/http"
)

const chatURL = "https://api.coze.cn/v3/chat"

type Request struct {
	BotID           string `json:"bot_id"`
	UserID          string `json:"user_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

type Renamed struct {
	Bot  string `json:"bot_id"`
	Live bool   `json:"stream"`
	Keep bool   `json:"auto_save_history"`
}

type OmitEmpty struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream,omitempty"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

type OmitZero struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream,omitzero"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

type Pointers struct {
	BotID           string `json:"bot_id"`
	Stream          *bool  `json:"stream,omitempty"`
	AutoSaveHistory *bool  `json:"auto_save_history,omitempty"`
}

type Nullable struct {
	BotID           string `json:"bot_id"`
	Stream          *bool  `json:"stream"`
	AutoSaveHistory *bool  `json:"auto_save_history"`
}

type Hidden struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"-"`
}

type Quoted struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream,string"`
	AutoSaveHistory bool   `json:"auto_save_history,string"`
}

type Base struct {
	BotID  string `json:"bot_id"`
	Stream bool   `json:"stream"`
}

type Embedding struct {
	Base
	AutoSaveHistory bool `json:"auto_save_history"`
}

type Mode struct {
	Stream          bool `json:"stream"`
	AutoSaveHistory bool `json:"auto_save_history"`
}

type EmbeddingPointer struct {
	*Mode
	BotID string `json:"bot_id"`
}

type Named struct {
	Mode  Mode   `json:"mode"` // not embedded: its keys are not the request's
	BotID string `json:"bot_id"`
}

type Custom struct {
	BotID           string `json:"bot_id"`
	UserID          string `json:"user_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

func (Custom) MarshalJSON() ([]byte, error) { return []byte(`{"stream":true}`), nil }

type Flag bool

func (Flag) MarshalJSON() ([]byte, error) { return []byte("true"), nil }

type CustomFlag struct {
	BotID           string `json:"bot_id"`
	Stream          Flag   `json:"stream"`
	AutoSaveHistory Flag   `json:"auto_save_history"`
}

type Switch bool

type NamedBool struct {
	BotID           string `json:"bot_id"`
	Stream          Switch `json:"stream"`
	AutoSaveHistory Switch `json:"auto_save_history"`
}

type Any struct {
	BotID           string `json:"bot_id"`
	Stream          any    `json:"stream,omitempty"`
	AutoSaveHistory any    `json:"auto_save_history,omitempty"`
}

type NoStream struct {
	BotID           string `json:"bot_id"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

type Generic[T any] struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
	Extra           T      `json:"extra"`
}

func send(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	resp, err := http.Post(chatURL, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func explicit(bot string) {
	send(Request{BotID: bot, Stream: false, AutoSaveHistory: false})  // want `the request sends auto_save_history=false and stream=false, and POST /v3/chat answers 4007: .* \(CZ2001\)`
	send(&Request{BotID: bot, Stream: false, AutoSaveHistory: false}) // want `4007.*\(CZ2001\)`
	send(Request{BotID: bot, Stream: true, AutoSaveHistory: false})   // ok
	send(&Request{BotID: bot, Stream: false, AutoSaveHistory: true})  // ok
	send(Request{BotID: bot, Stream: true, AutoSaveHistory: true})    // ok
	send(Request{bot, "u", false, false})                             // want `CZ2001`
	send(Request{bot, "u", true, false})                              // ok
	send(Request{bot, "u", false, true})                              // ok
}

func manyLines(bot string) {
	send(&Request{
		BotID:           bot,
		Stream:          false,
		AutoSaveHistory: false, // want `CZ2001`
	})
	send(&Request{ // ok
		BotID:           bot,
		Stream:          false,
		AutoSaveHistory: true,
	})
}

func unset(bot string) {
	send(Request{BotID: bot})                         // want `auto_save_history=false \(AutoSaveHistory is not set, and its tag sends false\) and stream=false, and POST /v3/chat answers 4007: .* \(CZ2001\)`
	send(Request{BotID: bot, Stream: false})          // want `CZ2001`
	send(Request{BotID: bot, AutoSaveHistory: false}) // want `CZ2001`
	send(Request{BotID: bot, Stream: true})           // ok
	send(Request{BotID: bot, AutoSaveHistory: true})  // ok
}

func renamed(bot string) {
	send(Renamed{Bot: bot, Live: false, Keep: false}) // want `CZ2001`
	send(Renamed{Bot: bot, Live: true, Keep: false})  // ok
	send(Renamed{Bot: bot, Live: false, Keep: true})  // ok
}

func omitted(bot string) {
	send(OmitEmpty{BotID: bot, Stream: false, AutoSaveHistory: false}) // want `auto_save_history=false and no stream, which means false`
	send(OmitEmpty{BotID: bot, Stream: true})                          // ok
	send(OmitEmpty{BotID: bot, AutoSaveHistory: true})                 // ok
	send(OmitZero{BotID: bot, AutoSaveHistory: false})                 // want `CZ2001`
	send(OmitZero{BotID: bot, Stream: true, AutoSaveHistory: false})   // ok
}

func pointers(bot string) {
	no, yes := false, true
	send(Pointers{BotID: bot, Stream: &no, AutoSaveHistory: &no})  // want `CZ2001`
	send(Pointers{BotID: bot, AutoSaveHistory: &no})               // want `no stream, which means false`
	send(Pointers{BotID: bot, Stream: &no})                        // want `advice: the request sends stream=false and no auto_save_history, and relies on its default: .*\(CZ2002\)`
	send(Pointers{BotID: bot, Stream: &yes, AutoSaveHistory: &no}) // ok
	send(Pointers{BotID: bot, Stream: &no, AutoSaveHistory: &yes}) // ok
	send(Pointers{BotID: bot, Stream: &yes})                       // ok
	send(Pointers{BotID: bot})                                     // ok
	send(Nullable{BotID: bot, AutoSaveHistory: &no})               // ok
	send(Nullable{BotID: bot, Stream: &no, AutoSaveHistory: &no})  // want `CZ2001`
}

func tags(bot string) {
	send(Hidden{BotID: bot, Stream: false, AutoSaveHistory: false}) // ok
	send(Quoted{BotID: bot, Stream: false, AutoSaveHistory: false}) // ok
}

func embedded(bot string) {
	send(Embedding{Base: Base{BotID: bot, Stream: false}, AutoSaveHistory: false}) // want `CZ2001`
	send(Embedding{Base: Base{BotID: bot, Stream: true}, AutoSaveHistory: false})  // ok
	send(Embedding{Base: Base{BotID: bot}, AutoSaveHistory: true})                 // ok
	send(EmbeddingPointer{Mode: &Mode{}, BotID: bot})                              // want `CZ2001`
	send(EmbeddingPointer{Mode: &Mode{Stream: true}, BotID: bot})                  // ok
	send(EmbeddingPointer{BotID: bot})                                             // ok
	send(Named{Mode: Mode{Stream: false, AutoSaveHistory: false}, BotID: bot})     // ok

	var promoted Embedding
	promoted.BotID = bot
	promoted.Stream = false
	promoted.AutoSaveHistory = false // want `CZ2001`
	send(promoted)

	var streamed Embedding
	streamed.BotID = bot
	streamed.Stream = true
	streamed.AutoSaveHistory = false // ok
	send(streamed)
}

func custom(bot string) {
	send(Custom{BotID: bot, Stream: false, AutoSaveHistory: false})     // ok
	send(CustomFlag{BotID: bot, Stream: false, AutoSaveHistory: false}) // ok
	send(NamedBool{BotID: bot, Stream: false, AutoSaveHistory: false})  // want `CZ2001`
	send(NamedBool{BotID: bot, Stream: true, AutoSaveHistory: false})   // ok
	send(Any{BotID: bot, Stream: false, AutoSaveHistory: false})        // want `CZ2001`
	send(Any{BotID: bot, AutoSaveHistory: false})                       // want `CZ2001`
	send(Any{BotID: bot, AutoSaveHistory: "false"})                     // ok
	send(Any{BotID: bot, Stream: true, AutoSaveHistory: false})         // ok
}

func others(bot string) {
	send(NoStream{BotID: bot, AutoSaveHistory: false})                       // want `no stream, which means false`
	send(NoStream{BotID: bot, AutoSaveHistory: true})                        // ok
	send(Generic[int]{BotID: bot, Stream: false, AutoSaveHistory: false})    // want `CZ2001`
	send(&Generic[string]{BotID: bot, Stream: true, AutoSaveHistory: false}) // ok
	send(struct {                                                            // want `CZ2001`
		BotID  string `json:"bot_id"`
		Stream bool   `json:"stream"`
		Save   bool   `json:"auto_save_history"`
	}{BotID: bot})
}

type plain Request

func converted(bot string) {
	send(plain(Request{BotID: bot}))               // want `CZ2001`
	send(plain(Request{BotID: bot, Stream: true})) // ok
	send(Request(Custom{BotID: bot}))              // want `CZ2001`
	send(Custom(Request{BotID: bot}))              // ok
}
